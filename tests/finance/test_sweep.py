"""A period that has ended is opened where nobody thought of it; nothing is opened twice or against what was called off."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from proposals.finance import sweep, workflow
from proposals.finance.models import FinanceGroup
from proposals.finance.rules import ended, first_and_last
from tests import factories as make
from tests.finance import scenes

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("rhythm", "since", "today", "labels"),
    [
        ("month", (2026, 9, 30), (2026, 12, 1), ["9", "10", "11"]), ("month", (2026, 10, 1), (2026, 10, 31), []),
        ("month", (2026, 12, 5), (2027, 2, 1), ["12", "1"]), ("quarter", (2026, 9, 30), (2026, 10, 1), ["q3"]),
        ("quarter", (2026, 8, 1), (2027, 4, 1), ["q3", "q4", "q1"]), ("quarter", (2026, 10, 1), (2026, 12, 31), []),
    ],
)  # fmt: skip
def test_the_periods_that_have_ended_since_a_day(rhythm, since, today, labels):
    told = [
        f"q{quarter}" if quarter else str(month) for _year, month, quarter in ended(rhythm, date(*since), date(*today))
    ]
    assert told == labels


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ((2028, 2, None), (2028, 2, 1), (2028, 2, 29)), ((2026, 12, None), (2026, 12, 1), (2026, 12, 31)),
        ((2026, None, 1), (2026, 1, 1), (2026, 3, 31)), ((2026, None, 4), (2026, 10, 1), (2026, 12, 31)),
    ],
    ids=["leap", "december", "first quarter", "last quarter"],
)  # fmt: skip
def test_a_period_has_its_first_and_last_day(period, first, last):
    assert first_and_last(*period) == (date(*first), date(*last))


def test_what_ended_is_opened_once_by_the_clock():
    house = make.bureau()
    group = scenes.group(house)
    assert sweep.open_ended() == 0  # nothing has ended since it was registered
    year, quarter = scenes.last_quarter()
    FinanceGroup.objects.filter(pk=group.pk).update(founded_at=timezone.now() - timedelta(days=100))
    since = timezone.localdate(timezone.now() - timedelta(days=100))
    expected = len(list(ended("quarter", since, timezone.localdate())))
    assert expected in {1, 2} and sweep.open_ended() == expected and sweep.open_ended() == 0
    period = group.periods.get(year=year, quarter=quarter)
    workflow.call_off(period, house.union, reason="按月审过")
    assert sweep.open_ended() == 0
    later = datetime.combine(group.until_on, datetime.min.time()) + timedelta(days=5)
    with time_machine.travel(timezone.make_aware(later), tick=False):
        assert sweep.open_ended() == 0  # its term is over
