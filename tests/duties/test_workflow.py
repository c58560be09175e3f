"""Duties: opened, met, extended, handed over, cancelled, pressed."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests import factories as make
from ymdm.duties import workflow
from ymdm.duties.models import Counting, Duty, Slip, lit
from ymdm.ledger.models import Event
from ymdm.notices.models import Notice
from ymdm.workflow import NoAuthority, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return make.bureau()


def open_(house, days=10, **fields):
    """A duty about a unit: duties know nothing of proposals, so neither do their tests."""
    fields = {
        "kind": "test.answer", "says": "答复", "act": "proposals.handle", "unit": house.hr, "watcher": house.unit,
        "days": days, "rule": "PRO-01", "label": "一件事",
    } | fields  # fmt: skip
    return workflow.open_duty(house.handler, **fields)


def test_opening_stores_the_due_day_and_tells_those_who_owe_it(house):
    duty = open_(house)
    assert (duty.opened_on, duty.days, duty.first_due_on) == (timezone.localdate(), 10, duty.due_on)
    assert {notice.person for notice in Notice.objects.filter(kind="duty-opened", key=str(duty.pk))} == {
        house.handler,
        house.head,
    }


@pytest.mark.parametrize(
    ("start", "days", "counting", "due"),
    [
        (date(2026, 9, 29), 7, Counting.WORKDAYS, date(2026, 10, 14)),
        (date(2026, 1, 26), 20, Counting.NATURAL, date(2026, 2, 24)),
        (date(2025, 8, 31), 6, Counting.MONTHS, date(2026, 2, 28)),
    ],
)
def test_days_are_counted_by_the_chinese_calendar(house, start, days, counting, due):
    assert open_(house, start=start, days=days, counting=counting).due_on == due


def test_a_date_in_a_year_without_notice_is_provisional(house):
    assert open_(house, start=date(2031, 1, 5)).is_provisional
    assert not open_(house, start=date(2026, 9, 1)).is_provisional


def test_meeting_twice_meets_once(house):
    open_(house)
    met = [workflow.meet(house.handler, "test.answer", house.handler, at=timezone.now()) for _ in range(2)]
    assert met == [1, 0]


def test_a_duty_is_never_met_and_cancelled(house):
    duty = open_(house)
    workflow.meet(house.handler, "test.answer", house.handler, at=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Duty.objects.filter(pk=duty.pk).update(cancelled_at=timezone.now(), cancel_reason="x")


def test_a_duty_is_extended_once_before_its_day_by_an_approver(house):
    duty = open_(house)
    before = duty.due_on
    workflow.extend(duty, days=5, counting=Counting.WORKDAYS, approver=house.union, reason="等批复", at=timezone.now())
    assert duty.due_on > before == duty.first_due_on
    event = Event.objects.of(duty).get()
    assert event.payload.payload == {"before": before.isoformat(), "after": duty.due_on.isoformat(), "reason": "等批复"}
    with pytest.raises(Refused, match="已经延期过一次"):
        workflow.extend(duty, days=5, counting=Counting.WORKDAYS, approver=house.union, reason="再", at=timezone.now())
    late = open_(house)
    with pytest.raises(Refused, match="须在到期前批准"):
        at = timezone.now() + (late.due_on - timezone.localdate()) + timedelta(days=1)
        workflow.extend(late, days=5, counting=Counting.WORKDAYS, approver=house.union, reason="晚", at=at)


def test_a_handed_over_duty_keeps_its_day_and_tells_the_new_owner(house):
    duty = open_(house)
    before = duty.due_on
    workflow.hand_over(duty, house.union, at=timezone.now(), unit=house.finance, reason="职责调整")
    assert (duty.unit, duty.due_on) == (house.finance, before)
    assert Notice.objects.filter(kind="duty-opened", person=house.finance_handler).exists()
    assert Event.objects.of(duty).get().payload.payload == {
        "before": "人事劳动处",
        "after": "财务处",
        "reason": "职责调整",
    }


def test_one_owes_what_is_owed_in_the_own_unit_and_below_and_what_bears_the_own_name(house):
    hers, units, below, others = (
        open_(house, person=house.union), open_(house), open_(house, unit=house.team, act="duties.press"),
        open_(house, unit=house.finance),
    )  # fmt: skip
    assert set(Duty.objects.owed_by(house.union)) == {hers, below}
    assert set(Duty.objects.owed_by(house.handler)) == {units}
    assert set(Duty.objects.owed_by(house.branch_union)) == {below}
    assert others not in Duty.objects.visible_to(house.branch_union)


def test_lights_of_many_duties_read_the_calendar_once(house, django_assert_max_num_queries):
    for _ in range(20):
        open_(house)
    with django_assert_max_num_queries(3):
        assert {duty.light.tone for duty in lit(Duty.objects.all())} == {"blue"}


def test_the_union_presses_once_a_day_and_a_handler_does_not(house):
    duty = open_(house)
    with pytest.raises(NoAuthority):
        workflow.press(duty, house.handler)
    workflow.press(duty, house.union)
    with pytest.raises(Refused, match="今天已经催办过"):
        workflow.press(duty, house.union)
    assert Slip.objects.get().by_label == "郑晓芸"
    assert Notice.objects.filter(kind="duty-pressed").count() == 2
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        house.union.forget_grants()
        workflow.press(duty, house.union)
    workflow.meet(house.handler, "test.answer", house.handler, at=timezone.now())
    with pytest.raises(Refused, match="已经办了"):
        workflow.press(duty, house.union)


def test_a_paused_clock_runs_on_by_the_working_days_it_stood(house):
    duty = open_(house)
    before = duty.due_on
    workflow.pause(house.handler, "test.answer", at=timezone.now())
    duty.refresh_from_db()
    assert duty.next_stage_on is None
    from ymdm.workdays import calendar

    later = timezone.now() + timedelta(days=14)
    workflow.resume(house.handler, "test.answer", at=later)
    duty.refresh_from_db()
    stood = calendar().between(timezone.localdate(), timezone.localdate(later))
    assert duty.due_on == calendar().add(before, stood)
