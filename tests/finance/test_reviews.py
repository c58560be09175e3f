"""A review: questions are answered or carried over, more than half are there, each signs herself, nothing unsigned is published."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from proposals.finance import reporting, workflow
from proposals.finance.models import ReviewPeriod, ReviewSignature, VoucherQuestion
from proposals.models import Proposal
from tests import factories as make
from tests.finance import scenes
from ymdm.duties.models import Duty
from ymdm.ledger.models import Event
from ymdm.notices.models import Notice
from ymdm.workflow import NoAuthority, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return make.bureau()


def state(period: ReviewPeriod) -> str:
    return ReviewPeriod.objects.get(pk=period.pk).state


# --- questions ---------------------------------------------------------------------------------------------------


def test_a_question_is_a_matter_with_owner_day_and_answer(house):
    question = scenes.asked(house)
    matter = question.matter
    assert (matter.channel, matter.lead_unit, matter.reply_due_on) == ("finance", house.finance, scenes.due())
    assert matter.number.startswith("HSZ-LC-") and matter.proposer == house.proposer
    assert matter in Proposal.objects.published()  # it shows in the ledger
    assert Duty.objects.of(matter).owed().filter(unit=house.finance).exists()
    period = question.period
    assert (state(period), period.vouchers.get(number="记-001").outcome) == ("questioned", "questioned")
    assert Notice.objects.filter(kind="finance-asked").count() == 2
    assert scenes.answer(house, question).is_answered


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"voucher": None}, "请选择凭证"), ({"lead": None}, "责任单位"), ({"leader": None}, "分管领导"), ({"due_on": None}, "答复日期"),
        ({"text": " "}, "反映的是什么事"), ({"due_on": timezone.localdate()}, "晚于今天"),
    ],
    ids=["voucher", "lead", "leader", "day", "text", "today"],
)  # fmt: skip
def test_no_question_without_subject_owner_and_day(house, change, sentence):
    period = scenes.entered(house)
    with pytest.raises(Refused, match=sentence):
        scenes.ask(house, period, **change)
    assert not VoucherQuestion.objects.exists() and state(period) == "opened"


def test_nobody_signs_while_a_question_is_open(house):
    question = scenes.asked(house)
    period = question.period
    with pytest.raises(Refused, match=r"还有 1 条质询没有答复.*FIN-04"):
        workflow.settle(period, house.proposer, present=scenes.members(house))
    with pytest.raises(Refused, match=r"质询中.*不能再“签字”.*FIN-04"):
        workflow.sign(period, house.proposer)
    scenes.answer(house, question)
    workflow.settle(period, house.proposer, present=scenes.members(house))
    assert "已经分管领导批准" in period.report and state(period) == "answered"


def test_a_question_is_carried_over_with_its_reason_and_stays_owed(house):
    question = scenes.asked(house)
    with pytest.raises(Refused, match=r"为什么不等答复.*FIN-04"):
        workflow.carry_over(question, house.proposer, reason=" ")
    with pytest.raises(IntegrityError), transaction.atomic():
        VoucherQuestion.objects.update(carried_at=timezone.now())
    with pytest.raises(NoAuthority, match="民主理财小组"):
        workflow.carry_over(question, house.finance_handler, reason="等决算")
    workflow.carry_over(question, house.proposer, reason="要等年终决算")
    with pytest.raises(Refused, match="已经结转"):
        workflow.carry_over(question, house.proposer, reason="再说一次")
    period = question.period
    workflow.settle(period, house.proposer, present=scenes.members(house))
    assert "结转下期：要等年终决算" in period.report
    assert Duty.objects.of(question.matter).owed().exists()
    today = timezone.localdate()
    later = workflow.open_period(
        period.group, house.proposer, year=today.year, quarter=(today.month - 1) // 3 + 1
    )  # the one that runs
    assert reporting.carried_into(later) == [question]


def test_every_voucher_is_judged_and_a_questioned_one_has_its_question(house):
    period = scenes.entered(house)
    present = {"present": scenes.members(house)}
    with pytest.raises(Refused, match=r"还有 2 张凭证没有审：记-001、记-002.*FIN-03"):
        workflow.settle(period, house.proposer, **present)
    scenes.passed(house, period, but="记-001")
    first = period.vouchers.get(number="记-001")
    workflow.keep_vouchers(period, house.proposer, rows=[scenes.row(outcome="questioned", note="超支", pk=first.pk)])
    with pytest.raises(Refused, match="记-001标了“有质询”，还没有提出质询"):
        workflow.settle(period, house.proposer, **present)


def test_an_empty_period_and_one_that_still_runs_are_not_settled(house):
    today = timezone.localdate()
    made = workflow.open_period(
        scenes.group(house), house.proposer, year=today.year, quarter=(today.month - 1) // 3 + 1
    )
    with pytest.raises(Refused, match=r"还没有结束.*FIN-02"):
        workflow.settle(made, house.proposer, present=scenes.members(house))
    year, quarter = scenes.last_quarter()
    empty = workflow.open_period(made.group, house.proposer, year=year, quarter=quarter)
    with pytest.raises(Refused, match="还没有登记凭证"):
        workflow.settle(empty, house.proposer, present=scenes.members(house))


# --- signatures --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("there", "of", "holds"), [(3, 3, True), (2, 3, True), (1, 3, False), (2, 4, False), (3, 4, True)]
)
def test_more_than_half_of_all_members_are_there(house, there, of, holds):
    group = scenes.group(house, members=[*scenes.members(house), house.employee][:of])
    year, quarter = scenes.last_quarter()
    period = workflow.open_period(group, house.proposer, year=year, quarter=quarter)
    workflow.keep_vouchers(period, house.proposer, rows=[scenes.row(outcome="passed")])
    present = [*scenes.members(house), house.employee][:there]
    if holds:
        workflow.settle(period, house.proposer, present=present)
        assert set(period.present.all()) == set(present)
    else:
        with pytest.raises(Refused, match=rf"小组 {of} 人，到会 {there} 人，没有过半数.*FIN-05"):
            workflow.settle(period, house.proposer, present=present)


def test_each_of_those_present_signs_for_herself_and_once(house):
    period = scenes.settled(house)
    first, second, third = scenes.members(house)
    assert Duty.objects.of(period).owed().filter(kind="finance.sign").count() == 3
    workflow.sign(period, first)
    with pytest.raises(Refused, match=r"已经签过字.*FIN-05"):
        workflow.sign(period, first)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewSignature.objects.create(period=period, person=first, report_sha256="", at=timezone.now())
    for person in (house.union, house.finance_handler, house.employee):
        with pytest.raises(NoAuthority, match="组员本人"):
            workflow.sign(period, person)
    workflow.sign(period, second)
    assert state(period) == "answered"
    workflow.sign(period, third, is_reserved=True, words="差旅费比去年高。")
    assert state(period) == "signed" and period.signed_at
    assert not Duty.objects.of(period).owed().exclude(kind="finance.publish").exists()
    assert Duty.objects.owed_by(house.union).filter(kind="finance.publish").exists()
    assert Event.objects.of(period).filter(act="finance.sign").count() == 3


def test_whoever_was_not_there_does_not_sign(house):
    period = scenes.settled(house, present=scenes.members(house)[:2])
    with pytest.raises(Refused, match="没有到会"):
        workflow.sign(period, scenes.members(house)[2])
    for person in scenes.members(house)[:2]:
        workflow.sign(period, person)
    assert state(period) == "signed"


def test_a_reservation_has_its_words(house):
    period = scenes.settled(house)
    with pytest.raises(Refused, match="请写明意见"):
        workflow.sign(period, house.proposer, is_reserved=True, words=" ")
    workflow.sign(period, house.proposer, is_reserved=True, words="差旅费比去年高。")
    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewSignature.objects.update(words="")


def test_who_moved_to_the_finance_department_cannot_sign_any_more(house):
    period = scenes.settled(house)
    house.proposer.unit = house.finance
    house.proposer.save()
    with pytest.raises(Refused, match=r"不能签自己的账.*FIN-01"):
        workflow.sign(period, house.proposer)


def test_the_report_is_frozen_at_the_first_signature(house):
    period = scenes.settled(house)
    assert "审查凭证 2 张，金额合计 1,290.50 元：通过 2 张 1,290.50 元。" in period.report
    workflow.edit_report(period, house.seconders[0], report=f"{period.report}\n建议严格会议费审批。")
    workflow.sign(period, house.proposer)
    for act, typed in (
        ("edit_report", {"report": "x"}), ("reopen", {"reason": "x"}),
        ("ask", {"about": "差旅", "text": "x", "lead": house.finance, "leader": house.leader, "due_on": scenes.due()}),
    ):  # fmt: skip
        with pytest.raises(Refused, match=r"已经有人签字.*FIN-05"):
            getattr(workflow, act)(period, house.proposer, **typed)
    with pytest.raises(Refused, match=r"FIN-03"):
        workflow.keep_vouchers(period, house.proposer, rows=[scenes.row("记-099")])
    assert "建议严格会议费审批。" in ReviewPeriod.objects.get(pk=period.pk).report


def test_before_that_it_can_go_back_to_the_vouchers(house):
    period = scenes.settled(house)
    workflow.reopen(period, house.proposer, reason="漏了一张凭证")
    assert state(period) == "opened" and not Duty.objects.of(period).owed().filter(kind="finance.sign").exists()
    workflow.keep_vouchers(period, house.proposer, rows=[scenes.row("记-003", outcome="passed")])
    workflow.settle(period, house.proposer, present=scenes.members(house))
    assert "审查凭证 3 张" in period.report


# --- publication -------------------------------------------------------------------------------------------------


def test_nothing_unsigned_is_published(house):
    for make_it in (scenes.entered, scenes.settled):
        with transaction.atomic():
            period = make_it(house)
            with pytest.raises(Refused, match=r"不能再“公布审查结果”.*FIN-06"):
                workflow.publish(period, house.union, summary="已审。")
            with pytest.raises(IntegrityError), transaction.atomic():
                ReviewPeriod.objects.filter(pk=period.pk).update(
                    state="published", summary="已审。", published_at=timezone.now()
                )
            transaction.set_rollback(True)


def test_published_in_full_to_representatives_and_as_a_summary_to_all(house):
    period = scenes.published(house)
    assert not Duty.objects.of(period).owed().exists()
    told = {row.person for row in Notice.objects.filter(kind="finance-published")}
    assert told == set(scenes.members(house))
    assert ReviewPeriod.objects.open_to(house.proposer).exists()
    assert ReviewPeriod.objects.visible_to(house.employee).exists()
    assert not ReviewPeriod.objects.open_to(house.employee).exists()
    stranger = make.person(make.unit("别的局"))
    assert not ReviewPeriod.objects.visible_to(stranger).exists()


@pytest.mark.parametrize(
    ("made", "sees"),
    [
        ("entered", {"proposer", "union", "leader", "inspector", "finance_handler"}),
        ("signed", {"proposer", "other", "union", "leader", "inspector", "finance_handler"}),
    ],
)  # fmt: skip
def test_an_open_review_is_for_the_group_and_a_signed_one_for_every_representative(house, made, sees):
    period = getattr(scenes, made)(house)
    people = {name: getattr(house, name) for name in ("proposer", "union", "leader", "inspector", "finance_handler")}
    people |= {name: getattr(house, name) for name in ("handler", "employee", "admin", "supervisor")}
    people["other"] = make.representative(house.term, house.branch)
    for name, person in people.items():
        assert ReviewPeriod.objects.visible_to(person).filter(pk=period.pk).exists() is (name in sees), name


def test_a_correction_stands_on_top_and_the_signed_text_stays(house):
    period = scenes.published(house)
    before = period.report
    with pytest.raises(Refused, match="更正什么"):
        workflow.correct(period, house.proposer, text="合计应为 1,290.00 元。", reason=" ")
    workflow.correct(period, house.proposer, text="合计应为 1,290.00 元。", reason="记-001 尾数录错")
    fresh = ReviewPeriod.objects.get(pk=period.pk)
    assert (fresh.report, fresh.summary) == (before, period.summary)
    assert fresh.corrections.get().by == house.proposer
    assert Notice.objects.filter(kind="finance-corrected", person=house.seconders[0]).exists()


def test_the_review_is_due_some_working_days_after_the_period_and_red_after_that(house):
    period = scenes.opened(house)
    duty = Duty.objects.of(period).get(kind="finance.review")
    with time_machine.travel(timezone.now() + timedelta(days=60), tick=False):
        assert duty.light_on(timezone.localdate()).tone == "red"
