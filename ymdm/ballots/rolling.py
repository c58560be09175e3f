"""The roll of a box as it is frozen, and how roll and box are written anew at the close."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection

from ymdm.organization.models import Person
from ymdm.workflow import Refused

from . import rules, sealing
from .models import BallotBox, RollEntry, RollState, SealedBallot, State

BATCH = 1000


@dataclass(frozen=True)
class Roll:
    """Who votes, person to group as it is counted; small groups are merged already."""

    entries: Mapping[int, str]
    strata: Mapping[str, str]
    root: str

    def __str__(self) -> str:  # what the ledger keeps of it
        return f"{len(self.entries)} 人，{self.root}"

    def rows(self, box: BallotBox) -> list[RollEntry]:
        """In an order that tells nothing."""
        rows = [RollEntry(box_id=box.pk, person_id=person, stratum=group) for person, group in self.entries.items()]
        random.SystemRandom().shuffle(rows)
        return rows


def roll_of(voters: Iterable[tuple[Person | int, str]], k_min: int) -> Roll:
    """The roll of these (person, group). Refuses nobody, and somebody twice."""
    given: dict[int, str] = {}
    for person, group in voters:
        pk = person if isinstance(person, int) else person.pk
        if pk in given:
            raise Refused("同一个人在名册里出现了两次。", remedy="请核对名册。")
        given[pk] = group[:100]
    if not given:
        raise Refused("名册是空的，没有人可以投票。")
    strata = rules.merge_strata(Counter(given.values()), k_min)
    entries = {person: strata[group] for person, group in given.items()}
    return Roll(entries, strata, sealing.roll_digest(entries.items()))


@dataclass(frozen=True)
class Rewritten:
    """What lies in the box after the close, and whether it is what the roll says."""

    count: int
    root: str
    strata_hash: str
    adds_up: bool


def rewrite(box: BallotBox) -> Rewritten:
    """Write all rows of the box and its roll anew, in one transaction and an order that tells nothing of arrival.

    On PostgreSQL they all carry one transaction number afterwards; on SQLite the hidden rowid follows the trackers. Leaves
    the box in the state `sealing`, which the caller's step ends.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete=ON")
    BallotBox.objects.filter(pk=box.pk).update(state=State.SEALING)
    ballots = list(SealedBallot.objects.filter(box=box).order_by("tracker"))
    SealedBallot.objects.filter(box=box)._raw_delete("default")
    SealedBallot.objects.bulk_create(ballots, batch_size=BATCH)
    entries = list(RollEntry.objects.filter(box=box).order_by("person_id"))
    RollEntry.objects.filter(box=box)._raw_delete("default")
    RollEntry.objects.bulk_create(entries, batch_size=BATCH)
    return _sum(box, ballots, entries)


def _sum(box: BallotBox, ballots: list[SealedBallot], entries: list[RollEntry]) -> Rewritten:
    in_the_box = Counter(one.stratum for one in ballots)
    on_the_roll = Counter(one.stratum for one in entries if one.state == RollState.CAST)
    return Rewritten(
        count=len(ballots),
        root=sealing.root(one.tracker for one in ballots),
        strata_hash=sealing.strata_digest((one.tracker, one.stratum) for one in ballots),
        adds_up=in_the_box == on_the_roll and not faults_of(box, ballots),
    )


def faults_of(box: BallotBox, ballots: Iterable[Any]) -> list[str]:
    """What is wrong with single ballots: a length of its own, bytes that are not those of the tracker."""
    told = []
    for one in ballots:
        if len(one.body) != box.body_len:
            told.append(f"密票 {one.tracker[:12]} 的长度不是 {box.body_len} 字节。")
        if sealing.tracker(box.pk, one.body) != one.tracker:
            told.append(f"密票 {one.tracker[:12]} 的内容与查验码不符。")
    return told
