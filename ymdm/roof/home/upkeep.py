"""What whoever keeps the organisation in order looks at: accounts that wait to be opened, units that nobody answers for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from ymdm.organization.forms.rolls import NOT_OPENED
from ymdm.organization.models import Appointment, Level, Person, Unit, within_paths
from ymdm.organization.permissions import all_acts

HANDLES = "proposals.handle"
SHOWN = 12


@dataclass(frozen=True)
class Upkeep:
    """Counts of units and people kept, and the units without anybody who could answer a proposal."""

    units: int
    people: int
    unopened: int
    unanswered: Sequence[Unit]
    more: int


def upkeep(person: Person, today: date) -> Upkeep:
    """Over everything whose roll the person may read. Four queries, whatever the size of the tree."""
    paths = person.scope("organization.read_people")
    units = Unit.objects.open().filter(within_paths(paths))
    on_roll = Person.objects.filter(within_paths(paths, "unit__path"), left_on=None, is_active=True)
    numbers = on_roll.aggregate(all=Count("pk"), unopened=Count("pk", filter=NOT_OPENED))
    answering = Appointment.objects.in_force(today).filter(office__role__in=all_acts()[HANDLES][1])
    held = set(answering.values_list("office__unit", flat=True))
    silent = [
        unit
        for unit in units.exclude(level=Level.TEAM).order_by("path")
        # An office above covers what lies below it.
        if not held & set(unit.lineage) and unit.depth > 0
    ]
    return Upkeep(units.count(), numbers["all"], numbers["unopened"], silent[:SHOWN], max(0, len(silent) - SHOWN))
