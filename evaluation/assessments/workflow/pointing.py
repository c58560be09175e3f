"""Weak items of a published result become next year's union points, each with its person and its day (EVA-30, EVA-27)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from ymdm.duties import workflow as duties
from ymdm.organization.models import Person
from ymdm.workflow import SYSTEM, Refused, step

from .. import kinds
from .. import standing_rules as rules
from ..models import Answer, Assessment, PointState, UnionPoint


def note_points(assessments: Iterable[Assessment], at: datetime) -> int:
    """Write down the weak items of units whose results are out; each unit owes a person and a day for them.

    Part of the act that publishes; returns how many there are.
    """
    by_unit = {one.pk: one for one in assessments}
    weak = [
        answer
        for answer in Answer.objects.filter(assessment__in=by_unit, verified__isnull=False).select_related("item")
        if not answer.item.is_outside and rules.is_weak(answer.verified, answer.item.full)
    ]
    UnionPoint.objects.bulk_create(
        UnionPoint(
            answer=answer, unit=by_unit[answer.assessment_id].unit, year=by_unit[answer.assessment_id].year + 1,
            lost=answer.item.full - (answer.verified or 0),
        )
        for answer in weak
    )  # fmt: skip
    for pk in dict.fromkeys(answer.assessment_id for answer in weak):
        one = by_unit[pk]
        duties.open_duty(
            one, kind=kinds.PLAN_POINTS, says="给薄弱项定责任人和期限", act="assessments.fill", unit=one.unit,
            watcher=one.scheme.unit, days=rules.PLAN_DAYS, rule=rules.POINTS.id, at=at,
        )  # fmt: skip
    return len(weak)


@step(
    UnionPoint, leaves=[PointState.NOTED, PointState.OWED], reaches=PointState.OWED, needs="assessments.fill",
    cites=rules.POINTS, says="定责任人和期限",
)  # fmt: skip
def assign_point(point: UnionPoint, by: Any, *, at: datetime, task: str, person: Person, due_on: date) -> None:
    """Say what will be done, by whom and until when; whoever owed it before owes it no longer."""
    today = timezone.localdate(at)
    if not person.unit.is_within(point.unit):
        raise Refused(f"{person}不是{point.unit}的人。", rule=rules.POINTS, remedy="请写本单位的人。")
    if not today < due_on <= date(point.year, 12, 31):
        raise Refused(f"期限要在今天以后、{point.year}年12月31日以前。", rule=rules.POINTS)
    duties.cancel(point, reason="重新定了责任人或者期限", at=at, kind=kinds.POINT)
    point.task, point.person, point.due_on = task.strip()[:300], person, due_on
    duties.open_duty(
        point, kind=kinds.POINT, says="落实薄弱项任务", act="assessments.fill", unit=point.unit,
        watcher=point.answer.assessment.scheme.unit, days=0, due_on=due_on, rule=rules.POINTS.id, person=person,
        is_own=True, label=f"{point}：{point.task}", at=at,
    )  # fmt: skip
    assessment = point.answer.assessment
    left = UnionPoint.objects.filter(answer__assessment=assessment, state=PointState.NOTED).exclude(pk=point.pk)
    if not left.exists():
        duties.meet(assessment, kinds.PLAN_POINTS, by, at=at)


def _owner_or_unit(point: UnionPoint, by: Any) -> str:
    if by is SYSTEM or point.person_id == by.pk or by.may("assessments.fill", point.unit):
        return ""
    return "由责任人或者单位工会登记。"


@step(
    UnionPoint, leaves=[PointState.OWED], reaches=PointState.DONE, only=_owner_or_unit, cites=rules.POINTS,
    says="登记落实情况",
)  # fmt: skip
def finish_point(point: UnionPoint, by: Any, *, at: datetime, done: str) -> None:
    """Say what was done, with where it can be seen; the next check reads it (EVA-27)."""
    point.done, point.done_by, point.done_at = done.strip()[:500], by, at
    duties.meet(point, kinds.POINT, by, at=at)
