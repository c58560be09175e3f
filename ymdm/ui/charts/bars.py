"""Horizontal bars."""

from __future__ import annotations

from collections.abc import Sequence

from ..shapes import Bar


def percent(value: float, top: float) -> str:
    """Width of a bar as an SVG length, `94.3%`, never below 0 or above 100."""
    share = value / top * 100 if top else 0
    return f"{min(max(share, 0), 100):.1f}%"


def bars(rows: Sequence[Bar]) -> list[tuple[Bar, str]]:
    """Each bar with its width against the longest."""
    top = max((row.value for row in rows), default=0)
    return [(row, percent(row.value, top)) for row in rows]
