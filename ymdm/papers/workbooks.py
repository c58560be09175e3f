"""Writing workbooks in which no text can become a formula, row by row, with flat memory."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import chain, islice
from typing import Any

from django.utils import timezone

LONGEST_TEXT = 32_767
NARROWEST, WIDEST = 8, 60
SAMPLE = 200
A4 = 9
HEADER_ROW = 3
# What XML cannot hold; everything else stays as it is.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_SHEET_NAMES = re.compile(r"[\\/*?:\[\]']")


def write(file: Any, title: str, headers: Sequence[str], rows: Iterable[Sequence[Any]], note: str = "") -> int:
    """Write one sheet: title, a line that notes who, when and which filter, a fixed header, the rows.

    Returns the number of rows. Texts stay what they are, as text: of type string and marked with the quote
    prefix, so that no program ever computes `=1+1`. Instants are shown in Shanghai time.
    """
    from openpyxl import Workbook  # slow import

    book = Workbook(write_only=True)
    count = _fill(book, title, headers, rows, note)
    book.save(file)
    return count


def write_sheets(
    file: Any, sheets: Iterable[tuple[str, Sequence[str], Iterable[Sequence[Any]], str]], note: str = ""
) -> int:
    """Write several sheets (title, headers, rows, a note of its own), each as `write` does; returns the rows in all.

    `note`, who and when and which filter, stands on every sheet, before what the sheet says of itself.
    """
    from openpyxl import Workbook  # slow import

    book = Workbook(write_only=True)
    count = sum(
        _fill(book, title, headers, rows, "　".join(filter(None, (note, own)))) for title, headers, rows, own in sheets
    )
    book.save(file)
    return count


def _fill(book: Any, title: str, headers: Sequence[str], rows: Iterable[Sequence[Any]], note: str) -> int:
    """One sheet more in the book; a name that is taken gets a number from openpyxl."""
    from openpyxl.styles import Alignment, Font, PatternFill  # slow import
    from openpyxl.utils import get_column_letter

    rows = iter(rows)
    # The widths stand before the rows in the file, so that the first rows must be enough to tell.
    sample = [[_plain(value) for value in row] for row in islice(rows, SAMPLE)]
    sheet = book.create_sheet(_NOT_IN_SHEET_NAMES.sub(" ", title)[:31].strip() or "Sheet")
    for at, heading in enumerate(headers):
        longest = max([_width(heading)] + [_width(row[at]) for row in sample if at < len(row)])
        sheet.column_dimensions[get_column_letter(at + 1)].width = min(max(longest + 2, NARROWEST), WIDEST)
    sheet.freeze_panes = f"A{HEADER_ROW + 1}"
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", A4
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True
    line = _Line(sheet)
    sheet.append([line.styled(title, font=Font(bold=True, size=14))])
    sheet.append([line.styled(note, font=Font(color="FF666666"))])
    fill, middle = PatternFill("solid", fgColor="FFE8EEF2"), Alignment(vertical="center", wrap_text=True)
    sheet.append([line.styled(heading, font=Font(bold=True), fill=fill, alignment=middle) for heading in headers])
    count = 0
    for row in chain(sample, rows):
        sheet.append(line.of(row))
        count += 1
    if count:
        sheet.auto_filter.ref = f"A{HEADER_ROW}:{get_column_letter(len(headers))}{HEADER_ROW + count}"
    return count


def note(by: Any, at: datetime, filters: str) -> str:
    """The line of a list that says who took it out, when, and by which filter."""
    return f"导出人：{by}　导出时间：{at:%Y-%m-%d %H:%M}　筛选：{filters or '无'}"


class _Line:
    """Cells of one row, used again for the next: making a styled cell anew costs more than writing it."""

    def __init__(self, sheet: Any) -> None:
        from openpyxl.cell import WriteOnlyCell  # slow import

        self._new = lambda: WriteOnlyCell(sheet)
        text, day, instant = self._new(), self._new(), self._new()
        text.quotePrefix = True
        day.number_format, instant.number_format = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"
        self._text, self._day, self._instant = text._style, day._style, instant._style
        self._cells: list[Any] = []

    def styled(self, text: str, **looks: Any) -> Any:
        """A text cell of its own look."""
        cell = self._new()
        cell.quotePrefix = True
        for name, look in looks.items():
            setattr(cell, name, look)
        cell._value, cell.data_type = _plain(text), "s"
        return cell

    def of(self, row: Sequence[Any]) -> list[Any]:
        """The row's values as cells; numbers and empty ones as they are."""
        while len(self._cells) < len(row):
            self._cells.append(self._new())
        return [self._cell(cell, value) for cell, value in zip(self._cells, row, strict=False)]

    def _cell(self, cell: Any, value: Any) -> Any:
        value = _plain(value)
        if isinstance(value, str):
            # Past `cell.value`, which would take “=1+1” for a formula and “#N/A” for an error.
            cell._value, cell.data_type, cell._style = value, "s", self._text
            return cell
        if isinstance(value, date):
            cell._value, cell.data_type = value, "d"
            cell._style = self._instant if isinstance(value, datetime) else self._day
            return cell
        return value


def _plain(value: Any) -> Any:
    """The value as a workbook can hold it: text, a number, a naive date or instant, or None."""
    if isinstance(value, str) and value.isprintable() and len(value) <= LONGEST_TEXT:
        return value or None
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
        return value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return timezone.make_naive(value) if timezone.is_aware(value) else value
    if isinstance(value, date):
        return value
    # One kind of line end: XML readers make it so, and a writer that escapes a lone return would keep it.
    text = _UNPRINTABLE.sub("", str(value)).replace("\r\n", "\n").replace("\r", "\n")
    return text[:LONGEST_TEXT]


def _width(value: Any) -> int:
    """Width of the longest line of a cell, in Latin characters; a Han character is two wide."""
    return max((sum(1 + (ord(c) > 0x2E7F) for c in line) for line in str(value or "").splitlines()), default=0)
