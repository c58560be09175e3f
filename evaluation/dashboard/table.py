"""The table of all units: filtered by class, sorted by any column, one page of it or all of it for a download."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from ymdm.measures import Measure
from ymdm.organization.models import Level, Unit
from ymdm.papers.kinds import Column

from ..schemes.classes import class_of
from .live import Live, UnitRow
from .scores import Scores

DEFAULT = "-overdue"


def _value(measure: Measure | None) -> Decimal | None:
    return None if measure is None else measure.value


SORTS: dict[str, Callable[[UnitRow], Any]] = {
    "unit": lambda row: row.name,
    "score": lambda row: row.result and row.result.score,
    "replies": lambda row: _value(row.replies),
    "satisfied": lambda row: _value(row.satisfied),
    "covered": lambda row: _value(row.covered),
    "conforming": lambda row: _value(row.conforming),
    "overdue": lambda row: _value(row.overdue),
}


def rows_of(told: Live, scored: Scores, unit_class: str, sort: str) -> list[UnitRow]:
    """Every unit with a result, and every unit below that has none yet. One query. What has no value stands last."""
    results = {one.unit: one for one in scored.results}
    others = Unit.objects.within(told.under).open().filter(level=Level.UNIT).exclude(pk__in=results)
    named = [(one.unit, one.name) for one in scored.results]
    named += [(unit.pk, unit.short) for unit in others if unit_class in {"", class_of(unit)}]
    rows = sorted((told.row(pk, name, results.get(pk)) for pk, name in named), key=lambda row: row.name)
    key = SORTS.get(sort.removeprefix("-"), SORTS[DEFAULT.removeprefix("-")])
    known = [row for row in rows if key(row) is not None]
    known.sort(key=key, reverse=sort.startswith("-"))
    return known + [row for row in rows if key(row) is None]


def _cells(name: str, which: Callable[[UnitRow], Measure | None]) -> tuple[Column, Column]:
    """A share and the counts behind it: never a percentage alone (GEN-04)."""
    return (
        Column(f"{name}（%）", lambda row: None if (value := _value(which(row))) is None else float(value)),
        Column(f"{name}的件数", lambda row: measure.of if (measure := which(row)) else "少于 5 件，不显示"),
    )


COLUMNS = (
    Column("单位", lambda row: row.name),
    Column("得分", lambda row: float(row.result.score) if row.result else None),
    Column("比上年", lambda row: float(row.result.change) if row.result and row.result.change is not None else None),
    *_cells("按期答复率", lambda row: row.replies),
    *_cells("满意率（含基本满意）", lambda row: row.satisfied),
    *_cells("按期公开率", lambda row: row.covered),
    *_cells("三个规范符合率", lambda row: row.conforming),
    Column("逾期未答复（件）", lambda row: row.overdue.numerator),
)
