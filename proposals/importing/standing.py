"""How a row of a register stands today. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from .. import kinds
from ..models.states import State

if TYPE_CHECKING:
    from ..papers.register_rows import RegisterRow

RATED = {"satisfied", "basically", "dissatisfied"}


@dataclass(frozen=True)
class Standing:
    """Where the matter of a row stands today, and which kind of duty is still owed about it."""

    state: str
    round: int = 1
    grade: str = ""
    first_grade: str = ""
    closed_on: date | None = None
    owed: str = ""


def standing(row: RegisterRow, *, rating_ends: Callable[[date], date], today: date) -> Standing:
    """Judge a row by the rules that hold now. `rating_ends` gives the last day for rating an answer of a day (PRO-33).

    A rating that nobody gave in time is not given (PRO-33); a dissatisfied one calls for a second answer (PRO-37).
    The register knows no day of closure, so the day of the last answer stands for it.
    """
    if row.result not in {State.FILED, State.CONVERTED}:
        return Standing(row.result, owed=kinds.RELAY if row.result == State.FORWARDED_UP else "")
    if row.assigned_on is None:
        return Standing(row.result, owed=kinds.ASSIGN)
    if row.replied_on is None:
        return Standing(State.ASSIGNED, owed=kinds.REPLY)
    if row.grade == "dissatisfied" and row.second_on is None:
        return Standing(State.REHANDLING, 2, row.grade, row.grade, owed=kinds.SECOND_REPLY)
    answered_on = row.second_on or row.replied_on
    round_ = 2 if row.second_on else 1
    waits = row.second_on is not None or not row.grade
    if waits and today <= rating_ends(answered_on):
        return Standing(State.REPLIED, round_, row.grade, row.grade, owed=kinds.EVALUATE)
    final = "not_evaluated" if waits else row.grade
    return Standing(State.CLOSED, round_, final, row.grade or "not_evaluated", answered_on)
