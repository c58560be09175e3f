"""What the weekly meeting goes through: everything overdue and everything due this week, by leader in charge.

Proposals.md section 7: a red light goes to the leader in charge and to the weekly meeting.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch

from ymdm.organization.models import Person, within_paths

from .models import Duty, Slip, lit

# What a meeting can go through and a printer can print; the rest stands on the desk for pressing.
MOST = 300
NO_LEADER = "没有分管领导"


@dataclass(frozen=True)
class Line:
    """One matter: the duty with its light, how often it was pressed by hand, and what the ladder has set going."""

    duty: Duty
    pressed: int
    is_escalated: bool
    is_reported: bool

    @property
    def marks(self) -> str:
        """“催办 2 次，已升级分管领导，列入通报”."""
        told = [f"催办 {self.pressed} 次"] if self.pressed else []
        told += ["已升级分管领导"] if self.is_escalated else []
        return "，".join(told + (["列入通报"] if self.is_reported else []))


@dataclass(frozen=True)
class Group:
    """The matters of one leader, the longest overdue first."""

    leader: str
    overdue: Sequence[Line]
    due: Sequence[Line]

    @property
    def number(self) -> int:
        return len(self.overdue) + len(self.due)


@dataclass(frozen=True)
class Week:
    """The list of one week. `overdue` and `due` count everything, also what is not listed."""

    on: date
    last: date
    groups: Sequence[Group]
    overdue: int
    due: int

    @property
    def rest(self) -> int:
        return self.overdue + self.due - sum(group.number for group in self.groups)


def week(person: Person, today: date) -> Week:
    """The list for whoever watches over it. Paused clocks are left out. A fixed number of queries."""
    last = today + timedelta(days=6 - today.weekday())
    watched = Duty.objects.owed().filter(
        within_paths(person.scope("duties.press"), "unit__path"), due_on__lte=last, paused_on=None
    )
    slips = Prefetch("slips", Slip.objects.only("duty", "stage", "tone"))
    rows = watched.select_related("unit", "person", "leader").prefetch_related(slips).order_by("due_on", "pk")[:MOST]
    by_leader: dict[str, list[Line]] = {}
    for duty in lit(rows, today):
        by_leader.setdefault(str(duty.leader or NO_LEADER), []).append(_line(duty))
    # Those with most overdue first; what nobody is in charge of comes last, so that it is seen as such.
    groups = [
        Group(
            leader,
            [line for line in lines if line.duty.due_on < today],
            [line for line in lines if line.duty.due_on >= today],
        )
        for leader, lines in by_leader.items()
    ]
    groups.sort(key=lambda group: (group.leader == NO_LEADER, -len(group.overdue), -group.number, group.leader))
    return Week(
        today, last, groups, watched.filter(due_on__lt=today).count(), watched.filter(due_on__gte=today).count()
    )


def _line(duty: Duty) -> Line:
    slips = list(duty.slips.all())
    return Line(
        duty,
        sum(slip.stage.startswith("press") for slip in slips),
        any(slip.stage == "red" for slip in slips),
        any(slip.stage == "report" for slip in slips),
    )
