"""Which units follow which calendar, and whose duties therefore count by it (CAL-02)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from ymdm.organization import workflow as organization
from ymdm.organization.models import Unit, within_paths
from ymdm.workdays import Workdays, calendar
from ymdm.workdays import workflow as workdays
from ymdm.workdays.current import NATIONAL
from ymdm.workdays.models import Calendar

from .following import follow

# What a unit may choose: code, name, days of rest (Monday 1). Holidays and make-up days are the nation's for all.
CHOICES = (
    ("five", "周一至周五上班", "67"),
    ("six", "周一至周六上班，周日休息", "7"),
    ("shift", "轮班，没有固定休息日", ""),
)


@dataclass(frozen=True)
class Group:
    """A calendar in force, and the subtrees that follow it: those below `paths` (all when None), not those below `not_`."""

    code: str
    workdays: Workdays
    paths: tuple[str, ...] | None
    not_: tuple[str, ...] = ()

    @property
    def duties(self) -> Q:
        """Duties that count by it. One that is due with another moves with that one, whatever unit it is of."""
        if self.paths is None and not self.not_:
            return Q()
        return Q(follows=None) & self._of("unit__path") | Q(follows__isnull=False) & self._of("follows__unit__path")

    def _of(self, field: str) -> Q:
        mine = Q() if self.paths is None else within_paths(self.paths, field)
        return mine & ~within_paths(self.not_, field) if self.not_ else mine


def in_use() -> list[Group]:
    """The calendars in force: the nation's, and one for each unit that has its own. Two queries where none has."""
    own = Calendar.objects.exclude(code=NATIONAL).values("code")
    units = list(Unit.objects.filter(calendar__in=own).order_by("path"))
    paths = tuple(unit.path for unit in units)
    groups = [Group(NATIONAL, calendar(), None, paths)]
    for unit in units:
        deeper = tuple(path for path in paths if path != unit.path and path.startswith(unit.path))
        groups.append(Group(unit.calendar, calendar(unit), (unit.path,), deeper))
    return groups


def choose(unit: Unit, by: Any, *, at: datetime, code: str) -> None:
    """Let `unit`, and what lies below it, follow a calendar of CHOICES; empty: as the unit above it (CAL-02)."""
    known = {word: (name, rest) for word, name, rest in CHOICES}
    if code and not Calendar.objects.filter(code=code).exists():
        name, rest = known[code]
        workdays.keep_calendar(unit, by, at=at, code=code, name=name, rest_weekdays=rest)
    organization.follow_calendar(unit, by, at=at, code=code)
    follow("YMDM_AFTER_CALENDAR_CHANGE")
