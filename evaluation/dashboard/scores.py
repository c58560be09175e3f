"""Scores of the units over five years, in one query; ordered inside a class, and only once the whole class has a score."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, OuterRef, Subquery

from ymdm.organization.models import Person
from ymdm.ui.shapes import Gap, Placing, Point

from ..assessments.models import Assessment
from ..assessments.standing_rules import FEWEST
from ..rules import ranked
from ..schemes.classes import UnitClass
from .results import COLUMNS, Result, seen_by

YEARS = 5


@dataclass(frozen=True)
class ClassOrder:
    """The units of one class, best first. `of` counts also those without a score yet; until then nobody has a place."""

    unit_class: str
    rows: Sequence[Placing]
    number: int
    of: int

    @property
    def words(self) -> str:
        return str(UnitClass(self.unit_class).label)

    @property
    def is_whole(self) -> bool:
        return self.number == self.of

    @property
    def is_small(self) -> bool:
        return self.of < FEWEST

    @property
    def more(self) -> int:
        return self.number - len(self.rows)


@dataclass(frozen=True)
class Scores:
    """What one person sees of a year and the four before it, of one class or of all."""

    year: int
    results: Sequence[Result]
    means: dict[int, Decimal]
    of: dict[str, int] = field(default_factory=dict)

    @property
    def mean(self) -> Decimal | None:
        return self.means.get(self.year)

    @property
    def change(self) -> Decimal | None:
        """By how much the mean differs from that of the year before."""
        before = self.means.get(self.year - 1)
        return None if self.mean is None or before is None else self.mean - before

    @property
    def is_final(self) -> bool:
        return all(one.is_final for one in self.results)

    @property
    def below(self) -> list[Result]:
        return [one for one in self.results if one.is_below]

    @property
    def risen(self) -> Result | None:
        """The unit that gained most on the year before; None where nobody gained."""
        gained = [one for one in self.results if one.change and one.change > 0]
        return max(gained, key=lambda one: one.change or 0, default=None)

    def orders(self, most: int) -> list[ClassOrder]:
        """The classes, each with its first `most` units; ties share a place (evaluation.md 3)."""
        by_unit = {one.unit: one for one in self.results}
        told = ranked((one.unit, one.unit_class, one.score) for one in self.results)
        orders = []
        for unit_class in UnitClass.values:
            standings = told.get(unit_class, [])
            of = self.of.get(unit_class, 0)
            ranks = len(standings) == of >= FEWEST
            rows = [
                _placing(by_unit[one.unit], one.rank if ranks else None)  # type: ignore[index]
                for one in standings[:most]
            ]
            if rows:
                orders.append(ClassOrder(unit_class, rows, len(standings), of))
        return orders

    def line(self, address: str) -> list[Point]:
        """The mean of each year that has one; each point opens its year."""
        return [
            Point(str(year), float(round(mean, 1)), f"{mean:.2f} 分", f"{address}{year}")
            for year, mean in sorted(self.means.items())
        ]

    def gaps(self, most: int) -> list[Gap]:
        """Those that rate themselves furthest from what was found, furthest first."""
        apart = [(one, one.gap) for one in self.results if one.gap is not None]
        apart.sort(key=lambda pair: (-abs(pair[1]), pair[0].name))
        return [
            Gap(one.name, float(one.said or 0), float(one.found or 0), _signed(gap), one.url)
            for one, gap in apart[:most]
        ]


def scores(person: Person, year: int, unit_class: str = "") -> Scores:
    """Two queries: the year, and the bare scores of the four before it."""
    members = Assessment.objects.filter(scheme=OuterRef("scheme")).order_by().values("scheme").annotate(n=Count("pk"))
    rows = seen_by(person)
    if unit_class:
        rows = rows.filter(scheme__unit_class=unit_class)
    now: list[Mapping[str, Any]] = list(
        rows.filter(year=year)
        .annotate(of=Subquery(members.values("n")), of_class=F("scheme__unit_class"))
        .values(*COLUMNS)
    )
    past: Iterable[tuple[int, int, Decimal]] = rows.filter(year__gt=year - YEARS, year__lt=year).values_list(
        "year", "unit", "score"
    )  # type: ignore[assignment]  # scored ones only
    before: dict[int, Decimal] = {}
    sums: dict[int, list[Decimal]] = {year: [row["score"] for row in now]} if now else {}
    for one, unit, score in past:
        sums.setdefault(one, []).append(score)
        if one == year - 1:
            before[unit] = score
    return Scores(
        year,
        [Result.read(row, before.get(row["unit_id"])) for row in now],
        {one: sum(known, Decimal(0)) / len(known) for one, known in sums.items()},
        {row["of_class"]: row["of"] for row in now},
    )


def years_of(person: Person, today: date) -> list[int]:
    """The years that have results for the person, and this one; newest first, at most five."""
    known = set(seen_by(person).values_list("year", flat=True).distinct())
    return sorted({*known, today.year}, reverse=True)[:YEARS]


def _placing(one: Result, place: int | None) -> Placing:
    change = None if one.change is None else float(one.change)
    return Placing(one.name, place, float(one.score), f"{one.score:.1f}", change, one.tone, one.url)


def _signed(value: Decimal) -> str:
    return f"+{value:.1f}" if value > 0 else f"−{abs(value):.1f}" if value < 0 else "0"
