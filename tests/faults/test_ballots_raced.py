"""Casts on real connections at once, and against the close: one person one ballot, and what was acknowledged is in the box."""

import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import OperationalError, connection, connections

from tests.ballots import making
from ymdm.ballots import casting, checking, closing
from ymdm.ballots.models import BallotBox, RollEntry, RollState, SealedBallot, State
from ymdm.organization.models import Person
from ymdm.workflow import Refused

pytestmark = pytest.mark.django_db(transaction=True)
VOTERS, ROUNDS, CONNECTIONS = 30, 20, 40
real = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one writer at a time anyway")


def at_once(acts: list[Callable[[], Any]]) -> list[Any]:
    """Run each act on a connection of its own, all started together; results or exceptions."""
    gate = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            gate.wait(30)
            return act()
        except (Refused, OperationalError) as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_forty_connections_of_one_voter_leave_one_ballot():
    room = making.room()
    voters = making.people(room.unit, 2)
    box = making.opened(room, voters)
    bodies = [making.body(box, {"i1": choice}) for choice in ("yes", "no")]
    answers = at_once([lambda n=n: casting.cast(box, voters[0], bodies[n % 2]) for n in range(CONNECTIONS)])
    receipts = [answer for answer in answers if isinstance(answer, casting.Receipt)]
    assert sum(not one.repeated for one in receipts) == 1
    assert len({one.tracker for one in receipts}) == 1
    assert list(SealedBallot.objects.values_list("tracker", flat=True)) == [receipts[0].tracker]
    assert {str(answer) for answer in answers if isinstance(answer, Refused)} == {"您已投票，每人只能投一次。"}
    assert len(receipts) == CONNECTIONS // 2


@real
def test_thirty_casts_race_the_close_twenty_times_and_the_acknowledged_are_the_box():
    chance = random.Random(6)
    late = 0
    for round_ in range(ROUNDS):
        if round_ % 10 == 0:
            room = making.room()
            voters = making.people(room.unit, VOTERS)
        box = making.opened(room, voters)
        acknowledged = race(room, box, voters, wait=chance.uniform(0, 0.06))
        assert acknowledged == set(SealedBallot.objects.filter(box=box).values_list("tracker", flat=True))
        box.refresh_from_db()
        assert (box.state, box.box_count) == (State.CLOSED, len(acknowledged))
        assert RollEntry.objects.filter(box=box, state=RollState.CAST).count() == len(acknowledged)
        assert not checking.check(box)
        late += VOTERS - len(acknowledged)
    assert 0 < late < VOTERS * ROUNDS, "the close came always first or always last: the test proves nothing"


def race(room: making.Room, box: BallotBox, voters: list[Person], *, wait: float) -> set[str]:
    """All cast, and the keepers close after `wait` seconds; the trackers that were acknowledged."""
    bodies = [making.body(box, {"i1": "yes"}) for _ in voters]

    def close() -> None:
        time.sleep(wait)
        making.close(room, BallotBox.objects.get(pk=box.pk))

    def cast(number: int) -> casting.Receipt:
        return casting.cast(box, voters[number], bodies[number])

    answers = at_once([*(lambda n=n: cast(n) for n in range(len(voters))), close])
    return {answer.tracker for answer in answers if isinstance(answer, casting.Receipt)}


@real
def test_two_closes_at_once_close_once():
    room = making.room()
    box = making.opened(room, making.people(room.unit, 3), minutes=0.02)
    time.sleep(1.3)
    answers = at_once([closing.close_due] * 4)
    assert sum(answer for answer in answers if isinstance(answer, int)) == 1
    assert BallotBox.objects.get(pk=box.pk).state == State.CLOSED
