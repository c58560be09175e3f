"""The hall at this moment: quorum, delegations, the item and the vote under way. One read for phone, desk and big screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from ymdm.ballots.models import BallotBox

from ..balloting import box_of
from ..law import law_for
from ..models import AgendaItem, Attendee, CongressSession, Vote
from ..rules.counting import Line, line_of
from ..rules.quorum import Quorum, quorum


@dataclass(frozen=True)
class DelegationRow:
    """How many of a delegation are here; the rest asked for leave or have not come."""

    name: str
    present: int
    leave: int
    total: int

    @property
    def absent(self) -> int:
        return self.total - self.present - self.leave

    @property
    def cells(self) -> Sequence[str]:
        """One word a seat, for the row of little squares; nobody counts more than forty."""
        return [*[""] * self.present, *["leave"] * self.leave, *["absent"] * self.absent][:40]


@dataclass(frozen=True)
class Hall:
    """What every screen of the session shows."""

    session: CongressSession
    quorum: Quorum
    checked_in: int
    counted: int | None
    leave: int
    absent: int
    observers: int
    delegations: Sequence[DelegationRow]
    line: Line
    item: AgendaItem | None
    vote: Vote | None
    is_frozen: bool
    # Of a vote on the phone: where one casts, and how many have; the hall sits together, so the number may be live (F43).
    box: BallotBox | None = None
    turnout: int | None = None

    @property
    def needed_votes(self) -> int:
        return self.line.needed(self.quorum.total)

    # The ring of the design: 339.3 is the length of its circle.
    @property
    def arc(self) -> str:
        whole = max(self.quorum.total, 1)
        return f"{339.3 * min(self.quorum.present, whole) / whole:.1f} 339.3"

    @property
    def tick(self) -> str:
        """The rotation of the mark at the quorum, in degrees."""
        return f"{360 * self.quorum.needed / max(self.quorum.total, 1):.1f}"


def hall_of(session: CongressSession) -> Hall:
    """Read the hall: five queries, whatever its size. Before the roll is frozen every representative who is called counts."""
    counts = Count("pk", filter=Q(is_present=True))
    leave = Count("pk", filter=Q(answer=Attendee.Answer.LEAVE, is_present=False))
    rows = session.attendees.exclude(is_qualified=False).values("kind", "delegation__name")
    by_delegation, observers, checked_in, away, called = [], 0, 0, 0, 0
    for row in rows.annotate(present=counts, leave=leave, total=Count("pk")).order_by("kind", "delegation"):
        if row["kind"] == Attendee.Kind.OBSERVER:
            observers += row["present"]
            continue
        by_delegation.append(DelegationRow(row["delegation__name"], row["present"], row["leave"], row["total"]))
        checked_in, away, called = checked_in + row["present"], away + row["leave"], called + row["total"]
    roll = session.roll_calls.order_by("-at", "-pk").first()
    law = law_for(session)
    total = session.total if session.total is not None else called
    vote = session.votes.filter(state__in=["open", "counting", "counted"]).select_related("item").first()
    box = box_of(vote) if vote and vote.method == Vote.Method.BALLOT else None
    # Between two counts of the hall people come and go: the meter follows the check-in, the opening of a vote counts anew.
    return Hall(
        session=session,
        quorum=quorum(total, checked_in, law=law),
        checked_in=checked_in,
        counted=roll.counted if roll else None,
        leave=away,
        absent=max(0, total - checked_in - away),
        observers=observers,
        delegations=by_delegation,
        line=line_of(law),
        item=session.agenda.filter(state=AgendaItem.State.NOW).first(),
        vote=vote,
        is_frozen=session.total is not None,
        box=box,
        turnout=box.turnout() if box else None,
    )
