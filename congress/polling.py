"""Elections and recalls in a constituency by secret ballot on the phone: keepers of the constituency, one box a round.

The constituency hands over the slate and the roll of its employees, hears when the box was opened, and reads the counts;
who cast what never comes through here (settings.YMDM_AFTER_BALLOTS names `heard`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from ymdm.ballots import ceremonies, drafting, freezing, opens
from ymdm.ballots import workflow as boxes
from ymdm.ballots.models import BallotBox, CeremonyState, KeyCeremony, Purpose, Task
from ymdm.ballots.models import State as Box
from ymdm.ballots.papers import Paper, marks
from ymdm.organization.models import Person
from ymdm.workflow import SYSTEM, Refused

from .balloting import K_MIN, OPTIONS, QUESTION
from .models import Constituency, Election
from .rules import catalogue as rule

OWNER, KEYS = "congress.election", "congress.constituency"
VOTERS = "选区职工"


# --- keys -------------------------------------------------------------------------------------------------------------


def keys_of(constituency: Constituency) -> KeyCeremony | None:
    """The latest gathering of the constituency's keepers; its pairs last for many rounds."""
    return KeyCeremony.objects.filter(owner_kind=KEYS, owner_pk=constituency.pk).order_by("-pk").first()


def on_the_slate(election: Election) -> set[int]:
    """Whose election or recall it is: they neither count nor keep a word (CON-75)."""
    if election.mandate is not None:
        return {election.mandate.person_id}
    return set(election.nominees.values_list("person", flat=True))


def keepers_who_stand(election: Election, keys: KeyCeremony) -> list[Person]:
    """Keepers who have come onto the slate since they were named."""
    found = Person.objects.filter(pk__in=keys.keepers.values("person")).filter(pk__in=on_the_slate(election))
    return list(found.select_related("unit"))


def call_keepers(election: Election, by: Any, scrutineer: Person, tellers: Sequence[Person]) -> KeyCeremony:
    """Name the keepers of the constituency's keys. Raises Refused for a candidate among them, and for too few."""
    constituency = election.constituency
    keepers = [(scrutineer, Task.SCRUTINEER.value), *[(one, Task.TELLER.value) for one in tellers]]
    return ceremonies.call(
        by, unit=election.unit, owner_kind=KEYS, owner_pk=constituency.pk, title=f"{constituency}选举",
        keepers=keepers, candidates=on_the_slate(election), back=election.get_absolute_url(),
    )  # fmt: skip


# --- the box of a round -----------------------------------------------------------------------------------------------


def box_of(election: Election) -> BallotBox | None:
    """The box of this round, also a voided one."""
    return BallotBox.objects.of_owner(OWNER, election.pk).order_by("-opens_at").first()


def paper_of(election: Election) -> Paper:
    """The slate by nominee, or for a recall one question: for, against, abstain (CON-34)."""
    item: dict[str, Any] = {"id": QUESTION, "kind": "decide", "text": "", "options": OPTIONS}
    if election.mandate is not None:
        item["text"] = f"是否罢免{election.mandate.person}的职工代表资格？"
    else:
        slate = list(election.nominees.select_related("person__unit"))
        # A further round may have fewer names than seats: the others get new nominations.
        seats = min(election.seats or 1, len(slate))
        people = [[one.pk, str(one.person), one.person.unit.short] for one in slate]
        item |= {
            "kind": "elect", "text": f"选举职工代表，应选 {seats} 名", "seats": seats, "candidates": people,
            "write_in": True, "against": True,
        }  # fmt: skip
        del item["options"]
    lede = f"理由：{election.because}" if election.mandate is not None else election.constituency.term.full
    return Paper.parse({"v": 1, "title": str(election)[:120], "lede": lede, "items": [item]})


def start(election: Election, by: Person, keeper: Person | None, *, at: datetime, minutes: int) -> BallotBox:
    """Draft the box, freeze the roll of the constituency with a keeper beside, and open it for so many minutes."""
    keys = keys_of(election.constituency)
    if keys is None or keys.state != CeremonyState.TRIED or not keys.pairs_left:
        raise Refused(
            "还不能用手机投票：密钥没有准备好。", rule=rule.TELLERS,
            remedy="请先召集密钥保管人，由监票人、计票人生成密钥并试开。",
        )  # fmt: skip
    if standing := keepers_who_stand(election, keys):
        raise Refused(
            f"{'、'.join(map(str, standing))}是候选人，不能监票、计票。",
            rule=rule.TELLERS,
            remedy="请另行召集密钥保管人。",
        )
    if keeper is None:
        raise Refused("请选择在场的监票人或者计票人。", rule=rule.TELLERS)
    box = drafting.draft(
        by, unit=election.unit, owner_kind=OWNER, owner_pk=election.pk, ceremony=keys, back=election.get_absolute_url(),
        purpose=Purpose.ELECTION, paper=paper_of(election), k_min=K_MIN, at=at,
    )  # fmt: skip
    people = election.constituency.voters().values_list("pk", flat=True)
    roll = [(person, VOTERS) for person in people]
    freezing.freeze(box, by, keeper, roll, at - timedelta(seconds=1), at + timedelta(minutes=minutes))
    opens.open_box(box, by)
    return box


def stop(election: Election, because: str) -> None:
    """Void the box of a round that is stopped."""
    box = box_of(election)
    if box is not None and box.state != Box.VOID:
        drafting.void(box, SYSTEM, reason=because)


def publish(election: Election) -> None:
    """With the result of the round everybody may look at its box."""
    box = box_of(election)
    if box is not None and box.state == Box.OPENED:
        boxes.publish(box, SYSTEM)


def counts_of(election: Election, box: BallotBox) -> tuple[int, int, dict[int, int]]:
    """How many took part, phone and paper together; votes for a recall; votes by nominee.

    Others who were named join the slate first, where the name is that of one employee of the constituency alone (F30).
    """
    assert box.result is not None  # noqa: S101  (the caller asked)
    (item,) = box.result["items"].values()
    participants = sum(box.result["ballots"].values())
    if election.mandate is not None:
        return participants, marks(item).given["yes"], {}
    groups = list(item["groups"].values())
    slate = election.nominees.values_list("pk", flat=True)
    votes = {pk: sum(group["for"][str(pk)] for group in groups) for pk in slate}
    return participants, 0, votes | _write_in(election, sum((Counter(group["write"]) for group in groups), Counter()))


def _write_in(election: Election, names: Mapping[str, int]) -> dict[int, int]:
    """The votes by nominee of those who joined; every other name is kept as it was written."""
    order, joined, rest = election.nominees.count(), {}, {}
    slate = election.nominees.values("person")
    for name, number in sorted(names.items(), key=lambda pair: (-pair[1], pair[0])):
        found = list(election.constituency.voters().filter(name=name).exclude(pk__in=slate)[:2])
        if len(found) == 1:
            order += 1
            one = election.nominees.create(person=found[0], order=order, is_written_in=True, nominated_by="选票另选")
            joined[one.pk] = number
        else:
            rest[name] = number
    election.others = rest
    return joined


def heard(box: BallotBox, what: str, **facts: Any) -> None:
    """A box of ours was opened and counted: the round is decided by itself."""
    if box.owner_kind != OWNER or what != Box.OPENED:
        return
    from .workflow import polling  # cycle: the steps start the box

    election = Election.objects.filter(pk=box.owner_pk, state=Election.State.VOTING).first()
    if election is not None:
        polling.take_election_counts(election, SYSTEM)
