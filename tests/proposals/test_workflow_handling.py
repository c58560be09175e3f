"""In the hands of the units: PRO-19 to PRO-26."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from proposals import kinds, workflow
from proposals.models import Assignment, State
from tests import factories as make
from ymdm.duties.models import Duty
from ymdm.ledger.models import Event
from ymdm.notices.models import Notice
from ymdm.workdays import calendar
from ymdm.workflow import NoAuthority, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return make.bureau()


def owed(proposal):
    return {(duty.kind, duty.unit.code) for duty in proposal.duties.owed()}


def test_an_assignment_opens_the_duties_of_every_unit(house):
    proposal = make.assigned(house, assisting=[house.logistics])
    assert (proposal.state, proposal.lead_unit, proposal.leader) == (State.ASSIGNED, house.hr, house.leader)
    assert owed(proposal) == {
        (kinds.SIGN_FOR, "HSZ-RS"), (kinds.REPLY, "HSZ-RS"), (kinds.OPINION, "HSZ-HQ"),
    }  # fmt: skip
    reply = proposal.duties.get(kind=kinds.REPLY)
    assert reply.due_on == calendar().natural(timezone.localdate(), days=90) == proposal.reply_due_on
    assert reply.leader == house.leader


def test_a_unit_without_a_handler_is_not_given_a_proposal(house):
    proposal = make.filed(house)
    with pytest.raises(Refused, match="南小河沟班组还没有登记承办人"):
        workflow.assign(proposal, house.union, lead=house.team, leader=house.leader)
    assert not Assignment.objects.exists()
    assert owed(proposal) == {(kinds.ASSIGN, "HSZ")}


def test_the_union_may_shorten_the_time_for_the_answer_and_never_lengthen_it(house):
    proposal = make.filed(house)
    with pytest.raises(Refused, match=r"答复期限最长到.*PRO-23"):
        workflow.assign(proposal, house.union, lead=house.hr, leader=house.leader, days=91)
    workflow.assign(proposal, house.union, lead=house.hr, leader=house.leader, days=30, counting="workdays")
    assert proposal.reply_due_on == calendar().add(timezone.localdate(), 30)


def test_a_converted_one_is_answered_within_fifteen_working_days(house):
    proposal = make.reviewed(house, "converted", "suggestion")
    workflow.assign(proposal, house.union, lead=house.hr, leader=house.leader)
    assert proposal.reply_due_on == calendar().add(timezone.localdate(), 15)


def test_the_leader_in_charge_must_be_able_to_sign(house):
    with pytest.raises(Refused, match="没有签发"):
        workflow.assign(make.filed(house), house.union, lead=house.hr, leader=house.head)


def test_an_instruction_names_the_leader_and_cannot_unfile(house):
    proposal = make.filed(house)
    workflow.instruct(proposal, house.leader, text="请人事劳动处牵头测算。", leader=house.leader2, key=True)
    assert (proposal.state, proposal.leader, proposal.is_key) == (State.FILED, house.leader2, True)
    with pytest.raises(NoAuthority):
        workflow.instruct(proposal, house.union, text="批示")


def test_a_named_person_signs_for_it_once(house):
    proposal = make.in_progress(house)
    row = proposal.assignments.get()
    assert (row.accepted_by, proposal.state) == (house.handler, State.IN_PROGRESS)
    assert owed(proposal) == {(kinds.REPLY, "HSZ-RS")}
    with pytest.raises(Refused, match=r"许文涛已于.*办理“签收”"):
        workflow.sign_for(proposal, house.head)


def test_another_units_handler_does_not_sign_for_it(house):
    with pytest.raises(NoAuthority, match="没有“签收”的权限"):
        workflow.sign_for(make.assigned(house), house.helper)


def test_a_unit_returns_what_is_not_its_business_and_the_clock_stops(house):
    proposal = make.assigned(house)
    workflow.object_to_assignment(proposal, house.handler, reason="标准由财务处制定", suggested_unit=house.finance)
    assert proposal.state == State.REASSIGN_REQUESTED
    assert (kinds.DECIDE_OBJECTION, "HSZ") in owed(proposal)
    assert Duty.objects.get(kind=kinds.REPLY).paused_on == timezone.localdate()
    told = Notice.objects.filter(kind="proposal-objected").values_list("person__name", flat=True)
    assert "马红霞" in told


def test_after_the_window_a_return_is_refused(house):
    proposal = make.assigned(house)
    until = proposal.assignments.get().object_until
    assert calendar().between(timezone.localdate(), until) == 5
    late = timezone.now() + (until - timezone.localdate()) + timedelta(days=1)
    with time_machine.travel(late):
        house.handler.forget_grants()
        with pytest.raises(Refused, match=r"退回期限.*PRO-24"):
            workflow.object_to_assignment(proposal, house.handler, reason="晚了")


def test_an_approved_return_starts_the_clock_anew_for_the_new_unit_only(house):
    proposal = make.assigned(house, days=60)
    workflow.object_to_assignment(proposal, house.handler, reason="标准由财务处制定", suggested_unit=house.finance)
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        house.union.forget_grants()
        workflow.decide_objection(proposal, house.union, approve=True, decision="由财务处主办", unit=house.finance)
        due = calendar().natural(timezone.localdate(), days=60)
    assert (proposal.state, proposal.lead_unit, proposal.reply_due_on) == (State.ASSIGNED, house.finance, due)
    assert owed(proposal) == {(kinds.SIGN_FOR, "HSZ-CW"), (kinds.REPLY, "HSZ-CW")}
    old = proposal.assignments.get(unit=house.hr)
    assert not old.is_running
    assert proposal.duties.filter(unit=house.hr).exclude(cancelled_at=None).count() == 2


def test_a_refused_return_goes_on_where_it_is_with_the_days_it_stood_still(house):
    proposal = make.assigned(house)
    before = proposal.reply_due_on
    workflow.object_to_assignment(proposal, house.handler, reason="不属于本处")
    with time_machine.travel(timezone.now() + timedelta(days=7)):
        house.union.forget_grants()
        workflow.decide_objection(proposal, house.union, approve=False, decision="按三定方案属于本处职责")
        stood = calendar().between(timezone.localdate() - timedelta(days=7), timezone.localdate())
    assert proposal.state == State.IN_PROGRESS
    assert owed(proposal) == {(kinds.REPLY, "HSZ-RS")}
    assert proposal.reply_due_on == calendar().add(before, stood)
    assert proposal.duties.get(kind=kinds.REPLY).paused_on is None


def test_an_assisting_unit_that_returns_its_part_is_replaced_alone(house):
    proposal = make.in_progress(house, assisting=[house.logistics])
    workflow.object_to_assignment(proposal, house.helper, reason="经费归财务处")
    workflow.decide_objection(proposal, house.union, approve=True, decision="由财务处协办", unit=house.finance)
    assert (proposal.state, proposal.lead_unit) == (State.IN_PROGRESS, house.hr)
    assert owed(proposal) == {(kinds.REPLY, "HSZ-RS"), (kinds.OPINION, "HSZ-CW")}


def test_an_assisting_unit_tells_the_lead_what_it_thinks(house):
    proposal = make.in_progress(house, assisting=[house.logistics])
    due = proposal.duties.get(kind=kinds.OPINION).due_on
    assert due == calendar().natural(timezone.localdate(), days=30)
    workflow.give_opinion(proposal, house.helper, text="可以从修缮费列支。")
    assert owed(proposal) == {(kinds.REPLY, "HSZ-RS")}
    with pytest.raises(NoAuthority, match="只有协办单位"):
        workflow.give_opinion(proposal, house.handler, text="我是主办")


def test_more_time_is_asked_once_before_the_day_and_the_proposer_hears_the_new_date(house):
    proposal = make.in_progress(house)
    before = proposal.reply_due_on
    with pytest.raises(Refused, match="延期 1 至 30 天"):
        workflow.ask_extension(proposal, house.handler, days=31, reason="等批复")
    workflow.ask_extension(proposal, house.handler, days=20, reason="等上级批复")
    with pytest.raises(Refused, match="只能申请一次"):
        workflow.ask_extension(proposal, house.handler, days=5, reason="再等")
    workflow.decide_extension(proposal, house.union, approve=True)
    assert proposal.reply_due_on == calendar().natural(before, days=20)
    duty = proposal.duties.get(kind=kinds.REPLY)
    assert (duty.first_due_on, duty.due_on, duty.extended_by) == (before, proposal.reply_due_on, house.union)
    notice = Notice.objects.get(kind="proposal-extended", person=house.proposer)
    assert f"{proposal.reply_due_on:%-m月%-d日}" in notice.text
    assert Event.objects.of(duty).filter(act="duties.extend").exists()
    with pytest.raises(Refused, match="只能申请一次"):
        workflow.ask_extension(proposal, house.handler, days=5, reason="再等")


def test_after_the_due_day_no_more_time_is_asked(house):
    proposal = make.in_progress(house)
    with time_machine.travel(timezone.now() + (proposal.reply_due_on - timezone.localdate()) + timedelta(days=1)):
        house.handler.forget_grants()
        with pytest.raises(Refused, match="须在到期前申请"):
            workflow.ask_extension(proposal, house.handler, days=5, reason="晚了")


def test_a_refused_extension_says_why_and_may_be_asked_again(house):
    proposal = make.in_progress(house)
    workflow.ask_extension(proposal, house.handler, days=20, reason="人手不足")
    with pytest.raises(Refused, match="写明理由"):
        workflow.decide_extension(proposal, house.union, approve=False)
    workflow.decide_extension(proposal, house.union, approve=False, decision="理由不充分")
    workflow.ask_extension(proposal, house.handler, days=10, reason="等上级批复")
    assert proposal.extension_requests.count() == 2


def test_a_talk_has_people_and_minutes_and_lies_not_in_the_future(house):
    proposal = make.in_progress(house)
    typed = {"form": "visit", "held_on": timezone.localdate(), "people": "马红霞", "minutes": "说明情况"}
    with pytest.raises(Refused, match="不能晚于今天"):
        workflow.record_contact(
            proposal, house.handler, **typed | {"held_on": timezone.localdate() + timedelta(days=1)}
        )
    with pytest.raises(Refused, match="参加人和沟通情况"):
        workflow.record_contact(proposal, house.handler, **typed | {"minutes": ""})
    workflow.record_contact(proposal, house.handler, **typed)
    assert proposal.contacts.get().round == 1
