"""Geometry of the charts that the server draws: SVG attributes only, so it prints and needs no script."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from .shapes import Bar, Point

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 260, 44, 24, 20, 34


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


def ceiling(top: float) -> float:
    """A round number at or above `top`, so that the rules of the chart read 10, 20, 30."""
    if top <= 0:
        return 1
    power: float = 10 ** math.floor(math.log10(top))
    return next(step * power for step in (1, 2, 3, 4, 5, 6, 8, 10) if step * power >= top)


def line(points: Sequence[Point]) -> LineChart:
    """Lay out a line; a point without a value interrupts it."""
    top = ceiling(max((p.value for p in points if p.value is not None), default=0))
    inner, floor = HEIGHT - TOP - BOTTOM, HEIGHT - BOTTOM
    step = (WIDTH - LEFT - RIGHT) / max(len(points) - 1, 1)
    drawn = [
        Drawn(p, round(LEFT + i * step, 1), None if p.value is None else round(floor - p.value / top * inner, 1))
        for i, p in enumerate(points)
    ]
    rules = [(round(floor - n / 4 * inner, 1), f"{top * n / 4:g}") for n in range(5)]
    return LineChart(drawn, _strokes(drawn), rules)


def _strokes(drawn: Sequence[Drawn]) -> list[str]:
    strokes: list[list[str]] = [[]]
    for one in drawn:
        if one.y is None:
            strokes.append([])
        else:
            strokes[-1].append(f"{one.x},{one.y}")
    return [" ".join(stroke) for stroke in strokes if len(stroke) > 1]
