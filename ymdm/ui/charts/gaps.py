"""Two values of each row on one scale, and how far they are apart: what a unit says of itself, and what was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..shapes import Gap
from .lines import rules

WIDTH, LEFT, RIGHT, TOP, ROW = 460, 118, 62, 34, 46


@dataclass(frozen=True)
class Laid:
    """A row with the places of its two dots."""

    gap: Gap
    y: int
    said: float
    found: float


@dataclass(frozen=True)
class GapChart:
    """Places of everything; `rules` are the vertical lines with their words."""

    rows: Sequence[Laid]
    rules: Sequence[tuple[float, str]]
    height: int
    top: int = TOP - 8
    left: int = LEFT - 14
    right: int = WIDTH
    width: int = WIDTH


def gaps(rows: Sequence[Gap]) -> GapChart | None:
    """Lay out the rows from top to bottom on a scale that holds them all; None without rows."""
    if not rows:
        return None
    known = [value for row in rows for value in (row.said, row.found)]
    values = rules(max(known), min(known))
    low, span, inner = values[0], values[-1] - values[0], WIDTH - LEFT - RIGHT

    def across(value: float) -> float:
        return round(LEFT + (value - low) / span * inner, 1)

    laid = [
        Laid(row, TOP + ROW * place + ROW // 2, across(row.said), across(row.found)) for place, row in enumerate(rows)
    ]
    return GapChart(laid, [(across(value), f"{value:g}") for value in values], TOP + ROW * len(rows))
