"""The formulas of section 3: from the points of items to the final score. Exact until `rounded`, which is done once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from ..kinds import Effect, Kind
from .bands import Band, grade_of, no_better_than
from .items import Found, Item, is_missing, points_of

# Verified indicators, mean of irregular and special checks, survey of the employees.
WEIGHTS = (70, 15, 15)
CAP = Decimal(5)
LEAST_FORMS = 30
WIDEST_GAP = 10


def rounded(exact: Fraction) -> Decimal:
    """Half up to two decimals; the numbers are never negative."""
    return Decimal((exact * 200 + 1) // 2) / 100


def indicator(scored: Iterable[tuple[Fraction | None, Decimal]]) -> Fraction | None:
    """`100 * sum(points) / sum(full)` over the applicable items; None where none is (EVA-12, rescaled)."""
    known = [(points, full) for points, full in scored if points is not None]
    whole = sum((Fraction(full) for _points, full in known), Fraction(0))
    return 100 * sum((points for points, _full in known), Fraction(0)) / whole if whole else None


def survey_score(
    satisfied: int, basically: int, dissatisfied: int, *, representatives: int = 0, least: int = LEAST_FORMS
) -> Fraction | None:
    """The survey out of 100; None where there are too few: at least 30 forms, or two thirds of the representatives."""
    valid = satisfied + basically + dissatisfied
    enough = valid >= least or (representatives > 0 and 3 * valid >= 2 * representatives)
    return Fraction(100 * satisfied + 70 * basically, valid) if valid and enough else None


def comprehensive(
    verified: Fraction,
    checks: Sequence[Fraction] = (),
    survey: Fraction | None = None,
    weights: Sequence[int] = WEIGHTS,
) -> Fraction:
    """Verified indicators, mean of checks and survey by weight; a part that is not there gives its weight to the first."""
    own, for_checks, for_survey = weights
    mean = sum(checks, Fraction(0)) / len(checks) if checks else verified
    return (own * verified + for_checks * mean + for_survey * (verified if survey is None else survey)) / sum(weights)


def final(score: Fraction, bonus: Fraction = Fraction(0), extra: Fraction = Fraction(0), cap: Decimal = CAP) -> Decimal:
    """`clip(score + min(bonus, cap) - extra, 0, 100 + cap)`, rounded half up to two decimals (EVA-13)."""
    total = score + min(bonus, Fraction(cap)) - extra
    return rounded(min(max(total, Fraction(0)), 100 + Fraction(cap)))


def unit_with_parts(own: Decimal, parts: Iterable[tuple[Decimal, int]]) -> Decimal:
    """`0.7 * own + 0.3 * mean` of the units below, weighted by heads; the own score where there are none."""
    below = [(score, heads) for score, heads in parts if heads]
    if not below:
        return own
    mean = sum((Fraction(score) * heads for score, heads in below), Fraction(0)) / sum(heads for _score, heads in below)
    return rounded(Fraction(7, 10) * Fraction(own) + Fraction(3, 10) * mean)


def credibility(claimed: Decimal, verified: Decimal, widest: int = WIDEST_GAP) -> int:
    """Points taken off because a unit rated itself more than ten points too high: one, or none. The rest is a note."""
    return int(claimed - verified > widest)


@dataclass(frozen=True)
class Veto:
    """A veto that the assessment group upheld. `extra` points go as well (EVA-23: 5)."""

    code: str
    effect: str
    extra: Decimal = Decimal(0)


@dataclass(frozen=True)
class Line:
    """One item with its points; `points` is None where it does not count."""

    item: Item
    points: Fraction | None
    is_missing: bool = False

    @property
    def lost(self) -> Fraction:
        """Points that the item took from its full ones; nothing outside the hundred."""
        return Fraction(0) if self.points is None or self.item.is_outside else self.item.most - self.points


@dataclass(frozen=True)
class Outcome:
    """The score of one unit in one year: every line, what is outside the hundred, the grade and whether awards are open."""

    lines: tuple[Line, ...]
    indicator: Fraction
    bonus: Fraction
    extra: Fraction
    score: Decimal
    grade: Band
    may_be_awarded: bool

    @property
    def deductions(self) -> list[Line]:
        return [line for line in self.lines if line.lost]


def assess(
    items: Sequence[Item],
    found: Mapping[str, Found],
    bands: Sequence[Band],
    *,
    checks: Sequence[Fraction] = (),
    survey: Fraction | None = None,
    vetoes: Sequence[Veto] = (),
    not_applicable: str = "rescale",
    cap: Decimal = CAP,
    weights: Sequence[int] = WEIGHTS,
    penalty: int = 0,
) -> Outcome:
    """Judge one year of one unit. An applicable item for which nothing was found has 0 points (“no evidence offered”).

    `not_applicable` is `rescale` (the rest counts for 100) or `full` (“无此项内容的不扣分”, EVA-12).
    """
    lines = tuple(_line(item, found.get(item.code), not_applicable) for item in items)
    inside = [(line.points, line.item.full) for line in lines if not line.item.is_outside]
    verified = indicator(inside) or Fraction(0)
    bonus = _sum(lines, Kind.BONUS)
    extra = _sum(lines, Kind.EXTRA_DEDUCTION) + penalty + sum((Fraction(veto.extra) for veto in vetoes), Fraction(0))
    score = final(comprehensive(verified, checks, survey, weights), bonus, extra, cap)
    grade = grade_of(score, bands)
    missing = any(line.is_missing for line in lines)
    if missing:
        grade = no_better_than(grade, "qualified", bands)
    for veto in vetoes:
        if veto.effect != Effect.NO_AWARDS:
            grade = no_better_than(grade, veto.effect, bands)
    return Outcome(lines, verified, bonus, extra, score, grade, not missing and not vetoes)


def _line(item: Item, found: Found | None, not_applicable: str) -> Line:
    if item.is_outside:
        return Line(item, points_of(item, found))
    if found is not None and not found.counts:
        return Line(item, item.most if not_applicable == "full" else None)
    points = points_of(item, found) or Fraction(0)
    return Line(item, points, is_missing(item, points, found))


def _sum(lines: Iterable[Line], kind: str) -> Fraction:
    return sum((line.points for line in lines if line.item.kind == kind and line.points), Fraction(0))
