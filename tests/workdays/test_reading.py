"""What a holiday notice looks like in a file or typed, and which rows do not come in."""

from datetime import date, datetime

import pytest

from tests.workdays import test_reckoning
from ymdm.workdays import reading

HEAD = ["日期", "星期", "类型", "节日", "是否调休"]


@pytest.mark.parametrize(
    "row",
    [
        ["2027-01-01", "周五", "休", "元旦", "否"], ["2027/1/1", "", "放假", "元旦"], ["2027年1月1日", "周五", "休", "元旦"],
        [datetime(2027, 1, 1), "周五", "休", "元旦"],
    ],
)  # fmt: skip
def test_a_row_of_the_table_is_a_day(row):
    assert reading.read([HEAD, row], 2027).days == {date(2027, 1, 1): (False, "元旦")}


@pytest.mark.parametrize("line", ["2027-01-31,班,春节", "2027-01-31 周日 班 春节", "2027-01-31，上班，春节"])
def test_a_typed_line_is_a_day(line):
    assert reading.read(reading.split(line), 2027).days == {date(2027, 1, 31): (True, "春节")}


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("2027-13-01,休,元旦", "看不懂日期"),
        ("元旦放假", "看不懂日期"),
        ("2027-01-01,周六,休,元旦", "这一天是周五"),
        ("2027-01-01,歇,元旦", "“休”或“班”"),
        ("2027-01-01,休", "没有写节日名称"),
        ("2027-01-05,班,元旦", "周一至周五"),
    ],
)
def test_a_bad_row_is_named_with_its_number_and_the_good_ones_are_read(line, why):
    found = reading.read(reading.split(f"2027-01-02,休,元旦\n\n{line}"), 2027)
    assert (list(found.days), [bad.row for bad in found.bad]) == ([date(2027, 1, 2)], [3])
    assert why in found.bad[0].why


def test_a_day_said_twice_differently_is_bad_and_said_twice_alike_is_not():
    twice = "2027-01-02,休,元旦\n2027-01-02,休,元旦\n2027-01-02,班,元旦"
    found = reading.read(reading.split(twice), 2027)
    assert [(bad.row, bad.why) for bad in found.bad] == [(3, "这一天前面已经写过，说法不同。")]


def test_the_file_of_many_years_gives_the_asked_one_and_counts_the_others():
    rows = [line.split(",") for line in test_reckoning.COPIES[0].read_text(encoding="utf-8").splitlines()]
    found = reading.read(rows, 2026)
    assert (len(found.days), found.bad, found.others) == (39, [], 251)
    assert found.days[date(2026, 10, 1)] == (False, "国庆节")
    assert reading.read(reading.split(reading.written(found.days)), 2026).days == found.days
