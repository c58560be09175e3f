"""What is known of a box: its state, one's own place on the roll, the result; and the list of one's own boxes."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ymdm.ledger.models import Event
from ymdm.organization.access import public, signed_in

from .. import papers, sheets
from ..closing import slip as root_in_words
from ..forms import ACTS
from ..models import Asking, BallotBox, KeyCeremony, RollEntry, RollState, State
from ..models.boxes import AFTER_CLOSE, boxes_for
from .finding import TERMINAL, box_of, desk

OWN_STATE = {RollState.FRESH: "您未投票", RollState.CAST: "您的票已在箱中", RollState.PAPER: "您领了纸质票"}
OBJECTING = (State.OPEN, State.CLOSED, State.DISPUTED, State.OPENED, State.PUBLISHED)


@require_safe
@signed_in
def mine(request: HttpRequest) -> HttpResponse:
    """What is still to be cast, soonest to close first, and every other box of one's own, newest first."""
    person: Any = request.user
    on_roll = RollEntry.objects.filter(person=person)
    own = dict(on_roll.values_list("box_id", "state"))
    waiting = list(boxes_for(person).select_related("unit"))
    others = (
        BallotBox.objects.visible_to(person)
        .exclude(pk__in=[one.pk for one in waiting])
        .select_related("unit")
        .order_by(F("opens_at").desc(nulls_first=True), "pk")
    )
    page = Paginator(others, 20).get_page(request.GET.get("page"))
    for one in page:
        one.own_state = OWN_STATE.get(own.get(one.pk, ""), "")
    context = {
        "waiting": waiting,
        "page": page,
        "ceremonies": list(KeyCeremony.objects.filter(keepers__person=person)[:10]),
        "may_ask": person.may_anywhere("ballots.prepare"),
        "askings": list(Asking.objects.visible_to(person).filter(state=Asking.State.WRITING)[:20]),
    } | desk(request)
    return render(request, "ballots/mine.html", context)


@require_safe
@signed_in
def about(request: HttpRequest, pk: Any) -> HttpResponse:
    """The box itself, also for whoever could still vote."""
    return show(request, box_of(request, pk))


def show(request: HttpRequest, this: BallotBox) -> HttpResponse:
    person: Any = request.user
    own = this.roll_state(person)
    keeps, prepares = this.is_kept_by(person), person.may("ballots.prepare", this.unit)
    is_over = this.state in AFTER_CLOSE
    shows = this.shows_result_to(person)
    context = {
        "box": this,
        "own": OWN_STATE.get(own or "", "您不在这次投票的名册上"),
        "own_tone": {RollState.CAST: "ok", RollState.PAPER: "ok", RollState.FRESH: "warn"}.get(own or "", "plain"),  # type: ignore[call-overload]
        "may_vote": own == RollState.FRESH and this.state == State.OPEN,
        "keepers": list(this.keepers()),
        "turnout": this.turnout() if this.state == State.OPEN or is_over else None,
        "acts": [act for act in ACTS if act.is_open(this, person)] if keeps or prepares else [],
        "keeps": keeps,
        "prepares": prepares,
        "serves": keeps or prepares,
        "is_over": is_over,
        "root": root_in_words(this) if this.box_root else "",
        "groups": _groups(this) if (keeps or prepares) and this.roll_size else [],
        "sheet": sheets.sections(this.paper) if this.state in (State.DRAFT, State.FROZEN) else [],
        "result": _result(this) if shows and this.result else None,
        "objections": list(this.objections.all()),
        "may_object": this.state in OBJECTING and (own is not None or keeps),
        "counts": list(this.paper_counts.select_related("entered_by", "confirmed_by")) if keeps or prepares else [],
        "events": list(Event.objects.of(this)) if keeps or prepares else [],
    } | desk(request)
    return render(request, "ballots/box.html", context)


def _result(box: BallotBox) -> dict[str, Any]:
    """In the order of the paper, which the database does not keep."""
    told = papers.shown(box.result, box.k_min)
    order = [item["id"] for item in box.paper["items"]]
    told["items"].sort(key=lambda item: order.index(item["id"]))
    return told


def _groups(box: BallotBox) -> list[tuple[str, str]]:
    """The groups as they were given and as they are counted."""
    return sorted((given, counted) for given, counted in box.strata.items())


# --- a desk that many share -------------------------------------------------------------------------------------------


@require_safe
@public
def terminal_start(request: HttpRequest) -> HttpResponse:
    """The standing page of a shared desk. No cookie reaches it; whatever a tab still holds is wiped here."""
    return render(request, "ballots/terminal.html", {"desk_minutes": settings.BALLOT_DESK_SECONDS // 60})


@require_safe
@signed_in
def terminal(request: HttpRequest) -> HttpResponse:
    """Sign in for one ballot at a shared desk: the session is short and ends with the receipt."""
    request.session[TERMINAL] = True
    request.session.set_expiry(600)
    waiting = list(boxes_for(request.user)[:2])  # type: ignore[arg-type]
    return redirect(reverse("ballots:box", args=[waiting[0].pk]) if len(waiting) == 1 else "ballots:mine")
