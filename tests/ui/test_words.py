"""Dates, sizes and shares as our pages write them."""

from datetime import UTC, date, datetime

import pytest

from ymdm.ui import words

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("on", "written"),
    [(date(2026, 11, 20), "11月20日"), (date(2025, 3, 1), "2025年3月1日"), (None, "")],
)
def test_a_day_names_its_year_only_where_it_is_not_this_year(on, written):
    assert words.day(on, today=TODAY) == written


def test_an_instant_is_written_in_shanghai_time():
    late_in_utc = datetime(2026, 11, 19, 17, 5, tzinfo=UTC)
    assert words.instant(late_in_utc, today=TODAY) == "11月20日 01:05"
    assert words.day(late_in_utc, today=TODAY) == "11月20日"
    assert words.instant(None) == ""


def test_a_full_day_names_the_day_of_the_week():
    assert words.full_day(date(2026, 11, 20)) == "2026年11月20日 星期五"


@pytest.mark.parametrize(("octets", "written"), [(0, "0 字节"), (47104, "46 KB"), (3355443, "3.2 MB"), (None, "")])
def test_a_size_is_written_in_the_unit_that_fits(octets, written):
    assert words.size(octets) == written


@pytest.mark.parametrize(("share", "written"), [(0.9629, "96.3%"), (0, "0.0%"), (1, "100.0%"), (None, "—")])
def test_a_share_has_one_decimal_and_a_share_of_nothing_is_a_dash(share, written):
    assert words.share(share) == written
