"""Matters that were said and settled long ago, in whatever channel: written directly, many at a time, one event each.

Not through the steps of the workflow, for the reasons of docs/decisions/0010-registers-of-past-sessions.md: they tell
nobody, owe nothing and start no clock. Who raised them is not kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.utils import timezone

from ymdm.ledger.record import record_all
from ymdm.organization.models import Person, Unit
from ymdm.workdays import calendar

from ..channels import POLICIES
from ..finding import keep_all_found
from ..models import Assignment, FormerNumber, Proposal, Reply, Version
from ..models.states import Source, State
from ..workflow.authoring import search_text
from ..workflow.sketching import keep_sketch

AT_ONCE = 500
SCHEME = "register_abc"


@dataclass(frozen=True)
class Past:
    """One settled matter. `no` is the number that it had in its list; `answered_at` is nothing where no day is told.

    Only what has both days is measured against a deadline. `is_undated`: `said_at` is the instant of the import.
    """

    sheet: str
    row: int
    channel: str
    no: str
    title: str
    text: str
    said_at: datetime
    answer: str = ""
    answered_at: datetime | None = None
    conclusion: str = ""
    note: str = "历年导入，已经办结。"
    is_undated: bool = False

    @property
    def label(self) -> str:
        return f"{self.no} {self.title}".strip()

    @property
    def key(self) -> tuple[str, str]:
        return self.channel, self.no

    def is_same(self, kept: tuple[Any, ...]) -> bool:
        """Whether what `present` tells is this matter; a day that the list does not tell cannot differ."""
        title, text, said_at, answer, answered_at = kept
        return (
            (title, text, answer) == (self.title, self.text, self.answer)
            and (self.is_undated or said_at == self.said_at)
            and (self.answered_at is None or answered_at == self.answered_at)
        )


def present(unit: Unit, channel: str) -> dict[tuple[str, str], tuple[Any, ...]]:
    """What was imported before into `unit` and `channel`: (channel, number in its list) → title, text, day, answer and its day."""
    rows = Proposal.objects.filter(unit=unit, channel=channel, source=Source.IMPORTED).order_by()
    answers = {
        pk: (text, at)
        for pk, text, at in Reply.objects.filter(proposal__in=rows.values("pk"))
        .order_by()
        .values_list("proposal", "text", "signed_at")
    }
    return {
        (channel, no): (title, text, said_at, *answers.get(pk, ("", None)))
        for pk, no, title, text, said_at in rows.values_list(
            "pk", "register_number", "title", "rationale", "started_at"
        )
    }


def bring_in(unit: Unit, rows: Sequence[Past], by: Any, progress: Callable[[int, int], None]) -> int:
    """Write matters that are not here yet, inside the caller's transaction; returns how many."""
    if not rows:
        return 0
    unit = Unit.objects.select_for_update().get(pk=unit.pk)  # the lock of its numbers (PRO-12)
    numbers, days, at, done, left = _Numbers(unit), _Days(unit), timezone.now(), 0, iter(rows)
    while portion := list(islice(left, AT_ONCE)):
        made = _write(unit, days, [(row, numbers.next(row)) for row in portion], by, at)
        keep_sketch(made)
        keep_all_found(proposal.pk for proposal in made)
        done += len(portion)
        progress(done, len(rows))
    return done


class _Numbers:
    """Numbers of the year in which a matter was said, after those that are given (HSZ-YJ-2019-001)."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self.last: Counter[str] = Counter()

    def next(self, row: Past) -> str:
        prefix = f"{self.unit.code}-{POLICIES[row.channel].mark}-{timezone.localdate(row.said_at).year}-"
        if prefix not in self.last:
            taken = [
                *Proposal.objects.filter(number__startswith=prefix).values_list("number", flat=True),
                *FormerNumber.objects.filter(number__startswith=prefix).values_list("number", flat=True),
            ]
            self.last[prefix] = max((int(number.rpartition("-")[2]) for number in taken if number), default=0)
        self.last[prefix] += 1
        return f"{prefix}{self.last[prefix]:03d}"


class _Days:
    """The day on which an answer would be due by the rule of today, for want of the one of those years.

    One for each day and channel: asking costs queries.
    """

    def __init__(self, unit: Unit) -> None:
        self.unit, self.workdays = unit, calendar(unit)
        self.due: dict[tuple[str, date], date] = {}

    def due_on(self, channel: str, on: date) -> date:
        if (channel, on) not in self.due:
            self.due[channel, on] = self.workdays.add(on, POLICIES[channel].limit.at(self.unit, on).value or 0)
        return self.due[channel, on]


def _write(unit: Unit, days: _Days, rows: list[tuple[Past, str]], by: Any, at: datetime) -> list[Proposal]:
    clerk = by if isinstance(by, Person) else None
    made = Proposal.objects.bulk_create([_proposal(unit, days, row, number, clerk) for row, number in rows])
    pairs = list(zip(made, (row for row, _number in rows), strict=True))
    Version.objects.bulk_create(
        Version(proposal=proposal, number=1, title=row.title, rationale=row.text, points=[], at=row.said_at)
        for proposal, row in pairs
    )
    Assignment.objects.bulk_create(
        Assignment(
            proposal=proposal, unit=unit, part=Assignment.Part.LEAD, assigned_at=row.said_at,
            object_until=proposal.assigned_on,
        )
        for proposal, row in pairs
        if proposal.assigned_on
    )  # fmt: skip
    Reply.objects.bulk_create(
        Reply(
            proposal=proposal, round=1, letter_number=f"历年登记 {proposal.number}", text=row.answer, scheme=SCHEME,
            result_class="", drafted_at=row.answered_at or row.said_at, signed_at=row.answered_at or row.said_at,
        )
        for proposal, row in pairs
        if row.answer
    )  # fmt: skip
    record_all(
        {
            "act": "proposals.import", "obj": proposal, "by": by, "says": "历年导入", "at": at, "unit": unit,
            "payload": {
                "sheet": row.sheet, "row": row.row, "register_number": row.no, "after": {"state": proposal.state},
            },
        }
        for proposal, row in pairs
    )  # fmt: skip
    return made


def _proposal(unit: Unit, days: _Days, row: Past, number: str, clerk: Person | None) -> Proposal:
    said_on = timezone.localdate(row.said_at)
    answered_on = timezone.localdate(row.answered_at) if row.answered_at else None
    is_handled = answered_on is not None
    return Proposal(
        channel=row.channel, unit=unit, number=number, register_number=row.no, state=State.CLOSED, title=row.title,
        rationale=row.text, source=Source.IMPORTED, entered_by=clerk, started_at=row.said_at, submitted_on=said_on,
        lead_unit=unit if is_handled else None, assigned_on=said_on if is_handled else None,
        reply_due_on=days.due_on(row.channel, said_on) if is_handled else None, replied_on=answered_on,
        closed_on=answered_on or said_on, closure_note=row.note, conclusion=row.conclusion,
        search_text=search_text(row.title, row.text, []),
    )  # fmt: skip


__all__ = ["Past", "bring_in", "present"]
