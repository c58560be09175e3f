"""What the records say of each unit in a year, counted along the tree: a unit stands with everything below it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.db.models import Sum
from django.urls import reverse

from disclosure import measures as disclosure
from proposals.measures import CUTS, Scope, tallies
from proposals.measures.league import FEWEST
from ymdm.measures import Measure
from ymdm.organization.models import Unit

from ..assessments.models import Answer
from .results import Result

NAMES = ("due", "in_time", "evaluated", "content", "open_overdue")
# The 24 checks of sessions as the self-check took them up (evaluation.figures.sources.congress).
CHECKS = ("congress.seats", "congress.before", "congress.votes", "congress.after")


@dataclass(frozen=True)
class UnitRow:
    """One unit of the table: its result, None before there is one, and its live figures."""

    pk: int
    name: str
    result: Result | None
    replies: Measure
    satisfied: Measure | None
    covered: Measure
    conforming: Measure
    overdue: Measure


@dataclass(frozen=True)
class Live:
    """Counts by unit and year, added up along the tree."""

    under: Unit
    year: int
    on: date
    counts: Mapping[tuple[int, int], Counter[str]]
    checks: Mapping[int, tuple[int, int]]

    def _of(self, unit: int, year: int | None = None) -> Counter[str]:
        return self.counts.get((unit, year or self.year), Counter())

    def count(self, unit: int, name: str) -> int:
        """A bare count of the year."""
        return self._of(unit)[name]

    def share(self, unit: int, part: str, whole: str, least: int = 1) -> Fraction | None:
        """A bare share of the year, to sort by; None below `least` cases."""
        counts = self._of(unit)
        return Fraction(counts[part], counts[whole]) if counts[whole] >= least else None

    def replies(self, unit: int, year: int | None = None) -> Measure:
        """Answered in time, of what was due, in all channels. PRO-41."""
        return self._share(unit, year, "按期答复率", "in_time", "due", "PRO-41")

    def satisfied(self, unit: int, year: int | None = None) -> Measure:
        """Satisfied or basically satisfied, of those who rated. PRO-36."""
        return self._share(unit, year, "满意率（含基本满意）", "content", "evaluated", "PRO-36")

    def overdue(self, unit: int) -> Measure:
        """Due, and not answered to this day."""
        return Measure.count(
            "逾期未答复", self._of(unit)["open_overdue"], definition="各渠道答复期限已过、还没有答复的。",
            rows=self._scope(unit, self.year).rows("open_overdue"),
        )  # fmt: skip

    def covered(self, unit: int, year: int | None = None) -> Measure:
        """Published in time, of what was due. DIS-41."""
        counts, period = self._of(unit, year), year or self.year
        return Measure.share(
            "按期公开率", counts["opened"], counts["to_open"], counted="项", rule="DIS-41",
            rows=f"{reverse('disclosure:obligations')}?under={unit}&period={period}",
            definition="按期公开的占应公开的；经批准不公开的不计在内。",
        )  # fmt: skip

    def conforming(self, result: Result | None) -> Measure:
        """Checks passed, of those that were due when the self-check took them up."""
        part, whole = self.checks.get(result.pk, (0, 0)) if result else (0, 0)
        return Measure.share(
            "三个规范符合率", part, whole, counted="项", rows=reverse("assessments:figures", args=[result.pk]) if result else "",
            definition="自查取数时已到期的检查项中，符合的。",
        )  # fmt: skip

    def row(self, pk: int, name: str, result: Result | None) -> UnitRow:
        satisfied = self.satisfied(pk)
        enough = not 0 < (satisfied.denominator or 0) < FEWEST
        return UnitRow(
            pk, name, result, self.replies(pk), satisfied if enough else None, self.covered(pk), self.conforming(result),
            self.overdue(pk),
        )  # fmt: skip

    def headline(self) -> list[tuple[str, Measure, Decimal | None]]:
        """The four live figures of the whole, by name, with their change on the year before."""
        top, before = self.under.pk, self.year - 1
        return [
            (name, now, None if now.value is None or then is None or then.value is None else now.value - then.value)
            for name, now, then in (
                ("replies", self.replies(top), self.replies(top, before)),
                ("overdue", self.overdue(top), None),
                ("satisfied", self.satisfied(top), self.satisfied(top, before)),
                ("covered", self.covered(top), self.covered(top, before)),
            )
        ]

    def _scope(self, unit: int, year: int) -> Scope:
        return Scope(unit=str(unit), year=str(year))

    def _share(self, unit: int, year: int | None, label: str, part: str, whole: str, rule: str) -> Measure:
        counts, words = self._of(unit, year), f"{CUTS[part].words}，占{CUTS[whole].words}。"
        rows = self._scope(unit, year or self.year).rows(whole)
        return Measure.share(label, counts[part], counts[whole], definition=words, rule=rule, rows=rows)


def live(under: Unit, year: int, on: date, results: Sequence[Result]) -> Live:
    """Three queries: answers, disclosure, and the checks of the self-checks."""
    counts: dict[tuple[int, int], Counter[str]] = {}
    years = (year - 1, year)
    for path, found, numbers in tallies(Scope(unit=str(under.pk)), years, on, NAMES):
        _add(counts, path, found, numbers)
    for path, found, opened, to_open in disclosure.coverage_by_unit(under, years, on):
        _add(counts, path, found, {"opened": opened, "to_open": to_open})
    return Live(under, year, on, counts, _checks(one.pk for one in results))


def _add(counts: dict[tuple[int, int], Counter[str]], path: str, year: int, numbers: Mapping[str, int]) -> None:
    for unit in path.strip("/").split("/"):
        counts.setdefault((int(unit), year), Counter()).update(numbers)


def _checks(assessments: Iterable[int]) -> dict[int, tuple[int, int]]:
    rows = (
        Answer.objects.filter(assessment__in=list(assessments), item__measure__in=CHECKS, whole__gt=0)
        .order_by()
        .values_list("assessment")
        .annotate(part=Sum("part"), whole=Sum("whole"))
    )
    return {pk: (part, whole) for pk, part, whole in rows}
