"""Whether the house works: told to programs outside /w/ without secrets, and to the administrator with what to do."""

import shutil
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone
from kombu import Connection

from tests import factories as make
from ymdm.roof import tasks
from ymdm.roof.health import checks
from ymdm.roof.models import Pulse


@pytest.fixture
def running_long(monkeypatch):
    """This process has been there for longer than the first round of the clock takes."""
    monkeypatch.setattr(checks, "_started", checks.time.monotonic() - checks.PATIENCE.total_seconds() - 1)


@pytest.fixture
def no_database(monkeypatch):
    """Every attempt to reach the database fails as it does when the server is gone."""

    def gone(*args, **kwargs):
        raise OperationalError("could not connect to server at secret-host, user secret-user")

    for name in ("ensure_connection", "cursor"):
        monkeypatch.setattr(connection, name, gone)
    monkeypatch.setattr(checks, "_known", set())


def test_the_process_answers_without_asking_the_database(client, no_database):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content, answer["Content-Type"]) == (200, b"ok\n", "text/plain")
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.expects_errors
def test_a_lost_database_is_told_without_a_word_about_where_it_is(client, no_database, running_long):
    answer = client.get("/readyz")
    assert answer.status_code == 503
    told = answer.json()
    assert told["ready"] is False
    assert {name for name, is_well in told["checks"].items() if not is_well} == {"database", "migrations", "clock"}
    assert b"secret" not in answer.content


@pytest.mark.django_db
def test_ready_is_when_everything_is_well(client, running_long):
    tasks.pulse()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (
        200,
        {
            "ready": True,
            "checks": {"database": True, "migrations": True, "broker": True, "clock": True, "disk": True},
        },
    )
    assert not answer.cookies


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("minutes", "is_well", "words"), [(0, True, "刚做过"), (4, True, "刚做过"), (6, False, "停了 6 分钟")]
)
def test_the_clock_is_well_while_a_job_went_round_within_five_minutes(running_long, minutes, is_well, words):
    Pulse.objects.create(name=checks.NAME, at=timezone.now() - timedelta(minutes=minutes))
    found = checks.clock()
    assert (found.is_well, words in found.words) == (is_well, True)
    assert bool(found.remedy) is not is_well


@pytest.mark.django_db
def test_a_house_that_has_just_been_opened_waits_for_its_first_round(monkeypatch):
    monkeypatch.setattr(checks, "_started", checks.time.monotonic())
    assert checks.clock().is_well
    monkeypatch.setattr(checks, "_started", checks.time.monotonic() - 301)
    assert not checks.clock().is_well


@pytest.mark.django_db
def test_the_pulse_is_one_row_however_often_it_beats():
    tasks.pulse()
    tasks.pulse()
    assert Pulse.objects.count() == 1


@pytest.mark.django_db
def test_tables_older_than_the_program_are_not_ready(client, monkeypatch):
    monkeypatch.setattr(checks, "_known", set())
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'roof'")
    found = checks.migrations()
    assert not found.is_well and "prepare" in found.remedy


@pytest.mark.django_db
def test_a_queue_that_cannot_be_reached_is_not_ready(monkeypatch):
    nowhere = Connection("redis://127.0.0.1:1/0", connect_timeout=1)
    monkeypatch.setattr(checks.app, "connection_for_write", lambda **options: nowhere)
    found = checks.broker()
    assert not found.is_well and "推迟" in found.remedy


def test_little_space_is_told_before_it_is_gone(monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(10**12, 10**12, 10**8))
    found = checks.disk()
    assert not found.is_well and "0.1 GB" in found.words


@pytest.mark.django_db
def test_the_administrator_reads_what_is_wrong_and_what_to_do(client, running_long):
    house = make.bureau()
    client.force_login(house.admin)
    page = client.get("/w/health/").content.decode()
    assert "有 1 项不正常" in page and "从来没有做过" in page and "beat" in page
    tasks.pulse()
    assert "各项都正常" in client.get("/w/health/").content.decode()
    assert 'href="/w/health/"' in client.get("/w/").content.decode()
    client.force_login(house.union)
    assert client.get("/w/health/").status_code == 403
    assert 'href="/w/health/"' not in client.get("/w/").content.decode()
