"""The secret ballot of an appraisal: keepers, start, count, and a ballot that has to be held again (EVA-42 to EVA-45)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from ymdm.ballots import ceremonies, drafting, freezing, locks, opens
from ymdm.ballots.models import BallotBox, CeremonyState, Purpose, RollState
from ymdm.duties import workflow as duties
from ymdm.organization.models import Person
from ymdm.workflow import SYSTEM, Refused, step

from .. import boxes, kinds, notices, results, rules
from ..models import Appraisal, Flag, State, VoterGroup
from ..models.appraisals import OWNER
from ..rules.catalogue import FEED_BACK_DAYS

READY = (State.PLANNED, State.REPORTED, State.DISCUSSED)
K_MIN = 5


@step(Appraisal, leaves=READY, needs="appraisal.run", cites=rules.ORDER, says="召集密钥保管人")
def call_keepers(appraisal: Appraisal, by: Any, *, at: datetime, scrutineer: Person, tellers: Sequence[Person]) -> None:
    """Name who keeps the words that open the box; nobody who is appraised. May be done again before the ballot."""
    keepers = [(scrutineer, "scrutineer"), *[(teller, "teller") for teller in tellers]]
    appraised = appraisal.appraisees.people().values_list("person", flat=True)
    appraisal.ceremony = ceremonies.call(
        by, unit=appraisal.unit, owner_kind=OWNER, owner_pk=appraisal.pk, title=str(appraisal), keepers=keepers,
        candidates=set(appraised), back=appraisal.get_absolute_url(),
    )  # fmt: skip


def _judge_start(appraisal: Appraisal, by: Any, at: datetime) -> None:
    if appraisal.ceremony is None:
        raise Refused("还没有监票人和计票人。", rule=rules.ORDER, remedy="请先召集密钥保管人。")
    if appraisal.ceremony.state != CeremonyState.TRIED:
        raise Refused("密钥还没有生成和试开。", rule=rules.ORDER, remedy="请保管人到密钥页面办理。")
    if not appraisal.voters.filter(group__kind=VoterGroup.Kind.REPRESENTATIVES).exists():
        raise Refused("投票人里没有职工代表。", rule=rules.PART)
    empty = list(appraisal.groups.filter(weight__gt=0, voters=None).values_list("name", flat=True))
    if empty:
        raise Refused(f"{'、'.join(empty)}组还没有人。", rule=rules.PART, remedy="请登记投票人，或者调整投票组。")


@step(
    Appraisal, leaves=[State.DISCUSSED], reaches=State.VOTING, needs="appraisal.run", judge=_judge_start,
    cites=rules.ORDER, says="开始测评",
)  # fmt: skip
def start_ballot(
    appraisal: Appraisal, by: Any, *, at: datetime, keeper: Person, closes_at: datetime, edge_sealing: bool = False
) -> None:
    """Draft the ballot, freeze paper and roll with a keeper beside, and open it until `closes_at`.

    Groups of fewer than five are merged by the box (CON-76); their weights are then added.
    """
    box = drafting.draft(
        by, unit=appraisal.unit, owner_kind=OWNER, owner_pk=appraisal.pk, purpose=Purpose.APPRAISAL,
        paper=boxes.paper_of(appraisal), ceremony=appraisal.ceremony, back=appraisal.get_absolute_url(), k_min=K_MIN,
        edge_sealing=edge_sealing,
    )  # fmt: skip
    roll = [(voter.person_id, voter.group.name) for voter in appraisal.voters.select_related("group")]
    # By the clock that the box lives by, should it lag behind ours.
    freezing.freeze(box, by, keeper, roll, min(at, locks.database_now(box)), closes_at)
    opens.open_box(box, by)
    appraisal.box = box
    notices.ballot_open(appraisal, closes_at)


def _only_the_box(appraisal: Appraisal, by: Any) -> str:
    return "" if by is SYSTEM else "计票由监票人、计票人开箱完成。"


@step(
    Appraisal, leaves=[State.VOTING], reaches=State.COUNTED, only=_only_the_box, cites=rules.ORDER, says="登记计票结果"
)
def count(appraisal: Appraisal, by: Any, *, at: datetime) -> None:
    """The keepers opened the box: write down who took part, and raise a flag for each line that was crossed.

    With fewer representatives than the rule asks for nothing counts; the ballot has to be held again (EVA-42).
    """
    box = appraisal.box
    if box is None or BallotBox.objects.filter(pk=box.pk, result=None).exists():
        raise Refused("票箱还没有打开。", rule=rules.ORDER)
    box.refresh_from_db()
    seats = appraisal.voters.filter(group__kind=VoterGroup.Kind.REPRESENTATIVES).values("person")
    roll = box.roll.filter(person__in=seats)
    appraisal.entitled, appraisal.took_part = roll.count(), roll.exclude(state=RollState.FRESH).count()
    share = results.fewest_share(appraisal, at)
    appraisal.is_quorate = appraisal.took_part * share.denominator >= appraisal.entitled * share.numerator
    appraisal.counted_at = at
    if not appraisal.is_quorate:
        notices.too_few(appraisal)
        return
    on = results.lines_of(appraisal, at)
    appraisal.state = State.COUNTED  # results are read of a counted one only
    for row in results.rows_of(appraisal):
        for one in row.crossed(on):
            Flag.objects.create(appraisee=row.appraisee, line=one.line.code, sentence=one.sentence[:200])
    duties.open_duty(
        appraisal, kind=kinds.FEED_BACK, says="向本人反馈评议结果", act="appraisal.run", unit=appraisal.unit,
        watcher=appraisal.unit, days=FEED_BACK_DAYS, rule=rules.ORDER.id, at=at,
    )  # fmt: skip
    notices.counted(appraisal)


def _judge_repeat(appraisal: Appraisal, by: Any, at: datetime) -> None:
    if appraisal.is_quorate:
        raise Refused("测评有效，不能重新测评。", rule=rules.PART)


@step(
    Appraisal, leaves=[State.COUNTED], reaches=State.DISCUSSED, needs="appraisal.run", judge=_judge_repeat,
    cites=rules.PART, says="重新组织测评",
)  # fmt: skip
def repeat(appraisal: Appraisal, by: Any, *, at: datetime, reason: str) -> None:
    """Hold the ballot again because too few representatives took part: a new box; the old one stays as it is."""
    if not reason.strip():
        raise Refused("请写明为什么重新测评。")
    appraisal.box = appraisal.counted_at = appraisal.took_part = appraisal.entitled = appraisal.is_quorate = None


@step(Appraisal, leaves=[State.VOTING], reaches=State.DISCUSSED, only=_only_the_box, cites=rules.ORDER, says="测评作废")
def stop_ballot(appraisal: Appraisal, by: Any, *, at: datetime) -> None:
    """The box was voided: a ballot held again is a new box."""
    appraisal.box = None
