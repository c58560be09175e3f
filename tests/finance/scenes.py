"""What the tests of the review of the accounts begin with, by the workflow."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from proposals import workflow as proposals
from proposals.finance import workflow
from proposals.finance.models import FinanceGroup, ReviewPeriod, Voucher, VoucherQuestion
from proposals.finance.rules import first_and_last
from proposals.finance.workflow import VoucherRow
from tests.factories import House
from ymdm.organization.models import Person
from ymdm.workdays import calendar


def last_quarter() -> tuple[int, int]:
    """Year and number of the quarter that ended last."""
    end = _quarter_began(timezone.localdate()) - timedelta(days=1)
    return end.year, (end.month - 1) // 3 + 1


def _quarter_began(day: date) -> date:
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def in_period(days: int = 0) -> date:
    """A day in the quarter that ended last."""
    return first_and_last(last_quarter()[0], None, last_quarter()[1])[0] + timedelta(days=days)


def due() -> date:
    return calendar().add(timezone.localdate(), 10)


def members(house: House) -> list[Person]:
    return [house.proposer, *house.seconders]


def group(house: House, **fields: Any) -> FinanceGroup:
    """Three representatives, led by the proposer, review every quarter what the finance department keeps."""
    typed = {
        "keeper": house.finance, "rhythm": "quarter", "head": house.proposer, "members": members(house), "body": "congress",
        "session": house.session, "held_on": timezone.localdate(), "how": "大会无记名投票，87 票中各得 81 票以上",
        "until_on": timezone.localdate() + timedelta(days=700),
    } | fields  # fmt: skip
    return workflow.found(house.unit, house.union, **typed)


def opened(house: House) -> ReviewPeriod:
    year, quarter = last_quarter()
    made = workflow.open_period(group(house), house.proposer, year=year, quarter=quarter)
    return made


def row(number: str = "记-001", **fields: Any) -> VoucherRow:
    typed = {"number": number, "on": in_period(5), "purpose": "会议费", "cents": 123450} | fields
    return VoucherRow(**typed)


def entered(house: House, *rows: VoucherRow) -> ReviewPeriod:
    """With vouchers that the finance side entered: two, unless others are given."""
    made = opened(house)
    workflow.keep_vouchers(
        made, house.finance_handler, rows=list(rows) or [row(), row("记-002", purpose="办公用品", cents=5600)]
    )
    return made


def passed(house: House, period: ReviewPeriod, *, but: str = "") -> ReviewPeriod:
    """The group has passed every voucher, `but` one."""
    rows = [
        VoucherRow(one.number, one.on, one.purpose, one.cents, "passed", "", one.pk)
        for one in period.vouchers.exclude(number=but)
    ]
    workflow.keep_vouchers(period, house.proposer, rows=rows)
    return period


def asked(house: House, **fields: Any) -> VoucherQuestion:
    """One voucher is passed, about the other a question was asked."""
    period = entered(house)
    passed(house, period, but="记-001")
    return ask(house, period, **fields)


def ask(house: House, period: ReviewPeriod, **fields: Any) -> VoucherQuestion:
    typed = {
        "voucher": Voucher.objects.get(period=period, number="记-001"), "text": "会议费超出年初预算，为什么。",
        "lead": house.finance, "leader": house.leader, "due_on": due(),
    } | fields  # fmt: skip
    return workflow.ask(period, house.proposer, **typed)


def answer(house: House, question: VoucherQuestion) -> VoucherQuestion:
    """The finance department answers, the leader signs."""
    matter = question.matter
    proposals.sign_for(matter, house.finance_handler)
    proposals.draft_reply(
        matter, house.finance_handler, result_class="A", answers={},
        text="会议多开半天，增加场租 400 元，已经分管领导批准，下半年压减两次会议，由财务处负责。",
    )  # fmt: skip
    matter.refresh_from_db()
    proposals.sign(matter, house.leader)
    return VoucherQuestion.objects.get(pk=question.pk)


def settled(house: House, present: list[Person] | None = None) -> ReviewPeriod:
    """Everything passed, the report drafted, nobody has signed."""
    period = passed(house, entered(house))
    workflow.settle(period, house.proposer, present=members(house) if present is None else present)
    return ReviewPeriod.objects.get(pk=period.pk)


def signed(house: House) -> ReviewPeriod:
    period = settled(house)
    for person in members(house):
        workflow.sign(period, person)
    return ReviewPeriod.objects.get(pk=period.pk)


def published(house: House) -> ReviewPeriod:
    period = signed(house)
    workflow.publish(period, house.union, summary="本季度账目已审查签字，没有质询。")
    return ReviewPeriod.objects.get(pk=period.pk)
