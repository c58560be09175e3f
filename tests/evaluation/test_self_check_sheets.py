"""What eight units sent back: totals and invalid cells are those of the expected file."""

import json
from pathlib import Path

import pytest

from evaluation.papers.indicator_sheets import read_table
from evaluation.papers.self_check_sheets import read_claims
from evaluation.rules import PUBLISHED_BANDS
from ymdm.papers.sheets import Sheet, read

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "assessment"
EXPECTED = json.loads((DATA / "self_assessment_expected.json").read_text()) if DATA.exists() else {}


@pytest.fixture(scope="module")
def books():
    with (DATA / "indicators.xlsx").open("rb") as file:
        tables = {sheet.name: read_table(sheet) for sheet in read(file, "indicators.xlsx")}
    with (DATA / "self_assessment_2026.xlsx").open("rb") as file:
        return tables, {sheet.name: sheet for sheet in read(file, "self_assessment_2026.xlsx")}


@pytest.mark.parametrize("code", list(EXPECTED))
def test_totals_invalid_cells_and_grade_of_a_unit_are_as_expected(books, code):
    tables, sheets = books
    wanted = EXPECTED[code]
    indicators = tables[wanted["variant"]].indicators
    full = {row.code: row.item.full for row in indicators if row.item.full}
    claims = read_claims(sheets[wanted["unit"]], full)
    grade = claims.grade(PUBLISHED_BANDS)
    assert (claims.year, claims.strange, claims.missing) == (2026, [], [])
    assert {
        "unit": claims.sheet,
        "variant": wanted["variant"],
        "valid_total": float(claims.total),
        "by_section": {group: float(points) for group, points in claims.by_group(indicators).items()},
        "invalid": [{"序号": m.code, "cell": m.cell, "value": m.value, "why": m.why} for m in claims.invalid],
        "grade_if_complete": grade.words if grade else None,
    } == wanted


def test_rows_of_no_item_and_items_without_a_row_are_named():
    rows = [("某局2026年度",), ("序号", "自评得分"), ("1.1", 3), ("1.1", 2), ("7.7", 1), ("合计", 5)]
    claims = read_claims(Sheet("某局", False, rows), {"1.1": 4, "1.2": 4})
    assert (claims.strange, claims.missing, claims.total) == ([(4, "1.1"), (5, "7.7")], ["1.2"], 3)


def test_a_sheet_of_something_else_is_no_self_check():
    assert read_claims(Sheet("别的", False, [("姓名", "部门")]), {}) is None
