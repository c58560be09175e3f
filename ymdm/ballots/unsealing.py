"""Open a box: t keepers give their words one after the other, and the whole announced box is counted, or nothing of it."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from ymdm.ledger import checkpoints
from ymdm.ledger.models import Event
from ymdm.ledger.record import record
from ymdm.organization.models import Person
from ymdm.workflow import NoAuthority, Refused

from . import ceremonies, keys, locks, papers, rules, sealing, workflow
from .models import BallotBox, Keeper, Opening, RollState, SealedBallot, State
from .rolling import faults_of
from .telling import tell

LASTS = timedelta(minutes=10)


@dataclass(frozen=True)
class Waiting:
    """So many words are still to be given, by other keepers, until then."""

    missing: int
    until: datetime


@dataclass(frozen=True)
class Opened:
    result: dict[str, Any]


@sensitive_variables()
def give_word(box: BallotBox, keeper: Person, word: str, root_on_slip: str) -> Waiting | Opened:
    """One keeper's word for this box, with the root on her slip. The last one that is needed opens and counts the box.

    Raises Refused where word or root are wrong, where the box is not what was announced, and where a count on paper is
    not confirmed. What lies between two words is still locked by the others'.
    """
    box.refresh_from_db()
    place = _place(box, keeper)
    if box.state != State.CLOSED:
        raise Refused(f"票箱现在的状态是“{box.get_state_display()}”，不能开箱。")
    if not rules.is_the_root(root_on_slip, box.box_root):
        raise Refused(
            "票箱根与封箱单上的不一致，不能开箱。", remedy="请核对封箱单上的 8 组字符；仍不一致的，按票数不符处理。"
        )
    check_beside(box)
    ballots = announced(box)
    given, envelopes = _so_far(box, place)
    try:
        stretched = keys.stretch(word, box.pair.salts[str(place)], settings.BALLOT_SCRYPT_N)
        peeled = keys.peel(stretched, ceremonies.context(box.pair.ceremony), box.pair.number, given, place, envelopes)
    except keys.WrongWord:
        raise Refused("口令不对。", remedy=f"请核对口令卡上第 {box.pair.number} 行的 16 位数字。") from None
    given = [*given, place]
    if len(given) < box.quorum:
        return _keep(box, keeper, given, peeled)
    inner = peeled[">".join(map(str, given))][1]
    try:
        key = keys.private_key(inner, box.public_key)
    except keys.WrongWord:
        raise Refused("信封里的密钥与票箱的公钥不符，不能开箱。", remedy="按票数不符处理。") from None
    result = count(box, ballots, key)
    _write(box, keeper, given, result)
    return Opened(result)


def _place(box: BallotBox, person: Person) -> int:
    keeper = Keeper.objects.filter(ceremony=box.ceremony_id, person=person).first() if box.ceremony_id else None
    if keeper is None:
        raise NoAuthority("只有本次投票的监票人、计票人能开箱。")
    return keeper.order


def check_beside(box: BallotBox) -> None:
    """Before the first word: what was counted on paper is confirmed, and no more than was handed out (CON-69, CON-75)."""
    returned: Counter[str] = Counter()
    for one in box.paper_counts.all():
        if one.confirmed_by_id is None:
            raise Refused("纸质票的计数还没有第二人复核。", rule="CON-75", remedy="请先复核，再开箱。")
        returned[one.stratum] += one.returned
    handed_out = Counter(box.roll.filter(state=RollState.PAPER).values_list("stratum", flat=True))
    if returned - handed_out:
        raise Refused(
            "收回的纸质票多于名册上发出的，这次投票无效。", rule="CON-69", remedy="请清点；属实的，作废后重新投票。"
        )


def given_in(box: BallotBox) -> list[int]:
    """The places of the keepers whose words were given within the last ten minutes."""
    begun = Opening.objects.filter(box=box, until__gt=locks.database_now(box)).first()
    return list(begun.given) if begun else []


def _so_far(box: BallotBox, place: int) -> tuple[list[int], dict[str, tuple[str, str]]]:
    """The places that gave their word within the last ten minutes, and the envelopes as they left them."""
    begun = Opening.objects.filter(box=box, until__gt=locks.database_now(box)).first()
    if begun is None:
        return [], {one.order: (one.salt, one.ciphertext) for one in box.pair.envelopes.all()}
    if place in begun.given:
        raise Refused("您的口令已经输入，请等待其他保管人。")
    return list(begun.given), {order: (salt, text) for order, (salt, text) in begun.inner.items()}


def _keep(box: BallotBox, keeper: Person, given: list[int], peeled: dict[str, tuple[str, str]]) -> Waiting:
    with transaction.atomic():
        until = locks.database_now(box) + LASTS
        inner = {order: list(pair) for order, pair in peeled.items()}
        Opening.objects.update_or_create(box=box, defaults={"given": given, "inner": inner, "until": until})
        record("ballots.give_word", box, keeper, says="输入开箱口令", role=_task(box, keeper), unit=box.unit)
    return Waiting(box.quorum - len(given), until)


def _task(box: BallotBox, person: Person) -> str:
    return Keeper.objects.get(ceremony=box.ceremony_id, person=person).get_task_display()


def announced(box: BallotBox) -> list[SealedBallot]:
    """The ballots, when they are to the last byte those that were announced at the close. Raises Refused otherwise."""
    ballots = list(SealedBallot.objects.filter(box=box).order_by("tracker"))
    faults = faults_of(box, ballots)
    if len(ballots) != box.box_count:
        faults.append(f"箱内有 {len(ballots)} 张密票，封箱时是 {box.box_count} 张。")
    if sealing.root(one.tracker for one in ballots) != box.box_root:
        faults.append("按箱内密票重算的票箱根与公布的不一致。")
    strata_hash = sealing.strata_digest((one.tracker, one.stratum) for one in ballots)
    if strata_hash != box.strata_hash or strata_hash != _in_the_ledger(box, "strata_hash"):
        faults.append("密票的组别与封箱时不一致。")
    if box.box_root != _in_the_ledger(box, "box_root"):
        faults.append("公布的票箱根与台账中的不一致。")
    if faults:
        raise Refused(f"票箱与封箱时公布的不一致，不能开箱：{faults[0]}", remedy="请保留现场，按票数不符处理。")
    return ballots


def _in_the_ledger(box: BallotBox, name: str) -> str:
    """What the ledger says that the close announced."""
    event = Event.objects.of(box).filter(act="ballots.close").select_related("payload").last()
    return event.payload.payload.get("after", {}).get(name, "") if event else ""


@sensitive_variables()
def count(box: BallotBox, ballots: Sequence[SealedBallot], key: ec.EllipticCurvePrivateKey) -> dict[str, Any]:
    """The result of these ballots and the counts on paper. The same ballots always give the same bytes."""
    paper = papers.Paper.parse(box.paper)
    beside = list(box.paper_counts.order_by("stratum", "venue"))
    choices = [(one.stratum, _choice(paper, box, one, key)) for one in ballots]
    counts = [
        {
            "stratum": one.stratum,
            "venue": one.venue,
            "issued": one.issued,
            "returned": one.returned,
            "counts": one.counts,
        }
        for one in beside
    ]
    return papers.tally(paper, choices, counts)


@sensitive_variables()
def _choice(paper: papers.Paper, box: BallotBox, ballot: SealedBallot, key: ec.EllipticCurvePrivateKey) -> Any:
    try:
        return paper.unpack(sealing.unseal(key, box.info, bytes(ballot.body)))
    except sealing.NotSealed:
        return None  # an invalid ballot: nobody can stop an opening by throwing in noise


def hash_of(result: dict[str, Any], salt: str) -> str:
    """SHA-256 over the salt (hex) and the canonical bytes of a result, hex. The hash is public, the salt is the keepers'."""
    return hashlib.sha256(bytes.fromhex(salt) + canonical(result)).hexdigest()


def canonical(result: Any) -> bytes:
    return json.dumps(result, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _write(box: BallotBox, keeper: Person, given: Sequence[int], result: dict[str, Any]) -> None:
    with transaction.atomic():
        salt = secrets.token_hex(16)
        workflow.unseal(box, keeper, result_hash=hash_of(result, salt), keepers=">".join(map(str, given)))
        # Beside the step: the ledger keeps the hash, not comments and names that were written in.
        BallotBox.objects.filter(pk=box.pk).update(result=result, result_salt=salt)
        box.result, box.result_salt = result, salt
        tell(box, "opened")
        checkpoints.ask(box, why=f"计票结果：{box.result_hash}", unit=box.unit)
