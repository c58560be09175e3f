"""The list of the weekly meeting, and slips by colour with number and text (proposals.md section 7)."""

import re
from datetime import date, datetime, timedelta

import pytest
from django.http import Http404, QueryDict
from django.utils import timezone

from tests import factories as make
from ymdm.duties import papers, sweep
from ymdm.duties import workflow as duties
from ymdm.duties.models import Duty, Slip
from ymdm.duties.weekly import NO_LEADER, week
from ymdm.papers import pdf
from ymdm.papers.long_exports import Asker
from ymdm.workflow import NoAuthority

pytestmark = pytest.mark.django_db
MONDAY, FRIDAY, SUNDAY = date(2026, 11, 16), date(2026, 11, 20), date(2026, 11, 22)


@pytest.fixture
def house():
    return make.bureau()


def owed(house, due_on, *, leader=None, says="答复提案", unit=None):
    return duties.open_duty(
        house.handler, kind="walk", says=says, act="proposals.handle", unit=unit or house.hr, watcher=house.unit, days=9,
        rule="PRO-23", start=due_on - timedelta(30), due_on=due_on, leader=leader, label=f"{says}的事项",
    )  # fmt: skip


def asked(person, query=""):
    return Asker(person, QueryDict(query))


def shown(client, person, address):
    client.force_login(person)
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


# --- the list -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("due_on", "place"),
    [
        (date(2026, 11, 1), "overdue"), (date(2026, 11, 17), "overdue"),
        (date(2026, 11, 18), "due"), (FRIDAY, "due"), (SUNDAY, "due"), (date(2026, 11, 23), ""),
    ],
    ids=str,
)  # fmt: skip
def test_overdue_and_due_this_week_and_nothing_else_is_on_the_list(house, due_on, place):
    owed(house, due_on)
    told = week(house.union, date(2026, 11, 18))
    assert (told.overdue, told.due) == (int(place == "overdue"), int(place == "due"))
    assert [len(getattr(group, place)) for group in told.groups] == ([1] if place else [])


def test_what_is_met_cancelled_or_paused_is_not_on_the_list(house):
    one, two, three = (owed(house, MONDAY, says=says) for says in ("甲", "乙", "丙"))
    Duty.objects.filter(pk=one.pk).update(met_at=timezone.now())
    Duty.objects.filter(pk=two.pk).update(cancelled_at=timezone.now(), cancel_reason="并案")
    Duty.objects.filter(pk=three.pk).update(paused_on=MONDAY)
    assert week(house.union, FRIDAY).groups == []


def test_it_is_told_by_leader_in_charge_those_with_most_overdue_first_and_nobodys_last(house):
    for leader, due_on in (
        (None, MONDAY), (None, MONDAY), (None, MONDAY), (house.leader2, MONDAY), (house.leader2, MONDAY),
        (house.leader, MONDAY), (house.leader, SUNDAY), (house.leader, SUNDAY),
    ):  # fmt: skip
        owed(house, due_on, leader=leader)
    told = week(house.union, FRIDAY)
    assert [(group.leader, len(group.overdue), len(group.due)) for group in told.groups] == [
        (str(house.leader2), 2, 0), (str(house.leader), 1, 2), (NO_LEADER, 3, 0),
    ]  # fmt: skip


def test_nobody_sees_the_matters_of_units_over_which_she_does_not_watch(client, house):
    owed(house, MONDAY)
    owed(house, MONDAY, unit=house.branch)
    assert week(house.branch_union, FRIDAY).overdue == 1
    for address in ("/w/duties/week/", "/w/papers/weekly-list/"):
        client.force_login(house.employee)
        assert client.get(address).status_code == 403
    with pytest.raises(NoAuthority):
        papers.weekly_list(asked(house.employee))


def test_what_was_pressed_escalated_and_reported_stands_beside_the_matter(house):
    duty = owed(house, date(2026, 11, 2), leader=house.leader)
    duties.press(duty, house.union, at=timezone.make_aware(datetime(2026, 11, 5, 9)))
    sweep.remind_all(date(2026, 11, 10))
    ((line,),) = [group.overdue for group in week(house.union, FRIDAY).groups]
    assert line.marks == "催办 1 次，已升级分管领导，列入通报"


def test_one_day_late_goes_to_the_leader_in_charge_and_onto_the_list(house):
    duty = owed(house, FRIDAY, leader=house.leader)
    sweep.remind_all(date(2026, 11, 23))
    from ymdm.notices.models import Notice  # what was sent, not what the rule says

    told = set(Notice.objects.filter(kind="duty-reminded", key=f"{duty.pk}:red").values_list("person", flat=True))
    assert house.leader.pk in told
    ((line,),) = [group.overdue for group in week(house.union, date(2026, 11, 23)).groups]
    assert line.is_escalated and not line.is_reported


