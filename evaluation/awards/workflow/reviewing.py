"""The superior's review: which offices were asked and what they answered, then the superior's notice or a refusal."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from ymdm.duties import workflow as duties
from ymdm.workflow import Refused, step

from .. import kinds, notices, rules
from ..models import Level, Nomination, Office, State
from .nominating import not_nominee
from .posting import close, show


def _organiser(nomination: Nomination) -> Any:
    return nomination.organiser


@step(
    Nomination, leaves=[State.HANDED_IN], needs="awards.run", only=not_nominee, within=_organiser, cites=rules.FLOW,
    says="登记部门意见",
)  # fmt: skip
def note_inquiry(
    nomination: Nomination, by: Any, *, at: datetime, office: str, asked: str, answered_on: date, is_clear: bool, answer: str
) -> None:  # fmt: skip
    """Write down which office was asked about the name, who there, and what the answer was."""
    if answered_on > timezone.localdate(at):
        raise Refused("答复日期不能晚于今天。", rule=rules.FLOW)
    if not answer.strip():
        raise Refused("请写答复内容。", rule=rules.FLOW)
    nomination.inquiries.create(
        office=office, asked=asked.strip()[:80], answered_on=answered_on, is_clear=is_clear, answer=answer.strip()[:500],
        noted_by=by,
    )  # fmt: skip


def _not_own_hand(nomination: Nomination, by: Any) -> str:
    if nomination.nominated_by_id == getattr(by, "pk", None):
        return "提名是您经办的，请另一人审核。"
    return not_nominee(nomination, by)


@step(
    Nomination, leaves=[State.HANDED_IN], reaches=State.SUPERIOR_NOTICE, needs="awards.run", only=_not_own_hand,
    within=_organiser, cites=rules.FLOW, says="审核通过并公示",
)  # fmt: skip
def pass_review(nomination: Nomination, by: Any, *, at: datetime, opinion: str, days: int) -> None:
    """Agree, once the discipline office has answered without reserve; the name stands in the superior's notice."""
    answers = list(nomination.inquiries.all())
    if not any(one.office == Office.DISCIPLINE for one in answers):
        raise Refused("还没有征求纪检监察部门意见。", rule=rules.FLOW, remedy="请先登记征求的部门和答复。")
    if held := [one for one in answers if not one.is_clear]:
        raise Refused(
            f"{held[0].asked}有不同意见：{held[0].answer[:60]}。", rule=rules.FLOW, remedy="有不同意见的不予通过。"
        )
    nomination.reviewed_by, nomination.opinion = by, opinion.strip()[:500]
    duties.meet(nomination, kinds.REVIEW, by, at=at)
    show(nomination, Level.SUPERIOR, days, at)
    notices.shown_in_house(nomination)


@step(
    Nomination, leaves=[State.HANDED_IN], reaches=State.REFUSED, needs="awards.run", only=_not_own_hand, within=_organiser,
    cites=rules.FLOW, says="审核不予通过",
)  # fmt: skip
def refuse_nomination(nomination: Nomination, by: Any, *, at: datetime, reason: str) -> None:
    """Do not agree, with the reason; the unit is told."""
    nomination.reviewed_by, nomination.ended_because = by, reason.strip()[:500]
    duties.meet(nomination, kinds.REVIEW, by, at=at)
    close(nomination, by, at, "审核不予通过")
    notices.refused(nomination)
