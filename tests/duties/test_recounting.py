"""A new calendar moves what is still owed: later only, once, with a trace, and whatever is killed halfway (F62)."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from proposals import kinds
from proposals import workflow as proposals
from tests import factories as make
from tests.duties.test_workflow import open_
from tests.workdays.test_workflow import spring_festival_2027
from ymdm import workdays
from ymdm.duties import calendars, recounting, workflow
from ymdm.duties.models import Counting, Duty, Shift, lit
from ymdm.duties.tasks import recount
from ymdm.ledger.models import Event
from ymdm.notices.models import Notice
from ymdm.workdays.workflow import announce, lay
from ymdm.workflow import SYSTEM, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return make.bureau()


@pytest.fixture(autouse=True)
def _november():
    with time_machine.travel(datetime(2026, 11, 25, 9, tzinfo=timezone.get_default_timezone())):
        yield


def moved(duty):
    """The due day after the count."""
    return Duty.objects.get(pk=duty.pk).due_on


# The notice of 2027 has days off from 5 to 12 February, on which the library's calendar partly works, and makes
# 31 January and 20 February worked.
@pytest.mark.parametrize(
    ("start", "days", "counting", "before", "after"),
    [
        (date(2027, 2, 3), 5, Counting.WORKDAYS, date(2027, 2, 11), date(2027, 2, 18)),  # later
        (date(2027, 1, 29), 2, Counting.WORKDAYS, date(2027, 2, 2), date(2027, 2, 2)),  # would be earlier: stays
        (date(2026, 11, 23), 5, Counting.WORKDAYS, date(2026, 11, 30), date(2026, 11, 30)),  # not touched by it
        (date(2027, 2, 2), 9, Counting.NATURAL, date(2027, 2, 11), date(2027, 2, 15)),  # its last day is off now
    ],
)
def test_a_notice_moves_a_running_deadline_later_and_never_earlier(house, start, days, counting, before, after):
    duty = open_(house, start=start, days=days, counting=counting)
    Duty.objects.filter(pk=duty.pk).update(due_on=before, first_due_on=before)
    announce(house.unit, SYSTEM, **spring_festival_2027())
    recounting.recount_all()
    assert moved(duty) == after


def test_what_has_expired_stays_also_where_the_new_calendar_would_give_more_time(house):
    duty = open_(house, start=date(2026, 11, 9), days=5)
    assert duty.due_on == date(2026, 11, 16)
    lay(house.unit, SYSTEM, on=date(2026, 11, 12), is_workday=False, name="局庆日")
    assert recounting.recount_all() == 0
    assert moved(duty) == date(2026, 11, 16)


def test_two_changes_before_one_count_are_both_told(house):
    duty = open_(house, days=5)
    lay(house.unit, SYSTEM, on=date(2026, 11, 26), is_workday=False, name="局庆日")
    lay(house.unit, SYSTEM, on=date(2026, 11, 27), is_workday=False, name="停电检修")
    recounting.recount_all()
    shift = Shift.objects.get(duty=duty)
    assert shift.why == "2026年11月26日放假（局庆日）；2026年11月27日放假（停电检修）"
    late = open_(house, days=9)  # opened when both were known
    lay(house.unit, SYSTEM, on=date(2026, 11, 30), is_workday=False, name="防汛演练")
    recounting.recount_all()
    assert Shift.objects.get(duty=late).why == "2026年11月30日放假（防汛演练）"
    assert Shift.objects.filter(duty=duty).last().why == "2026年11月30日放假（防汛演练）"


def test_each_moved_duty_gets_one_trace_that_names_the_notice_and_both_days(house):
    duty = open_(house, days=5)
    before = duty.due_on
    lay(house.unit, SYSTEM, on=date(2026, 11, 27), is_workday=False, name="局庆日")
    recounting.recount_all()
    shift = Shift.objects.get()
    assert (shift.duty, shift.before, shift.after) == (duty, before, moved(duty))
    assert shift.why == "2026年11月27日放假（局庆日）"
    event = Event.objects.filter(act="duties.recount").get()
    assert (event.actor_label, event.object_id) == ("系统", str(house.handler.pk))
    assert event.payload.payload == {
        "duty": duty.pk, "says": "答复", "why": shift.why, "before": before.isoformat(),
        "after": moved(duty).isoformat(),
    }  # fmt: skip
    assert {notice.person for notice in Notice.objects.filter(kind="duty-shifted")} == {house.handler, house.head}


def test_a_second_run_changes_nothing(house):
    open_(house, days=5)
    lay(house.unit, SYSTEM, on=date(2026, 11, 27), is_workday=False, name="局庆日")
    assert [recounting.recount_all() for _ in range(3)] == [1, 0, 0]
    assert (Shift.objects.count(), Event.objects.filter(act="duties.recount").count()) == (1, 1)


def test_a_run_that_ends_halfway_leaves_the_rest_to_the_next_one(house, monkeypatch):
    for person in (house.handler, house.helper, house.union):  # three matters
        workflow.open_duty(
            person,
            kind="t",
            says="答复",
            act="proposals.handle",
            unit=house.hr,
            watcher=house.unit,
            days=5,
            rule="PRO-01",
        )
    lay(house.unit, SYSTEM, on=date(2026, 11, 27), is_workday=False, name="局庆日")
    monkeypatch.setattr(recounting, "BATCH", 1)
    assert recounting.recount_all(limit=2) == 2
    assert recounting.still_waiting() == 1
    assert recounting.recount_all() == 1
    assert recounting.still_waiting() == 0
    assert Shift.objects.count() == 3


def test_what_was_done_or_cancelled_is_left_alone(house):
    duty = open_(house, days=5)
    workflow.meet(house.handler, "test.answer", house.handler, at=timezone.now())
    lay(house.unit, SYSTEM, on=date(2026, 11, 27), is_workday=False, name="局庆日")
    assert recounting.recount_all() == 0
    assert moved(duty) == duty.due_on


def test_the_day_of_the_next_reminder_moves_too(house):
    duty = open_(house, days=20)
    before = duty.next_stage_on
    lay(house.unit, SYSTEM, on=date(2026, 12, 4), is_workday=False, name="局庆日")
    recounting.recount_all()
    assert Duty.objects.get().next_stage_on == workdays.calendar().add(moved(duty), -10) > before


def test_a_deadline_beyond_an_unannounced_new_year_is_provisional_until_the_notice_comes(house):
    duty = open_(house, start=date(2026, 12, 28), days=10)
    assert duty.is_provisional and lit([duty])[0].light.provisional
    announce(house.unit, SYSTEM, **spring_festival_2027())
    recounting.recount_all()
    assert not lit(Duty.objects.all())[0].light.provisional


def test_a_given_day_is_no_calendars_business(house):
    promised = open_(house, due_on=date(2027, 2, 7), days=5)
    sooner = open_(house, due_on=date(2026, 12, 1), days=5)  # five working days would be a day more
    assert not promised.is_provisional
    announce(house.unit, SYSTEM, **spring_festival_2027())
    assert recounting.recount_all() == 0
    assert (moved(promised), moved(sooner)) == (date(2027, 2, 7), date(2026, 12, 1))


def test_an_extended_duty_is_counted_through_its_extension(house):
    duty = open_(house, days=5)
    workflow.extend(duty, days=5, counting=Counting.WORKDAYS, approver=house.union, reason="等批复", at=timezone.now())
    lay(house.unit, SYSTEM, on=date(2026, 12, 8), is_workday=False, name="局庆日")
    recounting.recount_all()
    assert moved(duty) == workdays.calendar().add(date(2026, 11, 25), 10)


def test_time_that_a_duty_stood_still_is_counted_along(house):
    duty = open_(house, days=5)
    workflow.pause(house.handler, "test.answer", at=timezone.now())
    with time_machine.travel(timezone.now() + timedelta(days=7)):
        workflow.resume(house.handler, "test.answer", at=timezone.now())
        lay(house.unit, SYSTEM, on=date(2026, 12, 4), is_workday=False, name="局庆日")
        recounting.recount_all()
    assert moved(duty) == workdays.calendar().add(date(2026, 11, 25), 10)


def test_a_paused_duty_is_moved_and_goes_on_without_reminders(house):
    duty = open_(house, days=5)
    workflow.pause(house.handler, "test.answer", at=timezone.now())
    lay(house.unit, SYSTEM, on=date(2026, 11, 27), is_workday=False, name="局庆日")
    recounting.recount_all()
    assert moved(duty) > duty.due_on
    assert Duty.objects.get().next_stage_on is None


def test_a_clock_that_stands_still_does_not_run_out_meanwhile(house):
    duty = open_(house, days=2)
    workflow.pause(house.handler, "test.answer", at=timezone.now())
    with time_machine.travel(timezone.now() + timedelta(days=14)):
        lay(house.unit, SYSTEM, on=date(2026, 11, 26), is_workday=False, name="局庆日")
        recounting.recount_all()
    assert moved(duty) > duty.due_on


def test_what_is_due_with_another_duty_moves_with_it(house):
    reply = open_(house, days=5)
    signing = open_(house, days=3, kind="test.sign", follows=reply)
    assert signing.due_on == reply.due_on
    workflow.extend(reply, days=5, counting=Counting.WORKDAYS, approver=house.union, reason="等批复", at=timezone.now())
    assert moved(signing) == moved(reply) > signing.due_on
    lay(house.unit, SYSTEM, on=date(2026, 11, 27), is_workday=False, name="局庆日")
    recounting.recount_all()
    assert moved(signing) == moved(reply) == workdays.calendar().add(date(2026, 11, 25), 10)


def test_a_proposal_its_granted_extension_and_its_window_bear_the_new_day(house):
    proposal = make.in_progress(house)
    proposals.ask_extension(proposal, house.handler, days=30, reason="等批复")
    proposals.decide_extension(proposal, house.union, approve=True)
    due = proposal.reply_due_on
    lay(house.unit, SYSTEM, on=due, is_workday=False, name="局庆日")
    recounting.recount_all()
    proposal.refresh_from_db()
    duty = proposal.duties.get(kind=kinds.REPLY)
    assert proposal.reply_due_on == duty.due_on == proposal.extension_requests.get().new_due_on > due
    assert Event.objects.of(proposal).filter(act="duties.recount").exists()


def test_the_window_for_handing_back_is_never_shortened_and_grows_with_the_calendar(house):
    proposal = make.in_progress(house)
    before = proposal.assignments.get().object_until
    lay(house.unit, SYSTEM, on=before, is_workday=False, name="局庆日")
    assert proposal.assignments.get().object_until > before


def test_the_change_itself_asks_a_worker_once_it_is_committed(house, django_capture_on_commit_callbacks):
    duty = open_(house, days=5)
    with django_capture_on_commit_callbacks(execute=True):
        lay(house.unit, SYSTEM, on=date(2026, 11, 27), is_workday=False, name="局庆日")
        assert moved(duty) == duty.due_on
    assert moved(duty) > duty.due_on
    assert recount() == 0, "the minute's scan finds nothing left"


def test_a_preview_counts_what_would_move_and_writes_nothing(house):
    open_(house, days=5)
    open_(house, days=1)
    late = open_(house, days=5)
    Duty.objects.filter(pk=late.pk).update(due_on=timezone.localdate() - timedelta(days=1), opened_on=date(2026, 11, 2))
    preview = workdays.calendar().with_day(date(2026, 11, 27), False, "局庆日")
    assert recounting.would_move(preview) == 1
    assert recounting.would_move(workdays.calendar()) == 0
    assert not Shift.objects.exists()


def test_the_number_of_queries_of_a_batch_does_not_grow_with_its_rows(house):
    counts = []
    for number in (2, 12):
        for _ in range(number):
            open_(house, days=5)
        lay(house.unit, SYSTEM, on=date(2026, 11, 26) + timedelta(days=number), is_workday=False, name="局庆日")
        with CaptureQueriesContext(
            connection,
        ) as seen:
            recounting.recount_all()
        counts.append(len(seen))
    assert counts[0] >= counts[1]


def test_signing_is_due_with_the_reply_and_moves_with_it(house):
    proposal = make.in_progress(house)
    make.contacted(house, proposal)
    proposals.draft_reply(proposal, house.handler, **make.answering(proposal))
    reply, signing = (proposal.duties.owed().get(kind=kind) for kind in (kinds.REPLY, kinds.SIGN))
    assert signing.due_on == reply.due_on
    lay(house.unit, SYSTEM, on=reply.due_on, is_workday=False, name="局庆日")
    recounting.recount_all()
    assert moved(signing) == moved(reply) > signing.due_on


# --- a calendar of one's own (CAL-02) ---------------------------------------------------------------------------

choose = make.together(calendars.choose)


def six_days(unit):
    """From now on that unit works on Saturdays as well."""
    choose(unit, SYSTEM, at=timezone.now(), code="six")
    unit.refresh_from_db()


def test_a_unit_with_its_own_calendar_counts_by_it_and_so_does_what_lies_below(house):
    six_days(house.branch)
    house.team.refresh_from_db()
    # From Wednesday: the fifth working day is next Wednesday, of six-day weeks it is Tuesday.
    assert [open_(house, days=5, unit=unit).due_on for unit in (house.hr, house.branch, house.team)] == [
        date(2026, 12, 2), date(2026, 12, 1), date(2026, 12, 1),
    ]  # fmt: skip


def test_a_national_day_moves_those_who_follow_and_an_own_calendar_its_unit_alone(house):
    at_hr, at_branch = open_(house, days=5, unit=house.hr), open_(house, days=5, unit=house.branch)
    six_days(house.branch)
    assert recounting.still_waiting() == 1, "only what the branch owes is outdated"
    recounting.recount_all()
    assert (moved(at_hr), moved(at_branch)) == (date(2026, 12, 2), date(2026, 12, 2)), "never earlier (CAL-08)"
    late = open_(house, days=5, unit=house.branch)
    assert late.due_on == date(2026, 12, 1)
    choose(house.branch, SYSTEM, at=timezone.now(), code="five")
    recounting.recount_all()
    shift = Shift.objects.get(duty=late)
    assert (shift.after, shift.why) == (date(2026, 12, 2), "改按“周一至周五上班”计算")
    assert not Shift.objects.filter(duty=at_hr).exists()
    lay(house.unit, SYSTEM, on=date(2026, 11, 30), is_workday=False, name="局庆日")
    recounting.recount_all()
    assert [moved(duty) for duty in (at_hr, at_branch, late)] == [date(2026, 12, 3)] * 3
    assert recounting.still_waiting() == 0


def test_a_unit_goes_back_to_the_calendar_of_the_one_above(house):
    six_days(house.branch)
    duty = open_(house, days=5, unit=house.branch)
    choose(house.branch, SYSTEM, at=timezone.now(), code="")
    recounting.recount_all()
    assert moved(duty) == date(2026, 12, 2)
    with pytest.raises(Refused, match="不必再改"):
        choose(house.branch, SYSTEM, at=timezone.now(), code="")


def test_what_is_due_with_another_duty_moves_with_it_whatever_unit_it_is_of(house):
    six_days(house.branch)
    reply = open_(house, days=5, unit=house.branch)
    signature = open_(house, kind="sign", days=5, unit=house.hr, follows=reply)
    assert signature.due_on == reply.due_on
    choose(house.branch, SYSTEM, at=timezone.now(), code="five")
    recounting.recount_all()
    assert moved(signature) == moved(reply) == date(2026, 12, 2)


def test_reminders_count_by_the_calendar_of_the_unit(house):
    six_days(house.branch)
    duty = open_(house, days=20, unit=house.branch)
    ladder = {rung["stage"].code: rung["on"] for rung in duty.ladder()}
    # Three working days before: of a six-day week Saturdays count.
    assert workdays.calendar(house.branch).between(ladder["yellow"], duty.due_on) == 3
    assert duty.next_stage_on == ladder["blue"]
