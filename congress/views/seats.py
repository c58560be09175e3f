"""The venues of a session: who meets where, how many are there, and the plan of the seats."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ymdm.organization.access import allowed
from ymdm.rulebook import in_force

from ..reading.seating import rooms_of
from ..rules import catalogue as rule
from .sessions import found, frame, open_verbs


@require_safe
@allowed("congress.read")
def seats(request: HttpRequest, pk: int) -> HttpResponse:
    """Each venue with its own counts (CON-73) and, where chairs are counted, who sits in which."""
    session = found(request, pk)
    if not request.user.may("congress.read", session.unit):  # type: ignore[union-attr]
        raise Http404
    rooms = rooms_of(session)
    may = open_verbs(session, request.user, "add_venue", "drop_venue", "seat_people")
    context = frame(request, session, "people") | {
        "rooms": rooms,
        "seated": sum(len(room.stage) + room.seated for room in rooms),
        "called": sum(room.called for room in rooms),
        "may": may,
        "rules": in_force((rule.VENUES,), session.unit, session.ruled_on or timezone.localdate()),
    }
    return render(request, "congress/seats.html", context)
