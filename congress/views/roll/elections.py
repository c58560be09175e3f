"""A constituency, an election in it, and the tally sheet that prints itself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ymdm.organization.access import signed_in
from ymdm.rulebook import law
from ymdm.workflow import steps_of

from ... import polling
from ...models import Constituency, Election
from ...rules import catalogue as rule
from ...rules.electing import judge_slate
from .terms import shown

KEEP = "congress.keep_roll"


@require_safe
@signed_in
def constituency(request: HttpRequest, pk: int) -> HttpResponse:
    """Which units elect together, their counts and seats, who sits for them, and the elections."""
    found = get_object_or_404(
        Constituency.objects.visible_to(request.user)
        .select_related("term__unit", "delegation")
        .prefetch_related("units"),
        pk=pk,
    )
    today = timezone.localdate()
    on = max(today, found.term.begins_on)
    held = list(found.mandates.in_force(on).select_related("person__unit", "appointment", "term"))
    steps = steps_of(Constituency)
    context = {
        "constituency": found,
        "held": held,
        # What the constituency was asked to keep to, beside who sits for it now.
        "women": sum(seat.person.gender == "female" for seat in held),
        "front": sum(seat.category == "front_line" for seat in held),
        "managers": sum(seat.category in ("manager", "leader") for seat in held),
        "vacant": max(0, found.seats - len(held)),
        "elections": found.elections.select_related("constituency", "mandate__person"),
        "may": {verb: steps[verb].is_open(found, request.user) for verb in steps},
        "may_read": request.user.may("congress.read", found.unit),
    }
    return render(request, "congress/roll/constituency.html", context)


def _election(request: HttpRequest, pk: int) -> Election:
    found = Election.objects.visible_to(request.user).select_related(
        "constituency__term__unit", "mandate__person", "follows"
    )
    return get_object_or_404(found, pk=pk)


@require_safe
@signed_in
def election(request: HttpRequest, pk: int) -> HttpResponse:
    """Who stands, how it is voted, and, once published, how it ended; the counts are the union's until then."""
    found = _election(request, pk)
    steps, keeps = steps_of(Election), request.user.may(KEEP, found.unit)
    shows = found.state == Election.State.PUBLISHED or (keeps and found.is_over)
    nominees = list(found.nominees.select_related("person__unit"))
    here = law(found.unit, found.held_on)
    slate = [] if found.mandate_id or found.is_over else [judge_slate(len(nominees), found.seats or 1, here)]
    phone = found.method == Election.Method.BALLOT
    box = polling.box_of(found) if phone else None
    keys = polling.keys_of(found.constituency) if phone else None
    serves = keys is not None and keys.is_kept_by(request.user)  # type: ignore[arg-type]
    hides = found.hides_counts and not serves
    # Whom the ballots named beside the slate is part of the result; of a few voters only who was elected is told.
    nominees = [one for one in nominees if not one.is_written_in or (shows and (one.is_elected or not hides))]
    context = {
        "election": found,
        "nominees": nominees,
        "shows": shows,
        "hides": hides,
        "box": box,
        # One's own ballot: computed for the reader, never stored.
        "votes_here": box is not None and box.state == "open" and box.roll_state(request.user) == "fresh",  # type: ignore[arg-type]
        "keys": keys if serves or (keeps and keys is not None) else None,
        "keys_state": keys.get_state_display() if keys is not None else "",
        "slate": shown(slate),
        "keeps": keeps,
        "may": {verb: steps[verb].is_open(found, request.user) for verb in steps},
        "next": Election.objects.filter(follows=found).first(),
        "rules": tuple(
            one.under(here)
            for one in (rule.ELECTION_VALID, rule.RECALL_LINE if found.mandate_id else rule.ELECTION_LINE)
        ),
    }
    return render(request, "congress/roll/election.html", context)


@require_safe
@signed_in
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet on which two tellers count by hand."""
    found = _election(request, pk)
    here = law(found.unit, found.held_on)
    by = rule.RECALL_LINE if found.mandate_id else rule.ELECTION_LINE
    context = {
        "election": found,
        "nominees": found.nominees.filter(is_written_in=False).select_related("person__unit"),
        "employees": found.employees or found.constituency.employees,
        "rules": (rule.ELECTION_VALID.under(here), by.under(here), rule.TOO_MANY_NAMES.under(here)),
    }
    return render(request, "congress/roll/sheet.html", context)
