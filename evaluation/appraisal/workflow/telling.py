"""After the count: feedback to each leader, the report to the superior, its answer to flags, the summary for all."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ymdm.ballots import workflow as ballots
from ymdm.ballots.models import State as BoxState
from ymdm.duties import workflow as duties
from ymdm.organization.models import Person
from ymdm.workflow import SYSTEM, Refused, step, takes_two

from .. import kinds, notices, rules
from ..models import Appraisal, Appraisee, Flag, State
from ..rules.catalogue import ANSWER_DAYS, DISCLOSE_DAYS, SEND_UP_DAYS


def _judge_quorate(appraisal: Appraisal, by: Any, at: datetime) -> None:
    if not appraisal.is_quorate:
        raise Refused("参加测评的职工代表不够，结果无效。", rule=rules.PART, remedy="请重新组织测评。")


@step(
    Appraisal, leaves=[State.COUNTED], reaches=State.FED_BACK, needs="appraisal.run", judge=_judge_quorate,
    cites=rules.ORDER, says="向本人反馈",
)  # fmt: skip
def feed_back(appraisal: Appraisal, by: Any, *, at: datetime) -> None:
    """From now on each leader reads the own result, and nobody else's; each is told (EVA-48)."""
    appraisal.fed_back_at = at
    appraisal.appraisees.update(told_at=at)
    duties.meet(appraisal, kinds.FEED_BACK, by, at=at)
    duties.open_duty(
        appraisal, kind=kinds.SEND_UP, says="把评议结果报上级", act="appraisal.run", unit=appraisal.unit,
        watcher=appraisal.unit, days=SEND_UP_DAYS, rule=rules.ORDER.id, at=at,
    )  # fmt: skip
    notices.fed_back(appraisal)


def _only_the_person(appraisee: Appraisee, by: Any) -> str:
    return "" if appraisee.person_id == by.pk else "只有本人能对自己的结果作说明。"


def _judge_told(appraisee: Appraisee, by: Any, at: datetime) -> None:
    if appraisee.told_at is None:
        raise Refused("结果还没有反馈。", rule=rules.ORDER)
    if appraisee.stated_at is not None:
        raise Refused("您已经作过说明。")


@step(Appraisee, only=_only_the_person, judge=_judge_told, cites=rules.ORDER, says="说明情况")
def explain(appraisee: Appraisee, by: Person, *, at: datetime, text: str) -> None:
    """What a leader says to the own result; the superior reads it beside the figures. Once."""
    if not text.strip():
        raise Refused("请写明情况。")
    appraisee.statement, appraisee.stated_at = text.strip(), at


@step(
    Appraisal, leaves=[State.FED_BACK], reaches=State.SENT_UP, needs="appraisal.run", cites=rules.ORDER, says="报上级"
)
def send_up(appraisal: Appraisal, by: Any, *, at: datetime, number: str = "") -> None:
    """Report to the superior: it reads every result, and owes a written answer to each flag (EVA-45)."""
    appraisal.sent_up_at, appraisal.sent_up_as = at, number.strip()[:60]
    duties.meet(appraisal, kinds.SEND_UP, by, at=at)
    for flag in Flag.objects.filter(appraisee__appraisal=appraisal).select_related("appraisee__appraisal__superior"):
        duties.open_duty(
            flag, kind=kinds.ANSWER, says="书面答复民主评议警戒线", act="appraisal.answer", unit=appraisal.superior,
            watcher=appraisal.unit, days=ANSWER_DAYS, rule=rules.FLAGS.id, at=at,
        )  # fmt: skip
    duties.open_duty(
        appraisal, kind=kinds.DISCLOSE, says="公布民主评议摘要", act="appraisal.run", unit=appraisal.unit,
        watcher=appraisal.unit, days=DISCLOSE_DAYS, rule=rules.ORDER.id, at=at,
    )  # fmt: skip
    notices.sent_up(appraisal)


@step(
    Appraisal, leaves=[State.SENT_UP], reaches=State.DISCLOSED, needs="appraisal.run", only=takes_two,
    cites=rules.ORDER, says="公布摘要",
)  # fmt: skip
def disclose(appraisal: Appraisal, by: Any, *, at: datetime, summary: str) -> None:
    """Show the summary to everybody of the house, by two people. With it the box's time for objections begins."""
    if not summary.strip():
        raise Refused("请写公布的摘要。", rule=rules.ORDER)
    appraisal.summary, appraisal.disclosed_at = summary.strip(), at
    duties.meet(appraisal, kinds.DISCLOSE, by, at=at)
    if appraisal.box is not None and appraisal.box.state == BoxState.OPENED:
        ballots.publish(appraisal.box, by, at=at)
    notices.disclosed(appraisal)


def _only_the_superior(flag: Flag, by: Any) -> str:
    if by is not SYSTEM and flag.appraisee.appraisal.appraisees.filter(person=by).exists():
        return "被评议的人不能答复自己这次评议的警戒线。"
    return ""


def _judge_sent(flag: Flag, by: Any, at: datetime) -> None:
    if flag.appraisee.appraisal.sent_up_at is None:
        raise Refused("评议结果还没有报上级。", rule=rules.ORDER)


@step(
    Flag, leaves=[Flag.State.RAISED], reaches=Flag.State.ANSWERED, needs="appraisal.answer", only=_only_the_superior,
    judge=_judge_sent, cites=rules.FLAGS, says="答复警戒线",
)  # fmt: skip
def answer_flag(flag: Flag, by: Any, *, at: datetime, text: str) -> None:
    """What the competent body found and does, in writing. The counts decide nothing (EVA-45)."""
    if not text.strip():
        raise Refused("请写明答复。", rule=rules.FLAGS)
    flag.answer, flag.answered_by, flag.answered_at = text.strip(), by, at
    duties.meet(flag, kinds.ANSWER, by, at=at)
    notices.flag_answered(flag)
