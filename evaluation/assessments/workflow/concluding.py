"""The unit sees every deduction, may appeal until its last day, and then the result stands (EVA-24, EVA-25, EVA-28)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from ymdm.duties import workflow as duties
from ymdm.workflow import SYSTEM, Refused, step

from ...figures.models import ClosedYear
from ...figures.workflow import close_year
from .. import kinds, notices
from .. import scoring_rules as rules
from ..models import Answer, AppealedItem, Assessment, State
from ..results import outcome_of, result_row
from .publishing import owe_publication
from .scoring import inspector_of


@dataclass(frozen=True)
class Ruling:
    """What the reviewer decides about one appealed item."""

    points: Decimal
    reason: str


def _write(assessment: Assessment) -> None:
    outcome = outcome_of(assessment)
    assessment.score, assessment.grade = outcome.score, outcome.grade.code
    assessment.may_be_awarded = outcome.may_be_awarded
    assessment.result = result_row(assessment, outcome)


def _judge_vetoes(assessment: Assessment, by: Any, at: datetime) -> None:
    if pending := list(assessment.vetoes.pending().select_related("item")):
        raise Refused(f"“{pending[0].item.name}”还没有决定。", rule=rules.VETO, remedy="请先登记考评组的决定。")


@step(
    Assessment, leaves=[State.SCORED], reaches=State.SHOWN, needs="assessments.run",
    within=lambda one: one.scheme.unit, judge=_judge_vetoes, cites=rules.FEEDBACK, says="反馈得分",
)  # fmt: skip
def show(assessment: Assessment, by: Any, *, at: datetime) -> None:
    """Let the unit see its draft score with every deduction; the last day of an appeal is a duty on the one clock."""
    _write(assessment)
    days = rules.FEEDBACK.at(assessment.unit, at).value or 5
    duty = duties.open_duty(
        assessment, kind=kinds.APPEAL, says="核对得分，有异议的申诉", act="assessments.fill", unit=assessment.unit,
        watcher=assessment.scheme.unit, days=days, rule=rules.FEEDBACK.id, at=at,
    )  # fmt: skip
    assessment.shown_at, assessment.appeal_until = at, duty.due_on
    notices.shown(assessment)


def _judge_day(assessment: Assessment, by: Any, at: datetime) -> None:
    until = assessment.appeal_until
    if assessment.accepted_at:
        raise Refused("单位已经认可得分。", rule=rules.FEEDBACK)
    if until is not None and timezone.localdate(at) > until:
        raise Refused(f"申诉的最后一天是 {until:%-m月%-d日}，已经过了。", rule=rules.FEEDBACK)


@step(
    Assessment, leaves=[State.SHOWN], reaches=State.APPEALED, needs="assessments.fill", judge=_judge_day,
    cites=rules.FEEDBACK, says="申诉",
)  # fmt: skip
def appeal(assessment: Assessment, by: Any, *, at: datetime, items: Mapping[int, str]) -> int:
    """Appeal about items, each with its reason, by the key of the answer; returns how many.

    Raises Refused after the last day (EVA-24), without items, and for an item that lost nothing.
    """
    answers = list(assessment.answers.filter(pk__in=items).select_related("item"))
    if not answers:
        raise Refused("请至少写一个项目的申诉理由。", rule=rules.APPEAL)
    for answer in answers:
        if answer.verified is None or answer.verified >= answer.item.full:
            raise Refused(f"{answer}没有扣分，不用申诉。", rule=rules.APPEAL)
        AppealedItem.objects.create(
            answer=answer, reason=items[answer.pk].strip()[:500], filed_by=by, filed_at=at, before=answer.verified
        )
    duties.meet(assessment, kinds.APPEAL, by, at=at)
    duties.open_duty(
        assessment, kind=kinds.DECIDE_APPEAL, says="复核申诉", act="assessments.decide", unit=assessment.scheme.unit,
        watcher=assessment.scheme.unit, days=rules.APPEAL.at(assessment.unit, at).value or 10, rule=rules.APPEAL.id, at=at,
    )  # fmt: skip
    notices.appealed(assessment)
    return len(answers)


@step(
    Assessment, leaves=[State.SHOWN], needs="assessments.sign", judge=_judge_day, cites=rules.FEEDBACK, says="认可得分"
)
def accept(assessment: Assessment, by: Any, *, at: datetime) -> None:
    """The head of the unit has no objection; the result need not wait for the last day."""
    assessment.accepted_at = at
    duties.meet(assessment, kinds.APPEAL, by, at=at)


def _another(assessment: Assessment, by: Any) -> str:
    if by is SYSTEM:
        return ""
    return "参加过评分的人不复核申诉。" if inspector_of(assessment, by) else ""


@step(
    Assessment, leaves=[State.APPEALED], reaches=State.DECIDED, needs="assessments.decide",
    within=lambda one: one.scheme.unit, only=_another, cites=rules.APPEAL, says="决定申诉",
)  # fmt: skip
def decide_appeal(assessment: Assessment, by: Any, *, at: datetime, rulings: Mapping[int, Ruling]) -> None:
    """Decide every appealed item: its points stay or rise, no other item changes (EVA-25)."""
    appealed = list(AppealedItem.objects.filter(answer__assessment=assessment).select_related("answer__item"))
    for one in appealed:
        ruling = rulings.get(one.answer_id)
        if ruling is None or not ruling.reason.strip():
            raise Refused(f"{one}还没有写复核意见。", rule=rules.APPEAL)
        if ruling.points < one.before:
            raise Refused(f"{one}只能维持或者提高，不能低于 {one.before.normalize():f} 分。", rule=rules.APPEAL)
        if ruling.points > one.answer.item.full:
            raise Refused(f"{one}最多 {one.answer.item.full.normalize():f} 分。", rule=rules.STOPS)
        one.after, one.decision, one.decided_by = ruling.points, ruling.reason.strip()[:500], by
        one.save()
        Answer.objects.filter(pk=one.answer_id).update(verified=ruling.points)
    _write(assessment)
    duties.meet(assessment, kinds.DECIDE_APPEAL, by, at=at)
    notices.appeal_decided(assessment)


def _judge_final(assessment: Assessment, by: Any, at: datetime) -> None:
    until = assessment.appeal_until
    waits = assessment.state == State.SHOWN and assessment.accepted_at is None
    if waits and until is not None and timezone.localdate(at) <= until:
        raise Refused(f"{until:%-m月%-d日}以前单位可以申诉，还不能定案。", rule=rules.FEEDBACK)
    _judge_vetoes(assessment, by, at)


@step(
    Assessment, leaves=[State.SHOWN, State.DECIDED], reaches=State.FINAL, needs="assessments.run",
    within=lambda one: one.scheme.unit, judge=_judge_final, cites=rules.FROZEN, says="定案",
)  # fmt: skip
def finish(assessment: Assessment, by: Any, *, at: datetime) -> None:
    """Freeze the result with every line, and close the figures of the unit's year. The last one of a class makes it owed
    to be published."""
    _write(assessment)
    assessment.final_at = at
    duties.cancel(assessment, reason="申诉期已过，没有申诉", at=at, kind=kinds.APPEAL)
    if not ClosedYear.objects.filter(unit=assessment.unit, year=assessment.year).exists():
        close_year(assessment.unit, by, at=at, year=assessment.year)
    owe_publication(assessment, at)
    notices.finished(assessment)
