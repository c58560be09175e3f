"""A deadline with its ladder, and how its day was computed (F61)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ymdm.duties.models import Counting, Duty
from ymdm.duties.rules import Tone, reckoned
from ymdm.organization.models import Person
from ymdm.ui import words
from ymdm.workdays import Day, Workdays


@dataclass(frozen=True)
class Rung:
    """One stage of the ladder; `status` is on (told), now (told, and it is late) or empty."""

    words: str
    on: Any
    number: str
    status: str = ""


@dataclass(frozen=True)
class Deadline:
    """`how` is the computation in one sentence; `days` its day-by-day reading where working days are counted."""

    duty: Duty
    rungs: Sequence[Rung]
    how: str
    days: Sequence[Day]


def deadline(duty: Duty, workdays: Workdays) -> Deadline:
    """The card of one lit duty whose slips are at hand."""
    ladder = duty.ladder(workdays)
    last = max((place for place, rung in enumerate(ladder) if rung["slip"]), default=-1)
    reached = "now" if duty.light.tone == Tone.RED else "on"
    rungs = [
        Rung(
            rung["stage"].words,
            rung["slip"].on if rung["slip"] else rung["on"],
            rung["slip"].number if rung["slip"] else "",
            "" if not rung["slip"] else reached if place == last else "on",
        )
        for place, rung in enumerate(ladder)
    ]
    return Deadline(duty, rungs, _how(duty, workdays), _days(duty, workdays))


def _days(duty: Duty, workdays: Workdays) -> list[Day]:
    if duty.counting != Counting.WORKDAYS:
        return []
    lines = workdays.explain(duty.opened_on, duty.days)
    return lines if lines[-1].on == duty.due_on else []


def _how(duty: Duty, workdays: Workdays) -> str:
    start, due = words.day(duty.opened_on), words.day(duty.due_on)
    if duty.extended_at:
        return f"原来到 {words.day(duty.first_due_on)}，批准延期后到 {due}。"
    if duty.counting == Counting.WORKDAYS and workdays.add(duty.opened_on, duty.days) == duty.due_on:
        return f"从 {start} 的次日起数 {duty.days} 个工作日，到 {due}。"
    if duty.counting == Counting.NATURAL and workdays.natural(duty.opened_on, days=duty.days) == duty.due_on:
        return f"从 {start} 的次日起数 {duty.days} 天，到 {due}；最后一天是休息日的，顺延到下一个工作日。"
    if duty.follows_id:
        return f"随答复的期限，到 {due}。"
    if not duty.is_fixed and reckoned(workdays, duty.opened_on, [(duty.counting, duty.days)]) < duty.due_on:
        return f"按现在的放假安排会更早；期限已经定为 {due}，不提前。"
    return f"期限是 {due}。"


def may_open(duty: Duty, person: Person) -> bool:
    """Whether the page of the duty itself is open to `person`: who owes it, and who watches over the unit."""
    owes = duty.person_id == person.pk if duty.person_id else person.may(duty.act, duty.unit)
    return owes or any(person.may(act, duty.unit) for act in ("duties.press", "duties.lead", "duties.oversee"))
