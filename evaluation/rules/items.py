"""The points of one item: `s = min(full, max(0, rule(data)))`, exact to the end (formulas of section 3).

Fractions, because a third of four points must not be rounded before the sum is (half up once, at the end).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from ..kinds import Effect, Kind

ZERO = Fraction(0)


@dataclass(frozen=True)
class Item:
    """One item. `full` are its points out of the hundred (of a bonus or extra deduction: the most that it moves).

    `params` by kind: each (points per case) · steps [[from, points], …] · full_at and floor (percent) ·
    levels {word: coefficient} · share (percent of the other score) · effect and extra (points) of a veto.
    """

    code: str
    kind: str
    full: Decimal
    params: Mapping[str, Any] = field(default_factory=dict)
    is_mandatory: bool = False

    @property
    def most(self) -> Fraction:
        return Fraction(self.full)

    @property
    def is_outside(self) -> bool:
        return self.kind in Kind.outside()


@dataclass(frozen=True)
class Found:
    """What was found for an item. Only what its kind asks for is filled.

    `points` are points given by people; they stand before the rule and are clipped like it.
    """

    points: Decimal | None = None
    met: bool | None = None
    count: int | None = None
    part: int | None = None
    whole: int | None = None
    value: Decimal | None = None
    level: str = ""
    satisfied: int = 0
    basically: int = 0
    dissatisfied: int = 0
    is_applicable: bool = True

    @property
    def counts(self) -> bool:
        """Whether the item applies here: it was not set aside, and there was something to count (“无此项内容的不扣分”)."""
        return self.is_applicable and (self.whole != 0 or self.points is not None)


def points_of(item: Item, found: Found | None) -> Fraction | None:
    """Points of the item, from 0 to its full points (EVA-11); None when it is not applicable or nothing is known.

    A bonus and an extra deduction give what they add or take, a veto nothing.
    """
    if found is None or not found.counts or item.kind == Kind.VETO:
        return None
    raw = Fraction(found.points) if found.points is not None else RULES[item.kind](item, found)
    return None if raw is None else min(item.most, max(ZERO, raw))


def is_missing(item: Item, points: Fraction | None, found: Found | None) -> bool:
    """Whether a mandatory item is not there at all: applicable, and no points for it (EVA-14)."""
    if not item.is_mandatory and item.kind != Kind.MANDATORY:
        return False
    return (found is None or found.counts) and not points


def _number(item: Item, name: str, otherwise: str = "0") -> Fraction:
    return Fraction(Decimal(str(item.params.get(name, otherwise))))


def _full_or_zero(item: Item, found: Found) -> Fraction | None:
    return None if found.met is None else item.most * found.met


def _deduction(item: Item, found: Found) -> Fraction | None:
    return None if found.count is None else item.most - found.count * _number(item, "each", "1")


def _share(found: Found) -> Fraction | None:
    """Percent; None where there is nothing to divide by."""
    if found.part is not None and found.whole is not None:
        return Fraction(100 * found.part, found.whole) if found.whole else None
    return None if found.value is None else Fraction(found.value)


def _step(item: Item, found: Found) -> Fraction | None:
    value = Fraction(found.count) if found.count is not None else _share(found)
    if value is None:
        return None
    steps = [(Fraction(Decimal(str(low))), Fraction(Decimal(str(points)))) for low, points in item.params["steps"]]
    return next((points for low, points in sorted(steps, reverse=True) if value >= low), ZERO)


def _ratio(item: Item, found: Found) -> Fraction | None:
    share = _share(found)
    if share is None or share < _number(item, "floor"):
        return None if share is None else ZERO
    # “90%（含）以上得满分”: the share is measured against the mark, and never gives more than all.
    return item.most * share / _number(item, "full_at", "100")


def _coefficient(item: Item, found: Found) -> Fraction | None:
    levels = item.params["levels"]
    return item.most * Fraction(Decimal(str(levels[found.level]))) if found.level in levels else None


def _cases(item: Item, found: Found) -> Fraction | None:
    return None if found.count is None else found.count * _number(item, "each", "1")


def _import(item: Item, found: Found) -> Fraction | None:
    # “另一项检查得分的 10%”: T16.
    return None if found.value is None else Fraction(found.value) * _number(item, "share") / 100


def _survey(item: Item, found: Found) -> Fraction | None:
    valid = found.satisfied + found.basically + found.dissatisfied
    if not valid:
        return None
    return item.most * (found.satisfied + _number(item, "basically", "0.7") * found.basically) / valid


RULES: dict[str, Callable[[Item, Found], Fraction | None]] = {
    Kind.FULL_OR_ZERO: _full_or_zero,
    Kind.MANDATORY: _full_or_zero,
    Kind.PER_COUNT_DEDUCTION: _deduction,
    Kind.STEP: _step,
    Kind.RATIO: _ratio,
    Kind.QUALITATIVE_COEFFICIENT: _coefficient,
    Kind.BONUS: _cases,
    Kind.EXTRA_DEDUCTION: _cases,
    Kind.IMPORT: _import,
    Kind.SURVEY: _survey,
}


def _is_number(value: Any, least: int = 0, most: int | None = None) -> bool:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return False
    return number.is_finite() and number >= least and (most is None or number <= most)


def check_item(item: Item) -> str:
    """Why an item cannot be scored, as a sentence; empty when it can."""
    params, kind = item.params, item.kind
    if kind not in Kind.values:
        return f"不认识的计分方法“{kind}”。"
    if kind != Kind.VETO and not item.full > 0:
        return "分值要大于 0。"
    if kind in {Kind.PER_COUNT_DEDUCTION, Kind.BONUS, Kind.EXTRA_DEDUCTION} and not _is_number(params.get("each", 1)):
        return "每件分数要是不小于 0 的数字。"
    if kind == Kind.STEP:
        steps = params.get("steps") or ()
        if not steps or not all(len(pair) == 2 and all(map(_is_number, pair)) for pair in steps):
            return "分档要写明每一档的下限和得分。"
        if any(Decimal(str(points)) > item.full for _low, points in steps):
            return f"有一档的得分超过分值 {item.full}。"
    if kind == Kind.RATIO:
        full_at, floor = params.get("full_at", 100), params.get("floor", 0)
        if not (
            _is_number(full_at, 1, 100) and _is_number(floor, 0, 100) and Decimal(str(floor)) <= Decimal(str(full_at))
        ):
            return "满分线和得分底线要在 0 到 100 之间，底线不高于满分线。"
    if kind == Kind.QUALITATIVE_COEFFICIENT:
        levels = params.get("levels") or {}
        if not levels or not all(_is_number(level, 0, 1) for level in levels.values()):
            return "定性系数要在 0 到 1 之间。"
    if kind == Kind.IMPORT and not _is_number(params.get("share"), 0, 100):
        return "引用比例要在 0 到 100 之间。"
    if kind == Kind.VETO and params.get("effect") not in Effect.values:
        return "否决项要写明后果。"
    return ""
