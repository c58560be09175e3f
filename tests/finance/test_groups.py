"""民主理财小组: elected, not by those who keep the accounts, at least three, led by a representative; ended ones stay."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from proposals.finance import workflow
from proposals.finance.models import FinanceGroup, GroupMember, ReviewPeriod
from tests import factories as make
from tests.finance import scenes
from ymdm.duties.models import Duty
from ymdm.notices.models import Notice
from ymdm.organization.models import Role
from ymdm.workflow import NoAuthority, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return make.bureau()


def test_a_group_keeps_who_elected_it_when_and_how(house):
    made = scenes.group(house)
    election = made.elections.get()
    assert (election.body, election.session, election.how[:2]) == ("congress", house.session, "大会")
    assert [seat.person for seat in made.members.all()] == scenes.members(house)
    assert {row.person for row in Notice.objects.filter(kind="finance-elected")} == set(scenes.members(house))


def _somebody(house, who: str):
    return {
        "accountant": lambda: make.person(house.finance, "莫怀远"),
        "head of finance": lambda: make.person(house.finance, role=Role.UNIT_HEAD),
        "stranger": lambda: make.person(make.unit("别的局")),
        "left": lambda: make.person(house.branch, left_on=timezone.localdate()),
        "employee": lambda: house.employee,
    }[who]()


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        ("accountant", "记账或者管账.*FIN-01"), ("head of finance", "记账或者管账"), ("stranger", "不是.*的职工"),
        ("left", "已经离开"), ("employee", ""),
    ],
)  # fmt: skip
def test_whoever_keeps_the_accounts_or_is_no_employee_cannot_be_elected(house, who, sentence):
    person = _somebody(house, who)
    if not sentence:
        assert scenes.group(house, members=[*scenes.members(house), person]).members.count() == 4
        return
    with pytest.raises(Refused, match=sentence):
        scenes.group(house, members=[*scenes.members(house), person])
    assert not FinanceGroup.objects.exists()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"members": []}, "只有 1 人.*不少于 3 人"), ({"how": " "}, "怎么选举"), ({"session": None}, "请选择届次"),
        ({"held_on": timezone.localdate() + timedelta(days=2)}, "不能晚于今天"),
        ({"until_on": timezone.localdate()}, "任期要晚于"),
    ],
    ids=["few", "how", "session", "tomorrow", "term"],
)  # fmt: skip
def test_an_election_is_whole_or_refused(house, change, sentence):
    with pytest.raises(Refused, match=sentence):
        scenes.group(house, **change)


def test_a_group_of_the_congress_is_led_by_a_representative(house):
    with pytest.raises(Refused, match=r"不是职工代表.*CON-42"):
        scenes.group(house, members=[*scenes.members(house), house.employee], head=house.employee)
    elected = scenes.group(
        house, body="employees", session=None, members=[*scenes.members(house), house.employee], head=house.employee
    )
    assert elected.head == house.employee


def test_one_group_at_a_time_and_an_ended_one_stays(house):
    made = scenes.group(house)
    with pytest.raises(Refused, match="已经有在任的"):
        scenes.group(house)
    with pytest.raises(IntegrityError), transaction.atomic():
        FinanceGroup.objects.create(
            unit=house.unit, keeper=house.finance, rhythm="month", head=house.proposer, until_on=made.until_on,
            founded_at=timezone.now(),
        )  # fmt: skip
    workflow.end_group(made, house.union, reason="换届")
    scenes.group(house)
    assert FinanceGroup.objects.count() == 2 and made.members.count() == 3


def test_a_group_does_not_end_while_accounts_are_not_signed(house):
    period = scenes.opened(house)
    with pytest.raises(Refused, match="还没有审完"):
        workflow.end_group(period.group, house.union, reason="换届")


def test_somebody_leaves_and_somebody_is_elected_later(house):
    made = scenes.group(house)
    with pytest.raises(Refused, match="不足 3 人"):
        workflow.part(made, house.union, person=house.seconders[0], reason="退休")
    again = {"body": "employees", "held_on": timezone.localdate(), "how": "职工大会举手表决，全票"}
    with pytest.raises(Refused, match="已经在小组里"):
        workflow.elect(made, house.union, members=[house.seconders[0]], **again)
    workflow.elect(made, house.union, members=[house.employee], **again)
    with pytest.raises(Refused, match="先更换组长"):
        workflow.part(made, house.union, person=house.proposer, reason="退休")
    workflow.part(made, house.union, person=house.seconders[0], reason="退休")
    assert GroupMember.objects.sitting().count() == 3 and made.members.count() == 4
    with pytest.raises(Refused, match="不是职工代表"):
        workflow.choose_head(made, house.union, head=house.employee)
    year, quarter = scenes.last_quarter()
    period = workflow.open_period(made, house.proposer, year=year, quarter=quarter)
    workflow.choose_head(made, house.union, head=house.seconders[1])
    assert Duty.objects.of(period).owed().get(kind="finance.review").person == house.seconders[1]


def test_only_the_union_registers_a_group(house):
    for person in (house.leader, house.proposer, house.finance_handler, house.admin):
        with pytest.raises(NoAuthority):
            workflow.found(
                house.unit, person, keeper=house.finance, rhythm="quarter", head=house.proposer, members=[], body="congress",
                held_on=timezone.localdate(), how="x", until_on=timezone.localdate(),
            )  # fmt: skip


def test_a_period_opens_with_a_duty_of_the_head_and_one_of_the_keepers(house):
    period = scenes.opened(house)
    owed = {duty.kind: duty for duty in Duty.objects.of(period).owed()}
    assert owed["finance.review"].person == house.proposer and owed["finance.review"].due_on >= timezone.localdate()
    assert owed["finance.hand_in"].unit == house.finance
    assert Duty.objects.owed_by(house.finance_handler).filter(kind="finance.hand_in").exists()
    assert Duty.objects.owed_by(house.proposer).filter(kind="finance.review").exists()


@pytest.mark.parametrize("monthly", [True, False], ids=["month", "quarter"])
def test_no_period_in_the_future_and_none_twice(house, monthly):
    made = scenes.group(house)
    today = timezone.localdate()
    ahead = {"year": today.year + 1, "month": 1} if monthly else {"year": today.year + 1, "quarter": 1}
    with pytest.raises(Refused, match=r"还没有到.*FIN-02"):
        workflow.open_period(made, house.proposer, **ahead)
    year, quarter = scenes.last_quarter()
    workflow.open_period(made, house.union, year=year, quarter=quarter)
    again = {"year": year, "month": 3 * quarter} if monthly else {"year": year, "quarter": quarter}
    with pytest.raises(Refused, match="已经有了"):
        workflow.open_period(made, house.proposer, **again)
    with pytest.raises(Refused, match="一个月份，或者一个季度"):
        workflow.open_period(made, house.proposer, year=year)
    with pytest.raises(NoAuthority, match="民主理财小组或者工会"):
        workflow.open_period(made, house.employee, year=year, quarter=1)
    assert ReviewPeriod.objects.count() == 1


def test_a_period_opened_by_mistake_is_called_off_and_can_be_opened_again(house):
    period = scenes.opened(house)
    with pytest.raises(Refused, match="为什么取消"):
        workflow.call_off(period, house.union, reason=" ")
    workflow.call_off(period, house.union, reason="开错了季度")
    assert not Duty.objects.of(period).owed().exists()
    workflow.open_period(period.group, house.proposer, year=period.year, quarter=period.quarter)
