"""The table of all units: filtered by class, sorted by any column, one page of it or all of it for a download."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from proposals.measures.league import FEWEST
from ymdm.measures import Measure
from ymdm.organization.models import Level, Unit
from ymdm.papers.kinds import Column

from ..schemes.classes import class_of
from .live import Live, UnitRow
from .results import Result
from .scores import Scores

DEFAULT = "-overdue"


@dataclass(frozen=True)
class Listed:
    """A unit of the table, before its figures are worded: only those of one page are."""

    pk: int
    name: str
    result: Result | None


def _value(measure: Measure | None) -> Decimal | None:
    return None if measure is None else measure.value


SORTS: dict[str, Callable[[Live, Listed], Any]] = {
    "unit": lambda told, one: one.name,
    "score": lambda told, one: one.result and one.result.score,
    "replies": lambda told, one: told.share(one.pk, "in_time", "due"),
    "satisfied": lambda told, one: told.share(one.pk, "content", "evaluated", FEWEST),
    "covered": lambda told, one: told.share(one.pk, "opened", "to_open"),
    "conforming": lambda told, one: told.conforming(one.result).value,
    "overdue": lambda told, one: told.count(one.pk, "open_overdue"),
}


def listed(told: Live, scored: Scores, unit_class: str, sort: str) -> list[Listed]:
    """Every unit with a result, and every unit below that has none yet. One query. What has no value stands last."""
    results = {one.unit: one for one in scored.results}
    others = Unit.objects.within(told.under).open().filter(level=Level.UNIT).exclude(pk__in=results)
    units = [Listed(one.unit, one.name, one) for one in scored.results]
    units += [Listed(unit.pk, unit.short, None) for unit in others if unit_class in {"", class_of(unit)}]
    units.sort(key=lambda one: one.name)
    key = SORTS.get(sort.removeprefix("-"), SORTS[DEFAULT.removeprefix("-")])
    keys = {one.pk: key(told, one) for one in units}
    known = [one for one in units if keys[one.pk] is not None]
    known.sort(key=lambda one: keys[one.pk], reverse=sort.startswith("-"))
    return known + [one for one in units if keys[one.pk] is None]


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
