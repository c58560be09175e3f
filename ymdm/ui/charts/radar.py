"""A radar: how one stands on several axes, beside how the others stand on the average."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ..shapes import Axis

WIDTH, HEIGHT, X, Y, REACH = 460, 392, 230, 200, 140
RINGS = (25, 50, 75, 100)
BESIDE = 18  # how far the words stand beyond the outermost ring


@dataclass(frozen=True)
class Spoke:
    """One axis with the ends of its line, the place of its words and of its dot."""

    axis: Axis
    x: float
    y: float
    word_x: float
    word_y: float
    anchor: str
    dot_x: float
    dot_y: float


@dataclass(frozen=True)
class RadarChart:
    """Places of everything in a radar of `WIDTH` × `HEIGHT`; `own` and `other` are closed strokes."""

    spokes: Sequence[Spoke]
    rings: Sequence[str]
    own: str
    other: str
    x: int = X
    y: int = Y
    width: int = WIDTH
    height: int = HEIGHT


def radar(axes: Sequence[Axis]) -> RadarChart | None:
    """Lay out axes from 0 to 100, the first upwards and then clockwise; None with fewer than three."""
    if len(axes) < 3:
        return None
    number = len(axes)

    def at(place: int, share: float, beyond: float = 0) -> tuple[float, float]:
        turn, far = 2 * math.pi * place / number, REACH * min(max(share, 0), 100) / 100 + beyond
        return round(X + far * math.sin(turn), 1), round(Y - far * math.cos(turn), 1)

    def stroke(shares: Sequence[float]) -> str:
        return " ".join(f"{x},{y}" for x, y in (at(place, share) for place, share in enumerate(shares)))

    spokes = [
        Spoke(axis, *at(place, 100), *at(place, 100, BESIDE), _anchor(place, number), *at(place, axis.value))
        for place, axis in enumerate(axes)
    ]
    rings = [stroke([ring] * number) for ring in RINGS]
    return RadarChart(spokes, rings, stroke([axis.value for axis in axes]), stroke([axis.other for axis in axes]))


def _anchor(place: int, number: int) -> str:
    side = round(math.sin(2 * math.pi * place / number), 3)
    return "middle" if not side else "start" if side > 0 else "end"
