"""Pressing several duties at once: each has its own slip, its own record, and its own refusal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from ymdm.duties import workflow as duties
from ymdm.duties.models import Duty
from ymdm.organization.models import Person
from ymdm.workflow import Refused


@dataclass
class Pressed:
    """What came of it: pressed now, pressed earlier today or done meanwhile, not one's to press."""

    sent: int = 0
    refused: int = 0
    foreign: int = 0

    @property
    def words(self) -> str:
        """The sentence for the person who pressed."""
        told = [f"已发出 {self.sent} 份催办" if self.sent else "没有发出催办"]
        if self.refused:
            told.append(f"{self.refused} 件今天已经催办过或已经办结")
        if self.foreign:
            told.append(f"{self.foreign} 件不由您督办")
        return "；".join(told) + "。"


def press_all(owed: Iterable[Duty], by: Person, *, at: datetime | None = None) -> Pressed:
    """Press each of `owed` that one may press, once a day; one refusal does not stop the others."""
    outcome = Pressed()
    for duty in owed:
        if not by.may("duties.press", duty.unit):
            outcome.foreign += 1
            continue
        try:
            duties.press(duty, by, at=at)
        except Refused:
            outcome.refused += 1
        else:
            outcome.sent += 1
    return outcome
