"""What came of the targets: the same figures as on the leaders' page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ymdm.measures import Measure
from ymdm.organization.models import Person

from ..dashboard.glance import mean_of
from ..dashboard.live import live
from ..figures.reading import last_day
from .models import YearTargets
from .rules import FIGURES, Aim, reached


@dataclass(frozen=True)
class Row:
    """One target with its figure, which opens its rows."""

    aim: Aim
    figure: Measure

    @property
    def label(self) -> str:
        return FIGURES[self.aim.code]

    @property
    def is_met(self) -> bool | None:
        """None while there is no result."""
        return None if self.figure.value is None else self.figure.value >= self.aim.value


def rows_of(found: YearTargets, person: Person, today: date) -> list[Row]:
    told = live(found.unit, found.year, last_day(found.year, today), [])
    figures = {
        "score": mean_of(person, found.year),
        "replies": told.replies(found.unit_id),
        "satisfied": told.satisfied(found.unit_id),
        "covered": told.covered(found.unit_id),
    }
    return [Row(aim, figures[aim.code]) for aim in found.aims]


def total(rows: list[Row]) -> Decimal | None:
    return reached([row.aim for row in rows], {row.aim.code: row.figure.value for row in rows})
