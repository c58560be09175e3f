"""The votes of a session, and one vote with its counting."""

from __future__ import annotations

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ymdm.ledger.models import Event
from ymdm.organization.access import signed_in
from ymdm.workflow import steps_of

from ..balloting import box_of, keys_of
from ..counting import disagreement
from ..models import Candidate, CongressSession, TellerSheet, Vote
from .sessions import found, frame, open_verbs


@require_safe
@signed_in
def votes(request: HttpRequest, pk: int) -> HttpResponse:
    """Every vote and election of a session, in the order of the agenda."""
    session = found(request, pk)
    rows = session.votes.select_related("item").prefetch_related(
        Prefetch("candidates", Candidate.objects.select_related("person"))
    )
    keys = keys_of(session)
    context = frame(request, session, "votes") | {
        "votes": list(rows.order_by("item__order", "pk")),
        "keys": keys if keys is not None and keys.is_kept_by(request.user) else None,  # type: ignore[arg-type]
        "keys_state": keys.get_state_display() if keys is not None else "",
        "may_call": open_verbs(session, request.user, "call_keepers")["call_keepers"],
    }
    return render(request, "congress/votes.html", context)


@require_safe
@signed_in
def vote(request: HttpRequest, pk: int) -> HttpResponse:
    """One vote: figures, rule, result; what is still to be counted and by whom."""
    seen = CongressSession.objects.visible_to(request.user)  # type: ignore[arg-type]
    this = get_object_or_404(
        Vote.objects.filter(session__in=seen).select_related(
            "session__term__unit", "item", "version__paper", "follows", "corrects", "declared_by"
        ),
        pk=pk,
    )
    steps = steps_of(Vote)
    verbs = ("open_vote", "close_vote", "enter_sheet", "declare", "stop_vote", "further_round", "correct_vote")
    sheets = list(TellerSheet.objects.filter(vote=this).select_related("teller", "venue"))
    offices = list(this.session.offices.filter(office__in=["teller", "scrutineer"]).select_related("person"))
    serves = any(one.person_id == request.user.pk for one in offices)
    box = box_of(this) if this.method == Vote.Method.BALLOT else None
    context = frame(request, this.session, "votes") | {
        "vote": this,
        "box": box,
        "may": {verb: steps[verb].is_open(this, request.user) for verb in verbs},
        "candidates": list(this.candidates.select_related("person").order_by("order")),
        # What one teller counted is shown to nobody else before two agree.
        "sheets": sheets
        if this.state not in ("counting",)
        else [one for one in sheets if one.teller_id == request.user.pk],
        "counted_by": [one.teller for one in sheets],
        "apart": disagreement(this) if this.state == Vote.State.COUNTING and serves else "",
        "offices": offices,
        "serves": serves,
        "hides": this.hides_counts and not serves,
        "next_round": Vote.objects.filter(follows=this).first(),
        "corrected_by": Vote.objects.filter(corrects=this).first(),
        "resolution": this.session.resolutions.filter(vote=this).first(),
        "events": list(Event.objects.of(this)),
    }
    return render(request, "congress/vote.html", context)
