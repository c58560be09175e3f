"""Charts, each with its table beside it; every bar and point opens its rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template

from ymdm.ui import charts
from ymdm.ui.shapes import Axis, Bar, Gap, Placing, Point

register = template.Library()


@register.inclusion_tag("components/hbars.html")
def hbars(bars: Sequence[Bar], caption: str = "", head: str = "") -> dict[str, Any]:
    """Bars with their values as text; each opens its rows."""
    return {"rows": charts.bars(bars), "caption": caption, "head": head}


@register.inclusion_tag("components/line_chart.html")
def line_chart(
    points: Sequence[Point], label: str, caption: str = "", head: str = "", also: Sequence[Point] = (), name: str = "",
    other: str = "", near: bool = False,
) -> dict[str, Any]:  # fmt: skip
    """A line over time. `label` is its one-line conclusion with the numbers; the table stands beside it.

    `also` is a second line over the same times, dashed; `name` and `other` are the words of the two in the legend.
    """
    table = [(point, also[place] if also else None) for place, point in enumerate(points)]
    return {
        "chart": charts.line(points, also, near), "rows": table, "label": label, "caption": caption, "head": head,
        "name": name, "other": other,
    }  # fmt: skip


@register.inclusion_tag("components/radar.html")
def radar(axes: Sequence[Axis], name: str, other: str, unit: str = "得分率 %") -> dict[str, Any]:
    """One on several axes beside the average of the others; with fewer than three axes only the table."""
    said = "，".join(f"{axis.label} {axis.value:g}" for axis in axes)
    label = f"{name}{unit}：{said}；{other}：" + "、".join(f"{axis.other:g}" for axis in axes)
    return {"chart": charts.radar(axes), "axes": axes, "label": label, "name": name, "other": other, "unit": unit}


@register.inclusion_tag("components/gap_chart.html")
def gap_chart(gaps: Sequence[Gap], said: str, found: str, label: str, head: str = "单位") -> dict[str, Any]:
    """Two dots in each row on one scale: hollow for what was said, filled for what was found."""
    return {"chart": charts.gaps(gaps), "gaps": gaps, "said": said, "found": found, "label": label, "head": head}


@register.inclusion_tag("components/placings.html")
def placings(rows: Sequence[Placing]) -> dict[str, Any]:
    """An order with bars from 0 to 100 and the change to the time before."""
    return {"rows": [(row, charts.percent(row.value, 100)) for row in rows]}
