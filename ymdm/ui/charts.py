"""Geometry of the charts that the server draws: SVG attributes only, so it prints and needs no script."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from .shapes import Bar, Point

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
    """Places of everything in a line chart of `WIDTH` × `HEIGHT`."""

    drawn: Sequence[Drawn]
    strokes: Sequence[str]
    rules: Sequence[tuple[float, str]]
    left: int = LEFT
    right: int = WIDTH - RIGHT
    width: int = WIDTH
    height: int = HEIGHT
    foot: int = HEIGHT - 10


def percent(value: float, top: float) -> str:
    """Width of a bar as an SVG length, `94.3%`, never below 0 or above 100."""
    share = value / top * 100 if top else 0
    return f"{min(max(share, 0), 100):.1f}%"


def bars(rows: Sequence[Bar]) -> list[tuple[Bar, str]]:
    """Each bar with its width against the longest."""
    top = max((row.value for row in rows), default=0)
    return [(row, percent(row.value, top)) for row in rows]


def rules(top: float) -> list[float]:
    """Values of the horizontal rules, round numbers from 0 to at or above `top`: 0, 10, 20, 30."""
    if top <= 0:
        return [0, 1]
    power: float = 10 ** math.floor(math.log10(top / 4))
    step = next(step * power for step in (1, 2, 5, 10) if step * power >= top / 4)
    return [n * step for n in range(math.ceil(top / step) + 1)]


def line(points: Sequence[Point]) -> LineChart:
    """Lay out a line; a point without a value interrupts it."""
    values = rules(max((p.value for p in points if p.value is not None), default=0))
    inner, floor = HEIGHT - TOP - BOTTOM, HEIGHT - BOTTOM
    first, top = LEFT + INSET, values[-1]
    step = (WIDTH - RIGHT - INSET - first) / max(len(points) - 1, 1)
    drawn = [
        Drawn(p, round(first + i * step, 1), None if p.value is None else round(floor - p.value / top * inner, 1))
        for i, p in enumerate(points)
    ]
    lines = [(round(floor - value / top * inner, 1), f"{value:g}") for value in values]
    return LineChart(drawn, _strokes(drawn), lines)


def _strokes(drawn: Sequence[Drawn]) -> list[str]:
    strokes: list[list[str]] = [[]]
    for one in drawn:
        if one.y is None:
            strokes.append([])
        else:
            strokes[-1].append(f"{one.x},{one.y}")
    return [" ".join(stroke) for stroke in strokes if len(stroke) > 1]
