"""Votes of the congress by secret ballot on the phone: one gathering of keepers a session, one box a round of a vote.

Who cast what never comes through here: the congress hands over the question and the roll, hears when the box was closed
and opened, and reads the counts. The ballots know nothing of the congress (settings.YMDM_AFTER_BALLOTS names `heard`).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from ymdm.ballots import ceremonies, drafting, freezing, opens
from ymdm.ballots import workflow as boxes
from ymdm.ballots.models import BallotBox, CeremonyState, KeyCeremony, Purpose, Task
from ymdm.ballots.models import State as Box
from ymdm.ballots.papers import Paper
from ymdm.organization.models import Person
from ymdm.workflow import SYSTEM, Refused

from .models import CongressSession, Vote
from .rules import catalogue as rule

OWNER, KEYS = "congress.vote", "congress.session"
VOTERS = "职工代表"
K_MIN = 5  # CON-76
QUESTION = "q1"
OPTIONS = [["yes", "赞成"], ["no", "反对"], ["abstain", "弃权"]]


# --- keys -------------------------------------------------------------------------------------------------------------


def keys_of(session: CongressSession) -> KeyCeremony | None:
    """The latest gathering of the session's keepers."""
    return KeyCeremony.objects.filter(owner_kind=KEYS, owner_pk=session.pk).order_by("-pk").first()


def call_keepers(session: CongressSession, by: Any) -> KeyCeremony:
    """Name the scrutineer and the tellers of the session as the keepers of its keys; twenty votes need one gathering.

    Raises Refused without a scrutineer and two tellers, or where one of them is a candidate.
    """
    held = list(session.offices.filter(office__in=[Task.SCRUTINEER, Task.TELLER]).select_related("person"))
    in_order = sorted(held, key=lambda one: (one.office != Task.SCRUTINEER, one.pk))
    keepers = list({one.person_id: (one.person, one.office) for one in reversed(in_order)}.values())[::-1]
    slate = Person.objects.filter(pk__in=session.votes.values("candidates__person")).values_list("pk", flat=True)
    return ceremonies.call(
        by, unit=session.unit, owner_kind=KEYS, owner_pk=session.pk, title=session.full, keepers=keepers,
        candidates=slate, back=session.get_absolute_url(),
    )  # fmt: skip


# --- the box of a vote ------------------------------------------------------------------------------------------------


def box_of(vote: Vote) -> BallotBox | None:
    """The box of this round, also a voided one."""
    return BallotBox.objects.of_owner(OWNER, vote.pk).order_by("-opens_at").first()


def paper_of(vote: Vote) -> Paper:
    """One question, or one election with the names of the slate; others may be written in (F30)."""
    item: dict[str, Any] = {"id": QUESTION, "kind": "decide", "text": vote.question, "options": OPTIONS}
    if vote.form == Vote.Form.ELECTION:
        people = [
            [one.pk, str(one.person), one.person.unit.short] for one in vote.candidates.select_related("person__unit")
        ]
        item |= {"kind": "elect", "seats": vote.seats, "candidates": people, "write_in": True, "against": True}
        del item["options"]
    title = vote.question if vote.round == 1 else f"{vote.question}（第 {vote.round} 轮）"
    return Paper.parse({"v": 1, "title": title, "lede": vote.session.full, "items": [item]})


def start(
    vote: Vote, by: Person, keeper: Person, voters: Iterable[int], *, at: datetime, closes_at: datetime
) -> BallotBox:  # fmt: skip
    """Draft the box, freeze its roll with a keeper beside, and open it. The quorum was asked before (CON-62)."""
    keys = keys_of(vote.session)
    if keys is None or keys.state != CeremonyState.TRIED:
        raise Refused(
            "还不能用手机投票：密钥没有准备好。", rule=rule.TELLERS,
            remedy="请先在“表决与选举”召集密钥保管人，由监票人、计票人生成密钥并试开。",
        )  # fmt: skip
    box = drafting.draft(
        by, unit=vote.unit, owner_kind=OWNER, owner_pk=vote.pk, ceremony=keys, back=vote.session.get_absolute_url(),
        purpose=Purpose.ELECTION if vote.form == Vote.Form.ELECTION else Purpose.VOTE, paper=paper_of(vote),
        k_min=K_MIN, is_hall=True, at=at,
    )  # fmt: skip
    freezing.freeze(box, by, keeper, [(person, VOTERS) for person in voters], at - timedelta(seconds=1), closes_at)
    opens.open_box(box, by)
    return box


def stop(vote: Vote, because: str) -> None:
    """Void the box of a vote that is stopped."""
    box = box_of(vote)
    if box is not None and box.state != Box.VOID:
        drafting.void(box, SYSTEM, reason=because)


def publish(vote: Vote) -> None:
    """The scrutineer declares in the hall what the keepers opened: from now on everybody may look at the box."""
    box = box_of(vote)
    if box is not None and box.state == Box.OPENED:
        boxes.publish(box, SYSTEM)


def issued(box: BallotBox) -> int:
    """Ballots that were cast on the phone, and those that were handed out on paper."""
    return (box.box_count or 0) + sum(box.paper_counts.values_list("issued", flat=True))


def heard(box: BallotBox, what: str, **facts: Any) -> None:
    """A box of ours was closed, or opened and counted: the vote goes on by itself."""
    if box.owner_kind != OWNER or what not in (Box.CLOSED, Box.DISPUTED, Box.OPENED):
        return
    from .workflow import tallying  # cycle: the steps start the box

    vote = Vote.objects.filter(pk=box.owner_pk, state__in=[Vote.State.OPEN, Vote.State.COUNTING]).first()
    if vote is None:
        return
    if what == Box.OPENED:
        tallying.take_counts(vote, SYSTEM)
    elif vote.state == Vote.State.OPEN:
        tallying.box_closed(vote, SYSTEM)
