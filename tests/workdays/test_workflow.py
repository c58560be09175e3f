"""Notices and special days laid over the library's calendar, and who computes anew when they change."""

from datetime import date, timedelta

import pytest
from django.template.loader import render_to_string

from ymdm import workdays
from ymdm.ledger.models import Event
from ymdm.organization.models import LegalType, Level, Unit
from ymdm.workdays import rules, workflow
from ymdm.workdays.models import HolidayNotice, SpecialDay
from ymdm.workflow import SYSTEM, Refused

pytestmark = pytest.mark.django_db


def unit(code: str, parent: Unit | None = None, **fields) -> Unit:
    return Unit.objects.create(
        code=code, name=code, parent=parent, legal_type=LegalType.PUBLIC_INSTITUTION, level=Level.UNIT, **fields
    )


def spring_festival_2027(**changes):
    days = {date(2027, 2, 5) + timedelta(days=n): (False, "春节") for n in range(8)}
    days |= {date(2027, 1, 31): (True, "春节"), date(2027, 2, 20): (True, "春节"), date(2027, 1, 1): (False, "元旦")}
    return {
        "year": 2027,
        "name": "国务院办公厅关于2027年部分节假日安排的通知",
        "document_number": "国办发明电〔2026〕1号",
        "issued_on": date(2026, 11, 1),
        "days": days,
    } | changes


def test_a_loaded_notice_ends_the_provisional_year_and_takes_the_place_of_the_library():
    root = unit("R")
    start = date(2027, 1, 29)
    before = workdays.calendar()
    assert before.is_provisional(start) and not before.is_workday(date(2027, 1, 31))
    workflow.announce(root, SYSTEM, **spring_festival_2027())
    after = workdays.calendar()
    assert not after.is_provisional(start)
    assert after.add(start, 1) == date(2027, 1, 31)
    assert after.reason(date(2027, 1, 31)) == "春节调休上班"
    assert after.reason(date(2027, 2, 12)) == "春节放假"
    # The library went on with 1 May; the notice as typed here does not have it.
    assert after.is_workday(date(2027, 5, 3)) and not before.is_workday(date(2027, 5, 3))
    assert before.is_provisional(start), "the table once handed out does not change under its reader"


def test_a_correction_is_the_next_version_and_the_former_stays_on_record():
    root = unit("R")
    workflow.announce(root, SYSTEM, **spring_festival_2027())
    corrected = spring_festival_2027()
    del corrected["days"][date(2027, 2, 20)]
    notice = workflow.announce(root, SYSTEM, **corrected)
    assert notice.version == 2 and HolidayNotice.objects.count() == 2
    assert not workdays.calendar().is_workday(date(2027, 2, 20))
    assert [event.says for event in Event.objects.order_by("pk")] == ["载入放假通知", "载入放假通知"]


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ({date(2027, 3, 3): (True, "春节")}, "不能登记为调休上班"),
        ({date(2029, 1, 1): (False, "元旦")}, "不属于 2027 年"),
        ({date(2027, 1, 1): (False, "")}, "没有写节日名称"),
        ({}, "没有放假日期"),
    ],
)
def test_a_notice_that_cannot_be_right_is_refused_and_changes_nothing(days, sentence):
    with pytest.raises(Refused, match=sentence):
        workflow.announce(unit("R"), SYSTEM, **spring_festival_2027(days=days))
    assert not HolidayNotice.objects.exists() and not Event.objects.exists()


def test_a_bureau_lays_a_day_of_its_own_over_the_notice():
    root = unit("R")
    day = date(2026, 11, 24)
    assert workdays.calendar(root).is_workday(day)
    workflow.lay(root, SYSTEM, on=day, is_workday=False, name="局庆日")
    assert not workdays.calendar(root).is_workday(day)
    assert workdays.calendar(root).reason(day) == "局庆日放假"
    workflow.lay(root, SYSTEM, on=day, is_workday=True, name="照常上班")
    assert workdays.calendar(root).is_workday(day)
    assert SpecialDay.objects.count() == 1


def test_a_unit_follows_the_calendar_of_the_nearest_unit_above_that_has_one():
    root = unit("R")
    company = unit("C", root, calendar="six")
    team, station = unit("T", company), unit("S", root)
    saturday, holiday = date(2026, 11, 21), date(2026, 11, 27)
    workflow.keep_calendar(root, SYSTEM, code="six", name="六天工作制", rest_weekdays="7")
    workflow.lay(root, SYSTEM, on=holiday, is_workday=False, name="古尔邦节", calendar_code="six")
    for follower in (company, team):
        assert workdays.calendar(follower).is_workday(saturday)
        assert not workdays.calendar(follower).is_workday(holiday)
    for other in (station, root, None):
        assert not workdays.calendar(other).is_workday(saturday)
        assert workdays.calendar(other).is_workday(holiday)


def test_asking_for_the_calendar_costs_one_query(django_assert_num_queries):
    root = unit("R")
    team = unit("T", unit("D", root))
    workdays.calendar(team)
    with django_assert_num_queries(1):
        workdays.calendar(team)


def test_a_change_of_calendar_calls_what_settings_name(settings):
    settings.YMDM_AFTER_CALENDAR_CHANGE = [f"{__name__}.note_the_change"]
    CHANGES.clear()
    workflow.lay(unit("R"), SYSTEM, on=date(2026, 11, 24), is_workday=False, name="局庆日")
    assert CHANGES == [False], "called inside the step, when the new calendar holds already"


CHANGES: list[bool] = []


def note_the_change() -> None:
    CHANGES.append(workdays.calendar().is_workday(date(2026, 11, 24)))


@pytest.mark.parametrize(
    ("due_on", "new", "kept"),
    [
        (date(2027, 2, 10), date(2027, 2, 15), date(2027, 2, 15)),
        (date(2027, 2, 10), date(2027, 2, 8), date(2027, 2, 10)),
        (date(2027, 2, 1), date(2027, 2, 15), date(2027, 2, 1)),
        (date(2027, 2, 2), date(2027, 2, 15), date(2027, 2, 15)),
    ],
)
def test_a_change_never_moves_an_expired_due_date_and_never_shortens_a_running_one(due_on, new, kept):
    assert rules.recomputed(due_on, new, today=date(2027, 2, 2)) == kept


def test_the_page_reads_a_term_day_by_day():
    def reading(start, days):
        lines = workdays.calendar().explain(start, days)
        return render_to_string("components/workdays_explained.html", {"days": lines})

    shown = reading(date(2026, 9, 29), 7)
    for words in (
        "9月29日 周二",
        "起算当天，不计入",
        "国庆节放假",
        "国庆节调休上班",
        "10月14日 周三",
        "当天 24:00 到期",
    ):
        assert words in shown, words
    assert "暂定" not in shown
    shown = reading(date(2026, 12, 30), 5)
    assert "2027 年的放假安排还没有公布，这个期限是暂定的" in shown
