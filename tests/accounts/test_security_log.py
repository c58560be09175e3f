"""What the security log holds, how long, and who reads it (security.md 6)."""

import socket
from contextlib import nullcontext
from datetime import timedelta
from logging.handlers import SysLogHandler

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client, RequestFactory
from django.utils import timezone

from tests import factories as make
from tests.accounts.desk import PASSWORD, knock, shown, somebody, with_phone
from ymdm.organization.models import ActivationCode, Role
from ymdm.securitylog.models import EventsStand, Kind, SecurityEvent
from ymdm.securitylog.tasks import forget
from ymdm.securitylog.writing import shipped, write

pytestmark = pytest.mark.django_db
LOG = "/w/security-log/"


def kinds(*, after=0):
    return list(SecurityEvent.objects.filter(pk__gt=after).order_by("pk").values_list("kind", flat=True))


def last():
    return SecurityEvent.objects.latest("pk").pk


def test_each_thing_at_a_door_leaves_its_line(client):
    person = somebody()
    knock(client, person, "falsch")
    for _ in range(4):
        knock(client, person, "falsch")
    assert kinds() == ["sign_in_failed"] * 5 + ["locked"]
    before = last()
    other = somebody(Role.UNIT_HEAD, number="XF-0043")
    knock(client, other)
    client.get("/w/profile/factor/")
    client.get(f"/w/people/{other.pk}/")
    client.get(f"/w/people/{make.person(other.unit).pk}/")
    client.get(LOG)
    b"".join(client.get("/w/export/people/").streaming_content)
    new = "Winterlicht-am-Ufer-31"
    client.post("/w/profile/password/", {"old_password": PASSWORD, "new_password1": new, "new_password2": new})
    client.post("/w/sign-out/")
    assert kinds(after=before) == ["sign_in", "personal", "denied", "export", "password", "sign_out"]
    first, denied = SecurityEvent.objects.get(kind="sign_in"), SecurityEvent.objects.get(kind="denied")
    assert (first.who, first.person_id, first.address) == ("石拴柱（XF-0043）", other.pk, "127.0.0.1")
    assert denied.path == LOG


def test_factors_grants_and_opened_accounts_leave_their_lines(client):
    from ymdm.organization import granting

    house = make.bureau()
    assert not kinds()
    with_phone(house.employee)
    security = make.person(house.unit, "岳明", role=Role.SECURITY_ADMIN)
    asked = granting.ask_factor_reset(house.employee.unit, house.admin, person=house.employee)
    granting.confirm(asked, security)
    code = ActivationCode.issue(house.employee)
    tail = house.employee.staff_number[-4:]
    client.post("/w/activate/", {"code": "WRONGWRONG", "staff_number_tail": tail})
    client.post("/w/activate/", {"code": code, "staff_number_tail": tail, "password1": PASSWORD, "password2": PASSWORD})
    assert kinds() == ["factor", "grant", "factor", "grant", "sign_in_failed", "account_opened", "sign_in"]


def test_line_breaks_of_whoever_types_do_not_make_lines():
    asked = RequestFactory().post("/w/sign-in/", REMOTE_ADDR="10.0.0.1\r\n")
    write(Kind.SIGN_IN_FAILED, asked, says="a\r\nkind=sign_in who=管理员\x1b[2K\u2028b", who="x\ny")
    event = SecurityEvent.objects.get()
    assert not set(f"{event.who}{event.address}{event.says}{event.path}") & set("\r\n\x1b\u2028\x00")


@pytest.mark.parametrize("path", ["/letterbox/", "/letterbox/YJ-2026-0007/", "/ledger/"])
def test_only_paths_of_signed_in_pages_are_noted(path):
    write(Kind.DENIED, RequestFactory().get(path))
    assert SecurityEvent.objects.get().path == ""


def test_events_are_neither_changed_nor_taken_out():
    write(Kind.SIGN_IN, None, somebody())
    event = SecurityEvent.objects.get()
    event.who = "niemand"
    for change in (
        event.save, event.delete, SecurityEvent.objects.all().delete,
        lambda: SecurityEvent.objects.update(who="niemand"),
    ):  # fmt: skip
        with pytest.raises(EventsStand):
            change()


