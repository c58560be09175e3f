"""Reading sheets out of .xlsx and .csv files that anyone may have made."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePath
from typing import Any, BinaryIO

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse

from .archive import LARGEST_FILE, MEGABYTE, Unreadable, check_workbook
from .texts import unguarded

MOST_ROWS = 20_000
MOST_COLUMNS = 100
MOST_MERGED_CELLS = 200_000
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Sheet:
    """One sheet. `rows[0]` is row 1 of the file; a cell is text, a number, a date or None."""

    name: str
    is_hidden: bool
    rows: list[Row]


def read(file: BinaryIO, file_name: str) -> list[Sheet]:
    """All sheets of an .xlsx file, or the one of a .csv file, in order.

    A merged cell gives its value to all its rows. Of a formula the last computed value is read. Raises
    Unreadable with a sentence for the person who sent the file.
    """
    kind = PurePath(file_name).suffix.lower()
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    if size > LARGEST_FILE:
        raise Unreadable(
            f"文件有 {size / MEGABYTE:.1f} MB，超过 {LARGEST_FILE // MEGABYTE} MB。请删去图片，或分成几个文件上传。"
        )
    if kind == ".csv":
        return [Sheet(PurePath(file_name).stem, False, _csv_rows(file.read()))]
    if kind == ".xlsx":
        return _xlsx_sheets(file)
    if kind in {".xls", ".et", ".xlsm", ".xlsb", ".ods"}:
        raise Unreadable(f"不能读取 {kind} 文件。请在表格软件里另存为 .xlsx 再上传。")
    raise Unreadable("只能上传 .xlsx 或 .csv 表格。请换成其中一种再上传。")


def _csv_rows(content: bytes) -> list[Row]:
    if not content.strip():
        raise Unreadable("这个文件是空的。请打开原文件确认有内容，保存后再上传。")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise Unreadable("看不懂这个文件的文字编码。请另存为 UTF-8 编码的 CSV，或 .xlsx 再上传。")
    if "\0" in text:
        raise Unreadable("这不是文本表格。请另存为 .xlsx 再上传。")
    try:
        rows = [tuple(map(unguarded, row)) for row in islice(csv.reader(io.StringIO(text, newline="")), MOST_ROWS + 1)]
    except csv.Error:
        raise Unreadable("这个 CSV 文件的格式不正常，没有读取。请另存为 .xlsx 再上传。") from None
    return _counted(rows)


def _xlsx_sheets(file: BinaryIO) -> list[Sheet]:
    from openpyxl import load_workbook  # slow import
    from openpyxl.utils.exceptions import InvalidFileException

    check_workbook(file)
    try:
        book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        try:
            return [_xlsx_sheet(file, sheet) for sheet in book.worksheets]
        finally:
            book.close()
    except Unreadable:
        raise
    except (
        InvalidFileException, DefusedXmlException, ParseError, zipfile.BadZipFile, zipfile.LargeZipFile,
        ArithmeticError, AttributeError, EOFError, LookupError, TypeError, ValueError, OSError,
    ):  # fmt: skip
        # openpyxl says in many ways that a file is malformed; the person needs only one.
        raise Unreadable("这个文件的内部结构不正常，没有读完。请在表格软件里另存为 .xlsx 再上传。") from None


def _xlsx_sheet(file: BinaryIO, sheet: Any) -> Sheet:
    # The size that a sheet declares may be wrong, in both directions.
    sheet.reset_dimensions()
    rows = [_trimmed(row) for row in sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS, values_only=True)]
    while rows and not rows[-1]:
        rows.pop()
    _counted(rows)
    return Sheet(sheet.title, sheet.sheet_state != "visible", _filled(rows, _merged(file, sheet._worksheet_path)))


def _trimmed(row: Row) -> Row:
    """The row without the empty cells at its end."""
    length = len(row)
    while length and row[length - 1] is None:
        length -= 1
    return row[:length]


def _counted(rows: list[Row]) -> list[Row]:
    if len(rows) > MOST_ROWS:
        raise Unreadable(f"一个工作表超过 {MOST_ROWS:,} 行。请分成几个文件上传。")
    return rows


def _merged(file: BinaryIO, path: str) -> list[str]:
    """The merged ranges of a sheet, e.g. “C30:C36”: the read-only mode of openpyxl passes over them."""
    ranges = []
    with zipfile.ZipFile(file) as archive, archive.open(path) as xml:
        for _event, element in iterparse(xml, forbid_dtd=True):
            if element.tag == f"{MAIN}mergeCell":
                ranges.append(element.get("ref", ""))
            elif element.tag == f"{MAIN}row":
                element.clear()
    return ranges


def _filled(rows: list[Row], ranges: list[str]) -> list[Row]:
    """Give the value of each merged cell to all its rows, in its first column."""
    from openpyxl.utils.cell import range_boundaries  # slow import

    filled = 0
    writable: dict[int, list[Any]] = {}
    for ref in ranges:
        column, first, _last_column, last = range_boundaries(ref)
        last = min(last, len(rows))
        filled += max(0, last - first)
        if filled > MOST_MERGED_CELLS:
            raise Unreadable("这个文件里合并的单元格太多。请取消合并后再上传。")
        if not 1 <= first <= len(rows) or column > len(rows[first - 1]):
            continue
        value = rows[first - 1][column - 1]
        for number in range(first, last):
            row = writable.setdefault(number, list(rows[number]))
            row.extend([None] * (column - len(row)))
            row[column - 1] = value
    for number, row in writable.items():
        rows[number] = tuple(row)
    return rows
