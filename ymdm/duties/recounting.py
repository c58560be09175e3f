"""After a change of calendar: what is still owed is counted anew (F62, CAL-07, CAL-08).

Selected by what was computed under an older edition, never by "since the change": a run that is killed leaves the rest
to the next one, a second run finds nothing, and what was opened meanwhile under the former calendar is found as well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from ymdm.ledger.record import record_all
from ymdm.organization.models import Person
from ymdm.workdays import Workdays
from ymdm.workdays.current import changes_since
from ymdm.workdays.rules import recomputed
from ymdm.workflow import SYSTEM

from . import notices
from .calendars import Group, in_use
from .following import follow
from .models import Duty, DutyQuerySet, Shift
from .rules import reckoned
from .workflow import coming_stage

BATCH = 200


def after_calendar_change() -> None:
    """Named in settings: ask a worker to count anew once the change is committed; the minute's scan does it otherwise."""
    from .tasks import ask_to_recount  # cycle: the task calls back into this module

    transaction.on_commit(ask_to_recount, robust=True)


def recount_all(at: datetime | None = None, limit: int | None = None) -> int:
    """Count every outdated duty anew, batch by batch; returns how many due days moved. Safe to run again or twice at once.

    `limit` is a number of batches.
    """
    at = at or timezone.now()
    moved, batches = 0, 0
    told = _Owners()
    while limit is None or batches < limit:
        # Asked for each batch: two runs under two editions would count against each other for ever.
        for group in in_use():
            waiting = _outdated(group).order_by()
            # What belongs to one matter moves in one transaction.
            matters = list(dict.fromkeys(waiting.values_list("subject_type", "subject_id")[:BATCH]))
            if matters:
                break
        else:
            break
        with transaction.atomic():
            moved += _recount(matters, group, at, told)
        batches += 1
    return moved


def still_waiting() -> int:
    """How many owed duties have not been counted under the calendar in force yet."""
    return sum(_outdated(group).count() for group in in_use())


def _outdated(group: Group) -> DutyQuerySet:
    return Duty.objects.outdated(group.workdays.edition).filter(group.duties)


def would_move(workdays: Workdays, today: date | None = None) -> int:
    """How many open deadlines another calendar would move; writes nothing."""
    today = today or timezone.localdate()
    fields = ("pk", "opened_on", "days", "counting", "later", "due_on", "paused_on", "is_fixed", "follows_id")
    moving: set[int] = set()
    following: list[Duty] = []
    for duty in Duty.objects.owed().only(*fields).iterator(2000):
        if duty.follows_id:
            following.append(duty)
        elif _due(duty, workdays, today) != duty.due_on:
            moving.add(duty.pk)
    return len(moving) + sum(duty.follows_id in moving for duty in following)


def _recount(matters: list[tuple[int, int]], group: Group, at: datetime, told: _Owners) -> int:
    _lock(matters)
    workdays = group.workdays
    rows = list(_of(matters, group))
    shifts: list[Shift] = []
    whys: dict[str, str] = {}
    today = timezone.localdate(at)
    # Followers after those whom they follow.
    for duty in sorted(rows, key=lambda row: (row.follows_id is not None, row.pk)):
        before = duty.due_on
        leader = duty.follows
        if leader is not None and leader.is_owed:
            leader = next((row for row in rows if row.pk == leader.pk), leader)
            due = recomputed(before, leader.due_on, duty.paused_on or today)
            duty.is_provisional = leader.is_provisional
        else:
            due = _due(duty, workdays, today)
            duty.is_provisional = not duty.is_fixed and workdays.is_provisional(duty.opened_on, due)
        if not duty.is_fixed and not duty.later and before == duty.first_due_on:
            duty.first_due_on = due
        former = duty.edition
        duty.due_on, duty.edition = due, workdays.edition
        duty.next_stage_on = coming_stage(duty, today, workdays)
        if due != before:
            # Several changes may have come since: all of them are told, in their order.
            why = whys.setdefault(former, whys.get(former) or changes_since(former, group.code))[:160]
            shifts.append(Shift(duty=duty, edition=workdays.edition, why=why, before=before, after=due, at=at))
    _save(rows, workdays.edition)
    Shift.objects.bulk_create(shifts, batch_size=500)
    record_all(_events(shifts, at))
    moved = [shift.duty for shift in shifts]
    follow("YMDM_AFTER_DUE_DAYS_MOVED", moved)
    if moved:
        notices.shifted(told.of(moved), workdays.edition, max(whys.values(), key=len))
    return len(shifts)


