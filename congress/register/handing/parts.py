"""What the file is made of: each app names its part in settings.YMDM_HANDOVER_PARTS."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from ymdm.measures import Measure
from ymdm.organization.models import Unit


@dataclass(frozen=True)
class Table:
    """Rows behind the figures: no names of people."""

    code: str
    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Any]]


@dataclass(frozen=True)
class Part:
    """The figures and rows of one app. `figures` are (code, measure): the code is what other programs read."""

    code: str
    title: str
    figures: Sequence[tuple[str, Measure]]
    tables: Sequence[Table] = ()


def parts_of(unit: Unit, year: int, on: date) -> list[Part]:
    """Every part of the file, as of a day. A fixed number of queries for each."""
    return [import_string(dotted)(unit, year, on) for dotted in settings.YMDM_HANDOVER_PARTS]


def plain(part: Part) -> dict[str, Any]:
    """A part as the file holds it: strings, whole numbers and null only."""
    return {
        "code": part.code,
        "title": part.title,
        "figures": [
            {
                "code": code,
                "label": one.label,
                "definition": one.definition,
                "value": None if one.value is None else str(one.value),
                "unit": one.unit,
                "numerator": one.numerator,
                "denominator": one.denominator,
                "rule": one.rule,
            }
            for code, one in part.figures
        ],
        "tables": [
            {
                "code": table.code,
                "title": table.title,
                "headings": list(table.headings),
                "rows": [[_cell(value) for value in row] for row in table.rows],
            }
            for table in part.tables
        ],
    }


def _cell(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | str):
        return value
    return value.isoformat() if isinstance(value, date) else str(value)
