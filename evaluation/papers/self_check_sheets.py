"""What units send back: their points for each item, with every cell that is no number from 0 to the points of the item."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from ymdm.papers.sheets import Sheet

from ..rules import CAP, Band, grade_of
from .indicator_sheets import Indicator
from .numbers import points_in

_YEAR = re.compile(r"(20\d\d)\s*年")


@dataclass(frozen=True)
class Mark:
    """One line: the item, where the cell is, what it says, and the points, or None and why not."""

    code: str
    row: int
    cell: str
    value: Any
    points: Decimal | None
    why: str = ""
    note: str = ""


@dataclass
class Claims:
    """One sheet. `strange` are rows whose item the scheme does not know, `missing` the items that no row names."""

    sheet: str
    year: int | None
    marks: list[Mark] = field(default_factory=list)
    strange: list[tuple[int, str]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    @property
    def invalid(self) -> list[Mark]:
        return [mark for mark in self.marks if mark.points is None]

    @property
    def total(self) -> Decimal:
        """Of the valid cells, bonus included."""
        return sum((mark.points for mark in self.marks if mark.points is not None), Decimal(0))

    def by_group(self, indicators: Sequence[Indicator]) -> dict[str, Decimal]:
        """Valid points of each first-level indicator, in the order of the table."""
        group_of = {row.code: row.group for row in indicators}
        sums: dict[str, Decimal] = {}
        for mark in self.marks:
            sums[group_of[mark.code]] = sums.get(group_of[mark.code], Decimal(0)) + (mark.points or 0)
        return sums

    def grade(self, bands: Sequence[Band]) -> Band | None:
        """The grade that the unit claims; None while a cell is not valid or an item is not there."""
        return None if self.invalid or self.missing else grade_of(min(self.total, 100 + CAP), bands)


def read_claims(sheet: Sheet, full_points: Mapping[str, Decimal]) -> Claims | None:
    """The claims of a sheet by the scheme's full points; None where there is no such table."""
    from openpyxl.utils.cell import get_column_letter  # slow import

    found = next(
        (at for at, row in enumerate(sheet.rows[:10]) if {"序号", "自评得分"} <= {str(cell).strip() for cell in row}),
        None,
    )
    if found is None:
        return None
    columns = {str(cell).strip(): at for at, cell in enumerate(sheet.rows[found]) if cell is not None}
    above = " ".join(str(cell) for row in sheet.rows[:found] for cell in row if cell is not None)
    year = _YEAR.search(above)
    claims = Claims(sheet.name, int(year[1]) if year else None)
    at_code, at_points, at_note = columns["序号"], columns["自评得分"], columns.get("扣分说明")
    for number, row in enumerate(sheet.rows[found + 1 :], found + 2):
        code = str(row[at_code]).strip() if at_code < len(row) and row[at_code] is not None else ""
        if not code or code.startswith(("合计", "注", "说明")):
            continue
        if code not in full_points or any(mark.code == code for mark in claims.marks):
            claims.strange.append((number, code))
            continue
        value = row[at_points] if at_points < len(row) else None
        points, why = points_in(value, full_points[code])
        note = row[at_note] if at_note is not None and at_note < len(row) else None
        cell = f"{get_column_letter(at_points + 1)}{number}"
        claims.marks.append(Mark(code, number, cell, value, points, why, str(note or "").strip()[:500]))
    there = {mark.code for mark in claims.marks}
    claims.missing = [code for code in full_points if code not in there]
    return claims
