"""A reception day from its announcement to the sign-off (PRO-65 to PRO-67)."""

from __future__ import annotations

import pytest
from django.utils import timezone

from proposals.meetings import kinds, sweep, workflow
from proposals.meetings.models import ReceptionDay, ReceptionSchedule, ReceptionVisit
from proposals.models import Proposal
from tests import factories as make
from tests.meetings import scenes
from tests.meetings.scenes import workday
from ymdm.duties.models import Duty
from ymdm.notices.models import Notice
from ymdm.workdays import calendar
from ymdm.workdays import workflow as workdays
from ymdm.workflow import SYSTEM, NoAuthority, Refused

pytestmark = pytest.mark.django_db
State = ReceptionVisit.State


@pytest.fixture
def house():
    return make.bureau()


# --- the schedule ------------------------------------------------------------------------------------------------


def test_a_schedule_lays_out_working_days_and_a_near_one_is_owed_by_its_leader(house):
    made = scenes.schedule(house)
    days = list(made.days.order_by("on"))
    assert len(days) >= 5 and all(calendar().is_workday(day.on) for day in days)
    duty = Duty.objects.of(days[0]).owed().get()
    assert (duty.kind, duty.person, duty.due_on) == (kinds.RECEIVE, house.leader, days[0].on)
    assert not Duty.objects.of(days[3]).exists()  # told when it is near


def test_the_clock_goes_on_and_a_second_run_changes_nothing(house):
    made = scenes.schedule(house)
    before = made.days.count()
    assert sweep.plan_all() == 0
    ReceptionDay.objects.order_by("-on").first().delete()
    assert sweep.plan_all() == 1 and made.days.count() == before


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"substitute": "leader"}, "代班领导要另选"),
        ({"substitute": "handler"}, "不是.*领导"),
        ({"leader": "union"}, "不是.*领导"),
        ({"recorder": "handler"}, "工会干部"),
        ({"nth": 2, "weekday": 4}, "每周哪一天，或者每月"),
        ({"weekday": None}, "每周哪一天，或者每月"),
    ],
    ids=["same", "handler", "union", "recorder", "both", "neither"],
)
def test_a_schedule_names_a_leader_a_substitute_and_a_recorder(house, change, sentence):
    fields = {name: getattr(house, value) if isinstance(value, str) else value for name, value in change.items()}
    with pytest.raises(Refused, match=sentence):
        scenes.schedule(house, **fields)
    assert not ReceptionSchedule.objects.exists()


def test_the_substitute_stands_in_with_the_duty_and_the_visitors_are_told(house):
    visit = scenes.booked(house)
    day = visit.day
    Duty.objects.of(day).delete()
    workflow.owe(day, SYSTEM)
    with pytest.raises(Refused, match="原因"):
        workflow.stand_in(day, house.union, reason=" ")
    workflow.stand_in(day, house.union, reason="宋致远出差")
    assert Duty.objects.of(day).owed().get().person == house.leader2
    assert Notice.objects.filter(person=house.employee, kind="meeting-stands-in").exists()
    seen = ReceptionVisit.objects
    assert seen.visible_to(house.leader2).exists() and not seen.visible_to(house.leader).exists()
    with pytest.raises(Refused, match="已经由"):
        workflow.stand_in(day, house.union, reason="再换")


def test_a_day_without_reception_stays_owed_and_turns_red(house):
    day = scenes.reception(house)
    Duty.objects.of(day).delete()
    workflow.owe(day, SYSTEM)
    duty = Duty.objects.of(day).owed().get()
    assert duty.light_on(workday(5)).tone == "red"
    arrived = ReceptionDay.objects.get(pk=day.pk)
    ReceptionDay.objects.filter(pk=day.pk).update(on=timezone.localdate())
    workflow.finish(arrived, house.leader)
    assert not Duty.objects.of(day).owed().exists()
    assert ReceptionDay.objects.get(pk=day.pk).state == "held"


