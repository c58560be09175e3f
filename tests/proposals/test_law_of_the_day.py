"""Proposals are judged by the value that holds for their congress's unit on the day of the act (PRO-23 and others)."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from proposals import kinds, rules, workflow
from proposals.models import State
from tests import factories as make
from ymdm.organization.models import Role
from ymdm.rulebook import workflow as rulebook
from ymdm.workflow import Refused

pytestmark = pytest.mark.django_db
MONDAY, TUESDAY = (datetime(2026, 11, day, 9, tzinfo=ZoneInfo("Asia/Shanghai")) for day in (23, 24))


@pytest.fixture
def house():
    return make.bureau()


def set_(house, key, number, *, at, from_on=None, unit=None):
    second = make.person(house.unit, role=Role.UNION_OFFICER)
    override = rulebook.propose(
        unit or house.unit, house.union, at=at, key=key, number=number, from_on=from_on or at.date(),
        reason="职代会要求加快", document="局工会〔2026〕8号",
    )  # fmt: skip
    rulebook.confirm(override, second, at=at)


def test_a_shorter_time_for_the_answer_holds_from_its_day_and_leaves_earlier_proposals_alone(house, time_machine):
    time_machine.move_to(MONDAY)
    earlier = make.assigned(house, at=MONDAY)
    set_(house, "PRO-23", "60", at=MONDAY, from_on=date(2026, 11, 24))
    same_day = make.assigned(house, at=MONDAY, title="改造职工浴室")
    time_machine.move_to(TUESDAY)
    later = make.assigned(house, at=TUESDAY, title="增设班车")
    first, second, third = (proposal.duties.get(kind=kinds.REPLY) for proposal in (earlier, same_day, later))
    assert [duty.days for duty in (first, second, third)] == [90, 90, 60]
    assert first.due_on == second.due_on == date(2027, 2, 21 + 1) and third.due_on < first.due_on
    earlier.refresh_from_db()
    assert earlier.reply_due_on == first.due_on


def test_more_days_than_the_rule_gives_here_are_refused_with_the_value_in_force(house, time_machine):
    time_machine.move_to(MONDAY)
    set_(house, "PRO-23", "60", at=MONDAY)
    with pytest.raises(Refused, match="答复期限最长到") as refused:
        make.assigned(house, at=MONDAY, days=61)
    assert "PRO-23：交办后限期答复（60 天）" in str(refused.value) and "局工会〔2026〕8号" in str(refused.value)


def test_a_unit_below_does_not_bind_the_congress_above_it(house, time_machine):
    time_machine.move_to(MONDAY)
    set_(house, "PRO-23", "30", at=MONDAY, unit=house.branch)
    assert make.assigned(house, at=MONDAY).duties.get(kind=kinds.REPLY).days == 90


def test_more_co_signers_are_asked_for_where_the_unit_says_so(house, time_machine):
    time_machine.move_to(MONDAY)
    set_(house, "PRO-07", "3", at=MONDAY)
    draft = make.co_signed(house, at=MONDAY)
    with pytest.raises(Refused, match="至少要 3 名") as refused:
        workflow.submit(draft, draft.proposer, at=MONDAY)
    assert "至少有 3 名附议人" in str(refused.value)
    third = make.representative(house.term, house.branch, delegation_=house.delegation)
    workflow.invite(draft, draft.proposer, at=MONDAY, people=[third])
    workflow.co_sign(draft, third, at=MONDAY)
    workflow.submit(draft, draft.proposer, at=MONDAY)
    # Any of the three who leaves makes it a draft again (PRO-08).
    workflow.withdraw_signature(draft, third, at=MONDAY)
    draft.refresh_from_db()
    assert draft.state == State.DRAFT


def test_every_step_opens_its_duty_with_the_days_that_hold_then(house, time_machine):
    time_machine.move_to(MONDAY)
    for key, number in (
        ("PRO-14", "7"), ("PRO-20.assign", "4"), ("PRO-20.sign_for", "1"), ("PRO-25", "20"), ("PRO-29", "2"),
        ("PRO-33", "12"), ("PRO-37", "15"), ("PRO-37.close", "3"), ("PRO-24", "3"),
    ):  # fmt: skip
        set_(house, key, number, at=MONDAY)
    proposal = make.rehandling(house, at=MONDAY, assisting=[house.finance])
    days = dict(proposal.duties.values_list("kind", "days"))
    expected = {
        kinds.REVIEW: 7, kinds.ASSIGN: 4, kinds.SIGN_FOR: 1, kinds.OPINION: 20, kinds.COUNTERSIGN: 2,
        kinds.EVALUATE: 12, kinds.SECOND_REPLY: 15, kinds.REPLY: 90,
    }  # fmt: skip
    assert {kind: days[kind] for kind in expected} == expected
    assert proposal.assignments.first().object_until == date(2026, 11, 26)


def test_people_are_told_the_days_that_hold_here(house, time_machine):
    time_machine.move_to(MONDAY)
    set_(house, "PRO-14", "7", at=MONDAY)
    set_(house, "PRO-33", "12", at=MONDAY)
    proposal = make.replied(house, at=MONDAY)
    told = " ".join(proposal.proposer.notices.values_list("text", flat=True))
    assert "在 7 个工作日内审查" in told and "在 12 个工作日内评价" in told


def test_an_appeal_is_in_time_by_the_law_of_the_day_of_the_refusal(house, time_machine):
    time_machine.move_to(MONDAY)
    refused = make.reviewed(house, State.NOT_FILED, "solved", at=MONDAY)
    set_(house, "PRO-15.appeal", "20", at=MONDAY, from_on=date(2026, 11, 24))
    late = MONDAY + timedelta(days=15)
    time_machine.move_to(late)
    with pytest.raises(Refused, match="已经过了"):
        workflow.appeal(refused, refused.proposer, at=late, reason="情况有变化")


def test_a_refusal_that_names_only_the_rule_still_shows_the_value_that_holds_here(house, time_machine):
    time_machine.move_to(MONDAY)
    set_(house, "PRO-26", "10", at=MONDAY)
    proposal = make.in_progress(house, at=MONDAY)
    with pytest.raises(Refused, match="请写明延期的理由") as refused:
        workflow.ask_extension(proposal, house.handler, at=MONDAY, days=5, reason=" ")
    assert "（10 天）" in str(refused.value)
    with pytest.raises(Refused, match="延期 1 至 10 天"):
        workflow.ask_extension(proposal, house.handler, at=MONDAY, days=11, reason="测算未完")


def test_the_page_of_an_act_cites_the_value_in_force(client, house, time_machine):
    time_machine.move_to(MONDAY)
    proposal = make.filed(house, at=MONDAY)
    set_(house, "PRO-23", "60", at=MONDAY)
    client.force_login(house.union)
    page = client.get(reverse("proposals:act", args=[proposal.pk, "assign"])).content.decode()
    assert "（60 天）" in page and "最长 60 天" in page and "90 天" not in page


def test_the_rules_themselves_never_change_with_a_unit(house, time_machine):
    time_machine.move_to(MONDAY)
    set_(house, "PRO-23", "60", at=MONDAY)
    assert rules.REPLY.value == 90 and rules.REPLY.at(house.unit, MONDAY).value == 60
