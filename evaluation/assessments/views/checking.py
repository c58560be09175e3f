"""The self-check, one group of items at a time: what the records say, what the unit says, the files."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from ymdm.duties.models import Duty, lit
from ymdm.organization.access import signed_in
from ymdm.workflow import NoAuthority, Refused, steps_of

from ...figures.sources import SOURCES
from .. import kinds, workflow
from ..forms.checking import SheetForm
from ..models import Assessment
from ..prefill import claimed_sum, prefilled
from .groups import grouped


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """`?group=` names the group. Saving goes on to the next one; a mistake keeps everything that was typed."""
    seen = Assessment.objects.visible_to(request.user).select_related("unit", "scheme__unit")
    found = get_object_or_404(seen, pk=pk)
    step = steps_of(Assessment)["fill"]
    if why := step.authority(found, request.user):
        raise NoAuthority(why)
    if request.method != "POST":
        step.check(found, request.user, timezone.now())
    answers = list(found.answers.select_related("item").prefetch_related("evidence__attachment"))
    for answer in answers:
        answer.assessment = found
    groups = grouped(answers)
    asked = request.GET.get("group", "")
    at = min(max(int(asked), 1), len(groups)) if asked.isascii() and asked.isdecimal() and len(asked) < 4 else 1
    sheet = SheetForm(groups[at - 1].answers, request.POST if request.method == "POST" else None)
    status, refusal = 200, ""
    if request.method == "POST":
        status = 422
        if (claims := sheet.claims()) is not None:
            try:
                workflow.fill(found, request.user, claims=claims)
            except Refused as why_not:
                status, refusal = 409, str(why_not)
            else:
                messages.success(request, f"“{groups[at - 1].name}”已保存。")
                here = reverse("assessments:check", args=[found.pk])
                return redirect(f"{here}?group={at + 1}" if at < len(groups) else found.get_absolute_url())
    filled, asked_for = prefilled(answers)
    context = {
        "assessment": found,
        "groups": groups,
        "group": groups[at - 1],
        "sheet": sheet,
        "refusal": refusal,
        "before": groups[at - 2] if at > 1 else None,
        "after": groups[at] if at < len(groups) else None,
        "claimed": claimed_sum(answers),
        "covered": sum(a.item.full for a in answers if not a.is_missing and not a.item.is_outside),
        "filled": filled,
        "asked_for": asked_for,
        "labels": {key: source.label for key, source in SOURCES.items()},
        "due": next(iter(lit(Duty.objects.of(found).owed().filter(kind=kinds.FILL))), None),
    }
    return render(request, "evaluation/check.html", context, status=status)
