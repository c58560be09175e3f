"""After the answer: PRO-30, PRO-32 to PRO-37."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from proposals import kinds, sweep, workflow
from proposals.models import State
from tests import factories as make
from ymdm.notices.models import Notice
from ymdm.workdays import calendar
from ymdm.workflow import NoAuthority, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return make.bureau()


def rate(proposal, by, result="satisfied", attitude="satisfied", text=""):
    workflow.evaluate(proposal, by, attitude=attitude, result=result, text=text)


def test_a_satisfied_rating_owes_the_closure(house):
    proposal = make.evaluated(house)
    assert (proposal.state, proposal.grade) == (State.EVALUATED, "satisfied")
    assert proposal.duties.owed().get().kind == kinds.CLOSE


def test_two_marks_are_asked_and_dissatisfaction_has_words(house):
    proposal = make.replied(house)
    with pytest.raises(Refused, match="各选一个评价"):
        rate(proposal, house.proposer, attitude="")
    with pytest.raises(Refused, match="哪里不满意"):
        rate(proposal, house.proposer, result="dissatisfied")
    assert proposal.state == State.REPLIED


def test_only_signatories_rate_and_each_once(house):
    proposal = make.replied(house)
    with pytest.raises(NoAuthority, match="提案人和附议人"):
        rate(proposal, house.employee)
    rate(proposal, house.seconders[0], result="basically")
    with pytest.raises(Refused, match="已经评价过"):
        rate(proposal, house.seconders[0])
    assert proposal.state == State.REPLIED  # the proposer's word decides


def test_a_co_signer_is_heard_beside_and_does_not_decide(house):
    proposal = make.replied(house)
    rate(proposal, house.seconders[0], result="dissatisfied", text="太慢")
    rate(proposal, house.proposer)
    assert (proposal.state, proposal.grade) == (State.EVALUATED, "satisfied")
    assert proposal.replies.get().evaluations.count() == 2


def test_after_a_merger_every_proposer_rates_and_the_lowest_grade_stands(house):
    head = make.filed(house)
    other = make.representative(house.term, house.branch, delegation_=house.delegation)
    second = make.submitted(house, by=other)
    workflow.review(
        second,
        house.union,
        outcome="merged",
        reason="same_matter",
        text="并案",
        meeting=make.meeting(house),
        ayes=5,
        into=head,
    )
    workflow.assign(head, house.union, lead=house.hr, leader=house.leader)
    workflow.sign_for(head, house.handler)
    make.contacted(house, head)
    workflow.draft_reply(head, house.handler, **make.answering(head))
    workflow.sign(head, house.leader)
    assert {duty.person for duty in head.duties.owed()} == {house.proposer, other}
    assert Notice.objects.filter(kind="proposal-replied", person=other).exists()
    rate(head, house.proposer)
    assert head.state == State.REPLIED
    rate(head, other, result="basically")
    assert (head.state, head.grade) == (State.EVALUATED, "basically")


def test_dissatisfied_means_once_again_by_the_same_unit(house):
    proposal = make.rehandling(house)
    assert (proposal.state, proposal.round, proposal.first_grade) == (State.REHANDLING, 2, "dissatisfied")
    duty = proposal.duties.owed().get()
    assert (duty.kind, duty.unit) == (kinds.SECOND_REPLY, house.hr)
    assert duty.due_on == calendar().natural(timezone.localdate(), days=30)
    with pytest.raises(Refused, match="不能再“办结”"):
        workflow.close(proposal, house.union, note="办结")


def test_the_second_answer_needs_a_meeting_with_the_union(house):
    proposal = make.rehandling(house)
    with pytest.raises(Refused, match="沟通"):
        workflow.draft_reply(proposal, house.handler, **make.answering(proposal))
    make.contacted(house, proposal, form="phone", union_attended=True)
    with pytest.raises(Refused, match="请工会参加"):
        workflow.draft_reply(proposal, house.handler, **make.answering(proposal))
    make.contacted(house, proposal, union_attended=False)
    with pytest.raises(Refused, match="请工会参加"):
        workflow.draft_reply(proposal, house.handler, **make.answering(proposal))
    make.contacted(house, proposal, union_attended=True)
    workflow.draft_reply(proposal, house.handler, **make.answering(proposal))
    assert proposal.state == State.REPLY_DRAFT


def test_a_second_draft_sent_back_is_still_a_re_handling(house):
    proposal = make.contacted(house, make.rehandling(house))
    workflow.draft_reply(proposal, house.handler, **make.answering(proposal))
    workflow.send_reply_back(proposal, house.leader, reason="请写明时间表")
    assert proposal.state == State.REHANDLING


def test_the_grade_of_the_first_round_is_kept(house):
    proposal = make.replied_again(house)
    rate(proposal, house.proposer)
    assert (proposal.first_grade, proposal.grade, proposal.state) == ("dissatisfied", "satisfied", State.EVALUATED)


def test_still_dissatisfied_goes_to_the_leader_whose_word_the_proposer_reads(house):
    proposal = make.leader_review(house)
    assert proposal.state == State.LEADER_REVIEW
    assert proposal.duties.owed().get().kind == kinds.CONCLUDE
    with pytest.raises(NoAuthority):
        workflow.conclude(proposal, house.union, text="办结")
    workflow.conclude(proposal, house.leader, text="同意承办单位意见，2027 年预算落实。")
    assert Notice.objects.filter(kind="proposal-concluded", person=house.proposer).exists()
    workflow.close(proposal, house.union, note="领导已审定。")
    assert proposal.state == State.CLOSED


def test_silence_after_ten_working_days_is_not_consent(house):
    proposal = make.replied(house)
    due = proposal.duties.owed().get().due_on
    assert calendar().between(timezone.localdate(), due) == 10
    assert sweep.lapse_all() == 0
    with time_machine.travel(timezone.now() + (due - timezone.localdate()) + timedelta(days=1)):
        assert sweep.lapse_all() == 1
    proposal.refresh_from_db()
    assert (proposal.state, proposal.grade) == (State.EVALUATED, "not_evaluated")


def test_a_promise_becomes_a_dated_duty_of_the_lead_until_it_is_kept(house):
    proposal = make.closed(house, result_class="B")
    duty = proposal.duties.owed().get()
    promised = proposal.replies.get().follow_up_on
    assert (duty.kind, duty.unit, duty.due_on) == (kinds.FOLLOW_UP, house.hr, promised)
    with pytest.raises(Refused, match="复查日期"):
        workflow.follow_up(proposal, house.handler, progress="还在采购", result_class="B")
    later = promised + timedelta(days=30)
    workflow.follow_up(proposal, house.handler, progress="还在采购", result_class="B", next_on=later)
    assert proposal.duties.owed().get().due_on == later
    workflow.follow_up(proposal, house.handler, progress="已全部更换", result_class="A")
    assert (proposal.result_class, proposal.duties.owed().count()) == ("A", 0)
    assert Notice.objects.filter(kind="proposal-followed-up", person=house.proposer).count() == 2


def test_an_a_class_has_nothing_to_follow_up(house):
    with pytest.raises(Refused, match="只有 B、C 类"):
        workflow.follow_up(make.closed(house), house.handler, progress="好了", result_class="A")


def test_the_union_corrects_a_class_with_a_reason_that_both_sides_read(house):
    proposal = make.replied(house)
    with pytest.raises(Refused, match="写明理由"):
        workflow.change_class(proposal, house.union, result_class="C", reason="")
    workflow.change_class(proposal, house.union, result_class="B", reason="资金尚未到位")
    assert (proposal.result_class, proposal.replies.get().result_class) == ("B", "B")
    told = set(Notice.objects.filter(kind="proposal-class-changed").values_list("person__name", flat=True))
    assert {"马红霞", "许文涛"} <= told


def test_a_closed_proposal_is_archived_and_its_promise_still_chased(house):
    proposal = make.closed(house, result_class="C")
    workflow.archive(proposal, house.union)
    assert proposal.state == State.ARCHIVED
    assert proposal.duties.owed().get().kind == kinds.FOLLOW_UP
