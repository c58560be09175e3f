"""How long a session lasts, whose it is, and what ends it (security.md 6)."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import factories as make
from tests.accounts.desk import PASSWORD, is_in, knock, somebody
from ymdm.accounts.models import AccountSession
from ymdm.organization.models import Role

pytestmark = pytest.mark.django_db
NEW = "Winterlicht-am-Ufer-31"


@pytest.fixture
def clock():
    with time_machine.travel(timezone.now(), tick=False) as clock:
        yield clock


@pytest.mark.parametrize(
    ("role", "minutes", "still"),
    [("", 29, True), ("", 30, False), (Role.SYSTEM_ADMIN, 9, True), (Role.SYSTEM_ADMIN, 10, False),
     (Role.SECURITY_ADMIN, 10, False), (Role.AUDIT_ADMIN, 10, False)],
)  # fmt: skip
def test_a_session_ends_when_nobody_used_it_for_30_minutes_for_administrators_10(client, clock, role, minutes, still):
    knock(client, somebody(role))
    clock.shift(timedelta(minutes=minutes))
    assert is_in(client) is still
    if not still:
        assert "长时间没有操作" in client.get("/w/sign-in/").content.decode()


def test_a_session_ends_after_12_hours_however_busy(client, clock):
    knock(client, somebody())
    for _ in range(35):
        clock.shift(timedelta(minutes=20))
        assert is_in(client)
    clock.shift(timedelta(minutes=20))
    assert not is_in(client)
    assert "满 12 小时" in client.get("/w/sign-in/").content.decode()


def test_a_clock_that_runs_backward_ends_nothing(client, clock):
    knock(client, somebody())
    clock.shift(timedelta(hours=-5))
    assert is_in(client)


def test_signing_in_gives_a_new_key(client):
    person = somebody()
    client.get("/w/sign-in/")
    session = client.session
    session["planted"] = "by whoever sat here before"
    session.save()
    before = session.session_key
    client.cookies["ymdm"] = before
    knock(client, person)
    assert client.session.session_key != before
    assert not AccountSession.objects.filter(session_key=before).exists()


def test_a_changed_password_ends_the_other_sessions_and_gives_this_one_a_new_key(client):
    person, other = somebody(), Client()
    for browser in (client, other):
        knock(browser, person)
    before = client.session.session_key
    typed = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    assert client.post("/w/profile/password/", typed).status_code == 302
    assert is_in(client) and not is_in(other)
    assert client.session.session_key != before
    assert AccountSession.objects.filter(person=person).count() == 1


def test_an_administrator_has_one_session_at_a_time_others_have_several():
    for role, both in (("", True), (Role.AUDIT_ADMIN, False)):
        person, first, second = somebody(role, number=f"N-{role or 'x'}"), Client(), Client()
        knock(first, person)
        knock(second, person)
        assert (is_in(first), is_in(second)) == (both, True), role


def test_a_confirmed_office_ends_the_sessions_of_whom_it_was_given_to(client):
    from ymdm.organization import granting

    house = make.bureau()
    security = make.person(house.unit, "岳明", role=Role.SECURITY_ADMIN)
    client.force_login(house.employee)
    assert is_in(client)
    asked = granting.ask_appointment(
        house.unit, house.admin, person=house.employee, role=Role.HANDLER, from_on=timezone.localdate()
    )
    assert is_in(client), "asking changes nothing yet"
    granting.confirm(asked, security)
    assert not is_in(client)


def test_the_owner_sees_the_sessions_with_device_and_ends_one(client):
    person, phone = (
        somebody(),
        Client(headers={"User-Agent": "Mozilla/5.0 (Linux; Android 14) Chrome/126 MicroMessenger"}),
    )
    knock(client, person)
    knock(phone, person)
    page = client.get("/w/profile/").content.decode()
    assert "微信 · 安卓" in page and "本机" in page
    row = AccountSession.objects.get(session_key=phone.session.session_key)
    assert row.session_key not in page, "the key is the secret of the cookie"
    assert client.post(f"/w/profile/sessions/{row.handle}/end/").status_code == 302
    assert is_in(client) and not is_in(phone)


def test_nobody_ends_the_session_of_somebody_else(client):
    person, other, theirs = somebody(), somebody(number="XF-0043"), Client()
    knock(theirs, other)
    knock(client, person)
    handle = theirs.session["handle"]
    assert client.post(f"/w/profile/sessions/{handle}/end/").status_code == 404
    assert is_in(theirs)


def test_a_session_row_is_touched_every_five_minutes_at_most_and_its_times_are_no_finer(client, clock):
    knock(client, somebody())
    client.get("/w/inbox/")
    for minutes, written in ((2, 0), (2, 0), (2, 1), (2, 0)):
        clock.shift(timedelta(minutes=minutes))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get("/w/inbox/")
        touched = [query for query in queries if query["sql"].startswith('UPDATE "accounts_accountsession"')]
        assert len(touched) == written
    row = AccountSession.objects.get()
    for instant in (row.seen_at, row.began_at, row.expire_date):
        assert instant.timestamp() % 300 == 0


def test_the_middleware_asks_the_database_nothing(client, clock, settings):
    knock(client, somebody())
    client.get("/w/inbox/")
    counts = []
    for middleware in (settings.MIDDLEWARE, [name for name in settings.MIDDLEWARE if "SessionLimit" not in name]):
        settings.MIDDLEWARE = middleware
        browser = Client()
        browser.cookies = client.cookies
        browser.get("/w/inbox/")
        with CaptureQueriesContext(connection) as queries:
            browser.get("/w/inbox/")
        counts.append(len(queries))
    assert counts[0] == counts[1]