DATES = ("due_on", "first_due_on", "is_provisional", "next_stage_on")


def _save(rows: Iterable[Duty], edition: str) -> None:
    """Rows that come to the same days are written together: many thousand deadlines fall on few days."""
    alike: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for duty in rows:
        alike[tuple(getattr(duty, name) for name in DATES)].append(duty.pk)
    for values, keys in alike.items():
        Duty.objects.filter(pk__in=keys).update(edition=edition, **dict(zip(DATES, values, strict=True)))


def _of(matters: Iterable[tuple[int, int]], group: Group) -> Iterator[Duty]:
    for kind, keys in _by_kind(matters).items():
        rows = _outdated(group).filter(subject_type=kind, subject_id__in=keys)
        yield from (
            rows.select_for_update(of=("self",))
            .select_related("unit", "person", "follows")
            .prefetch_related("slips", "subject")
            .order_by("pk")
        )


def _lock(matters: Iterable[tuple[int, int]]) -> None:
    """Lock the matters first, as every step does; the other order would let the two wait for each other."""
    for kind, keys in _by_kind(matters).items():
        model = ContentType.objects.get_for_id(kind).model_class()
        if model is not None:
            rows = model._base_manager.select_for_update().filter(pk__in=keys).order_by("pk")
            list(rows.values_list("pk", flat=True))


def _by_kind(matters: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for kind, key in matters:
        found[kind].append(key)
    return found


def _due(duty: Duty, workdays: Workdays, today: date) -> date:
    """The due day under `workdays`: a given one stays, so does an expired one, and none comes earlier (CAL-08)."""
    if duty.is_fixed:
        return duty.due_on
    counted = reckoned(workdays, duty.opened_on, [(duty.counting, duty.days), *duty.later])
    # A clock that stands still did not run out while it stood.
    return recomputed(duty.due_on, counted, duty.paused_on or today)


def _events(shifts: Iterable[Shift], at: datetime) -> Iterator[dict[str, Any]]:
    """The trace in the ledger stands with the matter, so that its timeline tells it."""
    for shift in shifts:
        duty = shift.duty
        yield {
            "act": "duties.recount", "obj": duty.subject or duty, "by": SYSTEM, "says": _says(shift), "role": "系统",
            "at": at, "unit": duty.unit,
            "payload": {
                "duty": duty.pk, "says": duty.says, "why": shift.why, "before": shift.before.isoformat(),
                "after": shift.after.isoformat(),
            },
        }  # fmt: skip


def _says(shift: Shift) -> str:
    says = f"“{shift.duty.says}”期限从{shift.before:%-m月%-d日}顺延到{shift.after:%-m月%-d日}"
    return says if len(says) <= 40 else f"期限从{shift.before:%-m月%-d日}顺延到{shift.after:%-m月%-d日}"


class _Owners:
    """Who owes what moved, each unit asked once in a run."""

    def __init__(self) -> None:
        self._here: dict[tuple[str, int], list[Person]] = {}

    def of(self, duties: Iterable[Duty]) -> list[Person]:
        people: dict[int, Person] = {}
        for duty in duties:
            key = (duty.act, duty.unit_id)
            if duty.person:
                owners = [duty.person]
            else:
                if key not in self._here:
                    self._here[key] = notices.owners(duty)
                owners = self._here[key]
            people.update((person.pk, person) for person in owners)
        return list(people.values())
