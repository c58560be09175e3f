"""Paper ballots beside the box: handed out against the roll, counted by two."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from ymdm.organization.access import signed_in
from ymdm.workflow import NoAuthority, Refused

from .. import papering
from ..forms import CountForm, HandOutForm
from ..models import BallotBox, PaperCount, RollState
from .finding import box_of


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def paper(request: HttpRequest, pk: Any) -> HttpResponse:
    """Hand out a paper ballot, or write down a count; who has taken paper is shown as a number only."""
    box = box_of(request, pk)
    person: Any = request.user
    if not box.is_kept_by(person):
        raise NoAuthority("只有本次投票的监票人、计票人能办理。")
    asked = request.POST.get("what") if request.method == "POST" else None
    out = HandOutForm(request.POST if asked == "out" else None, box=box)
    count = CountForm(request.POST if asked == "count" else None, box=box)
    if asked == "out" and out.is_valid():
        try:
            papering.hand_out(box, out.cleaned_data["who"], person)
        except Refused as refusal:
            out.add_error("who", str(refusal))
        else:
            messages.success(request, f"已发给{out.cleaned_data['who']}一张纸质票，不能再在线投票。")
            return redirect("ballots:paper", pk=box.pk)
    if asked == "count" and count.is_valid():
        typed = {name: count.cleaned_data[name] for name in ("venue", "stratum", "issued", "returned")}
        try:
            papering.enter(box, person, **typed, counts=count.counts())
        except Refused as refusal:
            count.add_error(None, str(refusal))
        else:
            messages.success(request, "已登记，请另一名监票人或计票人复核。")
            return redirect("ballots:paper", pk=box.pk)
    context = {
        "box": box,
        "out": out,
        "count": count,
        "handed": box.roll.filter(state=RollState.PAPER).count(),
        "counts": list(box.paper_counts.select_related("entered_by", "confirmed_by")),
    }
    return render(request, "ballots/paper.html", context, status=422 if asked else 200)


@require_POST
@signed_in
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """A second keeper has counted the same."""
    seen = BallotBox.objects.visible_to(request.user)  # type: ignore[arg-type]
    count = get_object_or_404(PaperCount.objects.filter(box__in=seen).select_related("box__unit"), pk=pk)
    papering.confirm(count, request.user)  # type: ignore[arg-type]
    messages.success(request, "已复核。")
    return redirect("ballots:paper", pk=count.box_id)
