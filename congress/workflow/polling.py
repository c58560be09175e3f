"""Elections in a constituency by phone: the keepers of its keys, and the counts of the box (CON-28, 29, 34, 75, 76)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from ymdm.ballots.models import CeremonyState
from ymdm.organization.models import Person
from ymdm.rulebook import law
from ymdm.workflow import SYSTEM, Refused, step

from .. import polling
from ..models import Election
from ..rules import catalogue as rule
from ..rules.deciding import shows_only_outcome
from .electing import decide_round

State = Election.State


def _judge_call(election: Election, by: Any, at: datetime) -> None:
    if election.method != Election.Method.BALLOT:
        raise Refused("这次选举不用手机投票。", rule=rule.TELLERS)
    keys = polling.keys_of(election.constituency)
    if keys is None or keys.state != CeremonyState.TRIED or not keys.pairs_left:
        return
    if not polling.keepers_who_stand(election, keys):
        raise Refused("密钥已经准备好，不用再召集。", rule=rule.TELLERS)


@step(Election, leaves=[State.NOMINATING], needs="congress.keep_roll", judge=_judge_call, says="召集密钥保管人")
def call_keepers(
    election: Election, by: Person, *, at: datetime, scrutineer: Person, tellers: Sequence[Person]
) -> None:
    """Name who keeps the words for the boxes of this constituency: a scrutineer and two tellers, nobody on the slate."""
    if len({one.pk for one in tellers}) < 2 or scrutineer.pk in {one.pk for one in tellers}:
        raise Refused("要有 1 名监票人和 2 名计票人，不是同一个人。", rule=rule.TELLERS)
    polling.call_keepers(election, by, scrutineer, tellers)


def _only_the_box(election: Election, by: Any) -> str:
    return "" if by is SYSTEM else "手机投票由票箱计票，不用手工登记。"


@step(Election, leaves=[State.VOTING], reaches=State.DECIDED, only=_only_the_box, says="开箱计票")
def take_election_counts(election: Election, by: Any, *, at: datetime) -> None:
    """The keepers opened the box: its counts, phone and paper together, go into the same rule as any other's.

    Of a round of a few only what came out of it is told (CON-76).
    """
    box = polling.box_of(election)
    if box is None or box.result is None:
        raise Refused("票箱还没有打开。", rule=rule.TELLERS)
    participants, yes, votes = polling.counts_of(election, box)
    here = law(election.unit, timezone.localdate(at))
    decide_round(election, participants, votes, yes, here)
    election.participants, election.decided_at = participants, at
    keepers = list(box.keepers())
    election.scrutineer = "、".join(str(one.person) for one in keepers if one.task == "scrutineer")[:30]
    election.tellers = "、".join(str(one.person) for one in keepers if one.task == "teller")[:60]
    if shows_only_outcome(participants, here):
        election.hides_counts = True
        names = "、".join(str(one.person) for one in election.nominees.filter(is_elected=True).select_related("person"))
        elected = f"当选：{names}。" if names else ""
        election.sentence = f"{elected}参加投票的人太少，不公布票数（{rule.SMALL_GROUP.id}）。"
