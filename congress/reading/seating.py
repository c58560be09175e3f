"""The venues of a session with their people, as the page, the plan and the place cards show them. Three queries."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from ..models import Attendee, CongressSession, Venue

SEAT = re.compile(r"(\d+)排(\d+)座")


@dataclass
class Room:
    """A venue: `rows` are its chairs, each with whoever sits there or None; `stage` is the presidium."""

    venue: Venue
    people: list[Attendee] = field(default_factory=list)
    stage: list[Attendee] = field(default_factory=list)
    rows: list[tuple[int, list[Attendee | None]]] = field(default_factory=list)
    seated: int = 0

    @property
    def called(self) -> int:
        return sum(one.called_at is not None for one in self.people)

    @property
    def leave(self) -> int:
        return sum(one.answer == Attendee.Answer.LEAVE for one in self.people)

    @property
    def present(self) -> int:
        return sum(one.is_present for one in self.people)

    @property
    def delegations(self) -> list[str]:
        return list(dict.fromkeys(str(one.delegation) if one.delegation else "列席人员" for one in self.people))


def rooms_of(session: CongressSession) -> list[Room]:
    """Every venue, in the order in which they were added."""
    by_venue: dict[int | None, list[Attendee]] = defaultdict(list)
    attendees = session.attendees.select_related("person__unit", "delegation").order_by("number", "pk")
    for one in attendees:
        by_venue[one.venue_id].append(one)
    return [_room(venue, by_venue[venue.pk]) for venue in session.venues.prefetch_related("delegations")]


def _room(venue: Venue, people: list[Attendee]) -> Room:
    places: dict[tuple[int, int], Attendee] = {}
    stage = []
    for one in people:
        if found := SEAT.fullmatch(one.seat):
            places[int(found[1]), int(found[2])] = one
        elif one.seat:
            stage.append(one)
    # Empty rows behind the last one that is taken say nothing.
    last = max((row for row, _chair in places), default=0)
    chairs = range(1, (venue.per_row or 0) + 1)
    rows = [(row, [places.get((row, chair)) for chair in chairs]) for row in range(1, last + 1)]
    return Room(venue, people, stage, rows, len(places))
