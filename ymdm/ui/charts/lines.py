"""A line over time, with a second, dashed one beside it where two things are compared."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ..shapes import Point

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 400, 220, 36, 12, 24, 32
INSET = 24  # room beside the first and the last point for their words


@dataclass(frozen=True)
class Drawn:
    """A point with its place in the drawing."""

    point: Point
    x: float
    y: float | None


@dataclass(frozen=True)
class LineChart:
    """Places of everything in a line chart of `WIDTH` × `HEIGHT`. `dashed` are the strokes of the second line."""

    drawn: Sequence[Drawn]
    strokes: Sequence[str]
    rules: Sequence[tuple[float, str]]
    dashed: Sequence[str] = ()
    left: int = LEFT
    right: int = WIDTH - RIGHT
    width: int = WIDTH
    height: int = HEIGHT
    foot: int = HEIGHT - 10


def rules(top: float, low: float = 0) -> list[float]:
    """Values of the horizontal rules, round numbers from at or below `low` to at or above `top`: 0, 10, 20, 30."""
    span = top - low
    if span <= 0:
        return [low, low + 1]
    power: float = 10 ** math.floor(math.log10(span / 4))
    step = next(step * power for step in (1, 2, 5, 10) if step * power >= span / 4)
    first = math.floor(low / step)
    return [n * step for n in range(first, math.ceil(top / step) + 1)]


def line(points: Sequence[Point], also: Sequence[Point] = (), near: bool = False) -> LineChart:
    """Lay out a line; a point without a value interrupts it.

    `also` is drawn dashed over the same times. `near` lets the scale begin near the smallest value instead of at 0,
    for figures that never come near 0.
    """
    known = [point.value for point in (*points, *also) if point.value is not None]
    values = rules(max(known, default=0), min(known, default=0) if near else 0)
    inner, floor = HEIGHT - TOP - BOTTOM, HEIGHT - BOTTOM
    first, low, span = LEFT + INSET, values[0], values[-1] - values[0]
    step = (WIDTH - RIGHT - INSET - first) / max(len(points) - 1, 1)

    def placed(row: Sequence[Point]) -> list[Drawn]:
        return [
            Drawn(p, round(first + i * step, 1), None if p.value is None else height(p.value))
            for i, p in enumerate(row)
        ]

    def height(value: float) -> float:
        return round(floor - (value - low) / span * inner, 1)

    drawn = placed(points)
    lines = [(height(value), f"{value:g}") for value in values]
    return LineChart(drawn, _strokes(drawn), lines, _strokes(placed(also)))


def _strokes(drawn: Sequence[Drawn]) -> list[str]:
    strokes: list[list[str]] = [[]]
    for one in drawn:
        if one.y is None:
            strokes.append([])
        else:
            strokes[-1].append(f"{one.x},{one.y}")
    return [" ".join(stroke) for stroke in strokes if len(stroke) > 1]
