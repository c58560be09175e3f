"""One page on the phone for each team: what it must open this month, what is under way, what hangs on its board (DIS-45)."""

from __future__ import annotations

from calendar import monthrange
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ymdm.ballots.squares import exact
from ymdm.organization.access import signed_in

from ..models import TEAM_LEVELS, Obligation, Posting, Publication, Version
from .catalogue import units_of

MOST = 20
MOST_OPEN = 8


@require_safe
@signed_in
def team(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody of the house reads it; whoever publishes for the team opens things from here."""
    unit = get_object_or_404(units_of(request).filter(level__in=TEAM_LEVELS), pk=pk)
    person: Any = request.user
    today = timezone.localdate()
    last = today.replace(day=monthrange(today.year, today.month)[1])
    owed = Obligation.objects.still_owed().filter(unit=unit, owed_from_on__lte=today, due_on__lte=last)
    owed = owed.select_related("item")
    seen = Publication.objects.visible_to(person).filter(unit=unit).select_related("item", "obligation")
    underway = Version.objects.underway().filter(publication__in=seen.values("pk")).select_related("publication")
    being_written = {one.publication.obligation_id: one for one in underway[:MOST]}
    opened = list(seen.filter(state=Publication.State.PUBLISHED).order_by("-published_at")[: MOST_OPEN + 1])
    has_more_open, opened = len(opened) > MOST_OPEN, opened[:MOST_OPEN]
    hanging = {
        one.publication_id: one
        for one in Posting.objects.filter(publication__in=opened).select_related("board", "up_photo")
    }
    for row in opened:
        row.sheet = hanging.get(row.pk)
    rows = list(owed.order_by("due_on", "pk")[: MOST + 1])
    context = {
        "unit": unit,
        "today": today,
        "rows": [(row, being_written.get(row.pk)) for row in rows[:MOST]],
        "has_more": len(rows) > MOST,
        "opened": opened,
        "has_more_open": has_more_open,
        "may_draft": person.may("disclosure.draft", unit),
        "may_settle": person.may("disclosure.settle", unit),
        "square": exact(request.build_absolute_uri(request.path)),
    }
    return render(request, "disclosure/team.html", context)


@require_safe
@signed_in
def own_team(request: HttpRequest) -> HttpResponse:
    """To the page of one's own team; whoever is in none is shown the teams of the house."""
    lineage = request.user.unit.lineage  # type: ignore[union-attr]
    own = units_of(request).filter(pk__in=lineage, level__in=TEAM_LEVELS).order_by("-depth").first()
    if own is None:
        return redirect("disclosure:catalogues")
    return redirect("disclosure:team", own.pk)
