"""Every change of state of boxes, ceremonies, counts and objections; the cast alone is none (casting.py).

What computes with keys and ballots stands in the module of its name and calls the step at its end, so that no lock is held
while it computes, and no key, word or ballot comes near the ledger: the payload of an event holds what a step is given.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from ymdm.ledger import checkpoints
from ymdm.organization.models import Person, Unit
from ymdm.workflow import SYSTEM, Refused, step, takes_two

from . import locks, notices, rules
from .models import (
    BallotBox,
    CeremonyState,
    Keeper,
    KeyCeremony,
    KeyEnvelope,
    KeyPair,
    Objection,
    Opening,
    PaperCount,
    RollEntry,
    RollState,
    SealedBallot,
    State,
)
from .models.askings import OWN_KIND
from .papers import Paper
from .rolling import Rewritten, Roll, rewrite
from .telling import tell


def only_keepers(obj: Any, by: Any) -> str:
    """`only` of what the keepers of a box or ceremony do."""
    box = getattr(obj, "box", obj)
    return "" if box.is_kept_by(by) else "只有本次投票的监票人、计票人能办理。"


def _keepers_or_preparers(box: BallotBox, by: Any) -> str:
    if box.is_kept_by(by) or by.may("ballots.prepare", box.unit):
        return ""
    return "只有工会筹备人员或本次投票的监票人、计票人能办理。"


# --- the keys --------------------------------------------------------------------------------------------------------


@step(KeyCeremony, says="召集密钥保管人", needs="ballots.prepare", creates=True)
def call(
    unit: Unit, by: Person, *, at: datetime, owner_kind: str, owner_pk: int, title: str,
    keepers: Sequence[tuple[Person, str]], t: int, candidates: Sequence[int], back: str,
) -> KeyCeremony:  # fmt: skip
    """Name the keepers of a session or appraisal, scrutineer first. Refuses candidates and too few."""
    rules.check_keepers([person.pk for person, _task in keepers], t, candidates)
    made = KeyCeremony.objects.create(
        unit=unit, owner_kind=owner_kind, owner_pk=owner_pk, title=title[:120], t=t, back=back
    )
    Keeper.objects.bulk_create(
        [
            Keeper(ceremony=made, person=person, order=order, task=task)
            for order, (person, task) in enumerate(keepers, 1)
        ]
    )
    return made


@step(KeyCeremony, leaves=[CeremonyState.CALLED], reaches=CeremonyState.HELD, says="生成密钥", only=only_keepers)
def hold(ceremony: KeyCeremony, by: Person, *, at: datetime, public_keys: Sequence[str]) -> None:
    """The pairs are made; the ledger keeps their public halves."""


@step(KeyCeremony, leaves=[CeremonyState.HELD], reaches=CeremonyState.TRIED, says="试投试开", only=only_keepers)
def try_out(ceremony: KeyCeremony, by: Person, *, at: datetime, by_order: str) -> None:
    """The keepers opened the trial ballot with their cards, in the order of these places."""


# --- the box until it opens --------------------------------------------------------------------------------------------


@step(BallotBox, says="起草选票", needs="ballots.prepare", creates=True)
def draft(
    unit: Unit, by: Person, *, at: datetime, owner_kind: str, owner_pk: int, back: str, purpose: str, paper: Paper,
    ceremony: KeyCeremony | None, k_min: int, edge_sealing: bool, is_hall: bool,
) -> BallotBox:  # fmt: skip
    """A box with its paper. Nobody can vote yet."""
    if ceremony is not None and ceremony.unit_id != unit.pk:
        raise Refused("密钥仪式属于另一个单位。")
    return BallotBox.objects.create(
        unit=unit,
        owner_kind=owner_kind,
        owner_pk=owner_pk,
        back=back,
        purpose=purpose,
        paper=json.loads(paper.canonical()),
        paper_hash=paper.hash,
        body_len=paper.body_len,
        ceremony=ceremony,
        k_min=max(k_min, 1),
        edge_sealing=edge_sealing,
        is_hall=is_hall,
    )


@step(BallotBox, leaves=[State.DRAFT], reaches=State.FROZEN, says="冻结名册和选票", needs="ballots.prepare")
def freeze(
    box: BallotBox, by: Person, *, at: datetime, keeper: Person, ceremony: KeyCeremony, roll: Roll, opens_at: datetime,
    closes_at: datetime, script_hash: str,
) -> None:  # fmt: skip
    """Fix who votes on what, from when until when, and under which key. A keeper stands beside."""
    if by is not SYSTEM and keeper.pk == by.pk:
        raise Refused("冻结名册要由筹备人员和一名监票人或计票人两个人办理。")
    if not ceremony.is_kept_by(keeper):
        raise Refused(f"{keeper}不是本次投票的监票人或计票人。")
    if ceremony.state != CeremonyState.TRIED:
        raise Refused("口令卡还没有试开成功。", remedy="请保管人先用口令卡打开试投票箱。")
    if box.edge_sealing and settings.HTTPS:
        raise Refused("正式环境不能由服务器代封选票。", rule=rules.SECRECY, remedy="请关闭“由服务器代封”。")
    if closes_at <= opens_at or closes_at <= locks.database_now(box):
        raise Refused("截止时间要晚于开始时间和现在。")
    pair = KeyPair.objects.select_for_update().filter(ceremony=ceremony, used_by=None, number__gt=0).first()
    if pair is None:
        raise Refused("这次仪式生成的密钥已经用完。", remedy="请召集保管人再办一次密钥仪式。")
    if Paper.parse(box.paper).hash != box.paper_hash:
        raise Refused("选票内容与起草时不一致。", remedy="请作废后重新起草。")
    pair.used_by = box
    pair.save()
    box.ceremony, box.public_key, box.script_hash = ceremony, pair.public_key, script_hash
    box.opens_at, box.closes_at = opens_at, closes_at
    box.strata, box.roll_root, box.roll_size = dict(roll.strata), roll.root, len(roll.entries)
    RollEntry.objects.bulk_create(roll.rows(box), batch_size=1000)
    tell(box, "frozen")


@step(BallotBox, leaves=[State.FROZEN], reaches=State.OPEN, says="开始投票", only=_keepers_or_preparers)
def open_voting(box: BallotBox, by: Person, *, at: datetime) -> None:
    """Let the people on the roll cast. Whether there is a quorum was asked by the owner (CON-62)."""
    if settings.DEBUG:
        raise Refused(
            "平台处于调试模式，不能开始无记名投票。", rule=rules.SECRECY, remedy="请系统管理员关闭 YMDM_DEBUG。"
        )
    now = locks.database_now(box)
    if box.opens_at is None or box.closes_at is None or now < box.opens_at:
        raise Refused(f"投票从{timezone.localtime(box.opens_at):%-m月%-d日 %H:%M}开始。")
    if now >= box.closes_at:
        raise Refused("已过截止时间。", remedy="请作废后重新组织。")
    if box.owner_kind == OWN_KIND:  # whoever owns another box tells its voters in the words of the matter
        notices.opened(box)
    tell(box, "open")


# --- close, open, publish ---------------------------------------------------------------------------------------------------


@step(BallotBox, leaves=[State.OPEN], reaches=(State.CLOSED, State.DISPUTED), says="封箱")
def close(box: BallotBox, by: Any, *, at: datetime, second: Person | None) -> None:
    """End the vote and write the box anew in the order of trackers; the caller holds the box's lock.

    By the clock, or earlier by two keepers; one is enough where everybody has voted. What does not add up is disputed.
    """
    if box.closes_at is None or locks.database_now(box) < box.closes_at:
        _check_early(box, by, second)
    done: Rewritten = rewrite(box)
    box.box_count, box.box_root, box.strata_hash = done.count, done.root, done.strata_hash
    box.state = State.CLOSED if done.adds_up else State.DISPUTED
    tell(box, box.state)
    checkpoints.ask(box, why=f"封箱：{done.root}", unit=box.unit)


def _check_early(box: BallotBox, by: Any, second: Person | None) -> None:
    if by is SYSTEM or not box.is_kept_by(by):
        raise Refused("还没到截止时间，只有监票人、计票人能提前封箱。")
    if not box.roll.filter(state=RollState.FRESH).exists():
        return
    if second is None or second.pk == by.pk or not box.is_kept_by(second):
        raise Refused("还有人没有投票，提前封箱要由两名监票人、计票人一起办理。")


@step(BallotBox, leaves=[State.CLOSED], reaches=State.OPENED, says="开箱计票", only=only_keepers)
def unseal(box: BallotBox, by: Person, *, at: datetime, result_hash: str, keepers: str) -> None:
    """The keepers opened the box; the ledger keeps the hash of the result."""
    box.result_hash = result_hash
    Opening.objects.filter(box=box).delete()


@step(
    BallotBox,
    leaves=[State.OPENED],
    reaches=State.PUBLISHED,
    says="公布结果",
    needs="ballots.publish",
    only=takes_two,
)
def publish(box: BallotBox, by: Person, *, at: datetime, objections_until: datetime | None = None) -> None:
    """Show the result to everyone; whoever doubts it may object until then, five days when absent."""
    box.objections_until = objections_until or at + timedelta(days=5)
    tell(box, "published")
    checkpoints.ask(box, why=f"公布结果：{box.result_hash}", unit=box.unit)


@step(BallotBox, leaves=[State.PUBLISHED, State.VOID], reaches=State.DESTROYED, says="销毁选票", only=only_keepers)
def destroy(box: BallotBox, by: Person, *, at: datetime, keepers: Sequence[Person]) -> None:
    """Delete the ballots and the envelopes of their key, by as many keepers as open a box, after the objections."""
    there = {keeper.pk for keeper in [by, *keepers]} & {one.person_id for one in box.keepers()}
    if len(there) < box.quorum:
        raise Refused(f"销毁要由 {box.quorum} 名监票人、计票人一起办理。")
    if box.objections_until and at < box.objections_until:
        raise Refused(f"异议期到{timezone.localtime(box.objections_until):%-m月%-d日 %H:%M}为止，之前不能销毁。")
    if box.objections.filter(decision="").exists():
        raise Refused("还有异议没有答复，不能销毁。")
    BallotBox.objects.filter(pk=box.pk).update(state=State.DESTROYING)
    SealedBallot.objects.filter(box=box).delete()
    KeyEnvelope.objects.filter(pair__used_by=box).delete()
    KeyPair.objects.filter(used_by=box).update(salts={})
    Opening.objects.filter(box=box).delete()
    tell(box, "destroyed")


@step(
    BallotBox,
    leaves=[State.DRAFT, State.FROZEN, State.OPEN, State.CLOSED, State.OPENED, State.DISPUTED],
    reaches=State.VOID,
    says="作废",
    needs="ballots.prepare",
)
def void(box: BallotBox, by: Person, *, at: datetime, reason: str, keeper: Person | None = None) -> None:
    """End a ballot that does not count. A vote held again is a new box; a keeper stands beside, but for a draft."""
    if not reason.strip():
        raise Refused("请写明作废的原因。")
    stands_beside = keeper is not None and by.pk != keeper.pk and box.is_kept_by(keeper)
    if box.state != State.DRAFT and by is not SYSTEM and not stands_beside:
        raise Refused("作废要有一名监票人或计票人在场。")
    Opening.objects.filter(box=box).delete()
    tell(box, "void")


# --- paper beside, objections -------------------------------------------------------------------------------------------------


@step(PaperCount, says="复核纸质票", only=only_keepers)
def confirm_count(count: PaperCount, by: Person, *, at: datetime) -> None:
    """A second person has counted the same (CON-75)."""
    if count.entered_by_id == by.pk:
        raise Refused("登记和复核要由两个人办理。", rule="CON-75")
    if count.confirmed_by_id:
        raise Refused("这份计数已经复核过。")
    count.confirmed_by = by


@step(Objection, says="答复异议", only=only_keepers)
def decide(objection: Objection, by: Person, *, at: datetime, text: str) -> None:
    """Answer an objection in writing."""
    if objection.decision:
        raise Refused("这份异议已经答复。")
    if not text.strip():
        raise Refused("请写明答复。")
    objection.decision = text.strip()
    with transaction.atomic():
        tell(objection.box, "decided", objection=objection, by=by, at=at)
