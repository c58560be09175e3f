"""Two figures for the start page of whoever leads: how much is open that should be, and the mean score."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

from django.db.models import Avg, Count
from django.urls import reverse

from disclosure import measures as disclosure
from ymdm.measures import Measure
from ymdm.organization.models import Person, Unit

from .results import seen_by

Told = tuple[Measure, Decimal | None, str]  # a figure, its change, and since when


def glance(person: Person, under: Unit, today: date) -> list[Told]:
    """The share published in time this year, and the mean score of the newest year that has one. Two queries."""
    return [_covered(under, today), _mean(person, today)]


def _covered(under: Unit, today: date) -> Told:
    counts: Counter[tuple[int, str]] = Counter()
    years = (today.year - 1, today.year)
    for _path, year, opened, due in disclosure.coverage_by_unit(under, years, today):
        counts.update({(year, "opened"): opened, (year, "due"): due})
    before, now = (
        Measure.share(
            "按期公开率", counts[year, "opened"], counts[year, "due"], counted="项", rule="DIS-41",
            rows=f"{reverse('disclosure:coverage')}?unit={under.pk}&period={year}",
            definition="今年按期公开的占应公开的；经批准不公开的不计在内。",
        )
        for year in years
    )  # fmt: skip
    change = None if now.value is None or before.value is None else now.value - before.value
    return now, change, f"较 {today.year - 1} 年"


def mean_of(person: Person, year: int) -> Measure:
    """The mean score of one year. One query."""
    told = seen_by(person).filter(year=year).aggregate(mean=Avg("score"), n=Count("pk"))
    value = None if told["mean"] is None else round(Decimal(told["mean"]), 2)
    return _measure(year, value, told["n"] or None)


def _measure(year: int, value: Decimal | None, number: int | None) -> Measure:
    return Measure(
        "考评平均分", f"{year} 年各单位已反馈和已定案的得分的平均。", value, "分", None, number, "个单位",
        f"{reverse('dashboard:dashboard')}?year={year}", "EVA-26",
    )  # fmt: skip


def _mean(person: Person, today: date) -> Told:
    rows = seen_by(person).filter(year__gt=today.year - 3, year__lte=today.year).values_list("year")
    means = {year: (mean, number) for year, mean, number in rows.annotate(mean=Avg("score"), n=Count("pk"))}
    year = max(means, default=today.year)
    mean, number = means.get(year, (None, None))
    value = None if mean is None else round(Decimal(mean), 2)
    before = means.get(year - 1, (None, None))[0]
    change = None if value is None or before is None else value - round(Decimal(before), 2)
    return _measure(year, value, number), change, f"较 {year - 1} 年"
