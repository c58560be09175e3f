"""The committee's review: PRO-14 to PRO-18."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from proposals import kinds, sweep, workflow
from proposals.models import State
from tests import factories as make
from ymdm.ledger.models import Event
from ymdm.notices.models import Notice
from ymdm.workdays import calendar
from ymdm.workflow import NoAuthority, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return make.bureau()


def decide(house, proposal, **typed):
    typed = {"outcome": "filed", "reason": "fit", "text": "符合条件。", "ayes": 5} | typed
    typed.setdefault("meeting", make.meeting(house))
    workflow.review(proposal, typed.pop("by", house.union), **typed)


def test_a_filed_proposal_owes_its_assignment_and_everyone_is_told_why(house):
    proposal = make.submitted(house)
    decide(house, proposal)
    assert (proposal.state, proposal.outcome, proposal.filed_on) == (State.FILED, "filed", timezone.localdate())
    assert proposal.duties.owed().get().kind == kinds.ASSIGN
    assert proposal.duties.owed().get().opened_on == house.session.held_on  # “会后 10 个工作日”
    told = Notice.objects.filter(kind="proposal-reviewed")
    assert {notice.person for notice in told} == {house.proposer, *house.seconders}
    assert "符合立案条件" in told.first().text


def test_a_member_steps_aside_on_the_own_proposal_and_is_not_counted(house):
    member = house.committee[0]
    make.give_mandate(house.term, make.SYSTEM, person=member, delegation=house.delegation, from_on=house.term.begins_on)
    member.forget_grants()
    proposal = make.submitted(house, by=member)
    meeting = make.meeting(house, present=3)
    with pytest.raises(Refused, match="到会且不需回避的 2 人，没有过半数"):
        decide(house, proposal, meeting=meeting, ayes=2)
    meeting = make.meeting(house, present=4)
    with pytest.raises(Refused, match="多于可以表决的 3 人"):
        decide(house, proposal, meeting=meeting, ayes=4)
    decide(house, proposal, meeting=meeting, ayes=2, nays=1)
    assert list(proposal.reviews.get().aside.all()) == [member]


def test_later_changes_of_the_committee_change_no_earlier_meeting(house):
    proposal = make.submitted(house)
    meeting = make.meeting(house, present=3)
    for _ in range(4):
        make.person(house.unit, role="committee_member")
    decide(house, proposal, meeting=meeting, ayes=3)
    assert proposal.state == State.FILED


def test_a_sitting_before_the_submission_did_not_review_it(house):
    proposal = make.submitted(house)
    day = timezone.localdate() - timedelta(days=3)
    with pytest.raises(Refused, match="会议在提案提交之前"):
        decide(house, proposal, meeting=make.meeting(house, held_on=day))


def test_only_members_sit_and_no_meeting_lies_in_the_future(house):
    with pytest.raises(Refused, match="不是提案委员会委员"):
        workflow.record_meeting(house.unit, house.union, held_on=timezone.localdate(), present=[house.employee])
    with pytest.raises(Refused, match="不能晚于今天"):
        tomorrow = timezone.localdate() + timedelta(days=1)
        workflow.record_meeting(house.unit, house.union, held_on=tomorrow, present=house.committee)


@pytest.mark.parametrize("who", ["branch_union", "handler", "leader", "inspector", "admin", "employee", "proposer"])
def test_only_the_union_of_the_congress_enters_a_decision(house, who):
    proposal = make.submitted(house)
    with pytest.raises(NoAuthority, match="没有“审查”的权限"):
        decide(house, proposal, by=getattr(house, who))
    assert proposal.duties.owed().get().kind == kinds.REVIEW


def test_a_merger_keeps_every_author_and_its_number(house):
    head = make.filed(house)
    other = make.representative(house.term, house.branch, delegation_=house.delegation)
    second = make.submitted(house, by=other, title="提高野外补助")
    decide(house, second, outcome="merged", reason="same_matter", into=head)
    assert (second.state, second.merged_into, second.number) == (State.MERGED, head, "HSZ-6-2-002")
    head.refresh_from_db()
    assert set(head.proposers()) == {house.proposer, other}
    assert set(head.signatories()) == {house.proposer, other, *house.seconders}
    assert not second.duties.owed().exists()


def test_merging_a_head_takes_its_followers_along(house):
    first, second, third = make.submitted(house), make.submitted(house), make.submitted(house)
    decide(house, first, outcome="merged", reason="same_matter", into=second)
    decide(house, second, outcome="merged", reason="same_matter", into=third)
    first.refresh_from_db()
    assert (first.merged_into, second.merged_into) == (third, third)


def test_nothing_is_merged_into_itself_or_into_what_is_answered(house):
    proposal = make.submitted(house)
    with pytest.raises(Refused, match="并入它自己"):
        decide(house, proposal, outcome="merged", reason="same_matter", into=proposal)
    with pytest.raises(Refused, match="请选择并入哪一件"):
        decide(house, proposal, outcome="merged", reason="same_matter")
    answered = make.replied(house)
    with pytest.raises(Refused, match="不能再并入"):
        decide(house, proposal, outcome="merged", reason="same_matter", into=answered)


@pytest.mark.parametrize(
    ("outcome", "reason", "owed"),
    [("converted", "suggestion", kinds.ASSIGN), ("forwarded_up", "beyond_authority", kinds.RELAY)],
)
def test_what_is_not_filed_but_useful_keeps_its_own_answer_duty(house, outcome, reason, owed):
    proposal = make.reviewed(house, outcome, reason)
    assert (proposal.state, proposal.filed_on) == (outcome, None)
    assert proposal.duties.owed().get().kind == owed


def test_a_refusal_is_answered_by_its_written_reason(house):
    proposal = make.reviewed(house, "not_filed", "solved")
    assert not proposal.duties.owed().exists()
    text = Notice.objects.get(kind="proposal-reviewed", person=house.proposer).text
    assert "问题已经解决" in text and "经审查讨论决定" in text


def test_what_went_up_is_closed_by_the_superiors_answer(house):
    proposal = make.reviewed(house, "forwarded_up", "beyond_authority")
    workflow.relay_answer(proposal, house.union, text="黄委答复：已列入明年计划。")
    assert (proposal.state, proposal.replied_on) == (State.CLOSED, timezone.localdate())
    assert not proposal.duties.owed().exists()


def test_a_return_that_is_not_answered_in_five_working_days_ends_by_rule(house):
    proposal = make.submitted(house)
    workflow.send_back(proposal, house.union, reason="incomplete", text="请补充数字。")
    due = proposal.duties.owed().get().due_on
    assert calendar().between(timezone.localdate(), due) == 5
    assert sweep.lapse_all() == 0
    with time_machine.travel(timezone.now() + (due - timezone.localdate()) + timedelta(days=1)):
        assert sweep.lapse_all() == 1
        assert sweep.lapse_all() == 0
    proposal.refresh_from_db()
    assert (proposal.state, proposal.outcome) == (State.NOT_FILED, "not_filed")
    event = Event.objects.of(proposal).last()
    assert (event.act, event.actor_label, event.actor_role) == ("proposals.lapse_return", "系统", "系统")
