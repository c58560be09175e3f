"""A list too long for one request is written by a worker, shows how far it is, and is kept for its owner for a day."""

import io
from datetime import timedelta

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.utils import timezone
from openpyxl import load_workbook

from tests import factories as make
from ymdm.ledger.models import Event
from ymdm.papers import export, long_exports
from ymdm.papers.models import ExportRun
from ymdm.workflow import Refused

pytestmark = pytest.mark.django_db
TITLES = ["更换救生衣", "整修进场道路", "改善饮水条件"]


@pytest.fixture(autouse=True)
def short_patience(monkeypatch):
    monkeypatch.setattr(export, "MOST_AT_ONCE", 2)


@pytest.fixture
def house():
    house = make.bureau()
    for title in TITLES:
        make.submitted(house, title=title)
    return house


@pytest.fixture
def officer(client, house):
    client.force_login(house.union)
    return client


def rows_of(answer):
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def asked(officer, address="/w/proposals/export/"):
    page = officer.get(address)
    assert page.status_code == 302, page.content
    return ExportRun.objects.latest("pk"), page["Location"]


def test_a_list_that_is_short_enough_comes_at_once(officer, monkeypatch):
    monkeypatch.setattr(export, "MOST_AT_ONCE", 3)
    assert len(rows_of(officer.get("/w/proposals/export/"))) == 6
    assert not ExportRun.objects.exists()


def test_a_longer_one_is_made_by_the_worker_with_the_same_rows(officer, house):
    run, page = asked(officer)
    shown = officer.get(page).content.decode()
    assert "正在后台生成" in shown
    assert 'hx-trigger="every 1s"' in shown
    assert not Event.objects.filter(act="papers.export").exists()
    assert officer.get(f"{page}file/").status_code == 404
    assert long_exports.make(run.pk)
    assert "清单已生成" in officer.get(page).content.decode()
    table = rows_of(officer.get(f"{page}file/"))
    assert sorted(row[3] for row in table[3:]) == sorted(TITLES)
    assert f"导出人：{house.union}" in table[1][0]
    event = Event.objects.get(act="papers.export")
    assert (event.actor_id, event.payload.payload["rows"]) == (house.union.pk, 3)


def test_the_filters_of_the_page_hold_for_the_worker_as_well(officer, monkeypatch):
    monkeypatch.setattr(export, "MOST_AT_ONCE", 0)
    run, page = asked(officer, "/w/proposals/export/?q=救生衣")
    long_exports.make(run.pk)
    assert [row[3] for row in rows_of(officer.get(f"{page}file/"))[3:]] == ["更换救生衣"]


def test_nobody_else_finds_it(officer, house, client):
    run, page = asked(officer)
    long_exports.make(run.pk)
    client.force_login(house.leader)
    assert client.get(page).status_code == 404
    assert client.get(f"{page}file/").status_code == 404


def test_it_is_made_once_however_often_it_is_asked_for(officer):
    run, _page = asked(officer)
    assert [long_exports.make(run.pk) for _ in range(3)] == [True, False, False]
    assert Event.objects.filter(act="papers.export").count() == 1


def test_what_a_killed_worker_held_is_made_by_the_next_scan_when_its_lease_is_over(officer):
    _run, page = asked(officer)
    now = timezone.now()
    ExportRun.objects.update(lease_until=now + long_exports.LEASE, done=1)
    assert long_exports.tend(now) == 0
    with time_machine.travel(now + long_exports.LEASE + timedelta(seconds=1)):
        assert long_exports.tend() == 1
        assert len(rows_of(officer.get(f"{page}file/"))) == 6


def test_after_a_day_the_file_is_gone(officer):
    run, _page = asked(officer)
    long_exports.make(run.pk)
    place = ExportRun.objects.get().stored_as
    with time_machine.travel(timezone.now() + long_exports.KEPT - timedelta(minutes=1)):
        long_exports.tend()
        assert default_storage.exists(place)
    with time_machine.travel(timezone.now() + long_exports.KEPT + timedelta(minutes=1)):
        long_exports.tend()
    assert not default_storage.exists(place)
    assert not ExportRun.objects.exists()


def test_an_office_that_ended_meanwhile_exports_nothing(officer, house):
    run, _page = asked(officer)
    house.union.appointments.update(until_on=timezone.localdate() - timedelta(days=1))
    long_exports.make(run.pk)
    run.refresh_from_db()
    assert run.rows == 0  # what one may see is asked anew
    house.union.is_active = False
    house.union.save()
    again = ExportRun.objects.create(kind="people", person=house.union, title="名册", rows=9, made_at=timezone.now())
    long_exports.make(again.pk)
    again.refresh_from_db()
    assert again.sentence == "导出人的账号已停用。"
    assert not again.stored_as


def test_three_may_wait_and_not_more(officer):
    for _ in range(long_exports.MOST_WAITING):
        asked(officer)
    officer.get("/w/proposals/export/", headers={"Referer": "http://testserver/w/proposals/"})
    assert ExportRun.objects.count() == long_exports.MOST_WAITING
    assert "正在生成" in officer.get("/w/proposals/").content.decode()


def test_more_than_a_sheet_holds_is_refused_with_the_number(house, rf, monkeypatch):
    monkeypatch.setattr(long_exports, "MOST_ROWS", 2)
    request = rf.get("/")
    request.user = house.union
    with pytest.raises(Refused, match="有 3 行"):
        long_exports.ask(request, "proposals", "提案台账", 3)
