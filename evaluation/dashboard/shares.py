"""How much of the points of each group was reached: by year and class, and by one unit. One query."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Min, Q, QuerySet, Sum

from ymdm.ui.shapes import Axis, Point

from ..assessments.models import Answer, Assessment
from ..kinds import Kind
from .scores import YEARS


@dataclass(frozen=True)
class Sums:
    """Points reached and points that could be, of the units together and of the one that is looked at."""

    year: int
    unit_class: str
    group: str
    points: float
    full: float
    own: float
    own_full: float


@dataclass(frozen=True)
class Shares:
    """The groups of a year. An item that does not concern a unit counts neither above nor below."""

    year: int
    sums: tuple[Sums, ...]

    def by_group(self, year: int, unit_class: str = "") -> dict[str, float]:
        """The share of each group in percent, in the order of the schemes."""
        found: dict[str, list[float]] = {}
        for one in self.sums:
            if one.year == year and unit_class in {"", one.unit_class}:
                told = found.setdefault(one.group, [0, 0])
                told[0] += one.points
                told[1] += one.full
        return {group: 100 * points / full for group, (points, full) in found.items() if full}

    @property
    def weakest(self) -> tuple[str, float] | None:
        return min(self.by_group(self.year).items(), key=lambda pair: pair[1], default=None)

    def radar(self, unit_class: str, url: str) -> list[Axis]:
        """The groups of the one unit beside the mean of its class."""
        others = self.by_group(self.year, unit_class)
        return [
            Axis(one.group, round(100 * one.own / one.own_full, 1), round(others[one.group], 1), url)
            for one in self.sums
            if one.year == self.year and one.unit_class == unit_class and one.own_full
        ]

    def line(self, group: str, years: Iterable[str]) -> list[Point]:
        """One group over the years."""
        known = {year: self.by_group(int(year)).get(group) for year in years}
        return [
            Point(year, None if share is None else round(share, 1), "" if share is None else f"{share:.1f}%")
            for year, share in known.items()
        ]


def shares(seen: QuerySet[Assessment], year: int, unit_class: str = "", one: int | None = None) -> Shares:
    """Of five years up to `year`. `one` is the assessment that the radar shows."""
    rows = Answer.objects.filter(
        assessment__in=seen.values("pk"), assessment__year__gt=year - YEARS, assessment__year__lte=year,
        verified__isnull=False,
    ).exclude(item__kind__in=Kind.outside())  # fmt: skip
    if unit_class:
        rows = rows.filter(assessment__scheme__unit_class=unit_class)
    own = Q(assessment=one) if one else Q(pk=None)
    told = (
        rows.order_by()
        .values_list("assessment__year", "assessment__scheme__unit_class", "item__group")
        .annotate(
            order=Min("item__order"), points=Sum("verified"), full=Sum("item__full"),
            own=Sum("verified", filter=own), own_full=Sum("item__full", filter=own),
        )
    )  # fmt: skip
    return Shares(year, tuple(_sums(row) for row in sorted(told, key=lambda row: (-row[0], row[1], row[3]))))


def _sums(row: tuple[Any, ...]) -> Sums:
    year, unit_class, group, _order, *numbers = row
    return Sums(year, unit_class, group, *(float(number or 0) for number in numbers))
