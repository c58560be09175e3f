"""质询: a question becomes a matter with an owner and a day; unanswered it is carried over with a reason, or it holds up."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from proposals.channels import Channel
from proposals.meetings.workflow.matters import open_matter, shortened
from ymdm.organization.models import Person, Unit
from ymdm.workflow import Refused, step

from .. import notices, rules
from ..models import UNDERWAY, ReviewPeriod, Voucher, VoucherQuestion
from .vouchers import is_member

State = ReviewPeriod.State
TITLE = 60


def only_group(period: ReviewPeriod, by: Any) -> str:
    if is_member(period, by) or by.may("finance.arrange", period.unit):
        return ""
    return "账目由民主理财小组审查。"


def check_unsigned(period: ReviewPeriod, by: Any, at: datetime) -> None:
    """Refuse what would change a report that somebody has signed. Rule FIN-05."""
    if period.signatures.exists():
        raise Refused(
            "已经有人签字，报告和账目不能再动；还有问题请写明保留意见，或作为更正登记。", rule=rules.SIGNATURES
        )


@step(
    ReviewPeriod,
    leaves=UNDERWAY,
    reaches=State.QUESTIONED,
    only=only_group,
    judge=check_unsigned,
    cites=rules.QUESTIONS,
    says="提出质询",
)
def ask(
    period: ReviewPeriod, by: Any, *, at: datetime, text: str, lead: Unit | None, leader: Person | None,
    due_on: date | None, voucher: Voucher | None = None, about: str = "",
) -> VoucherQuestion:  # fmt: skip
    """Ask about a voucher or a line of the accounts; `lead` answers by `due_on`, under `leader`, as PRO-69 has it.

    The member who asks is the author of the matter and rates the answer; what the union enters has none.
    """
    if voucher is None and not about.strip():
        raise Refused("请选择凭证，或者写明科目或项目。", rule=rules.QUESTIONS)
    if voucher is not None and voucher.period_id != period.pk:
        raise Refused(f"凭证 {voucher.number} 不在这一期里。", rule=rules.QUESTIONS)
    subject = f"凭证 {voucher.number} {voucher.purpose}" if voucher is not None else about.strip()
    matter = open_matter(
        period.unit, by, at=at, channel=Channel.FINANCE, title=shortened(f"{period.label}账目：{subject}", TITLE),
        text=f"{subject}：{text.strip()}" if text.strip() else "", lead=lead, leader=leader, due_on=due_on,
        author=by if is_member(period, by) else None, rule=rules.QUESTIONS,
    )  # fmt: skip
    if voucher is not None and voucher.outcome != Voucher.Outcome.VOID:
        voucher.outcome, voucher.note = Voucher.Outcome.QUESTIONED, voucher.note or text.strip()[:200]
        voucher.save(update_fields=["outcome", "note"])
    question = period.questions.create(
        voucher=voucher, about="" if voucher is not None else about.strip()[:60], text=text.strip()[:500], asked_by=by,
        asked_at=at, matter=matter,
    )  # fmt: skip
    notices.asked(question)
    return question


def _only_group_of(question: VoucherQuestion, by: Any) -> str:
    return only_group(question.period, by)


def _judge_open(question: VoucherQuestion, by: Any, at: datetime) -> None:
    if question.period.state != State.QUESTIONED:
        raise Refused(f"这一期现在是“{question.period.get_state_display()}”，不能再结转。", rule=rules.QUESTIONS)
    if question.is_answered:
        raise Refused("这条质询已经答复，不用结转。", rule=rules.QUESTIONS)
    if question.carried_at is not None:
        raise Refused("这条质询已经结转。", rule=rules.QUESTIONS)


@step(VoucherQuestion, only=_only_group_of, judge=_judge_open, says="结转下期")
def carry_over(question: VoucherQuestion, by: Any, *, at: datetime, reason: str) -> None:
    """Let the period be signed with this question unanswered; the matter stays owed, the reason stands in the report."""
    if not reason.strip():
        raise Refused("请写明为什么不等答复就结转，报告里会写上。", rule=rules.QUESTIONS)
    question.carried_at, question.carried_because = at, reason.strip()[:200]
