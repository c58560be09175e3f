"""Checking in: the code of the minute, once, by oneself, and late from a phone that was cut off."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from congress import workflow
from congress.checkin import code_at
from congress.models import CongressSession, Presence
from tests import factories as make
from ymdm.workflow import NoAuthority, Refused

from . import scenes
from .scenes import HELD_ON, at

pytestmark = pytest.mark.django_db
MORNING = at(HELD_ON, 8, 30)


@pytest.fixture(autouse=True)
def _in_the_morning():
    with time_machine.travel(at(HELD_ON, 8, 58), tick=False):
        yield


@pytest.fixture
def made():
    return scenes.prepared()


@pytest.mark.parametrize(
    ("seconds", "is_taken"), [(0, True), (60, True), (120, False), (-60, False)], ids=["now", "next", "over", "to-come"]
)
def test_a_code_holds_for_its_minute_and_the_next(made, seconds, is_taken):
    row, person = made.attendee(made.people[0]), made.people[0]
    code, when = code_at(made.session, MORNING), MORNING + timedelta(seconds=seconds)
    if is_taken:
        workflow.arrive(row, person, at=when, code=code)
        assert made.attendee(person).is_present
        return
    with pytest.raises(Refused, match="签到码不对"):
        workflow.arrive(row, person, at=when, code=code)


def test_the_code_of_another_session_opens_nothing(made):
    other = CongressSession.objects.get(pk=made.session.pk)
    other.secret = "0" * 32
    with pytest.raises(Refused):
        workflow.arrive(made.attendee(made.people[0]), made.people[0], at=MORNING, code=code_at(other, MORNING))


def test_whoever_is_in_is_counted_once_however_often_the_phone_sends(made):
    row, person = made.attendee(made.people[0]), made.people[0]
    for _ in range(3):
        workflow.arrive(row, person, at=MORNING, code=code_at(made.session, MORNING))
    workflow.arrive(row, person, at=MORNING, code=code_at(made.session, MORNING), read=MORNING)
    assert Presence.objects.filter(attendee=row).count() == 1


@pytest.mark.parametrize(
    ("minutes", "is_taken"),
    [(1, True), (19, True), (21, False), (-1, False)],
    ids=["soon", "19", "21", "from-the-future"],
)
def test_a_phone_that_was_cut_off_sends_later_within_twenty_minutes(made, minutes, is_taken):
    row, person = made.attendee(made.people[0]), made.people[0]
    read = MORNING
    code, when = code_at(made.session, read), read + timedelta(minutes=minutes)
    if not is_taken:
        with pytest.raises(Refused, match="不能补传"):
            workflow.arrive(row, person, at=when, code=code, read=read)
        return
    workflow.arrive(row, person, at=when, code=code, read=read)
    presence = Presence.objects.get(attendee=row)
    assert (presence.at, presence.written_at, presence.way) == (read, when, "late_sent")


def test_nobody_checks_in_for_another_but_the_desk(made):
    row = made.attendee(made.people[0])
    with pytest.raises(NoAuthority, match="签到由本人办理"):
        workflow.arrive(row, made.people[1], at=MORNING, code=code_at(made.session, MORNING))
    workflow.mark_present(row, made.union, at=MORNING)
    assert Presence.objects.get(attendee=row).way == "desk"


def test_late_left_and_back_stand_on_one_line_f14(made):
    row, person = made.attendee(made.people[0]), made.people[0]
    workflow.mark_present(row, made.union, at=at(HELD_ON, 8, 31))
    workflow.leave_hall(row, person, at=at(HELD_ON, 8, 33))
    workflow.mark_present(row, made.union, at=at(HELD_ON, 8, 35))
    assert list(row.presences.values_list("is_in", flat=True)) == [True, False, True]
    assert made.attendee(person).arrived_at == at(HELD_ON, 8, 31)


def test_an_ended_mandate_does_not_check_in_con_32_con_90(made):
    row, person = made.attendee(made.people[0]), made.people[0]
    appointment = row.mandate.appointment
    appointment.until_on = HELD_ON - timedelta(days=1)
    appointment.save()
    with pytest.raises(Refused, match="代表资格已于11月19日终止") as refusal:
        workflow.arrive(row, person, at=MORNING, code=code_at(made.session, MORNING))
    assert refusal.value.rule.id == "CON-32"


def test_the_door_opens_on_the_day_only(made):
    row, day = made.attendee(made.people[0]), at(HELD_ON - timedelta(days=1))
    with pytest.raises(Refused, match="当天才能签到"):
        workflow.arrive(row, made.people[0], at=day, code=code_at(made.session, day))


def test_a_scanned_code_is_in_the_field_and_one_press_checks_in(client, made):
    person = made.people[0]
    client.force_login(person)
    url = reverse("congress:check-in", args=[made.session.pk])
    code = code_at(made.session, at(HELD_ON, 8, 58))
    assert f'value="{code}"' in client.get(f"{url}?c={code}").content.decode()
    assert client.post(url, {"code": f"{code[:3]} {code[3:]}"}).status_code == 302
    assert made.attendee(person).is_present
    assert "已签到" in client.get(url).content.decode()


def test_a_wrong_code_is_said_and_stays_in_sight(client, made):
    client.force_login(made.people[0])
    url = reverse("congress:check-in", args=[made.session.pk])
    answer = client.post(url, {"code": "000000"}, headers={"Accept": "application/json"})
    assert answer.status_code == 409 and "签到码不对" in answer.json()["says"]
    page = client.post(url, {"code": "000000"})
    assert page.status_code == 409 and "签到码不对" in page.content.decode()


def test_somebody_who_was_not_called_is_told_so(client, made):
    client.force_login(make.person(made.unit))
    url = reverse("congress:check-in", args=[made.session.pk])
    assert "不在这次会议的参会名册里" in client.get(url).content.decode()
    assert client.post(url, {"code": code_at(made.session, at(HELD_ON, 8, 58))}).status_code == 409
    assert not Presence.objects.exists()


@pytest.mark.parametrize("page", ["session", "agenda", "plan", "people", "votes", "minutes", "screen", "now"])
def test_every_page_of_a_session_opens_for_the_union(client, made, page):
    client.force_login(made.union)
    assert client.get(reverse(f"congress:{page}", args=[made.session.pk])).status_code == 200


def test_the_big_screen_shows_the_code_of_the_minute_and_the_quorum(client, made):
    scenes.arrive(made, made.people[:7])
    client.force_login(made.union)
    words = client.get(reverse("congress:screen", args=[made.session.pk])).content.decode()
    assert code_at(made.session, at(HELD_ON, 8, 58)) in words
    assert "应到 12 人，实到 7 人，法定人数 8 人" in words
