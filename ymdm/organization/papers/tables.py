"""Finding the table in a sheet: its header row, its columns, the rows that are no data. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from . import cells

HEADER_WITHIN = 10
NO_DATA = ("合计", "小计", "总计", "注:", "备注:", "说明:", "填表人", "审核人", "制表")
_AS_OF = re.compile(r"截至(\d{4})年(\d{1,2})月(\d{1,2})日")


class Sheet(Protocol):
    """What ymdm.papers reads out of a file."""

    name: str
    is_hidden: bool
    rows: list[tuple[Any, ...]]


@dataclass
class Table:
    """The table of one sheet: data rows with their Excel row number, and the rows passed over."""

    sheet: str
    header_row: int
    as_of: date | None
    rows: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    skipped: list[tuple[int, str]] = field(default_factory=list)


def find(sheet: Sheet, columns: Mapping[str, Sequence[str]], needed: Sequence[str]) -> Table | None:
    """The table whose header names all `needed` columns within the first ten rows, or None.

    `columns` maps our word for a column to the headings under which it goes.
    """
    if sheet.is_hidden:
        return None
    for number, row in enumerate(sheet.rows[:HEADER_WITHIN], start=1):
        places = _places(row, columns)
        if all(word in places for word in needed):
            table = Table(sheet.name, number, _as_of(sheet.rows[: number - 1]))
            for below, values in enumerate(sheet.rows[number:], start=number + 1):
                _sort_in(table, below, values, places, columns)
            return table
    return None


def _sort_in(
    table: Table, number: int, values: tuple[Any, ...], places: dict[str, int], columns: Mapping[str, Sequence[str]]
) -> None:
    first = next((written for written in map(cells.text, values) if written), "")
    if not first:
        return
    if first.startswith(NO_DATA):
        table.skipped.append((number, "total or note"))
    elif len(_places(values, columns)) >= 3:
        table.skipped.append((number, "header repeated"))
    else:
        table.rows.append((number, {word: values[at] if at < len(values) else None for word, at in places.items()}))


def _places(row: tuple[Any, ...], columns: Mapping[str, Sequence[str]]) -> dict[str, int]:
    words = {heading: word for word, headings in columns.items() for heading in headings}
    places: dict[str, int] = {}
    for at, value in enumerate(row):
        if word := words.get(cells.heading(value)):
            places.setdefault(word, at)
    return places


def _as_of(rows_above: list[tuple[Any, ...]]) -> date | None:
    """The day that the title names: “截至2026年9月30日”."""
    for row in rows_above:
        for value in row:
            if found := _AS_OF.search(cells.heading(value)):
                try:
                    return date(*map(int, found.groups()))
                except ValueError:
                    return None
    return None
