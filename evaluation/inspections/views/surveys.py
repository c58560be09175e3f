"""The short form on the phone, and its sums once the report is written."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from ymdm.organization.access import signed_in
from ymdm.rulebook import in_force
from ymdm.ui.shapes import Bar
from ymdm.workflow import Refused

from .. import rules, workflow
from ..models import VisitSurvey
from ..models.surveys import GRADES
from ..scores import SHOWN_FROM
from ..workflow.surveying import may_hand_in


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def survey(request: HttpRequest, pk: int) -> HttpResponse:
    """Three marks, one press. Sums of fewer than five forms are never shown."""
    seen = VisitSurvey.objects.visible_to(request.user).select_related("visit__unit", "visit__organiser")
    found = get_object_or_404(seen, pk=pk)
    grade, error, status = "", "", 200
    if request.method == "POST":
        grade = request.POST.get("grade", "")
        try:
            workflow.hand_in(found, request.user, grade=grade)
        except Refused as refusal:
            error, status = str(refusal), 409
        else:
            messages.success(request, "已收到，谢谢您。系统只保存合计，不保存您怎样评价。")
            return redirect("inspections:survey", pk)
    shows = found.is_over and found.forms >= SHOWN_FROM
    context = {
        "survey": found,
        "may": may_hand_in(found, request.user),
        "grades": list(GRADES.items()),
        "grade": grade,
        "error": error,
        "bars": [Bar(words, getattr(found, code), f"{getattr(found, code)} 份") for code, words in GRADES.items()]
        if shows
        else [],
        "rules": in_force((rules.STEPS,), found.unit, timezone.localdate()),
    }
    return render(request, "inspections/survey.html", context, status=status)
