"""Reminders before a box closes: to everybody on the roll, whoever has voted, once a rung (security.md 2.6)."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from tests.ballots import making
from ymdm.ballots import reminding, rules, tasks
from ymdm.ballots.models import BallotBox
from ymdm.notices.models import Notice

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 26, 12, tzinfo=timezone.get_default_timezone())


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


@pytest.mark.parametrize(
    ("lasts", "left", "rung"),
    [
        (72, 25, ""), (72, 24, "day"), (72, 3, "day"), (72, 2, "hours"), (72, 0, ""),
        (24, 20, ""), (24, 1, "hours"), (8, 2.1, ""), (8, 2, "hours"), (2, 1, ""),
    ],
)  # fmt: skip
def test_a_day_and_two_hours_before_the_end_and_none_for_a_short_ballot(lasts, left, rung):
    assert rules.reminder(NOON - hours(lasts), NOON, NOON - hours(left)) == rung


@pytest.fixture
def room():
    return making.room()


def lasting(room, voters, *, since: float, left: float, **fields) -> BallotBox:
    box = making.opened(room, voters, **fields)
    now = timezone.now()
    BallotBox.objects.filter(pk=box.pk).update(opens_at=now - hours(since), closes_at=now + hours(left))
    return box


def told() -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for notice in Notice.objects.filter(kind="ballots-ends-soon"):
        found.setdefault(notice.key.partition(":")[2], set()).add(notice.person_id)
    return found


def test_everybody_on_the_roll_is_reminded_alike_whoever_has_voted(room):
    voters = making.people(room.unit, 4)
    box = lasting(room, voters, since=60, left=20)
    for person in voters[:2]:
        making.cast(box, person)
    assert tasks.remind_voters() == 4
    assert told() == {"day": {person.pk for person in voters}}
    texts = set(Notice.objects.values_list("title", "text", "url"))
    assert len(texts) == 1, "nothing in a message tells who had voted"
    assert "已投票请忽略" in next(iter(texts))[1]


def test_each_rung_is_told_once_however_often_the_clock_comes(room):
    box = lasting(room, making.people(room.unit, 3), since=60, left=20)
    assert [reminding.remind_due() for _ in range(3)] == [3, 0, 0]
    BallotBox.objects.filter(pk=box.pk).update(closes_at=timezone.now() + hours(1))
    assert [reminding.remind_due() for _ in range(2)] == [3, 0]
    assert set(told()) == {"day", "hours"}


def test_nobody_is_reminded_in_a_hall_nor_once_all_have_voted_nor_after_the_end(room):
    voters = making.people(room.unit, 2)
    lasting(room, voters, since=60, left=20, is_hall=True)
    done = lasting(room, voters, since=60, left=20)
    for person in voters:
        making.cast(done, person)
    over = lasting(room, voters, since=60, left=1)
    making.close(room, over)
    assert reminding.remind_due() == 0 and not told()