def test_stopping_a_schedule_tells_who_booked(house):
    visit = scenes.booked(house)
    workflow.end_schedule(visit.day.schedule, house.union, reason="领导分工调整")
    visit.refresh_from_db()
    assert visit.state == State.CANCELLED
    assert ReceptionDay.objects.get(pk=visit.day_id).state == "called_off"
    assert Notice.objects.filter(person=house.employee, kind="meeting-called-off").exists()
    assert not Duty.objects.owed().filter(kind=kinds.RECEIVE).exists()
    assert sweep.plan_all() == 0


def test_a_new_holiday_moves_the_day_and_keeps_the_booking(house):
    visit = scenes.booked(house)
    before = visit.day.on
    workdays.lay(house.unit, SYSTEM, on=before, is_workday=False, name="停电检修")
    visit.refresh_from_db()
    assert visit.day.on == calendar().add(before, 1) and visit.state == State.BOOKED
    assert Notice.objects.filter(person=house.employee, kind="meeting-moved").exists()


# --- booking -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("in_days", "in_time"), [(3, True), (2, True), (1, False)])
def test_a_day_is_booked_two_working_days_before(house, in_days, in_time):
    day = scenes.reception(house, in_days=in_days)
    if in_time:
        assert scenes.booked(house, day=day).state == State.BOOKED
        return
    with pytest.raises(Refused, match="已经过了") as refusal:
        scenes.booked(house, day=day)
    assert refusal.value.rule.id == "PRO-67"
    assert not ReceptionVisit.objects.exists()


def test_a_slot_is_given_once_and_is_free_again_after_a_cancellation(house):
    first = scenes.booked(house)
    day = first.day
    with pytest.raises(Refused, match="刚刚被预约"):
        scenes.booked(house, house.handler, day=day)
    with pytest.raises(Refused, match="已经预约"):
        scenes.booked(house, day=day, slot=2)
    with pytest.raises(Refused, match="没有这个时段"):
        scenes.booked(house, house.handler, day=day, slot=7)
    with pytest.raises(NoAuthority, match="本人"):
        workflow.cancel(first, house.union)
    workflow.cancel(first, house.employee)
    assert scenes.booked(house, house.handler, day=day).slot == 1


def test_neither_receiver_nor_recorder_books_and_nobody_from_another_house(house):
    day = scenes.reception(house)
    other = make.person(make.unit("别的局"))
    for person in (house.leader, house.union):
        with pytest.raises(Refused, match="接待人或记录人"):
            scenes.booked(house, person, day=day)
    with pytest.raises(NoAuthority, match="本局职工"):
        scenes.booked(house, other, day=day)


# --- who knows -----------------------------------------------------------------------------------------------------


def test_only_visitor_receiver_and_recorder_see_a_visit(house):
    visit = scenes.booked(house)
    sees = {"employee", "leader", "union"}
    for name in ("employee", "leader", "union", "leader2", "branch_union", "handler", "inspector", "admin", "head"):
        assert ReceptionVisit.objects.visible_to(getattr(house, name)).exists() is (name in sees), name
    assert "石拴柱" not in f"{visit} {visit.day}"


def test_no_notice_and_no_duty_names_the_visitor_or_what_it_is_about(house):
    visit = scenes.received(house)
    others = Notice.objects.exclude(person=house.employee)
    told = [*others.values_list("title", "text")]
    assert not [words for words in told if "石拴柱" in "".join(words)]
    owed = Duty.objects.filter(kind__startswith="meetings.")
    assert owed and not [duty for duty in owed if "石拴柱" in duty.subject_label or "暖气" in duty.subject_label]
    assert visit.items.get().matter.leader == house.leader


# --- the register --------------------------------------------------------------------------------------------------