def test_page_and_paper_say_the_same(client, house):
    today = timezone.localdate()
    owed(house, today - timedelta(9), leader=house.leader)
    page = shown(client, house.union, "/w/duties/week/")
    paper = shown(client, house.union, "/w/papers/weekly-list/").split("<main")[1]
    for told in (page, paper):
        assert str(house.leader) in told and "答复提案的事项" in told and str(house.hr) in told
        assert re.search(r"逾期 1 件", told)
    assert "会议意见" in paper


def test_a_long_list_says_how_many_are_not_on_it(client, house, monkeypatch):
    monkeypatch.setattr("ymdm.duties.weekly.MOST", 2)
    for _ in range(3):
        owed(house, timezone.localdate() - timedelta(9))
    assert "还有 1 件没有列出" in shown(client, house.union, "/w/duties/week/")


def test_a_quiet_week_says_so(client, house):
    assert "没有逾期的，也没有本周到期的" in shown(client, house.union, "/w/duties/week/")


# --- slips ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pressed_on", "name"),
    [(date(2026, 11, 9), "催办单（蓝）"), (date(2026, 11, 18), "督办单（黄）"), (FRIDAY, "督办单（黄）"), (date(2026, 11, 23), "督办单（红）")],
    ids=["nine days left", "two days left", "on the day", "late"],
)  # fmt: skip
def test_a_slip_has_the_colour_of_the_light_its_number_and_its_text(client, house, pressed_on, name):
    duty = owed(house, FRIDAY, leader=house.leader)
    duties.press(duty, house.union, at=timezone.make_aware(datetime.combine(pressed_on, datetime.min.time())))
    slip = Slip.objects.get()
    told = shown(client, house.union, f"/w/papers/slips/?of={slip.pk}").split("<main")[1]
    assert name in told
    assert slip.number in told and slip.text in told and str(house.hr) in told and str(house.leader) in told
    assert {"蓝": "paper--blue", "黄": "paper--yellow", "红": "paper--red"}[name[4]] in told


def test_slips_of_the_ladder_name_who_else_is_told(client, house):
    owed(house, FRIDAY, leader=house.leader)
    sweep.remind_all(date(2026, 11, 24))
    slip = Slip.objects.exclude(number="").get()
    assert (slip.stage, slip.tone) == ("red", "red")
    told = shown(client, house.union, f"/w/papers/slips/?of={slip.pk}")
    assert "责任单位负责人、督办单位工会、分管领导" in told


def test_all_slips_of_a_unit_of_one_day_come_on_a_sheet_each(client, house):
    at = timezone.make_aware(datetime(2026, 11, 18, 9))
    for unit in (house.hr, house.hr, house.logistics):
        duties.press(owed(house, MONDAY, unit=unit), house.union, at=at)
    paper = papers.slips(asked(house.union, f"unit={house.hr.pk}&on=2026-11-18"))
    assert len(paper.context["sheets"]) == 2
    with pytest.raises(Http404):
        papers.slips(asked(house.union, f"unit={house.hr.pk}&on=2026-11-19"))
    if not pdf.why_not():
        assert pdf.make(paper.template, paper.context, paper.title).startswith(b"%PDF-")


@pytest.mark.parametrize("query", ["", "of=", "of=x", "of=0", "unit=x", "unit=1&on=x", "of=99999999999999999999"])
def test_an_address_that_names_no_slip_finds_nothing(house, query):
    with pytest.raises(Http404):
        papers.slips(asked(house.union, query))


def test_a_slip_is_read_by_those_who_see_the_duty_alone(client, house):
    duties.press(owed(house, MONDAY), house.union)
    slip = Slip.objects.get()
    assert slip.number in shown(client, house.handler, f"/w/papers/slips/?of={slip.pk}")
    client.force_login(house.employee)
    assert client.get(f"/w/papers/slips/?of={slip.pk}").status_code == 404


def test_desk_and_duty_lead_to_the_slips(client, house):
    duty = owed(house, timezone.localdate() - timedelta(9))
    assert "打印今天发出的" not in shown(client, house.union, "/w/proposals/late/")
    duties.press(duty, house.union)
    desk = shown(client, house.union, "/w/proposals/late/")
    assert f"/w/papers/slips/?unit={house.hr.pk}" in desk and "/w/duties/week/" in desk
    assert f"/w/papers/slips/?of={Slip.objects.get().pk}" in shown(client, house.union, f"/w/duties/{duty.pk}/")
