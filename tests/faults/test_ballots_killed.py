"""`kill -9` amid closing and amid opening a box: nothing lost, doubled or reopened, and it ends when it is done again."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction

from tests.ballots import making
from tests.commands.installation import ROOT
from tests.commands.workshop import database_url
from ymdm.ballots import checking, closing, locks
from ymdm.ballots.models import BallotBox, Opening, RollEntry, RollState, SealedBallot, State
from ymdm.ledger.models import Event
from ymdm.workflow import Refused

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]
POINTS, VOTERS, CAST = 10, 8, 6


class Closers:
    """The process that closes and opens, and is killed at it."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.closers", str(settings.BALLOT_LISTS)],
            env={**os.environ, "YMDM_DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "tests.settings"},
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def do(self, act: str, room: making.Room, box: BallotBox, at: int = 0) -> dict[str, int]:
        order: dict[str, Any] = {"act": act, "box": str(box.pk), "at": at}
        if act == "close":
            order |= {"by": room.keepers[0].pk, "second": room.keepers[1].pk}
        else:
            order |= {"words": [[place, room.word(place, box)] for place in (1, 2)]}
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        told: dict[str, int] = json.loads(self.process.stdout.readline())
        return told

    def end(self) -> None:
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.close()
        self.process.wait(20)
        self.process.stdout.close()


@pytest.fixture
def closers() -> Iterator[Closers]:
    started = Closers()
    yield started
    started.end()


def spread(moments: int) -> list[int]:
    """Ten moments of so many: the first, the last, and eight as far apart as can be."""
    assert moments > POINTS
    return [1 + round(step * (moments - 1) / (POINTS - 1)) for step in range(POINTS)]


class Scene:
    """A room, and one box after the other with six ballots of eight voters in it."""

    def __init__(self) -> None:
        self.room = making.room()
        self.voters = making.people(self.room.unit, VOTERS)
        self.choices = ["yes", "yes", "no", "yes", "abstain", "no"]

    def box(self) -> BallotBox:
        box = making.opened(self.room, self.voters)
        self.trackers = sorted(
            making.cast(box, person, {"i1": choice}) for person, choice in zip(self.voters, self.choices, strict=False)
        )
        return box

    def look(self, box: BallotBox) -> BallotBox:
        """The box as it is now, after all ballots were found in it, once each, and the roll says the same."""
        with transaction.atomic():
            locks.hold(box)  # the server learns a moment later that a killed client is gone
            box = BallotBox.objects.get(pk=box.pk)
        lies = SealedBallot.objects.filter(box=box).order_by("tracker").values_list("tracker", flat=True)
        assert list(lies) == self.trackers
        states = list(RollEntry.objects.filter(box=box).values_list("state", flat=True))
        assert (states.count(RollState.CAST), states.count(RollState.FRESH)) == (CAST, VOTERS - CAST)
        return box


def acts_of(box: BallotBox, act: str) -> int:
    return Event.objects.of(box).filter(act=f"ballots.{act}").count()


def test_a_close_killed_at_ten_points_loses_and_doubles_nothing_and_ends_closed_when_done_again(closers):
    scene, seen = Scene(), []
    # The first close of an installation has more to do: the ledger begins.
    _first, whole = [closers.do("close", scene.room, scene.box()) for _ in range(2)]
    for at in spread(whole["moments"]):
        box = scene.box()
        assert closers.do("close", scene.room, box, at)["signal"] == signal.SIGKILL
        box = scene.look(box)
        seen.append(box.state)
        assert box.state in (State.OPEN, State.CLOSED), "a close is done or it is not"
        assert acts_of(box, "close") == (box.state == State.CLOSED)
        if box.state == State.OPEN:
            assert (box.box_root, box.box_count) == ("", None)
            assert closers.do("close", scene.room, box)["signal"] == 0
        else:
            with pytest.raises(Refused, match="已经截止"):
                making.cast(box, scene.voters[-1])
            with pytest.raises(Refused):
                making.close(scene.room, box)
        closing.close_due()  # what the clock does every minute: it puts up the list that a killed close left out
        box = scene.look(box)
        assert (box.state, box.box_count, acts_of(box, "close")) == (State.CLOSED, CAST, 1)
        assert not checking.check(box)
    assert {State.OPEN, State.CLOSED} <= set(seen), (
        "it was killed always before or always after: the test proves nothing"
    )


def test_an_opening_killed_at_ten_points_loses_and_doubles_nothing_and_ends_opened_when_done_again(closers):
    scene, seen = Scene(), []
    first = making.close(scene.room, scene.box())
    whole = closers.do("open", scene.room, first)
    first.refresh_from_db()
    for at in spread(whole["moments"]):
        box = making.close(scene.room, scene.box())
        root = box.box_root
        assert closers.do("open", scene.room, box, at)["signal"] == signal.SIGKILL
        box = scene.look(box)
        seen.append((box.state, Opening.objects.filter(box=box).exists()))
        assert box.state in (State.CLOSED, State.OPENED), "an opening is done or it is not"
        assert (box.result is not None) == (box.state == State.OPENED) == acts_of(box, "unseal")
        with pytest.raises(Refused, match="已经截止"):
            making.cast(box, scene.voters[-1])
        if box.state == State.CLOSED:
            assert not checking.check(box)
            assert closers.do("open", scene.room, box)["signal"] == 0
        else:
            with pytest.raises(Refused, match="不能开箱"):
                making.unseal(scene.room, box)
        box = scene.look(box)
        assert (box.state, box.box_root, acts_of(box, "unseal")) == (State.OPENED, root, 1)
        assert box.result == first.result, "the same ballots give the same count"
        assert not checking.check(box) and not Opening.objects.filter(box=box).exists()
    kinds = {(State.CLOSED, False), (State.CLOSED, True), (State.OPENED, False)}
    assert kinds <= set(seen), "no kill fell between the two words, or all before or after: the test proves nothing"
