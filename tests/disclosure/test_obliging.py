"""What each unit owes: the year's rows in one sweep, their days, the duties on the one clock, events and sessions."""

from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from congress.models import CongressSession
from disclosure import clock, events, kinds, laying, obliging
from disclosure.models import Adoption, CatalogueItem, Obligation
from tests import factories as make
from ymdm.duties import recounting
from ymdm.duties.models import Duty
from ymdm.notices.models import Notice
from ymdm.organization.models import Level, Role, Unit
from ymdm.workdays import calendar
from ymdm.workflow import Refused

pytestmark = pytest.mark.django_db
NOW = timezone.make_aware(datetime(2026, 11, 26, 9))


@pytest.fixture(autouse=True)
def clock_stands():
    with time_machine.travel(NOW, tick=False):
        yield


def adopting(*units, from_on=date(2026, 1, 1)):
    laying.adopt_by_type(units, laying.lay_out(), from_on)


def rows(**asked):
    return {
        (row.item.code, row.stage, row.period): row.due_on
        for row in Obligation.objects.filter(**asked).select_related("item")
    }


def test_a_year_is_one_row_for_each_item_stage_and_period():
    unit = make.unit(legal_type="public_institution")
    adopting(unit)
    assert obliging.owe_year(2026) == Obligation.objects.count()
    owed = rows(unit=unit)
    assert owed["D01", "before", "2026"] == date(2026, 2, 2)  # 31 January is a Saturday
    assert owed["D01", "result", "2026H1"] == date(2026, 7, 31)
    assert owed["D04", "result", "2026Q3"] == date(2026, 10, 15)
    assert owed["D18", "process", "2026M12"] == date(2027, 1, 11)  # the 10th is a Sunday
    assert owed["D13", "result", "2026"] == date(2027, 2, 1)
    assert not [key for key in owed if key[0] in {"D05", "D17", "D22"}]  # at once, of enterprises, of teams


def test_a_second_sweep_writes_nothing():
    unit = make.unit()
    adopting(unit)
    assert obliging.owe_all(NOW) > 0
    before = set(Obligation.objects.values_list("pk", "due_on", "is_on_clock"))
    assert obliging.owe_all(NOW) == 0
    assert set(Obligation.objects.values_list("pk", "due_on", "is_on_clock")) == before
    assert Duty.objects.count() == Obligation.objects.filter(is_on_clock=True).count()


def test_what_is_taken_over_in_the_year_is_owed_from_then_on():
    unit = make.unit()
    adopting(unit, from_on=date(2026, 9, 1))
    obliging.owe_year(2026)
    owed = rows(unit=unit)
    assert {key[2] for key in owed if key[0] == "D16"} == {"2026Q3", "2026Q4"}
    assert ("D01", "before", "2026") not in owed  # due before it was taken over
    assert ("D01", "result", "2026H2") in owed


def test_what_was_taken_out_is_not_owed_and_closed_units_owe_nothing():
    unit, closed = make.unit(), make.unit()
    adopting(unit, closed)
    gone = Adoption.objects.get(unit=unit, item__code="D16")
    Adoption.objects.filter(pk=gone.pk).update(
        state="removed", until_on=date(2026, 1, 2), reason="无此项", decision="办公会", asked_by=make.person(unit),
        consent_by=make.person(unit),
    )  # fmt: skip
    Unit.objects.filter(pk=closed.pk).update(closed_on=date(2026, 1, 2))
    obliging.owe_year(2026)
    assert not Obligation.objects.filter(item__code="D16").exists()
    assert not Obligation.objects.filter(unit=closed).exists()


def test_a_year_of_three_hundred_units_takes_few_queries_and_a_second_run_fewer():
    make.unit()
    laying.lay_out()
    root = Unit.objects.get()
    for number in range(300):
        make.unit(parent=root, level=Level.UNIT, code=f"N{number}")
    adopting(*Unit.objects.all())
    with CaptureQueriesContext(connection) as told:
        made = obliging.owe_all(NOW)
    assert made > 15_000
    assert len(told) < 60
    with CaptureQueriesContext(connection) as again:
        assert obliging.owe_all(NOW) == 0
    assert len(again) < 15


def test_a_duty_opens_when_its_day_comes_and_moves_with_the_calendar():
    house = make.bureau()
    adopting(house.branch)
    obliging.owe_year(2026)
    clock.put_on(NOW)
    november = Obligation.objects.get(unit=house.branch, item__code="D18", period="2026M11")
    october = Obligation.objects.get(unit=house.branch, item__code="D18", period="2026M10")
    assert not november.is_on_clock
    duty = Duty.objects.of(october).get()
    assert (duty.kind, duty.unit, duty.act, duty.rule) == (kinds.PUBLISH, house.branch, "disclosure.draft", "DIS-20")
    assert (duty.opened_on, duty.due_on, duty.days) == (date(2026, 10, 31), october.due_on, 10)
    with time_machine.travel(timezone.make_aware(datetime(2026, 12, 1, 8))):
        clock.put_on()
        duty = Duty.objects.of(november).get()
        assert duty.due_on == date(2026, 12, 10) and duty in Duty.objects.owed_by(house.branch_union)
        # A day off more: the 10th is not worked on.
        make.together(_special_day)(house, date(2026, 12, 10))
        recounting.recount_all()
        november.refresh_from_db()
        assert november.due_on == date(2026, 12, 11)


