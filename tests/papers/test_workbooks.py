"""Workbooks that we write: text stays text, whatever it begins with, and comes back as it was."""

import io
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from ymdm.papers import sheets, workbooks

DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "\t=1", "＝1+1", "#N/A", "TRUE", "0012", "{=1}"]


def written(*rows, headers=("甲", "乙")) -> io.BytesIO:
    file = io.BytesIO()
    workbooks.write(file, "名单", headers, rows, "导出人：某某")
    return file


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_text_becomes_a_formula_and_no_text_is_altered(text):
    cell = load_workbook(written([text, 1])).active["A4"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


@given(st.lists(st.text(max_size=40), min_size=2, max_size=2))
@settings(max_examples=60, deadline=None)
def test_what_goes_out_comes_back_the_same(texts):
    [sheet] = sheets.read(written(texts), "a.xlsx")
    returned = [cell or "" for cell in (*sheet.rows[3], "", "")[:2]] if len(sheet.rows) > 3 else ["", ""]
    # What XML cannot hold is left out, and line ends become one kind; everything else is as it was.
    assert returned == [
        workbooks._UNPRINTABLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n") for text in texts
    ]


def test_headings_title_and_note_are_text_as_well():
    file = io.BytesIO()
    workbooks.write(file, "=1+1", ["=2+2"], [], "=3+3")
    sheet = load_workbook(file).active
    assert [sheet[f"A{row}"].data_type for row in (1, 2, 3)] == ["s", "s", "s"]


def test_dates_numbers_and_yes_or_no_are_what_they_are():
    sheet = load_workbook(written([date(2026, 11, 20), 3.5], [datetime(2026, 11, 20, 2, 26, tzinfo=UTC), True])).active
    assert sheet["A4"].value == datetime(2026, 11, 20) and sheet["A4"].number_format == "yyyy-mm-dd"
    assert sheet["A5"].value == datetime(2026, 11, 20, 10, 26), "shown in Shanghai"
    assert (sheet["B4"].value, sheet["B5"].value) == (3.5, "是")


def test_the_header_stays_in_sight_and_is_found_again_by_an_import():
    file = written(["张三", "李四"])
    sheet = load_workbook(file).active
    assert sheet.freeze_panes == "A4" and sheet["A3"].value == "甲"
    assert sheet["A2"].value == "导出人：某某"
    assert sheet.auto_filter.ref == "A3:B4"


def test_a_sheet_name_that_excel_refuses_is_mended():
    file = io.BytesIO()
    workbooks.write(file, "西峰[局]/名单:2026*" + "长" * 40, ["甲"], [])
    assert len(load_workbook(file).active.title) <= 31
