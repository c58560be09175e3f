"""The page of one inspector: a group of items at a time, what the unit claims beside what is given."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from ymdm.organization.access import signed_in
from ymdm.workflow import NoAuthority, Refused, steps_of

from .. import workflow
from ..forms.scoring import ScoreSheet
from ..models import Assessment, Score
from ..workflow.scoring import inspector_of
from .groups import grouped


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def score(request: HttpRequest, pk: int) -> HttpResponse:
    """`?group=` names the group. Each inspector sees the own points alone."""
    seen = Assessment.objects.visible_to(request.user).select_related("unit", "scheme__unit")
    found = get_object_or_404(seen.prefetch_related("inspectors"), pk=pk)
    step = steps_of(Assessment)["score"]
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
    one = inspector_of(found, request.user)
    given = {score.answer_id: score for score in Score.objects.filter(inspector=one)}
    sheet = ScoreSheet(groups[at - 1].answers, given, request.POST if request.method == "POST" else None)
    status, refusal = 200, ""
    if request.method == "POST":
        status = 422
        if (marks := sheet.marks()) is not None:
            try:
                workflow.score(found, request.user, marks=marks)
            except Refused as why_not:
                status, refusal = 409, str(why_not)
            else:
                messages.success(request, f"“{groups[at - 1].name}”已保存。")
                here = reverse("assessments:score", args=[found.pk])
                return redirect(f"{here}?group={at + 1}" if at < len(groups) else found.get_absolute_url())
    done = {group.number: sum(a.pk in given for a in group.answers) for group in groups}
    context = {
        "assessment": found,
        "groups": [(group, done[group.number]) for group in groups],
        "group": groups[at - 1],
        "sheet": sheet,
        "refusal": refusal,
        "before": groups[at - 2] if at > 1 else None,
        "after": groups[at] if at < len(groups) else None,
        "total": sum(score.points or 0 for score in given.values()),
        "done": sum(done.values()),
        "of": len(answers),
    }
    return render(request, "evaluation/score.html", context, status=status)
