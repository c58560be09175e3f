"""Days of a register: when an answer was due, when a rating ended, and the instant that stands for a day."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.utils import timezone

from ymdm.duties.models import Counting
from ymdm.duties.workflow import due_day
from ymdm.organization.models import Unit

from .. import rules
from ..models.states import State

if TYPE_CHECKING:
    from ..papers.register_rows import RegisterRow


def start_of(day: date) -> datetime:
    """A register knows days; the instant of a fact is the beginning of its day in Shanghai."""
    return timezone.make_aware(datetime.combine(day, time.min))


def limit_of(row: RegisterRow, unit: Unit) -> tuple[int, str]:
    """Days and their counting as the register gives them, else those of the rule that held for `unit` on that day."""
    if row.days is not None:
        return row.days, row.counting
    on = row.assigned_on or timezone.localdate()
    if row.result == State.CONVERTED:
        return rules.CONVERSION.at(unit, on).value or 0, Counting.WORKDAYS
    return rules.REPLY.at(unit, on).value or 0, Counting.NATURAL


def due_of(row: RegisterRow, unit: Unit) -> date | None:
    """The last day for the answer; None for what was never handed to a unit."""
    return due_day(row.assigned_on, *limit_of(row, unit))[0] if row.assigned_on else None


def rating_ends(answered_on: date, unit: Unit) -> date:
    """The last day for rating an answer (PRO-33)."""
    return due_day(answered_on, rules.EVALUATE.at(unit, answered_on).value or 0)[0]
