"""Counting days by the tables of the domain's section 13, and by laws that hold for every day."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ymdm.workdays import OutsideCalendar, Workdays
from ymdm.workdays.years import FIRST_YEAR, LAST_YEAR, national

HERE = Path(__file__).resolve().parent.parent
COPIES = [HERE / "data" / "holidays.csv", HERE.parent.parent / "shared" / "data" / "holidays.csv"]


def chinese(**changes) -> Workdays:
    special, announced = national()
    return Workdays(
        **{"first_year": FIRST_YEAR, "last_year": LAST_YEAR, "special": special, "announced": announced} | changes
    )


CHINA = chinese()
DAYS = st.dates(date(1995, 1, 1), date(2050, 12, 31))
COUNTS = st.integers(1, 400)


def d(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        ("2025-01-20", 10, "2025-02-08"),
        ("2025-04-02", 3, "2025-04-08"),
        ("2025-04-24", 7, "2025-05-07"),
        ("2025-05-29", 2, "2025-06-03"),
        ("2025-09-24", 7, "2025-10-10"),
        ("2026-02-09", 5, "2026-02-14"),
        ("2026-04-01", 5, "2026-04-09"),
        ("2026-04-29", 3, "2026-05-07"),
        ("2026-09-16", 10, "2026-09-30"),
        ("2026-09-29", 7, "2026-10-14"),
    ],
)
def test_the_nth_working_day_after_the_start_is_the_due_date(start, days, due):
    assert CHINA.add(d(start), days) == d(due)
    assert CHINA.between(d(start), d(due)) == days


@pytest.mark.parametrize(
    ("start", "period", "end"),
    [
        ("2025-09-01", {"days": 30}, "2025-10-09"),
        ("2026-01-26", {"days": 20}, "2026-02-24"),
        ("2025-07-04", {"months": 3}, "2025-10-09"),
        ("2025-08-31", {"months": 6}, "2026-02-28"),  # a make-up working Saturday: not rolled
        ("2025-12-15", {"months": 2}, "2026-02-24"),
        ("2024-01-31", {"months": 1}, "2024-02-29"),
        ("2025-11-30", {"months": 3, "days": 1}, "2026-03-02"),
    ],
)
def test_a_natural_period_ends_on_its_day_or_rolls_to_the_next_working_day(start, period, end):
    assert CHINA.natural(d(start), **period) == d(end)


@pytest.mark.parametrize(("year", "count"), [(2024, 251), (2025, 248), (2026, 248)])
def test_the_loaded_years_have_their_known_number_of_working_days(year, count):
    assert CHINA.between(date(year - 1, 12, 31), date(year, 12, 31)) == count


@pytest.mark.parametrize("table", COPIES, ids=["copy", "shared"])
def test_every_day_from_2019_to_2026_is_what_the_notices_say(table):
    if not table.exists():
        pytest.skip(f"{table} is not here")
    with table.open(encoding="utf-8") as file:
        rows = {d(row["日期"]): row for row in csv.DictReader(file)}
    day = date(2019, 1, 1)
    while day.year < 2027:
        works = rows[day]["类型"] == "班" if day in rows else day.isoweekday() < 6
        assert CHINA.is_workday(day) is works, day
        if day in rows:
            assert rows[day]["节日"] in CHINA.reason(day), day
        day += timedelta(days=1)


@given(DAYS, COUNTS)
def test_counting_forward_and_back_are_inverse(start, days):
    due = CHINA.add(start, days)
    assert CHINA.is_workday(due)
    assert CHINA.between(start, due) == days
    assert CHINA.between(due, start) == -days
    assert CHINA.add(due, -days) <= start or not CHINA.is_workday(start)
    if CHINA.is_workday(start):
        assert CHINA.add(due, -days) == start


@given(DAYS, st.integers(0, 120))
def test_the_day_by_day_reading_counts_what_the_sum_says(start, days):
    lines = CHINA.explain(start, days)
    assert [line.counted for line in lines if line.counted] == list(range(1, days + 1))
    assert lines[0].on == start and lines[0].counted is None
    assert lines[-1].on == CHINA.add(start, days)
    for line in lines:
        assert line.is_workday == CHINA.is_workday(line.on)
        assert line.is_workday or line.why


@given(DAYS, COUNTS, COUNTS)
def test_a_longer_term_never_ends_earlier_and_terms_add_up(start, one, other):
    assert CHINA.add(CHINA.add(start, one), other) == CHINA.add(start, one + other)
    assert CHINA.add(start, one) < CHINA.add(start, one + other)


@given(DAYS, st.integers(0, 2000))
def test_between_counts_the_working_days_one_by_one(start, length):
    end = start + timedelta(days=length)
    by_hand = sum(CHINA.is_workday(start + timedelta(days=n)) for n in range(1, length + 1))
    assert CHINA.between(start, end) == by_hand


@given(DAYS, st.integers(0, 400), st.integers(0, 14))
def test_a_natural_period_ends_on_a_working_day_not_before_its_last_day(start, days, months):
    end = CHINA.natural(start, days=days, months=months)
    assert CHINA.is_workday(end)
    assert end >= start + timedelta(days=days)


def test_a_start_on_a_day_off_counts_from_the_next_working_day():
    # Saturday and Sunday before the first working day after the Spring Festival of 2026.
    assert CHINA.add(d("2026-02-21"), 1) == d("2026-02-24")
    assert CHINA.add(d("2026-02-23"), 1) == d("2026-02-24")


def test_days_left_are_zero_on_the_last_day_and_negative_once_it_is_over():
    friday = d("2026-11-20")
    assert CHINA.left(d("2026-11-18"), friday) == 2
    assert CHINA.left(friday, friday) == 0
    assert CHINA.left(d("2026-11-21"), friday) == -1  # Saturday: late already
    assert CHINA.left(d("2026-11-23"), friday) == -1
    assert CHINA.left(d("2026-11-24"), friday) == -2


def test_counting_stops_while_waiting_for_others():
    start = d("2026-11-02")
    assert CHINA.add(start, 5) == d("2026-11-09")
    # Waits from Wednesday to Friday: three working days are not counted.
    pauses = [(d("2026-11-04"), d("2026-11-06"))]
    assert CHINA.add(start, 5, pauses) == d("2026-11-12")
    assert CHINA.between(start, d("2026-11-12"), pauses) == 5
    paused = [line for line in CHINA.explain(start, 5, pauses) if line.why == "暂停计算"]
    assert [line.on.day for line in paused] == [4, 5, 6]


def test_a_wait_that_has_not_ended_leaves_no_due_date():
    with pytest.raises(OutsideCalendar):
        CHINA.add(d("2026-11-02"), 5, [(d("2026-11-04"), None)])


def test_the_publication_day_counts_only_where_the_unit_says_so():
    monday = d("2026-11-02")
    assert CHINA.notice_ends(monday, 5) == d("2026-11-09")
    assert CHINA.notice_ends(monday, 5, publication_day_counts=True) == d("2026-11-06")


def test_a_year_without_a_notice_is_provisional_and_still_answers():
    assert not CHINA.is_provisional(d("2026-12-31"))
    assert CHINA.is_provisional(d("2027-01-04"))
    assert CHINA.is_provisional(d("2026-12-25"), CHINA.add(d("2026-12-25"), 10))
    assert not CHINA.is_workday(d("2027-10-01"))
    assert [line.is_provisional for line in CHINA.explain(d("2026-12-30"), 2)] == [False, False, True, True, True, True]


def test_the_reading_says_why_a_day_does_not_count():
    said = {line.on: line.why for line in CHINA.explain(d("2026-02-09"), 12)}
    assert said[d("2026-02-09")] == "起算当天，不计入"
    assert said[d("2026-02-14")] == "春节调休上班"
    assert said[d("2026-02-15")] == said[d("2026-02-20")] == "春节放假"
    assert said[d("2026-02-10")] == ""
    assert {line.why for line in CHINA.explain(d("2026-11-20"), 1)} == {"起算当天，不计入", "周末", ""}


def test_new_years_eve_of_the_moon_is_off_from_2025_on_only():
    assert CHINA.is_workday(d("2024-02-09"))
    assert not CHINA.is_workday(d("2025-01-28"))


def test_other_rest_days_can_hold_for_an_enterprise():
    six_days = chinese(rest_weekdays=[7])
    assert six_days.is_workday(d("2026-11-21"))
    assert six_days.add(d("2026-11-20"), 1) == d("2026-11-21")
    assert not six_days.is_workday(d("2026-10-03"))


@pytest.mark.parametrize("far", ["1989-12-31", "2061-01-01"])
def test_a_day_outside_the_calendar_is_refused_not_guessed(far):
    for ask in (CHINA.is_workday, lambda day: CHINA.add(day, 1), lambda day: CHINA.natural(day, days=1)):
        with pytest.raises(OutsideCalendar):
            ask(d(far))
    with pytest.raises(OutsideCalendar):
        CHINA.add(d("2060-12-01"), 100)
    with pytest.raises(OutsideCalendar):
        CHINA.add(d("1990-01-10"), -100)
