"""Goals G6 and G7: the sweep over many duties against the bare query, and due dates against a bare bisect."""

from __future__ import annotations

import time
from bisect import bisect_right
from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from statistics import median

from django.db import connection
from django.utils import timezone

from ymdm.duties.models import Duty
from ymdm.duties.sweep import remind_all
from ymdm.workdays import calendar

from .filling import Bureau
from .tables import heading, table


def _turns(calls: list[Callable[[], object]], rounds: int) -> list[list[float]]:
    """Seconds of each call, round by round, taking turns."""
    spent: list[list[float]] = [[] for _ in calls]
    for call in calls:
        call()
    for number in range(rounds):
        order = range(len(calls)) if number % 2 == 0 else reversed(range(len(calls)))
        for at in order:
            start = time.perf_counter()
            calls[at]()
            spent[at].append(time.perf_counter() - start)
    return spent


def _told(words: str, spent: list[float], floor: list[float]) -> tuple[str, ...]:
    each = [mine / its for mine, its in zip(spent, floor, strict=True)]
    return words, f"{median(each):.2f}", f"{min(each):.2f}", f"{max(each):.2f}", f"{median(spent) * 1000:.1f} ms"


def measure_sweep(bureau: Bureau, number: int, rounds: int) -> None:
    """A sweep that has nothing to send, over `number` duties of which 28 in a thousand are overdue."""
    bureau.owe(number)
    today = timezone.localdate()

    def ids() -> int:
        # What the sweep would have to read if it looked at everything that is late.
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT id FROM duties_duty WHERE met_at IS NULL AND cancelled_at IS NULL AND due_on < %s", [today]
            )
            return len(cursor.fetchall())

    assert remind_all(today) == 0
    raw, swept, again = _turns([ids, lambda: remind_all(today), lambda: remind_all(today)], rounds)
    heading(f"G6: the sweep over {Duty.objects.count():,} duties, {ids():,} of them late, nothing to send")
    table(
        ("", "× raw", "least", "most", "median"),
        [
            _told("raw: ids of the late ones", raw, raw),
            _told("sweep", swept, raw),
            _told("sweep, second run", again, raw),
        ],
    )


def measure_workdays(number: int, rounds: int) -> None:
    """Due dates of `number` random days: ours against a bisect in the precomputed list."""
    workdays = calendar()
    random = Random(1)
    first = date(2024, 1, 1)
    starts = [first + timedelta(days=random.randrange(900)) for _ in range(number)]
    days = [random.randint(1, 60) for _ in range(number)]
    working = [day for day in (first + timedelta(n) for n in range(1400)) if workdays.is_workday(day)]
    ordinals = [day.toordinal() for day in working]

    def bare() -> date:
        for start, count in zip(starts, days, strict=True):
            due = working[bisect_right(ordinals, start.toordinal()) + count - 1]
        return due

    def ours() -> date:
        for start, count in zip(starts, days, strict=True):
            due = workdays.add(start, count)
        return due

    assert bare() == ours()
    floor, spent = _turns([bare, ours], rounds)
    heading(f"G7: {number:,} due dates")
    table(
        ("", "× bare", "least", "most", "median"),
        [_told("bare bisect", floor, floor), _told("Workdays.add", spent, floor)],
    )
