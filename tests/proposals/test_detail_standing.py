"""The one line of a proposal: who owes what by when, and what its reader can do now."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from proposals import workflow
from proposals.models import Proposal
from proposals.reading import Reader, course, read, standing
from tests import factories as make
from ymdm.duties.models import lit
from ymdm.organization.models import Person
from ymdm.workdays import calendar

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return make.bureau()


def line(proposal, person, can=()) -> str:
    filed = read(Proposal.objects.all(), proposal.pk)
    person = Person.objects.get(pk=person.pk)
    return str(standing(filed.proposal, lit(filed.owed), Reader.of(filed.proposal, person), can))


def stations(proposal, person) -> list[tuple[str, str]]:
    filed = read(Proposal.objects.all(), proposal.pk)
    owed = lit(filed.owed)
    return [
        (one.name, one.status)
        for one in course(filed.proposal, owed, Reader.of(filed.proposal, Person.objects.get(pk=person.pk)), calendar())
    ]


STATES = [
    # how it is made, what the line says, names of the stations that are done, the one that is current
    ("draft", {}, "还是草稿，已有 0 名代表附议，还差 2 名才能提交。", "", "起草"),
    ("co_signed", {}, "还是草稿，附议人数已够，等待提案人提交。", "", "起草"),
    ("submitted", {}, "提案委员会应在", "提出", "审查"),
    ("filed", {}, "工会应在", "提出 立案", "交办"),
    ("assigned", {}, "人事劳动处应在", "提出 立案 交办", "答复"),
    ("in_progress", {}, "人事劳动处应在", "提出 立案 交办", "答复"),
    ("reply_draft", {}, "宋致远应在", "提出 立案 交办", "答复"),
    ("replied", {}, "提案人应在", "提出 立案 交办 答复", "代表评价"),
    ("evaluated", {}, "工会应在", "提出 立案 交办 答复 代表评价", "办结"),
    ("rehandling", {}, "人事劳动处应在", "提出 立案 交办 首次答复 代表评价", "再办理"),
    ("replied_again", {}, "提案人应在", "提出 立案 交办 首次答复 代表评价 再办理", "再次评价"),
    ("leader_review", {}, "单位领导应在", "提出 立案 交办 首次答复 代表评价 再办理 再次评价", "领导审定"),
    ("closed", {}, "已经办结，没有谁还欠答复。", "提出 立案 交办 答复 代表评价 办结", ""),
    ("closed", {"result_class": "B"}, "已经办结；人事劳动处应在", "提出 立案 交办 答复 代表评价 办结", ""),
]


@pytest.mark.parametrize(("name", "how", "says", "done", "now"), STATES)
def test_each_state_says_who_owes_what_and_where_it_stands(house, name, how, says, done, now):
    proposal = getattr(make, name)(house, **how)
    assert line(proposal, house.inspector).startswith(says)
    told = stations(proposal, house.inspector)
    assert " ".join(station for station, status in told if status == "done") == done
    assert "".join(station for station, status in told if status in {"now", "late"}) == now


OUTCOMES = [
    ("not_filed", "solved", "审查决定不立案，理由已经书面告知提案人和附议人，办理到此结束。", [("提出", "done"), ("不立案", "done")]),
    ("forwarded_up", "beyond_authority", "工会应在", [("提出", "done"), ("转上级", "done"), ("告知上级答复", "now"), ("办结", "todo")]),
]  # fmt: skip


@pytest.mark.parametrize(("outcome", "reason", "says", "river"), OUTCOMES)
def test_each_outcome_of_the_review_has_its_river(house, outcome, reason, says, river):
    proposal = make.reviewed(house, outcome, reason)
    assert line(proposal, house.inspector).startswith(says)
    assert stations(proposal, house.inspector) == river


def test_a_merged_proposal_points_to_the_one_that_is_answered_in_its_place(house):
    head = make.filed(house)
    twin = make.reviewed(house, "merged", "same_matter", into=head)
    assert line(twin, house.proposer).startswith(f"已经并入 {head.number}，在那件提案里一并答复和评价")
    assert stations(twin, house.proposer) == [("提出", "done"), ("并案", "done")]


def test_a_withdrawn_one_says_so(house):
    proposal = make.submitted(house)
    workflow.withdraw(proposal, house.proposer, reason="已在会上解决")
    assert line(proposal, house.proposer) == "提案人已经撤回，不再办理，提案和原因留在记录里。"
    assert stations(proposal, house.proposer) == [("提出", "done"), ("撤回", "done")]


def test_whoever_is_waited_for_is_addressed(house):
    proposal = make.replied(house)
    assert line(proposal, house.proposer, ["评价答复"]).startswith("您应在")
    assert line(proposal, house.proposer, ["评价答复"]).endswith("您现在可以评价答复。")
    assert line(proposal, house.handler).endswith("您现在不用办什么。")
    assert line(proposal, house.seconders[0]).endswith("您现在不用办什么，有进展会发消息告诉您。")


def test_countersigning_is_waited_for_and_not_the_reply_behind_it(house):
    proposal = make.reply_draft(house, assisting=[house.logistics, house.finance])
    said = line(proposal, house.inspector)
    assert said.startswith("后勤服务中心、财务处应在")
    assert "会签答复稿" in said
    assert "协办意见" not in said


def test_a_late_answer_is_late_in_the_line_and_on_the_river(house):
    start = timezone.now() - timedelta(days=130)
    with time_machine.travel(start):
        proposal = make.in_progress(house)
    assert "逾期" in line(proposal, house.inspector)
    assert ("答复", "late") in stations(proposal, house.inspector)


def test_a_returned_proposal_says_what_happens_if_it_does_not_come_back(house):
    proposal = make.submitted(house)
    workflow.send_back(proposal, house.union, reason="unclear", text="请写明标准。")
    assert line(proposal, house.proposer).startswith("您应在")
    assert "逾期没有重新提交的，按不立案处理。" in line(proposal, house.proposer)
    assert ("退回补充", "now") in stations(proposal, house.proposer)


def test_a_stopped_clock_is_called_so(house):
    proposal = make.assigned(house)
    workflow.object_to_assignment(proposal, house.handler, reason="不归本处管。")
    assert "答复的期限暂停计时" in line(proposal, house.proposer)
    assert "工会应在" in line(proposal, house.proposer)