@pytest.mark.parametrize(
    ("sql", "days", "refused"),
    [
        ("UPDATE securitylog_securityevent SET who = 'niemand'", 200, True),
        ("DELETE FROM securitylog_securityevent", 179, True),
        ("DELETE FROM securitylog_securityevent", 181, False),
    ],
)
def test_the_database_itself_refuses_it_too(sql, days, refused):
    SecurityEvent.objects.create(at=timezone.now() - timedelta(days=days), kind=Kind.SIGN_IN, who="x")
    with (
        pytest.raises(DatabaseError) if refused else nullcontext(),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


@pytest.mark.parametrize(("kept", "days", "there"), [(190, 189, 1), (190, 191, 0), (7, 179, 1), (7, 181, 0)])
def test_lines_are_kept_as_long_as_set_and_never_less_than_180_days(settings, kept, days, there):
    settings.SECURITY_LOG_DAYS = kept
    SecurityEvent.objects.create(at=timezone.now() - timedelta(days=days), kind=Kind.SIGN_IN, who="x")
    forget()
    assert SecurityEvent.objects.count() == there


def test_lines_are_shipped_to_syslog():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as receiver:
        receiver.bind(("127.0.0.1", 0))
        receiver.settimeout(5)
        handler = SysLogHandler(receiver.getsockname())
        shipped.addHandler(handler)
        try:
            write(Kind.SIGN_IN_FAILED, RequestFactory().get("/w/"), who="石\n拴柱")
        finally:
            shipped.removeHandler(handler)
            handler.close()
        line = receiver.recv(4096).decode()
    assert "kind=sign_in_failed who=石 拴柱 from=127.0.0.1 path=/w/" in line and "\n" not in line


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.AUDIT_ADMIN, 200), (Role.SYSTEM_ADMIN, 403), (Role.SECURITY_ADMIN, 403), (Role.UNION_OFFICER, 403)],
)
def test_the_audit_administrator_alone_reads_it(client, role, status):
    client.force_login(somebody(role))
    assert client.get(LOG).status_code == status
    answer = client.get(f"{LOG}export/")
    assert answer.status_code == status
    if answer.streaming:  # read to its end, which closes the file
        b"".join(answer.streaming_content)


def test_it_is_filtered_paged_and_exported_at_one_number_of_queries(client, django_assert_max_num_queries):
    auditor = somebody(Role.AUDIT_ADMIN)
    client.force_login(auditor)
    for number in range(35):
        write(Kind.SIGN_IN_FAILED, RequestFactory().get("/w/", REMOTE_ADDR=f"10.0.0.{number}"), who=f"甲{number}")
    write(Kind.LOCKED, None, auditor)
    with django_assert_max_num_queries(8):
        assert len(client.get(LOG).context["page"].object_list) == 30
    for query, found in (
        ({"page": 2}, 6), ({"kind": "locked"}, 1), ({"q": "10.0.0.7"}, 1), ({"q": auditor.staff_number}, 1),
        ({"since": timezone.localdate() + timedelta(days=1)}, 0), ({"until": timezone.localdate()}, 30),
    ):  # fmt: skip
        assert len(client.get(LOG, query).context["page"].object_list) == found, query
    answer = client.get(f"{LOG}export/", {"kind": "locked"})
    assert b"".join(answer.streaming_content).startswith(b"PK")
    assert SecurityEvent.objects.filter(kind="export", says="安全日志，1 行").exists()


def test_a_code_of_the_phone_that_was_wrong_is_noted(client):
    person = somebody()
    with_phone(person)
    browser = Client()
    knock(browser, person)
    browser.post("/w/sign-in/factor/", {"code": "000000"})
    browser.post("/w/sign-in/factor/", {"code": shown()})
    assert kinds()[-2:] == ["sign_in_failed", "sign_in"]
