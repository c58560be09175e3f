"""The self-check: prefilled from the records, only the gaps asked, signed by the head of the unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from ymdm.attachments.workflow import attach, detach
from ymdm.duties import workflow as duties
from ymdm.organization.models import Unit
from ymdm.workflow import SYSTEM, Refused, step

from ...schemes.classes import class_of
from ...schemes.models import Scheme
from ...schemes.models import State as SchemeState
from .. import kinds, notices, rules
from ..models import Answer, Assessment, Evidence, State
from ..prefill import claimed_sum, read_all

OPEN = [State.CHECKING]


@dataclass(frozen=True)
class Claim:
    """What a unit says of one item. Without `points` it is still open; without `is_applicable` there was no such matter."""

    points: Decimal | None
    is_applicable: bool = True
    note: str = ""


@step(Assessment, creates=True, needs="assessments.run", says="开始自查")
def begin(unit: Unit, by: Any, *, at: datetime, scheme: Scheme) -> Assessment:
    """Open the self-check of a unit under an announced scheme of its class: every item is there, filled where it can be.

    The unit owes it by the day that the scheme says (EVA-01).
    """
    if scheme.state != SchemeState.ANNOUNCED:
        raise Refused(f"{scheme}还没有公布，不能开始自查。", rule=rules.SELF_CHECK)
    if not unit.is_within(scheme.unit) or class_of(unit) != scheme.unit_class:
        raise Refused(f"{unit}不属于{scheme.get_unit_class_display()}，不用这个方案。", rule=rules.SELF_CHECK)
    if Assessment.objects.filter(unit=unit, year=scheme.year).exists():
        raise Refused(f"{unit}{scheme.year}年的考评已经开始。", rule=rules.SELF_CHECK)
    today = timezone.localdate(at)
    due_on = scheme.self_check_due_on or today
    made = Assessment.objects.create(
        unit=unit, scheme=scheme, year=scheme.year, begun_at=at, read_at=at, due_on=due_on
    )  # fmt: skip
    answers = [Answer(assessment=made, item=item) for item in scheme.items.all() if not item.is_veto]
    read_all(unit, made.year, answers, today)
    Answer.objects.bulk_create(answers)
    duties.open_duty(
        made, kind=kinds.FILL, says="填报年度自查", act="assessments.fill", unit=unit, watcher=scheme.unit, days=0,
        due_on=max(due_on, today), rule=rules.SELF_CHECK.id, at=at,
    )  # fmt: skip
    return made


@step(Assessment, leaves=OPEN, needs="assessments.fill", cites=rules.SELF_CHECK, says="保存自查")
def fill(assessment: Assessment, by: Any, *, at: datetime, claims: Mapping[int, Claim]) -> int:
    """Write what the unit says of items, by the key of the answer; returns how many changed.

    Raises Refused that names every item whose points lie outside of 0 to its full ones; nothing is then written.
    """
    answers = {answer.pk: answer for answer in assessment.answers.filter(pk__in=claims).select_related("item")}
    wrong = [
        f"{answer.item}的自评分要在 0 到 {answer.item.full.normalize():f} 之间"
        for pk, answer in answers.items()
        if (points := claims[pk].points) is not None and not 0 <= points <= answer.item.full
    ]
    if wrong:
        raise Refused("；".join(wrong[:6]) + "。", rule=rules.SELF_CHECK)
    changed = []
    for pk, answer in answers.items():
        claim = claims[pk]
        points = claim.points if claim.is_applicable else None
        told = (points, claim.is_applicable, claim.note.strip()[:500])
        if told != (answer.claimed, answer.is_applicable, answer.note):
            answer.claimed, answer.is_applicable, answer.note = told
            changed.append(answer)
    Answer.objects.bulk_update(changed, ["claimed", "is_applicable", "note"])
    return len(changed)


@step(Assessment, leaves=OPEN, needs="assessments.fill", cites=rules.SELF_CHECK, says="重新取数")
def refresh(assessment: Assessment, by: Any, *, at: datetime) -> int:
    """Read the records again; returns how many suggestions changed. What the unit typed itself stays."""
    answers = list(assessment.answers.select_related("item"))
    before = [answer.suggested for answer in answers]
    read_all(assessment.unit, assessment.year, answers, timezone.localdate(at))
    Answer.objects.bulk_update(answers, ["part", "whole", "suggested", "raises", "claimed", "is_applicable"])
    assessment.read_at = at
    return sum(was != answer.suggested for was, answer in zip(before, answers, strict=True))


def _is_checking(answer: Answer, by: Any, at: datetime) -> None:
    if not answer.assessment.is_open:
        raise Refused(f"自查{answer.assessment.get_state_display()}，不能再改佐证材料。", rule=rules.DATED)


@step(Answer, needs="assessments.fill", judge=_is_checking, says="添加佐证材料")
def add_evidence(answer: Answer, by: Any, *, at: datetime, file: UploadedFile, dated_on: date) -> Evidence:
    """Put a file to an item with the day on which it came into being (EVA-10).

    Of an earlier year: refused. Later than the year: taken, marked as supplementary, and worth at most half.
    """
    year, today = answer.assessment.year, timezone.localdate(at)
    if dated_on.year < year:
        raise Refused(f"材料形成于 {dated_on.year} 年，不能证明 {year} 年的工作。", rule=rules.DATED)
    if dated_on > today:
        raise Refused("材料的形成日期不能晚于今天。", rule=rules.DATED)
    try:
        attachment = attach(answer, file, by)
    except ValidationError as why:
        raise Refused("".join(why.messages)) from None
    if Evidence.objects.filter(attachment=attachment).exists():
        raise Refused(f"“{attachment.name}”已经添加过。")
    return Evidence.objects.create(answer=answer, attachment=attachment, dated_on=dated_on)


@step(Answer, needs="assessments.fill", judge=_is_checking, says="撤回佐证材料")
def drop_evidence(answer: Answer, by: Any, *, at: datetime, evidence: Evidence) -> None:
    """Take a file back before the self-check is handed in; that it was there stays in the ledger."""
    if evidence.answer_id != answer.pk:
        raise Refused("不是这个项目的佐证材料。")
    attachment = evidence.attachment
    evidence.delete()
    detach(attachment, by)


def _judge_gaps(assessment: Assessment, by: Any, at: datetime) -> None:
    answers = list(assessment.answers.select_related("item"))
    if missing := [str(answer) for answer in answers if answer.is_missing]:
        named = "、".join(missing[:5]) + (f"等 {len(missing)} 项" if len(missing) > 5 else "")
        raise Refused(
            f"还有没填的：{named}。", rule=rules.SELF_CHECK, remedy="没有这方面事项的，勾选“没有这方面的事项”。"
        )
    if owing := [str(answer) for answer in answers if answer.owes_reason]:
        raise Refused(f"自评分高出系统建议，要写明理由：{'、'.join(owing[:5])}。", rule=rules.SELF_CHECK)


@step(
    Assessment, leaves=OPEN, reaches=State.HANDED_IN, needs="assessments.fill", judge=_judge_gaps,
    cites=rules.SELF_CHECK, says="提交自查",
)  # fmt: skip
def hand_in(assessment: Assessment, by: Any, *, at: datetime) -> None:
    """Hand the filled self-check to the head of the unit, who owes a signature."""
    assessment.handed_in_by, assessment.handed_in_at = by, at
    duties.open_duty(
        assessment, kind=kinds.SIGN, says="签字上报年度自查", act="assessments.sign", unit=assessment.unit,
        watcher=assessment.scheme.unit, days=rules.SIGN_DAYS, rule=rules.SELF_CHECK.id, at=at,
    )  # fmt: skip
    notices.handed_in(assessment)


def _another(assessment: Assessment, by: Any) -> str:
    if by is not SYSTEM and assessment.handed_in_by_id == by.pk:
        return "自查由一个人填报、单位负责人签字，不能是同一个人。"
    return ""


@step(
    Assessment, leaves=[State.HANDED_IN], reaches=State.SIGNED, needs="assessments.sign", only=_another,
    cites=rules.SELF_CHECK, says="签字上报",
)  # fmt: skip
def sign(assessment: Assessment, by: Any, *, at: datetime) -> None:
    """The head of the unit signs; the sum of the claims is written down, and what the unit owed is met."""
    assessment.signed_by, assessment.signed_at = by, at
    assessment.claimed = claimed_sum(assessment.answers.select_related("item"))
    duties.meet(assessment, kinds.SIGN, by, at=at)
    duties.meet(assessment, kinds.FILL, by, at=at)
    notices.signed(assessment)


@step(
    Assessment, leaves=[State.HANDED_IN], reaches=State.CHECKING, needs="assessments.sign", cites=rules.SELF_CHECK,
    says="退回修改",
)  # fmt: skip
def send_back(assessment: Assessment, by: Any, *, at: datetime, reason: str) -> None:
    """The head sends it back to whoever filled it in, saying why."""
    if not reason.strip():
        raise Refused("请写明退回的原因。")
    duties.cancel(assessment, reason=f"退回修改：{reason}", at=at, kind=kinds.SIGN)
    notices.sent_back(assessment, reason.strip())
    assessment.handed_in_by = assessment.handed_in_at = None
