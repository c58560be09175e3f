"""What each unit owes in a year: one row for each item, stage and period (DIS-40), written in one go for all units."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from ymdm.batches import ROWS, large_batches
from ymdm.duties.calendars import Group, in_use
from ymdm.workdays import Workdays

from . import clock, closing, events
from .models import Adoption, Obligation
from .rules import obliging as rules


@dataclass(frozen=True)
class Owed:
    """One period of one stage, due under one calendar."""

    stage: str
    period: rules.Period
    due_on: date


class Calendars:
    """Which calendar a unit counts by. Two queries, however many units are asked about (CAL-02)."""

    def __init__(self) -> None:
        # The deepest subtree first: what a unit chose for itself precedes what holds above it.
        self._groups = sorted(in_use(), key=lambda group: -max(map(len, group.paths or ("",))))

    def of(self, path: str) -> Group:
        return next(group for group in self._groups if group.paths is None or path.startswith(group.paths))


def owe_all(at: datetime | None = None) -> int:
    """What the clock calls: owe this year and, in January, what the last one still lacks; returns how many rows are new.

    Finds what is missing, so that a missed night loses nothing. Safe to run again, or twice at once.
    """
    at = at or timezone.now()
    today = timezone.localdate(at)
    made = sum(owe_year(year) for year in sorted({(today - timedelta(days=31)).year, today.year}))
    made += events.owe_sessions(at)
    closing.lift_closed(at)
    clock.put_on(at)
    return made


def owe_year(year: int) -> int:
    """Write what every unit owes of its catalogue in a year; returns how many rows are new. Rules DIS-18, DIS-20, DIS-40.

    What a unit took over in the course of the year is owed from then on: of periods that had not ended by that day.
    """
    with large_batches(), transaction.atomic():
        known = set(
            Obligation.objects.filter(year=year, rule=rules.BY_PERIOD.id).values_list(
                "unit_id", "item_id", "period", "stage"
            )
        )
        fresh = list(_lacking(year, known))
        # Two sweeps at once: the second one's rows are refused by the constraint, silently.
        Obligation.objects.bulk_create(fresh, batch_size=ROWS, ignore_conflicts=True)
    return len(fresh)


def _lacking(year: int, known: set[tuple[int, int, str, str]]) -> Iterator[Obligation]:
    calendars = Calendars()
    computed: dict[tuple[str, str], list[Owed]] = {}
    adopted = Adoption.objects.standing().filter(from_on__lte=date(year, 12, 31), unit__closed_on=None).order_by()
    for unit, path, item, schedule, since in adopted.values_list(
        "unit_id", "unit__path", "item_id", "item__schedule", "from_on"
    ):
        group = calendars.of(path)
        key = (schedule, group.workdays.edition + group.code)
        if key not in computed:
            computed[key] = list(_periods(schedule, year, group.workdays))
        for owed in computed[key]:
            if (unit, item, owed.period.code, owed.stage) in known:
                continue
            if owed.period.ends_on >= since and owed.due_on >= since:
                yield Obligation(
                    unit_id=unit, item_id=item, period=owed.period.code, label=owed.period.label, stage=owed.stage,
                    year=year, ends_on=owed.period.ends_on, due_on=owed.due_on, rule=rules.BY_PERIOD.id,
                    owed_from_on=owed.period.owed_from_on,
                )  # fmt: skip


def _periods(schedule: str, year: int, workdays: Workdays) -> Iterator[Owed]:
    for one in schedule.split():
        stage, frequency = one.split(":")
        for period in rules.periods(stage, frequency, year):
            # A period that ends on days off ends on the first working day after them (CAL-09).
            yield Owed(stage, period, workdays.natural(period.counts_from, days=period.days))
