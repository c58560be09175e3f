"""The review of the accounts in the demo year: a group, a quarter that was signed and published, one under way."""

from __future__ import annotations

import tomllib
from datetime import date, datetime, timedelta
from importlib.resources import files
from typing import Any

from django.utils import timezone

from congress.models import CongressSession
from proposals import workflow as proposals
from proposals.finance import reporting, workflow
from proposals.finance.models import FinanceGroup, ReviewPeriod, VoucherQuestion
from proposals.finance.rules import cents_of
from proposals.finance.workflow import VoucherRow

from .house import House
from .year import date_back, moment

OPENED = -6  # working days before the day of seeding, of the review under way


def tell_finance(house: House) -> None:
    """Hold the reviews through the workflow, in the order of the calendar."""
    story = tomllib.loads(files(__package__).joinpath("finance.toml").read_text(encoding="utf-8"))
    last = _quarter_before(house.day(-8))  # so that there was time for what is told of it
    before = _quarter_before(_first(*last))
    # Registered in the first quarter that it reviewed: earlier ones are not owed.
    group = _group(house, story["group"], house.workdays.add(_first(*before), 5))
    _published(house, group, story["published"], before)
    _under_way(house, group, story["under_way"], last)


def _first(year: int, quarter: int) -> date:
    return date(year, 3 * quarter - 2, 1)


def _quarter_before(day: date) -> tuple[int, int]:
    """The quarter that ended last before the one in which `day` lies."""
    end = date(day.year, (day.month - 1) // 3 * 3 + 1, 1) - timedelta(1)
    return end.year, (end.month - 1) // 3 + 1


def _group(house: House, told: dict[str, Any], day: date) -> FinanceGroup:
    session = CongressSession.objects.get(term=house.terms["HSZ"], number=2)
    at = moment(day, 60)
    made = workflow.found(
        house.units[told["unit"]], house.people["郑晓芸"], at=at, keeper=house.unit(told["keeper"]), rhythm="quarter",
        head=house.people[told["head"]], members=[house.people[name] for name in told["members"]], body="congress",
        session=session, held_on=house.day(-240), how=told["how"], until_on=house.terms["HSZ"].ends_on,
    )  # fmt: skip
    date_back(house, at)
    return made


def _opened(
    house: House, group: FinanceGroup, told: dict[str, Any], which: tuple[int, int], at: datetime
) -> ReviewPeriod:
    """Opened by the head, filled by the finance department; what the group says of each voucher comes later."""
    made = workflow.open_period(group, group.head, at=at, year=which[0], quarter=which[1])
    rows = [
        VoucherRow(number, made.first_on + timedelta(days), purpose, cents_of(yuan))
        for number, days, purpose, yuan, _outcome, _note in told["vouchers"]
    ]
    workflow.keep_vouchers(made, house.people["周敏"], at=at + timedelta(hours=3), rows=rows)
    workflow.hand_in(made, house.people["周敏"], at=at + timedelta(hours=4))
    date_back(house, at + timedelta(hours=4))
    return made


def _judge(period: ReviewPeriod, told: dict[str, Any], by: Any, at: datetime) -> None:
    here = {voucher.number: voucher for voucher in period.vouchers.all()}
    rows = [
        VoucherRow(number, here[number].on, purpose, cents_of(yuan), outcome, note, here[number].pk)
        for number, _days, purpose, yuan, outcome, note in told["vouchers"]
    ]
    workflow.keep_vouchers(period, by, at=at, rows=rows)


def _ask(house: House, period: ReviewPeriod, told: dict[str, Any], at: datetime) -> VoucherQuestion:
    question = told["question"]
    made = workflow.ask(
        period, house.people[question["by"]], at=at, voucher=period.vouchers.get(number=question["voucher"]),
        text=question["text"], lead=house.unit(question["lead"]), leader=house.people[question["leader"]],
        due_on=house.workdays.add(timezone.localdate(at), 10),
    )  # fmt: skip
    date_back(house, at)
    return made


def _published(house: House, group: FinanceGroup, told: dict[str, Any], which: tuple[int, int]) -> None:
    end = _first(*which) + timedelta(93)
    day = lambda offset: house.workdays.add(end, offset)  # noqa: E731
    period = _opened(house, group, told, which, moment(day(1), 40))
    _judge(period, told, group.head, moment(day(4), 90))
    question = _ask(house, period, told, moment(day(4), 120))
    matter = question.matter
    proposals.sign_for(matter, house.people["周敏"], at=moment(day(5), 60))
    proposals.draft_reply(
        matter, house.people["周敏"], at=moment(day(8), 60), result_class="A", answers={}, text=told["answer"]
    )
    matter.refresh_from_db()
    proposals.sign(matter, house.people[told["question"]["leader"]], at=moment(day(9), 60))
    date_back(house, moment(day(9), 60))
    present = [house.people[name] for name in told["present"]]
    workflow.settle(period, group.head, at=moment(day(10), 60), present=present)
    for minutes, person in enumerate(present):
        reserved = told["reservation"] if told["reservation"]["by"] == str(person) else None
        workflow.sign(
            period, person, at=moment(day(10), 120 + minutes), is_reserved=bool(reserved),
            words=reserved["words"] if reserved else "",
        )  # fmt: skip
    date_back(house, moment(day(10), 140))
    published = moment(day(12), 60)
    workflow.publish(
        period, house.people["郑晓芸"], at=published, summary=reporting.draft_summary(period) + told["summary_adds"]
    )
    matter.refresh_from_db()
    proposals.evaluate(matter, question.asked_by, at=published, attitude="satisfied", result="satisfied")
    matter.refresh_from_db()
    proposals.close(matter, house.people["郑晓芸"], at=moment(day(13), 60), note=told["closing"])
    date_back(house, moment(day(13), 60))


def _under_way(house: House, group: FinanceGroup, told: dict[str, Any], which: tuple[int, int]) -> None:
    """Some vouchers passed, one question that waits for its answer."""
    began = house.workdays.add(_first(*which) + timedelta(93), 1)
    day = max(began, house.day(OPENED))
    at = min(moment(day, 40), _now(house) - timedelta(hours=8))
    period = _opened(house, group, told, which, at)
    _judge(period, told, group.head, at + timedelta(hours=5))
    _ask(house, period, told, at + timedelta(hours=6))


def _now(house: House) -> datetime:
    """This moment; never later than the clock, whatever day is told."""
    return min(timezone.now(), moment(house.today, 60))
