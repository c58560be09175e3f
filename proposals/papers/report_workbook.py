"""The year's statistics as a workbook: every grid of the report a sheet, and a sheet of definitions."""

from __future__ import annotations

from typing import Any

from ymdm.papers import workbooks

from .report import Report


def write(file: Any, told: Report, note: str) -> int:
    """Write the workbook; `note` says who, when and which scope, and stands on every sheet. Returns the rows in all."""
    sheets = [(grid.title, grid.heads, grid.rows, grid.note) for grid in [*told.grids, told.definitions]]
    return workbooks.write_sheets(file, sheets, note)
