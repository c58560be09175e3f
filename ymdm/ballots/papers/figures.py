"""Figures over a result: exact fractions, never floats (EVA-43, EVA-46, EVA-47)."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

TRIMMED_FROM = 6  # more than five raters: the best and the worst are dropped (EVA-47)


@dataclass(frozen=True)
class Marks:
    """How often each mark was given in these groups. Blanks are valid abstentions, invalid ballots are not (EVA-43)."""

    given: Mapping[str, int]
    blank: int
    invalid: int

    @property
    def marked(self) -> int:
        return sum(self.given.values())

    @property
    def valid(self) -> int:
        return self.marked + self.blank


def marks(item: Mapping[str, Any], groups: Container[str] | None = None) -> Marks:
    """The sum over the groups named, or over all, of a question that is decided, rated or scored."""
    rows = [row for name, row in item["groups"].items() if groups is None or name in groups]
    given: dict[str, int] = {}
    for row in rows:
        for code, number in (row.get("options") or row.get("scores") or {}).items():
            given[code] = given.get(code, 0) + number
    return Marks(given, sum(row["blank"] for row in rows), sum(row["invalid"] for row in rows))


def share(of: Marks, *codes: str) -> Fraction | None:
    """The share of these marks in the valid ballots (EVA-43); None without valid ballots."""
    return Fraction(sum(of.given.get(code, 0) for code in codes), of.valid) if of.valid else None


def mean(of: Marks, points: Mapping[str, int] | None = None) -> Fraction | None:
    """The mean over the ballots that gave a mark; by `points` of a grade (EVA-46), else the number itself."""
    if not of.marked:
        return None
    total = sum(number * (points[code] if points else int(code)) for code, number in of.given.items())
    return Fraction(total, of.marked)


def trimmed_mean(of: Marks) -> Fraction | None:
    """The mean of scores; with more than five raters one best and one worst are dropped (EVA-47)."""
    if of.marked < TRIMMED_FROM:
        return mean(of)
    scores = [int(code) for code, number in of.given.items() if number]
    total = sum(int(code) * number for code, number in of.given.items()) - max(scores) - min(scores)
    return Fraction(total, of.marked - 2)


def weighted(parts: Iterable[tuple[Fraction | int, Fraction | None]]) -> Fraction | None:
    """`sum(w_g * mean_g)` over the groups (EVA-46). A group without a mark drops out and its weight goes to the others."""
    there = [(Fraction(weight), value) for weight, value in parts if value is not None and weight > 0]
    whole = sum(weight for weight, _value in there)
    return sum((weight * value for weight, value in there), Fraction(0)) / whole if whole else None
