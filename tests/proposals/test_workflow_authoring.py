"""Drafting, co-signing, submitting: PRO-06 to PRO-12."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from proposals import kinds, workflow
from proposals.models import Proposal, State
from tests import factories as make
from ymdm.ledger.models import Event
from ymdm.notices.models import Notice
from ymdm.workflow import NoAuthority, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return make.bureau()


def test_only_a_representative_in_office_proposes(house):
    with pytest.raises(Refused, match="现在不是职工代表"):
        workflow.begin(house.unit, house.employee)
    ended = house.proposer.appointments.get()
    ended.until_on = timezone.localdate() - timedelta(days=1)
    ended.from_on = ended.until_on
    ended.save()
    with pytest.raises(Refused, match="PRO-06"):
        workflow.begin(house.unit, house.proposer)
    assert not Proposal.objects.exists()


def test_the_union_enters_a_proposal_on_behalf_of_a_representative_and_it_is_marked(house):
    proposal = workflow.begin(house.unit, house.union, proposer=house.proposer)
    assert (proposal.source, proposal.proposer, proposal.entered_by) == ("on_behalf", house.proposer, house.union)
    with pytest.raises(Refused, match="只有工会可以代为录入"):
        workflow.begin(house.unit, house.handler, proposer=house.proposer)


def test_a_submission_writes_row_number_version_duty_event_and_notice_together(house):
    proposal = make.submitted(house)
    assert (proposal.state, proposal.number) == (State.SUBMITTED, "HSZ-6-2-001")
    assert proposal.versions.get().points == list(make.POINTS)
    duty = proposal.duties.owed().get()
    assert (duty.kind, duty.unit, duty.rule) == (kinds.REVIEW, house.unit, "PRO-14")
    event = Event.objects.of(proposal).last()
    assert (event.act, event.says, event.actor_label, event.unit_label) == (
        "proposals.submit", "提交提案", "马红霞", "黄河上中游管理局",
    )  # fmt: skip
    assert event.payload.payload["before"]["state"] == "draft"
    assert event.payload.payload["after"]["state"] == "submitted"
    told = Notice.objects.filter(kind="proposal-submitted").values_list("person__name", flat=True)
    assert set(told) == {"马红霞", *(person.name for person in house.seconders)}


@pytest.mark.parametrize("signatures", [0, 1])
def test_a_submission_with_too_few_co_signers_changes_nothing(house, signatures):
    proposal = make.co_signed(house, seconders=house.seconders[:signatures])
    before = Event.objects.count(), Notice.objects.count()
    with pytest.raises(Refused, match=f"现有 {signatures} 名代表附议"):
        workflow.submit(proposal, house.proposer)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.number, proposal.versions.count()) == ("draft", None, 0)
    assert (Event.objects.count(), Notice.objects.count()) == before
    assert not proposal.duties.exists()


def test_nobody_co_signs_the_own_proposal_and_no_stranger_does(house):
    proposal = make.draft(house)
    with pytest.raises(Refused, match="不能附议自己的提案"):
        workflow.invite(proposal, house.proposer, people=[house.proposer])
    with pytest.raises(Refused, match="不是本届职工代表"):
        workflow.invite(proposal, house.proposer, people=[house.employee])
    with pytest.raises(NoAuthority, match="没有邀请您附议"):
        workflow.co_sign(proposal, house.seconders[0])


def test_co_signing_is_ones_own_act_and_counts_once(house):
    proposal = make.draft(house)
    workflow.invite(proposal, house.proposer, people=house.seconders)
    workflow.co_sign(proposal, house.seconders[0])
    with pytest.raises(Refused, match="已经附议过"):
        workflow.co_sign(proposal, house.seconders[0])
    assert proposal.co_signers.filter(state="signed").count() == 1


def test_a_withdrawn_signature_returns_the_proposal_to_draft_when_too_few_remain(house):
    proposal = make.submitted(house)
    workflow.withdraw_signature(proposal, house.seconders[0])
    assert proposal.state == State.DRAFT
    assert not proposal.duties.owed().exists()
    assert Notice.objects.filter(person=house.proposer, kind="proposal-signature-withdrawn").exists()
    # The number stays when it is handed in again.
    told = Notice.objects.filter(person=house.seconders[0], kind="proposal-invited")
    assert told.count() == 1
    workflow.invite(proposal, house.proposer, people=[house.seconders[0]])
    assert told.count() == 2
    workflow.co_sign(proposal, house.seconders[0])
    workflow.submit(proposal, house.proposer)
    assert (proposal.state, proposal.number) == (State.SUBMITTED, "HSZ-6-2-001")


def test_a_third_signature_may_go_without_harm(house):
    third = make.representative(house.term, house.branch, delegation_=house.delegation)
    proposal = make.submitted(house, seconders=[*house.seconders, third])
    workflow.withdraw_signature(proposal, third)
    assert proposal.state == State.SUBMITTED
    assert proposal.duties.owed().count() == 1


def test_a_draft_begun_in_the_call_and_sent_after_it_goes_to_the_between_session_stream(house):
    proposal = make.co_signed(house)
    with time_machine.travel(timezone.now() + timedelta(days=20)):
        house.proposer.forget_grants()
        workflow.submit(proposal, house.proposer)
    assert proposal.between_sessions
    assert proposal.state == State.SUBMITTED
    duty = proposal.duties.owed().get()
    assert duty.opened_on == proposal.submitted_on


def test_review_is_due_ten_working_days_after_the_call_closes(house):
    proposal = make.submitted(house)
    assert proposal.duties.get().opened_on == house.session.call_closes_on


def test_numbers_are_dense_per_session(house):
    assert [make.submitted(house).number for _ in range(3)] == [f"HSZ-6-2-00{n}" for n in (1, 2, 3)]


def test_a_withdrawn_proposal_stays_on_record_with_its_reason_and_owes_nothing(house):
    proposal = make.submitted(house)
    with pytest.raises(Refused, match="撤回的原因"):
        workflow.withdraw(proposal, house.proposer, reason=" ")
    workflow.withdraw(proposal, house.proposer, reason="已在会上解决")
    assert (proposal.state, proposal.number) == (State.WITHDRAWN, "HSZ-6-2-001")
    assert not proposal.duties.owed().exists()
    assert "已在会上解决" in proposal.duties.get().cancel_reason


def test_a_filed_proposal_cannot_be_withdrawn_and_the_sentence_names_who_was_faster(house):
    proposal = make.filed(house)
    with pytest.raises(Refused, match=r"郑晓芸已于.*办理“审查”，现在的状态是“已立案”，不能再“撤回提案”"):
        workflow.withdraw(proposal, house.proposer, reason="晚了")


def test_a_submitted_text_cannot_be_changed(house):
    proposal = make.submitted(house)
    with pytest.raises(Refused, match="内容不能再改"):
        workflow.save_draft(proposal, house.proposer, title="改", rationale="改", measures=["改"])
    assert proposal.points.first().text == make.POINTS[0]


def test_nobody_else_writes_into_a_draft(house):
    proposal = make.draft(house)
    with pytest.raises(Refused, match="只有提案人本人"):
        workflow.save_draft(proposal, house.seconders[0], title="改", rationale="改", measures=["改"])


def test_a_returned_proposal_comes_back_as_a_new_version_under_its_number(house):
    proposal = make.submitted(house)
    workflow.send_back(proposal, house.union, reason="unclear", text="请写明标准调到多少。")
    owed = proposal.duties.owed().get()
    assert (proposal.state, owed.kind, owed.person) == (State.RETURNED, kinds.RESUBMIT, house.proposer)
    workflow.save_draft(
        proposal, house.proposer, title="调整津贴", rationale="现行 60 元。", measures=["调到 100 元。"]
    )
    workflow.resubmit(proposal, house.proposer)
    assert (proposal.state, proposal.number, proposal.versions.count()) == (State.SUBMITTED, "HSZ-6-2-001", 2)
    assert proposal.duties.owed().get().kind == kinds.REVIEW
