"""The end of a review: held by more than half, the report, each member's own signature, publication, corrections."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from ymdm.duties import workflow as duties
from ymdm.organization.models import Person
from ymdm.workflow import Refused, step

from .. import kinds, notices, rules
from ..models import WRITTEN, ReviewPeriod
from ..reporting import draft_report
from .groups import keeps_books
from .questions import check_unsigned, only_group
from .vouchers import is_member

State = ReviewPeriod.State


def _judge_complete(period: ReviewPeriod, by: Any, at: datetime) -> None:
    if timezone.localdate(at) <= period.last_on:
        raise Refused(f"{period.label}还没有结束，结束后才能审完。", rule=rules.PERIODS)
    vouchers = period.vouchers.valid()
    rules.check_complete(
        vouchers=vouchers.count(), pending=vouchers.filter(outcome="pending").values_list("number", flat=True),
        unasked=vouchers.unasked().values_list("number", flat=True), unanswered=period.questions.open().count(),
    )  # fmt: skip


@step(
    ReviewPeriod,
    leaves=WRITTEN,
    reaches=State.ANSWERED,
    only=only_group,
    judge=_judge_complete,
    cites=rules.QUESTIONS,
    says="审完，进入签字",
)
def settle(period: ReviewPeriod, by: Any, *, at: datetime, present: Sequence[Person]) -> None:
    """Write down who was there; the report is drafted, and each of them owes a signature (FIN-05)."""
    sitting = {seat.person_id for seat in period.group.members.sitting()}
    if strangers := [str(person) for person in present if person.pk not in sitting]:
        raise Refused(f"{'、'.join(strangers)}不是组员。", rule=rules.SIGNATURES)
    rules.check_majority(len({person.pk for person in present}), len(sitting))
    period.present.set(present)
    period.report = draft_report(period, present)
    for person in present:
        duties.open_duty(
            period, kind=kinds.SIGN, says="在审查报告上签字", act="finance.read", unit=period.unit, watcher=period.unit,
            person=person, is_own=True, days=rules.SIGN_DAYS, rule=rules.SIGNATURES.id, at=at,
        )  # fmt: skip


@step(
    ReviewPeriod,
    leaves=[State.ANSWERED],
    reaches=(State.OPENED, State.QUESTIONED),
    only=only_group,
    judge=check_unsigned,
    cites=rules.SIGNATURES,
    says="退回再审",
)
def reopen(period: ReviewPeriod, by: Any, *, at: datetime, reason: str) -> None:
    """Go back to the vouchers before anybody has signed."""
    if not reason.strip():
        raise Refused("请写明为什么再审。", rule=rules.SIGNATURES)
    duties.cancel(period, kind=kinds.SIGN, reason=f"退回再审：{reason.strip()}", at=at)
    period.state = State.QUESTIONED if period.questions.exists() else State.OPENED


@step(
    ReviewPeriod,
    leaves=[State.ANSWERED],
    only=only_group,
    judge=check_unsigned,
    cites=rules.SIGNATURES,
    says="修改审查报告",
)
def edit_report(period: ReviewPeriod, by: Any, *, at: datetime, report: str) -> None:
    """Put the report into other words; frozen from the first signature on."""
    if not report.strip():
        raise Refused("报告不能是空的。", rule=rules.SIGNATURES)
    period.report = report.strip()


def _only_members(period: ReviewPeriod, by: Any) -> str:
    return "" if is_member(period, by) else "签字由民主理财小组的组员本人办理。"


def _judge_signature(period: ReviewPeriod, by: Any, at: datetime) -> None:
    if period.signatures.filter(person=by).exists():
        raise Refused("您已经签过字，每人只签一次。", rule=rules.SIGNATURES)
    if not period.present.filter(pk=by.pk).exists():
        raise Refused("您没有到会审查这一期账目，不能签字。", rule=rules.SIGNATURES)
    if keeps_books(by, period.unit, period.group.keeper):
        raise Refused(f"您现在在{period.group.keeper}记账或者管账，不能签自己的账。", rule=rules.MEMBERS)
    rules.check_answered(period.questions.open().count())


@step(
    ReviewPeriod,
    leaves=[State.ANSWERED],
    reaches=(State.ANSWERED, State.SIGNED),
    only=_only_members,
    judge=_judge_signature,
    cites=rules.QUESTIONS,
    says="签字",
)
def sign(period: ReviewPeriod, by: Person, *, at: datetime, is_reserved: bool = False, words: str = "") -> None:
    """Sign for oneself, or state a reservation in words. With the last of those present the accounts are signed."""
    if is_reserved and not words.strip():
        raise Refused("保留意见的，请写明意见，会和报告一起给代表看。", rule=rules.SIGNATURES)
    digest = hashlib.sha256(period.report.encode()).hexdigest()
    period.signatures.create(
        person=by,
        is_reserved=is_reserved,
        words=words.strip()[:500] if is_reserved else "",
        report_sha256=digest,
        at=at,
    )
    duties.meet(period, kinds.SIGN, by, at=at, person=by)
    settle_if_all_signed(period, by, at)


def settle_if_all_signed(period: ReviewPeriod, by: Any, at: datetime) -> None:
    """Reach “signed” once everybody who was there has signed, and they are more than half of the group."""
    there = set(period.present.values_list("pk", flat=True))
    signed = set(period.signatures.values_list("person_id", flat=True))
    if there - signed:
        return
    rules.check_majority(len(signed), period.group.members.sitting().count())
    period.state, period.signed_at = State.SIGNED, at
    duties.meet(period, kinds.REVIEW, by, at=at)
    duties.cancel(period, kind=kinds.HAND_IN, reason="账目已经审完签字", at=at)
    duties.open_duty(
        period, kind=kinds.PUBLISH, says="公布审查结果", act="finance.arrange", unit=period.unit, watcher=period.unit,
        days=rules.PUBLISH_DAYS, rule=rules.PUBLISHED.id, at=at,
    )  # fmt: skip


@step(
    ReviewPeriod,
    leaves=[State.SIGNED],
    reaches=State.PUBLISHED,
    needs="finance.arrange",
    cites=rules.PUBLISHED,
    says="公布审查结果",
)
def publish(period: ReviewPeriod, by: Any, *, at: datetime, summary: str) -> None:
    """Give the whole to the representatives and the summary to all employees. Never what is not signed (FIN-06)."""
    if not summary.strip():
        raise Refused("请写公布的摘要，全体职工看到的就是它。", rule=rules.PUBLISHED)
    period.summary, period.published_at = summary.strip(), at
    duties.meet(period, kinds.PUBLISH, by, at=at)
    notices.published(period)


@step(
    ReviewPeriod,
    leaves=[State.SIGNED, State.PUBLISHED],
    only=only_group,
    cites=rules.PUBLISHED,
    says="登记更正",
)
def correct(period: ReviewPeriod, by: Any, *, at: datetime, text: str, reason: str) -> None:
    """Put a correction on top of what was signed; the signed text stays as it is (GEN-01)."""
    if not text.strip() or not reason.strip():
        raise Refused("请写明更正什么、为什么。", rule=rules.PUBLISHED)
    made = period.corrections.create(text=text.strip()[:500], reason=reason.strip()[:200], by=by, at=at)
    notices.corrected(period, made)


def _judge_unused(period: ReviewPeriod, by: Any, at: datetime) -> None:
    if period.questions.exists():
        raise Refused("已经提出质询，这一期不能取消。", rule=rules.QUESTIONS)


@step(
    ReviewPeriod,
    leaves=[State.OPENED],
    reaches=State.CALLED_OFF,
    needs="finance.arrange",
    judge=_judge_unused,
    cites=rules.PERIODS,
    says="取消这一期",
)
def call_off(period: ReviewPeriod, by: Any, *, at: datetime, reason: str) -> None:
    """Take back a review that was opened by mistake; what was entered stays on record."""
    if not reason.strip():
        raise Refused("请写明为什么取消。", rule=rules.PERIODS)
    period.called_off_because = reason.strip()[:200]
    duties.cancel(period, reason=reason.strip(), at=at)
