"""Reminders and escalations: by stage, once each, caught up after any downtime."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import factories as make
from tests.duties.test_workflow import open_
from ymdm.duties import sweep, workflow
from ymdm.duties.models import Duty, Slip
from ymdm.duties.rules import LADDER, stage_day
from ymdm.notices.models import Notice
from ymdm.workdays import calendar

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return make.bureau()


def day_of(duty, code):
    stage = next(stage for stage in LADDER if stage.code == code)
    return stage_day(stage, due_on=duty.due_on, workdays=calendar())


def told(code):
    return set(
        Notice.objects.filter(kind="duty-reminded", key__endswith=f":{code}").values_list("person__name", flat=True)
    )


def test_each_stage_tells_its_people_once_from_the_handler_up_to_the_leader(house):
    duty = open_(house, days=40, leader=house.leader)
    for stage in LADDER:
        day = day_of(duty, stage.code)
        assert sweep.remind_all(day - timedelta(days=1)) == 0
        assert sweep.remind_all(day) == 1
        assert sweep.remind_all(day) == 0
    assert told("blue") == {"许文涛", "陈立群"}  # both may answer for the unit
    assert told("yellow") == {"许文涛", "陈立群"}
    assert told("red") == {"许文涛", "陈立群", "郑晓芸", "宋致远"}
    assert told("report") == {"陈立群", "郑晓芸", "宋致远"}
    duty.refresh_from_db()
    assert duty.next_stage_on is None


def test_what_a_downtime_missed_is_caught_up_and_people_are_told_once(house):
    duty = open_(house, days=40)
    assert sweep.remind_all(day_of(duty, "report")) == 5
    assert set(Slip.objects.values_list("stage", flat=True)) == {stage.code for stage in LADDER}
    assert Notice.objects.filter(kind="duty-reminded").values("key").distinct().count() == 1
    assert sweep.remind_all(day_of(duty, "report") + timedelta(days=300)) == 0


def test_an_answered_duty_reminds_nobody(house):
    duty = open_(house, days=40)
    workflow.meet(house.handler, "test.answer", house.handler, at=timezone.now())
    assert sweep.remind_all(day_of(duty, "report")) == 0
    assert not Slip.objects.exists()


def test_a_paused_duty_reminds_nobody_until_it_runs_again(house):
    duty = open_(house, days=40)
    workflow.pause(house.handler, "test.answer", at=timezone.now())
    assert sweep.remind_all(day_of(duty, "report")) == 0


def test_an_extended_duty_is_reminded_by_its_new_day_and_no_stage_twice(house):
    duty = open_(house, days=40)
    sweep.remind_all(day_of(duty, "blue"))
    old = day_of(duty, "yellow")
    workflow.extend(duty, days=30, counting="workdays", approver=house.union, reason="等批复", at=timezone.now())
    assert sweep.remind_all(old) == 0
    assert sweep.remind_all(day_of(duty, "yellow")) == 1
    assert Slip.objects.filter(stage="blue").count() == 1


def test_a_unit_without_anybody_is_reminded_through_the_unit_above(house):
    duty = open_(house, days=40, unit=house.team, act="duties.press")
    sweep.remind_all(day_of(duty, "blue"))
    assert told("blue") == {"杜海燕", "郑晓芸", "宋致远", "高树勋"}


def test_a_failing_duty_stops_no_other_fails_loudly_and_is_still_owed(house, monkeypatch):
    """One transaction a duty: what was sent stays, what failed is tried again by the next sweep."""
    second, first = open_(house, days=40), open_(house, days=40)
    real = sweep.notices.reminded
    monkeypatch.setattr(sweep.notices, "reminded", lambda duty, *rest: 1 / 0 if duty == second else real(duty, *rest))
    with pytest.raises(ExceptionGroup, match="1 duties could not be reminded, 1 slips"):
        sweep.remind_all(day_of(first, "blue"))
    assert list(Slip.objects.values_list("duty", flat=True)) == [first.pk]
    monkeypatch.undo()
    assert sweep.remind_all(day_of(first, "blue")) == 1
    assert Slip.objects.count() == 2


def test_the_sweep_over_what_is_not_due_costs_one_query(house, django_assert_num_queries):
    for _ in range(30):
        open_(house, days=40)
    with django_assert_num_queries(1):
        assert sweep.remind_all() == 0
    assert Duty.objects.count() == 30
