"""The words of a review: the report as the system drafts it, and the summary. Every number is counted from the rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from proposals.models import Reply
from ymdm.organization.models import Person
from ymdm.ui import words

from .models import ReviewPeriod, Voucher, VoucherQuestion
from .rules import yuan

NOT_COUNTED = Voucher.Outcome.VOID


def questions_of(period: ReviewPeriod) -> list[VoucherQuestion]:
    """The questions of a review with matter, unit and signed answers. Two queries."""
    replies = Prefetch("matter__replies", Reply.objects.signed())
    found = period.questions.select_related("voucher", "asked_by", "matter__lead_unit").prefetch_related(replies)
    return list(found)


def carried_into(period: ReviewPeriod) -> list[VoucherQuestion]:
    """What earlier reviews of the unit carried over and nobody had answered when this one began."""
    replies = Prefetch("matter__replies", Reply.objects.signed())
    found = VoucherQuestion.objects.filter(
        period__unit=period.unit_id, period__last_on__lt=period.last_on, carried_at__isnull=False
    ).exclude(matter__replied_on__lt=timezone.localdate(period.opened_at))
    return list(found.select_related("period__unit", "voucher", "matter__lead_unit").prefetch_related(replies))


def answer_of(question: VoucherQuestion) -> Any:
    """The last signed answer, or None."""
    replies = list(question.matter.replies.all())
    return replies[-1] if replies else None


def counted(totals: dict[str, tuple[int, int]]) -> str:
    """“审查凭证 12 张，金额合计 3,456.00 元：通过 11 张 3,400.00 元，退回 1 张 56.00 元。”"""
    number, cents = totals["all"]
    parts = [
        f"{outcome.label} {totals[outcome][0]} 张 {yuan(totals[outcome][1])} 元"
        for outcome in Voucher.Outcome
        if outcome in totals and outcome != NOT_COUNTED
    ]
    void = f"另有作废 {totals[NOT_COUNTED][0]} 张，不计入合计。" if NOT_COUNTED in totals else ""
    return f"审查凭证 {number} 张，金额合计 {yuan(cents)} 元{'：' if parts else ''}{'，'.join(parts)}。{void}"


def draft_report(period: ReviewPeriod, present: Sequence[Person]) -> str:
    """The report on a review as it stands. The group may put it into other words until somebody signs."""
    seats = period.group.members.sitting().count()
    names = "、".join(str(person) for person in present)
    questions = questions_of(period)
    lines = [
        f"{period.unit}{period.label}账目审查报告",
        "",
        "一、审查情况",
        f"民主理财小组 {seats} 人，到会 {len(present)} 人：{names}。{counted(period.vouchers.totals())}",
        "",
        "二、质询和答复",
        *([_asked(number, question) for number, question in enumerate(questions, start=1)] or ["本期没有提出质询。"]),
    ]
    if carried := carried_into(period):
        lines += ["", "三、上期结转的质询"]
        lines += [_asked(number, question) for number, question in enumerate(carried, start=1)]
    if returned := list(period.vouchers.filter(outcome=Voucher.Outcome.RETURNED)):
        lines += ["", f"{'四' if carried else '三'}、退回的凭证"]
        lines += [f"{voucher.number}　{voucher.purpose}　{voucher.yuan} 元：{voucher.note}" for voucher in returned]
    return "\n".join(lines)


def _asked(number: int, question: VoucherQuestion) -> str:
    matter, answer = question.matter, answer_of(question)
    head = f"{number}. {question.subject}：{question.text.rstrip('。')}。（{matter.number}，{matter.lead_unit}）"
    if answer is not None:
        return f"{head}{words.day(answer.signed_at)}答复：{answer.text}"
    if question.carried_because:
        return f"{head}还没有答复，结转下期：{question.carried_because.rstrip('。')}。"
    return f"{head}还没有答复。"


def draft_summary(period: ReviewPeriod) -> str:
    """What all employees may read of it: numbers and no name."""
    questions = list(period.questions.select_related("matter"))
    answered = sum(question.is_answered for question in questions)
    signed = list(period.signatures.all())
    reserved = sum(row.is_reserved for row in signed)
    asked = f"提出质询 {len(questions)} 条，已答复 {answered} 条，结转下期 {len(questions) - answered} 条。"
    return (
        f"{period.unit}{period.label}的账目已由民主理财小组审查并签字。{counted(period.vouchers.totals())}"
        f"{asked if questions else '没有提出质询。'}"
        f"到会组员 {len(signed)} 人全部签字{f'，其中 {reserved} 人保留意见' if reserved else '，没有保留意见'}。"
    )
