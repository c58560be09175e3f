"""A closed unit opens nothing more; one matter is read in its phases; a unit is found by its name."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from disclosure import clock, laying, obliging, workflow
from disclosure.models import Obligation, Version
from disclosure.places import found_by
from disclosure.timeline import phases
from tests import factories as make
from tests.disclosure import scenes
from ymdm.duties.models import Duty
from ymdm.limits.models import Count
from ymdm.organization import workflow as organization
from ymdm.organization.models import Role, Unit

TODAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def in_november():
    with time_machine.travel(timezone.make_aware(datetime(2026, 11, 20, 9)), tick=False):
        yield


@pytest.fixture
def house(db):
    return scenes.desk()


def closable(house):
    """A station nobody is on the roll of, with what it owes on the clock, and who may close it."""
    station = make.unit("辛店站", parent=house.unit.parent)
    laying.adopt_by_type([station], laying.lay_out(), date(2026, 1, 1))
    obliging.owe_year(2026)
    clock.put_on(timezone.now())
    union = make.person(house.unit.parent, role=Role.SYSTEM_ADMIN)
    return station, union


def test_what_a_closed_unit_had_not_come_to_is_owed_no_more_and_what_was_overdue_stays(house):
    """DIS-40."""
    station, by = closable(house)
    heir = make.person(house.unit.parent, role=Role.HANDLER)
    owed = Obligation.objects.filter(unit=station)
    assert owed.filter(due_on__gte=TODAY).exists() and owed.silent(TODAY).exists()
    overdue = set(owed.silent(TODAY).values_list("pk", flat=True))
    make.together(organization.close_unit)(station, by, on=TODAY)
    assert not owed.still_owed().filter(due_on__gte=TODAY).exists()
    lifted = owed.filter(lifted_on=TODAY)
    assert lifted.exists() and all("撤销" in row.lifted_because for row in lifted)
    assert overdue <= set(owed.still_owed().values_list("pk", flat=True))
    running = Duty.objects.owed().filter(kind="disclosure.publish", subject_id__in=lifted.values("pk"))
    assert not running.exists()
    passed_on = Duty.objects.owed().filter(kind="disclosure.publish", subject_id__in=overdue)
    assert {duty.unit for duty in passed_on} == {station.parent} and heir.may("disclosure.draft", station)
    # Nothing comes anew for it, in whatever year.
    before = owed.count()
    obliging.owe_all(timezone.now() + timedelta(days=60))
    assert owed.count() == before


def test_the_sweep_lifts_what_was_left_over_of_a_unit_closed_before(house):
    station, _ = closable(house)
    Unit.objects.filter(pk=station.pk).update(closed_on=TODAY)
    obliging.owe_all()
    assert not Obligation.objects.filter(unit=station).still_owed().filter(due_on__gte=TODAY).exists()
    assert Obligation.objects.filter(unit=station).silent(TODAY).exists()


def test_the_phases_of_an_event_tell_their_days_and_what_is_still_to_come(house):
    """DIS-16."""
    before = scenes.owed(house.unit, "D06", stage="before", period="event:1")
    process = scenes.owed(house.unit, "D06", stage="process", period="event:1", due_on=TODAY + timedelta(days=3))
    scenes.owed(house.unit, "D06", stage="result", period="event:1", due_on=TODAY + timedelta(days=30))
    Obligation.objects.update(rule="DIS-19")
    made = scenes.published(house, scenes.drafted(house, before, title="加固方案"))
    told = phases(Obligation.objects.get(pk=process.pk), house.reader)
    assert [(one.name, one.is_done, one.is_now) for one in told] == [
        ("事前", True, False), ("事中", False, True), ("事后", False, False)
    ]  # fmt: skip
    assert [(one.on, one.words, one.is_todo) for one in told[0].entries] == [(TODAY, "公开《加固方案》", False)]
    assert told[0].entries[0].address == made.get_absolute_url()
    assert told[1].entries[0].is_todo and told[1].entries[0].words == "11月23日前公开"


def test_a_correction_and_an_overdue_day_stand_on_the_line(house):
    owed = scenes.owed(house.unit)
    made = scenes.published(house, scenes.drafted(house, owed))
    workflow.correct(made, house.author, note="差旅费应为 13 万元", body="<p>差旅费 13 万元。</p>")
    second = Version.objects.get(number=2)
    workflow.submit(second, house.author)
    workflow.pass_review(second, house.reviewer, attribute="employees", **scenes.CLEAN)
    workflow.approve(Version.objects.get(number=2), house.approver)
    scenes.owed(house.unit, period="2026Q1", due_on=TODAY - timedelta(days=9))
    [phase] = phases(owed, house.reader)
    words = [one.words for one in phase.entries]
    assert any("更正：差旅费应为 13 万元" in one for one in words)
    assert any("已逾期" in one for one in words)
    assert phase.is_now


def test_a_reader_outside_of_the_scope_sees_the_day_and_not_the_title(house):
    owed = scenes.owed(house.unit)
    scenes.published(house, scenes.drafted(house, owed, title="内部收支"))
    stranger = make.person(make.unit("绥德局", parent=house.unit.parent))
    owed.refresh_from_db()
    [phase] = phases(owed, stranger)
    assert [one.words for one in phase.entries] == ["已公开"]


def test_the_page_of_an_obligation_asks_as_much_however_long_its_line_is(house, client):
    owed = scenes.owed(house.unit)
    client.force_login(house.reader)

    def asked():
        for _ in range(2):
            cache.clear()
            Count.objects.all().delete()
            with CaptureQueriesContext(connection) as told:
                page = client.get(owed.get_absolute_url()).content.decode()
        return page, len(told)

    scenes.published(house, scenes.drafted(house, owed))
    page, number = asked()
    assert 'class="phase"' in page and "过程公开" in page
    for period in ("2026Q1", "2026Q3", "2026Q4"):
        scenes.published(house, scenes.drafted(house, scenes.owed(house.unit, period=period)))
    assert asked()[1] == number


def test_a_unit_is_meant_by_name_code_or_the_only_part_that_fits(house):
    parent = house.unit.parent
    one, two = make.unit("辛店水保站", parent=parent), make.unit("齐家水保站", parent=parent)
    units = Unit.objects.within(parent)
    assert found_by(units, "辛店水保站") == (one, [])
    assert found_by(units, one.code.lower()) == (one, [])
    assert found_by(units, "齐家") == (two, [])
    assert found_by(units, "", two.pk) == (two, [])
    assert found_by(units, "水保站")[0] is None and set(found_by(units, "水保站")[1]) == {one, two}
    assert found_by(units, "没有的单位") == (None, [])


def test_the_map_does_not_grow_by_an_option_for_each_unit_and_finds_one_by_name(house, client):
    """At three hundred units the options were a tenth of the page."""
    for number in range(40):
        make.unit(f"第{number}水保站", parent=house.unit.parent)
    client.force_login(house.reader)
    page = client.get("/w/disclosure/coverage/").content.decode()
    assert page.count("<option") < 40
    page = client.get("/w/disclosure/coverage/?of=第7水保站").content.decode()
    assert 'value="第7水保站"' in page
    several = client.get("/w/disclosure/coverage/?of=水保站").content.decode()
    assert "叫这个名字的有几个单位" in several
    key = Unit.objects.get(name="第9水保站").pk
    assert 'value="第9水保站"' in client.get(f"/w/disclosure/coverage/?unit={key}").content.decode()
