"""The answer: PRO-27 to PRO-32, point by point."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from proposals import kinds, workflow
from proposals.models import Reply, State
from tests import factories as make
from ymdm.notices.models import Notice
from ymdm.workflow import NoAuthority, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return make.bureau()


def test_no_reply_without_a_talk_with_the_proposer(house):
    proposal = make.in_progress(house)
    with pytest.raises(Refused, match="PRO-27"):
        workflow.draft_reply(proposal, house.handler, **make.answering(proposal))
    assert not Reply.objects.exists()


def test_every_point_is_answered_one_by_one(house):
    proposal = make.contacted(house, make.in_progress(house))
    typed = make.answering(proposal)
    typed["answers"].popitem()
    with pytest.raises(Refused, match="只答复了 1 条"):
        workflow.draft_reply(proposal, house.handler, **typed)
    typed = make.answering(proposal)
    typed["answers"] = {pk: (stance, "  ") for pk, (stance, _) in typed["answers"].items()}
    with pytest.raises(Refused, match="只答复了 0 条"):
        workflow.draft_reply(proposal, house.handler, **typed)


def test_answers_to_points_of_another_proposal_do_not_count(house):
    other = make.draft(house)
    proposal = make.contacted(house, make.in_progress(house))
    typed = make.answering(proposal) | {"answers": {point.pk: ("adopted", "好") for point in other.points.all()}}
    with pytest.raises(Refused, match="只答复了 0 条"):
        workflow.draft_reply(proposal, house.handler, **typed)


def test_a_promise_needs_plan_and_day(house):
    proposal = make.contacted(house, make.in_progress(house))
    with pytest.raises(Refused, match="复查日期"):
        workflow.draft_reply(proposal, house.handler, **make.answering(proposal, result_class="B", follow_up_on=None))


def test_without_assisting_units_the_leader_in_charge_signs_next(house):
    proposal = make.reply_draft(house)
    duty = proposal.duties.owed().get(kind=kinds.SIGN)
    assert (duty.person, duty.due_on) == (house.leader, proposal.reply_due_on)


def test_nothing_is_signed_before_every_assisting_unit_has_spoken(house):
    proposal = make.reply_draft(house, assisting=[house.logistics, house.finance])
    assert proposal.duties.owed().filter(kind=kinds.COUNTERSIGN).count() == 2
    assert not proposal.duties.owed().filter(kind=kinds.SIGN).exists()
    workflow.countersign(proposal, house.helper, agrees=True)
    with pytest.raises(Refused, match=r"财务处还没有会签.*PRO-29"):
        workflow.sign(proposal, house.leader)
    with pytest.raises(Refused, match="已经会签过"):
        workflow.countersign(proposal, house.helper, agrees=True)
    workflow.countersign(proposal, house.finance_handler, agrees=True)
    assert proposal.duties.owed().filter(kind=kinds.SIGN).exists()
    workflow.sign(proposal, house.leader)
    assert proposal.state == State.REPLIED


def test_a_dissent_has_words_and_goes_to_the_leader_in_charge(house):
    proposal = make.reply_draft(house, assisting=[house.logistics])
    with pytest.raises(Refused, match="写明意见"):
        workflow.countersign(proposal, house.helper, agrees=False)
    workflow.countersign(proposal, house.helper, agrees=False, text="经费没有落实。")
    assert Notice.objects.filter(person=house.leader, title__contains="不同意").exists()


def test_the_signed_letter_has_a_number_and_opens_the_rating(house):
    proposal = make.replied(house)
    reply = proposal.replies.get()
    year = timezone.localdate().year
    assert (reply.letter_number, reply.signed_by) == (f"HSZ提复〔{year}〕1号", house.leader)
    assert proposal.replied_on == timezone.localdate()
    owed = proposal.duties.owed().get()
    assert (owed.kind, owed.person) == (kinds.EVALUATE, house.proposer)
    assert Notice.objects.filter(kind="proposal-replied").count() == 3
    assert make.replied(house).replies.get().letter_number == f"HSZ提复〔{year}〕2号"


@pytest.mark.parametrize("who", ["handler", "head", "union", "employee", "proposer"])
def test_only_a_leader_signs(house, who):
    with pytest.raises(NoAuthority):
        workflow.sign(make.reply_draft(house), getattr(house, who))


def test_who_wrote_the_answer_does_not_sign_it(house):
    both = make.person(house.unit, role="leader")
    make.appoint(both, "handler", house.hr)
    proposal = make.contacted(house, make.in_progress(house))
    workflow.draft_reply(proposal, both, **make.answering(proposal))
    with pytest.raises(Refused, match="另一位领导签发"):
        workflow.sign(proposal, both)
    workflow.sign(proposal, house.leader)


def test_a_draft_sent_back_stays_on_record_and_is_countersigned_anew(house):
    proposal = make.reply_draft(house, assisting=[house.logistics])
    workflow.countersign(proposal, house.helper, agrees=True)
    workflow.send_reply_back(proposal, house.leader, reason="请写明时间表")
    assert proposal.state == State.IN_PROGRESS
    assert not proposal.duties.owed().filter(kind__in=[kinds.SIGN, kinds.COUNTERSIGN]).exists()
    workflow.draft_reply(proposal, house.handler, **make.answering(proposal))
    assert proposal.replies.count() == 2
    assert [row.unit for row in workflow.waiting_to_countersign(proposal)] == [house.logistics]


def test_an_answer_after_its_day_is_late_and_stays_late(house):
    proposal = make.reply_draft(house)
    with time_machine.travel(timezone.now() + (proposal.reply_due_on - timezone.localdate()) + timedelta(days=3)):
        house.leader.forget_grants()
        workflow.sign(proposal, house.leader)
        duty = proposal.duties.get(kind=kinds.REPLY)
        assert duty.is_late
        assert type(proposal).objects.answered_late().get() == proposal


def test_an_answer_ends_a_waiting_request_for_more_time(house):
    proposal = make.in_progress(house)
    workflow.ask_extension(proposal, house.handler, days=10, reason="等批复")
    make.contacted(house, proposal)
    workflow.draft_reply(proposal, house.handler, **make.answering(proposal))
    workflow.sign(proposal, house.leader)
    assert {duty.kind for duty in proposal.duties.owed()} == {kinds.EVALUATE}
    assert proposal.extension_requests.get().decision == "答复已经签发"
