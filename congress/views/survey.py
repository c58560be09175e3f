"""The short form on the phone, and its sums once it is over."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from ymdm.organization.access import signed_in
from ymdm.rulebook import in_force
from ymdm.workflow import Refused

from .. import workflow
from ..reading.survey import told_of
from ..rules import catalogue as rule
from ..rules.surveying import ITEMS, LEVELS
from ..workflow.surveying import may_hand_in
from .sessions import found


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def survey(request: HttpRequest, pk: int) -> HttpResponse:
    """Eight items of three levels. A form with a gap comes back as it was typed."""
    session = found(request, pk)
    told = told_of(session)
    if told is None:
        raise Http404
    grades, error, status = {}, "", 200
    if request.method == "POST":
        grades = {code: request.POST.get(code, "") for code in ITEMS}
        try:
            workflow.hand_in(told.survey, request.user, grades=grades)
        except Refused as refusal:
            error, status = str(refusal), 409
        else:
            messages.success(request, "已收到，谢谢您。系统只保存合计，不保存您怎样评价。")
            return redirect("congress:survey", pk)
    context = {
        "session": session,
        "told": told,
        "may": may_hand_in(told.survey, request.user, timezone.localdate()),
        "items": [
            (code, says.partition("：")[0], says.partition("：")[2], grades.get(code, ""))
            for code, says in ITEMS.items()
        ],
        "levels": LEVELS.items(),
        "error": error,
        "rules": in_force((rule.SMALL_GROUP,), session.unit, session.ruled_on or timezone.localdate()),
    }
    return render(request, "congress/survey.html", context, status=status)
