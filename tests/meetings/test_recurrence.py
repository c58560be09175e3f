"""When reception days fall: the turn and the holiday rule (PRO-66), and the last day for booking (PRO-67)."""

from datetime import date

import pytest

from proposals.meetings.rules import BOOKING, Recurrence, check_due_day, last_booking_day
from ymdm.workdays.reckoning import Workdays
from ymdm.workdays.years import FIRST_YEAR, LAST_YEAR, national
from ymdm.workflow import Refused

SPECIAL, ANNOUNCED = national()
CALENDAR = Workdays(first_year=FIRST_YEAR, last_year=LAST_YEAR, special=SPECIAL, announced=ANNOUNCED)
D = date


@pytest.mark.parametrize(
    ("weekday", "nth", "first", "last", "days"),
    [
        (4, None, D(2026, 11, 23), D(2026, 12, 10), [D(2026, 11, 26), D(2026, 12, 3), D(2026, 12, 10)]),
        # National Day, 1 to 7 October 2026: the Thursday is held on the 8th, which is the next Thursday as well: once.
        (4, None, D(2026, 9, 28), D(2026, 10, 15), [D(2026, 10, 8), D(2026, 10, 15)]),
        # A Monday of the Spring Festival, 15 to 23 February 2026, moves to the first working day after it.
        (1, None, D(2026, 2, 16), D(2026, 2, 16), [D(2026, 2, 24)]),
        # A Friday on a holiday is held on the next working day, a make-up Sunday if it is one: 25 to 27 September 2026.
        (5, None, D(2026, 9, 25), D(2026, 9, 25), [D(2026, 9, 28)]),
        # The second working day of the month: after New Year the 4th is a make-up Sunday and the first one.
        (None, 2, D(2026, 1, 1), D(2026, 3, 31), [D(2026, 1, 5), D(2026, 2, 3), D(2026, 3, 3)]),
        (None, 1, D(2026, 10, 1), D(2026, 10, 31), [D(2026, 10, 8)]),
        (None, 2, D(2026, 11, 4), D(2026, 11, 30), []),
    ],
)  # fmt: skip
def test_a_reception_day_moves_to_the_next_working_day(weekday, nth, first, last, days):
    assert [on for _, on in Recurrence(weekday, nth).days(first, last, CALENDAR)] == days


@pytest.mark.parametrize(
    ("on", "days", "last"),
    [
        (D(2026, 11, 26), 2, D(2026, 11, 24)),
        (D(2026, 10, 8), 2, D(2026, 9, 29)),
        (D(2026, 11, 26), 1, D(2026, 11, 25)),
    ],
)
def test_a_booking_is_made_working_days_before(on, days, last):
    assert last_booking_day(on, days, CALENDAR) == last


@pytest.mark.parametrize(
    ("due_on", "outcome"),
    [
        (D(2026, 11, 25), "晚于今天"),
        (D(2026, 11, 28), "不是工作日"),
        (D(2026, 11, 26), 1),
        (D(2026, 12, 16), 15),
        (D(2026, 12, 17), "最晚是 12月16日"),
    ],
)
def test_a_promised_day_is_a_working_day_within_the_limit(due_on, outcome):
    if isinstance(outcome, int):
        assert check_due_day(due_on, D(2026, 11, 25), 15, CALENDAR, BOOKING) == outcome
        return
    with pytest.raises(Refused, match=outcome):
        check_due_day(due_on, D(2026, 11, 25), 15, CALENDAR, BOOKING)
