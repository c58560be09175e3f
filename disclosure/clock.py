"""What is owed and has come to its day gets a duty on the one clock of the house, in bulk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from ymdm.batches import ROWS, large_batches
from ymdm.duties.models import Counting, Duty
from ymdm.duties.rules import counted, next_stage_day
from ymdm.notices.outbox import send
from ymdm.organization.models import Appointment, Person, Unit
from ymdm.workdays import Workdays

from . import kinds
from .models import TEAM_LEVELS, Obligation
from .models.obligations import ObligationQuerySet
from .rules import obliging as rules

ACT = "disclosure.draft"


def put_on(at: datetime | None = None, rows: ObligationQuerySet | None = None) -> int:
    """Open the duty of everything whose day has come and that has none yet; returns how many.

    Each row is claimed under its lock, so that two sweeps at once open no duty twice.
    """
    at = at or timezone.now()
    today = timezone.localdate(at)
    waiting = (Obligation.objects.all() if rows is None else rows).still_owed()
    waiting = waiting.filter(is_on_clock=False, owed_from_on__lte=today)
    offices: Offices | None = None
    opened = 0
    with large_batches():
        while True:
            with transaction.atomic():
                some = list(
                    waiting.select_for_update(of=("self",), skip_locked=True)
                    .select_related("unit__parent", "item")
                    .order_by("pk")[: 5 * ROWS]
                )
                if not some:
                    return opened
                offices = offices or Offices(today)
                _open(some, offices, at)
                opened += len(some)


def _open(rows: list[Obligation], offices: Offices, at: datetime) -> None:
    from .obliging import Calendars  # cycle: the year's rows are put on the clock at once

    calendars, subject = Calendars(), ContentType.objects.get_for_model(Obligation)
    duties, told = [], set()
    for row in rows:
        duty = _duty(row, calendars.of(row.unit.path).workdays)
        duty.subject_type = subject
        duty.unit = offices.unit_of(row.unit)
        told |= offices.people_of(duty.unit)
        duties.append(duty)
    Duty.objects.bulk_create(duties, batch_size=ROWS)
    _take_days((row.pk, duty.due_on) for row, duty in zip(rows, duties, strict=True) if row.due_on != duty.due_on)
    Obligation.objects.filter(pk__in=[row.pk for row in rows]).update(is_on_clock=True)
    # One word to each for all that begins today: a new year would bring dozens of them.
    send(
        Person.objects.filter(pk__in=told), kind="duty-opened", key=f"disclosure:{timezone.localdate(at)}",
        title="有新的公开事项要办", text="按公开目录，有新的公开事项列入了您的待办。", url=reverse("duties:mine"),
    )  # fmt: skip


def _duty(row: Obligation, workdays: Workdays) -> Duty:
    opened_on, days, counting, is_fixed = _term(row, workdays)
    # The calendar may have changed since the row was written; nothing falls due earlier by that (CAL-08).
    due_on = row.due_on if is_fixed else max(row.due_on, counted(workdays, opened_on, days, counting))
    return Duty(
        kind=kinds.PUBLISH, says=f"公开：{row.item.name}"[:60], act=ACT, watcher=row.unit.parent or row.unit,
        subject_id=row.pk, subject_label=str(row)[:160], url=row.get_absolute_url(), rule=row.rule,
        opened_on=opened_on, days=days, counting=counting, due_on=due_on, first_due_on=due_on, is_fixed=is_fixed,
        edition=workdays.edition, is_provisional=not is_fixed and workdays.is_provisional(opened_on, due_on),
        next_stage_on=next_stage_day(opened_on=opened_on, due_on=due_on, done=(), workdays=workdays),
    )  # fmt: skip


def _term(row: Obligation, workdays: Workdays) -> tuple[date, int, str, bool]:
    """From when, how many, counted how, and whether the day is given: as rules DIS-19 to DIS-21 count."""
    if row.rule == rules.BY_PERIOD.id and (found := rules.SPAN.fullmatch(row.period)):
        return row.owed_from_on - timedelta(days=1), rules.AFTER[found[2] or "Y"], Counting.NATURAL, False
    if row.rule == rules.AT_ONCE.id:
        return row.ends_on, workdays.between(row.ends_on, row.due_on), Counting.WORKDAYS, False
    opened_on = min(row.owed_from_on, row.due_on)
    return opened_on, (row.due_on - opened_on).days, Counting.NATURAL, True


class Offices:
    """Who publishes for which unit on a day: one query, however many units are asked about."""

    def __init__(self, on: date) -> None:
        self._here: dict[str, set[int]] = defaultdict(set)
        held = Appointment.objects.in_force(on).filter(
            person__is_active=True,
            person__left_on=None,
            office__group__unitgrouppermission__permission__codename=ACT.replace(".", "_"),
        )
        for person, path in held.values_list("person_id", "office__unit__path"):
            self._here[path].add(person)

    def unit_of(self, unit: Unit) -> Unit:
        """Who owes it: the unit; for a team in which nobody publishes the unit above it."""
        if unit.level in TEAM_LEVELS and unit.path not in self._here and unit.parent is not None:
            return unit.parent
        return unit

    def people_of(self, unit: Unit) -> set[int]:
        """Those who publish for it; where nobody does, the nearest above."""
        parts = unit.path.strip("/").split("/")
        paths = (f"/{'/'.join(parts[:length])}/" for length in range(len(parts), 0, -1))
        return next((self._here[path] for path in paths if path in self._here), set())


def take_over(moved: Iterable[Any]) -> None:
    """Let an obligation bear the new day of its duty after a change of calendar. Named in settings."""
    _take_days((duty.subject_id, duty.due_on) for duty in moved if duty.kind == kinds.PUBLISH)


def _take_days(days: Iterable[tuple[int, date]]) -> None:
    """Many thousand deadlines fall on few days: rows of the same day are written together."""
    alike: dict[date, list[int]] = defaultdict(list)
    for key, day in days:
        alike[day].append(key)
    for day, keys in alike.items():
        Obligation.objects.filter(pk__in=keys).update(due_on=day)