def test_a_matter_is_opened_on_the_spot_with_owner_and_day_and_the_leader_owns_it_until_answered(house):
    visit = scenes.received(house)
    matter = visit.items.get().matter
    assert matter.channel == "reception_day" and matter.proposer == house.employee
    assert (matter.lead_unit, matter.leader, matter.reply_due_on) == (house.logistics, house.leader, workday(10))
    duty = Duty.objects.of(visit).owed().get()
    assert (duty.kind, duty.person) == (kinds.SIGN_OFF, house.leader)
    with pytest.raises(Refused, match="还有 1 件"):
        workflow.sign_off(visit, house.leader)
    Proposal.objects.filter(pk=matter.pk).update(replied_on=timezone.localdate())
    with pytest.raises(NoAuthority, match="首接负责"):
        workflow.sign_off(visit, house.union)
    workflow.sign_off(visit, house.leader)
    assert ReceptionVisit.objects.get(pk=visit.pk).state == State.SIGNED_OFF
    assert not Duty.objects.of(visit).owed().exists()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"lead": None}, "责任单位"),
        ({"due_on": None}, "答复日期"),
        ({"due_on": 16}, "最晚是"),
        ({"due_on": 0}, "晚于今天"),
        ({"text": " "}, "什么事"),
    ],
    ids=["owner", "day", "too far", "today", "empty"],
)
def test_nothing_is_handed_on_without_owner_and_day(house, change, sentence):
    visit = scenes.arrived(scenes.booked(house))
    typed = {"text": "宿舍没有暖气。", "lead": house.logistics, "due_on": workday(5)} | change
    if isinstance(typed["due_on"], int):
        typed["due_on"] = workday(typed["due_on"])
    with pytest.raises(Refused, match=sentence):
        workflow.hand_on(visit, house.leader, **typed)
    visit.refresh_from_db()
    assert visit.state == State.BOOKED and not visit.items.exists() and not Proposal.objects.exists()


def test_what_is_solved_on_the_spot_is_answered_in_words(house):
    visit = scenes.arrived(scenes.booked(house))
    with pytest.raises(Refused, match="怎么答复"):
        workflow.solve(visit, house.leader, text="食堂晚上关门太早。", solved=" ", lead=house.logistics)
    workflow.solve(
        visit,
        house.union,
        text="食堂晚上关门太早。",
        solved="从下周一起延长到 20:00，请后勤中心张贴通知。",
        lead=house.logistics,
    )
    matter = visit.items.get().matter
    assert matter.number and matter.replied_on == timezone.localdate()
    visit.refresh_from_db()
    workflow.sign_off(visit, house.leader)


def test_only_receiver_and_recorder_register_and_not_before_the_day(house):
    visit = scenes.booked(house)
    typed = {"text": "宿舍没有暖气。", "lead": house.logistics, "due_on": workday(5)}
    with pytest.raises(Refused, match="还没有到"):
        workflow.hand_on(visit, house.leader, **typed)
    visit = scenes.arrived(visit)
    for person in (house.leader2, house.branch_union, house.employee, house.handler):
        with pytest.raises(NoAuthority, match="接待人和记录人"):
            workflow.hand_on(visit, person, **typed)


def test_a_reception_ends_when_everybody_is_accounted_for(house):
    visit = scenes.arrived(scenes.booked(house))
    walked = workflow.walk_in(visit.day, house.union, visitor=None, visitor_name="老马（退休）")
    assert walked.slot == 7 and walked.who == "老马（退休）"
    with pytest.raises(Refused, match="还有 2 位"):
        workflow.finish(visit.day, house.leader)
    workflow.mark_absent(visit, house.union)
    workflow.hand_on(walked, house.leader, text="退休职工体检。", lead=house.hr, due_on=workday(5))
    assert walked.items.get().matter.proposer is None
    with pytest.raises(Refused, match="来访人"):
        workflow.walk_in(visit.day, house.union, visitor=None, visitor_name=" ")
    workflow.finish(visit.day, house.leader)