def _special_day(house, on):
    from ymdm.workdays import workflow

    workflow.lay(house.unit, house.admin, on=on, is_workday=False, name="局庆")


def test_a_team_in_which_nobody_publishes_owes_it_through_the_unit_above():
    house = make.bureau()
    own = make.unit("测量班", parent=house.branch, level=Level.TEAM)
    clerk = make.person(own, role=Role.HANDLER)
    adopting(house.team, own)
    obliging.owe_all(NOW)
    assert set(Duty.objects.values_list("watcher", "unit")) == {
        (house.branch.pk, house.branch.pk), (house.branch.pk, own.pk)
    }  # fmt: skip
    assert Obligation.objects.filter(unit=house.team).exists()
    told = Notice.objects.filter(key="disclosure:2026-11-26")
    assert set(told.values_list("person", flat=True)) == {house.branch_union.pk, clerk.pk}


def test_the_notice_of_a_day_comes_once():
    house = make.bureau()
    adopting(house.branch, house.unit)
    obliging.owe_all(NOW)
    obliging.owe_all(NOW + timedelta(hours=1))
    assert Notice.objects.filter(person=house.branch_union, kind="duty-opened").count() == 1


def test_an_event_is_owed_within_three_working_days_of_its_forming():
    house = make.bureau()
    adopting(house.branch)
    item = CatalogueItem.objects.get(code="D06")
    typed = {"key": "bridge-1", "label": "淤地坝加固", "formed_on": date(2026, 11, 24), "stages": ["before", "process"]}
    made = events.open_event(house.branch, item, **typed)
    assert [(row.stage, row.rule, row.due_on) for row in made] == [
        ("before", "DIS-19", date(2026, 11, 27)), ("process", "DIS-19", date(2026, 11, 27)),
    ]  # fmt: skip
    assert events.open_event(house.branch, item, **typed) == made
    assert Duty.objects.count() == 2
    assert Duty.objects.of(made[0]).get().days == 3
    CatalogueItem.objects.filter(pk=item.pk).update(audience="public")
    item.refresh_from_db()
    later = events.open_event(house.branch, item, **typed | {"key": "b2"})
    assert later[0].due_on == calendar().add(date(2026, 11, 24), 20)


def test_an_event_of_what_was_not_taken_over_is_refused():
    house = make.bureau()
    adopting(house.branch)
    item = CatalogueItem.objects.get(code="D22")
    with pytest.raises(Refused, match=r"没有列入西峰局的公开目录.*请先在公开目录里增列"):
        events.open_event(house.branch, item, key="x", label="x", formed_on=date(2026, 11, 24), stages=["result"])


def test_a_session_owes_its_topics_seven_days_before_and_its_resolutions_within_three_days():
    house = make.bureau()
    CongressSession.objects.filter(pk=house.session.pk).update(held_on=date(2026, 12, 20))
    adopting(house.unit)
    obliging.owe_all(NOW)
    topics = Obligation.objects.get(period=f"session:{house.session.pk}")
    assert (topics.stage, topics.due_on, topics.rule) == ("before", date(2026, 12, 13), "DIS-21")
    # On another day: owed by that, under one duty.
    CongressSession.objects.filter(pk=house.session.pk).update(held_on=date(2026, 12, 25))
    obliging.owe_all(NOW)
    topics.refresh_from_db()
    assert topics.due_on == date(2026, 12, 18)
    assert Duty.objects.of(topics).owed().get().due_on == date(2026, 12, 18)
    closed = timezone.make_aware(datetime.combine(date(2026, 12, 25), time(17)))
    CongressSession.objects.filter(pk=house.session.pk).update(closed_at=closed, state="published")
    obliging.owe_all(closed)
    result = Obligation.objects.get(period=f"session:{house.session.pk}", stage="result")
    assert result.due_on == date(2026, 12, 28)
    assert obliging.owe_all(closed) == 0


def test_a_session_that_is_called_off_owes_nothing_any_more():
    house = make.bureau()
    CongressSession.objects.filter(pk=house.session.pk).update(held_on=date(2026, 12, 20))
    adopting(house.unit)
    obliging.owe_all(NOW)
    CongressSession.objects.filter(pk=house.session.pk).update(state="cancelled", because="汛情")
    obliging.owe_all(NOW)
    topics = Obligation.objects.get(period=f"session:{house.session.pk}")
    assert topics.lifted_because == "会议已取消"
    assert not Duty.objects.of(topics).owed().exists()
