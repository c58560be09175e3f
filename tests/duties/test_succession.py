"""Offices change hands: what their holders owed by name follows the office, or waits where somebody looks (F105)."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from proposals import kinds
from proposals import workflow as proposals
from tests import factories as make
from tests.duties.test_workflow import open_
from ymdm.duties import succession, sweep
from ymdm.duties.models import Duty
from ymdm.duties.ownership import gap, ownerless
from ymdm.duties.tasks import succeed
from ymdm.ledger.models import Event
from ymdm.notices.models import Notice
from ymdm.organization import roll
from ymdm.organization.models import Person, Role
from ymdm.organization.workflow import end_appointment, leave
from ymdm.workflow import SYSTEM, NoAuthority, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return make.bureau()


def ends(person, days_ago=1):
    """Her office ended some days ago."""
    term = person.appointments.get()
    term.until_on = timezone.localdate() - timedelta(days=days_ago)
    term.save()
    person.forget_grants()


def signing(house, **fields):
    """A duty that bears the name of a leader."""
    return open_(house, act="proposals.sign", kind="test.sign", says="签发", person=house.leader, **fields)


def again(duty):
    return Duty.objects.select_related("person", "leader", "unit").get(pk=duty.pk)


# How long after (negative: before) the end of the former the other begins, and whether the duty is hers then.
@pytest.mark.parametrize(("begins", "follows"), [(1, True), (0, True), (-20, True), (-60, False), (3, False)])
def test_a_duty_goes_to_whoever_came_into_the_same_office_next(house, begins, follows):
    duty = signing(house)
    ends(house.leader, days_ago=2)
    ends(house.leader2, days_ago=2)
    other = make.person(house.unit, "新领导")
    make.appoint(other, Role.LEADER, from_on=timezone.localdate() + timedelta(days=begins - 2))
    assert succession.succeed_all() == int(follows)
    assert again(duty).person == (other if follows else house.leader)
    assert ownerless().filter(pk=duty.pk).exists() is not follows


def test_who_sat_beside_the_former_all_the_time_is_no_successor(house):
    duty = signing(house)
    ends(house.leader)
    assert succession.succeed_all() == 0
    assert list(ownerless()) == [duty]


def test_who_came_on_the_same_day_is_no_successor_however_short_the_time(house):
    duty = signing(house)
    for leader in (house.leader, house.leader2):
        leader.appointments.update(from_on=timezone.localdate() - timedelta(days=10))
    ends(house.leader)
    assert succession.succeed_all() == 0
    assert list(ownerless()) == [duty]


def test_among_several_the_one_of_the_same_title_follows(house):
    duty = signing(house)
    house.leader.appointments.update(title="分管人事")
    ends(house.leader, days_ago=5)
    for name, title, days in (("甲", "分管财务", 4), ("乙", "分管人事", 3)):
        made = make.person(house.unit, name)
        make.appoint(made, Role.LEADER, title=title, from_on=timezone.localdate() - timedelta(days=days))
    succession.succeed_all()
    assert again(duty).person.name == "乙"


def test_a_move_is_a_step_with_an_event_and_a_notice_and_the_day_stays(house):
    duty = signing(house)
    ends(house.leader)
    other = make.person(house.unit, "新领导")
    make.appoint(other, Role.LEADER, from_on=timezone.localdate())
    succession.succeed_all()
    event = Event.objects.of(duty).get(act="duties.hand_on")
    assert (event.says, event.actor_label) == ("移交", "系统")
    assert event.payload.payload["before"] == {"person_id": house.leader.pk}
    assert Notice.objects.get(kind="duty-handed").person == other
    assert again(duty).due_on == duty.due_on
    assert succession.succeed_all() == 0


def test_an_appointment_that_runs_out_overnight_is_found_by_the_minutes_scan(house):
    duty = signing(house)
    term = house.leader.appointments.get()
    term.until_on = timezone.localdate()
    term.save()
    other = make.person(house.unit, "新领导")
    make.appoint(other, Role.LEADER, from_on=timezone.localdate() + timedelta(days=1))
    assert succeed() == 0, "it holds to the end of its last day"
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert succeed() == 1
    assert again(duty).person == other


def test_ending_an_appointment_moves_the_duties_at_once(house, django_capture_on_commit_callbacks):
    duty = signing(house)
    other = make.person(house.unit, "新领导")
    make.appoint(other, Role.LEADER, from_on=timezone.localdate())
    with django_capture_on_commit_callbacks(execute=True):
        end_appointment(house.leader.appointments.get(), SYSTEM, on=timezone.localdate() - timedelta(days=1))
    assert again(duty).person == other


def test_the_leader_in_charge_changes_with_the_office_also_on_the_proposal(house):
    proposal = make.in_progress(house)
    assert proposal.leader == house.leader
    ends(house.leader)
    other = make.person(house.unit, "新领导")
    make.appoint(other, Role.LEADER, from_on=timezone.localdate())
    succession.succeed_all()
    proposal.refresh_from_db()
    assert proposal.leader == other
    assert {duty.leader for duty in proposal.duties.owed()} == {other}
    assert "分管领导由宋致远变更为新领导" in [event.says for event in Event.objects.of(proposal)]
    proposals.record_contact(
        proposal, house.handler, form="visit", held_on=timezone.localdate(), people="马红霞", minutes="谈了"
    )
    proposals.draft_reply(proposal, house.handler, **make.answering(proposal))
    assert proposal.duties.owed().get(kind=kinds.SIGN).person == other


def test_nobody_takes_over_a_word_that_is_the_persons_own(house):
    duty = open_(house, act="proposals.submit", unit=house.unit, person=house.proposer, is_own=True)
    ends(house.proposer)
    assert not ownerless().exists(), "she may still give it, in office or not"
    leave(house.proposer, SYSTEM, on=timezone.localdate())
    assert list(ownerless()) == [duty]
    assert succession.succeed_all() == 0
    with pytest.raises(Refused, match="只能由本人办"):
        succession.hand(again(duty), house.union, person=house.seconders[0])


def test_the_union_hands_an_ownerless_duty_to_somebody_who_may_do_it(house):
    duty = signing(house, leader=house.leader)
    ends(house.leader)
    with pytest.raises(NoAuthority):
        succession.hand(again(duty), house.handler, person=house.leader2)
    with pytest.raises(Refused, match="没有办“签发”的权限"):
        succession.hand(again(duty), house.union, person=house.handler)
    succession.hand(again(duty), house.union, person=house.leader2)
    assert (again(duty).person, again(duty).leader) == (house.leader2, house.leader2)
    with pytest.raises(Refused, match="现在有人能办"):
        succession.hand(again(duty), house.union, person=house.leader2)


def test_a_duty_of_a_unit_in_which_nobody_may_act_is_ownerless_until_somebody_is_appointed(house):
    duty = open_(house, act="proposals.handle", unit=house.branch)
    assert list(ownerless()) == [duty]
    make.person(house.branch, role=Role.HANDLER)
    assert not ownerless().exists()


def test_reminders_of_an_ownerless_duty_go_to_those_who_hand_it_on(house):
    duty = signing(house, days=30, leader=house.leader)
    ends(house.leader)
    day = duty.next_stage_on
    with time_machine.travel(timezone.now() + (day - timezone.localdate())):
        sweep.remind_all(day)
    told = {notice.person for notice in Notice.objects.filter(kind="duty-reminded")}
    assert told == {house.union, house.head}


def test_who_leaves_loses_every_office_and_the_account(house):
    duty = signing(house)
    leave(house.leader, house.admin, on=timezone.localdate())
    house.leader.refresh_from_db()
    assert (house.leader.is_active, house.leader.left_on) == (False, timezone.localdate())
    assert house.leader.appointments.get().until_on == timezone.localdate()
    assert list(ownerless()) == [duty]
    with pytest.raises(Refused, match="不能晚于今天"):
        leave(house.leader2, house.admin, on=timezone.localdate() + timedelta(days=1))


@pytest.mark.parametrize("gone", [{"is_active": False}, {"left_on": timezone.localdate()}])
def test_an_account_that_is_closed_or_a_person_who_left_acts_on_nothing(house, gone):
    duty = signing(house)
    Person.objects.filter(pk=house.leader.pk).update(**gone)
    assert list(ownerless()) == [duty] and gap(again(duty)).person


@pytest.mark.parametrize(("where", "stays"), [("finance", False), ("team", False), ("unit", True)])
def test_who_moves_keeps_only_the_offices_above_the_new_unit(house, where, stays):
    """A handler of the department of personnel, and an officer of the bureau."""
    officer = make.person(house.hr, role=Role.HANDLER)
    make.appoint(officer, Role.UNION_OFFICER, house.unit)
    roll.amend(Person.objects.get(pk=officer.pk), SYSTEM, unit=getattr(house, where) if where != "unit" else house.hr)
    held = {row.office.role for row in officer.appointments.in_force(timezone.localdate())}
    assert held == ({Role.HANDLER, Role.UNION_OFFICER} if stays else {Role.UNION_OFFICER})


def test_what_only_the_proposer_can_say_is_marked_as_her_own(house):
    replied, returned = make.replied(house), make.submitted(house)
    proposals.send_back(returned, house.union, reason="incomplete", text="请补充")
    assert replied.duties.owed().get(kind=kinds.EVALUATE).is_own
    assert returned.duties.owed().get(kind=kinds.RESUBMIT).is_own
    assert not Duty.objects.filter(is_own=True).exclude(act="proposals.submit").exists()


# --- the page ------------------------------------------------------------------------------------------------


def test_the_list_shows_the_own_units_and_hands_on_with_one_form(client, house):
    duty = signing(house)
    elsewhere = open_(house, act="proposals.handle", unit=house.branch)
    ends(house.leader)
    client.force_login(house.head)
    page = client.get(reverse("duties:ownerless"))
    assert list(page.context["page"]) == [duty] and "宋致远不再任职" in page.content.decode()
    assert client.get(reverse("duties:hand", args=[elsewhere.pk])).status_code == 404
    form = reverse("duties:hand", args=[duty.pk])
    assert list(client.get(form).context["form"].fields["person"].queryset) == [house.leader2]
    assert client.post(form, {"person": house.handler.pk}).status_code == 422
    assert client.post(form, {"person": house.leader2.pk}).status_code == 302
    assert again(duty).person == house.leader2
    assert "每件事都有人办" in client.get(reverse("duties:ownerless")).content.decode()


@pytest.mark.parametrize("who", ["handler", "leader", "admin", "employee", "inspector"])
def test_nobody_else_sees_the_list(client, house, who):
    client.force_login(getattr(house, who))
    assert client.get(reverse("duties:ownerless")).status_code == 403


def test_the_list_costs_the_same_for_any_number_of_rows(client, house, django_assert_max_num_queries):
    client.force_login(house.union)
    for number in (1, 15):
        for _ in range(number):
            signing(house, leader=house.leader)
        ends(house.leader)
        with django_assert_max_num_queries(14):
            client.get(reverse("duties:ownerless"))


# --- what must always hold -----------------------------------------------------------------------------------


def orphans() -> set[int]:
    """Asked of every duty and every person one by one, without any of the code that is tested."""
    people = {person.pk: person for person in Person.objects.filter(is_active=True, left_on=None)}
    found = set()
    for duty in Duty.objects.owed().select_related("unit"):
        if duty.is_own:
            able = duty.person_id in people
        elif duty.person_id:
            able = duty.person_id in people and people[duty.person_id].may(duty.act, duty.unit)
        else:
            able = any(person.may(duty.act, duty.unit) for person in people.values())
        leads = duty.leader_id is None or (
            duty.leader_id in people and people[duty.leader_id].may("duties.oversee", duty.unit)
        )
        if not (able and leads):
            found.add(duty.pk)
    return found


def test_every_open_duty_has_an_owner_who_can_act_or_stands_in_the_ownerless_list(house):
    make.in_progress(house, assisting=[house.logistics])
    make.replied(house)
    signing(house, leader=house.leader)
    open_(house, unit=house.branch, act="proposals.handle")
    people = [house.leader, house.helper, house.handler, house.head, house.proposer, house.union, house.leader2]
    for person in people:
        ends(person)
        assert set(ownerless().values_list("pk", flat=True)) == orphans()
        succession.succeed_all()
        assert set(ownerless().values_list("pk", flat=True)) == orphans()
    assert orphans() and all(gap(duty) for duty in ownerless().select_related("unit", "person"))
    leave(house.proposer, SYSTEM, on=timezone.localdate())
    assert set(ownerless().values_list("pk", flat=True)) == orphans()
