"""The calendar: everybody reads it, the system administrator of the bureau keeps it, after a look."""

from datetime import datetime

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from tests import factories as make
from tests.duties.test_workflow import open_
from ymdm import workdays
from ymdm.ledger.models import Event
from ymdm.organization.models import Role
from ymdm.workdays.models import HolidayNotice, SpecialDay
from ymdm.workflow import SYSTEM

pytestmark = pytest.mark.django_db
CALENDAR, ANNOUNCE, LAY = (reverse(f"duties:{name}") for name in ("calendar", "announce", "lay"))
TYPED = {
    "year": 2027, "name": "国务院办公厅关于2027年部分节假日安排的通知", "document_number": "国办发明电〔2026〕9号",
    "issued_on": "2026-11-05", "lines": "2027-01-01,休,元旦\n2027-02-06,班,春节\n2027-02-08,休,春节",
}  # fmt: skip


@pytest.fixture
def house():
    return make.bureau()


@pytest.fixture(autouse=True)
def _november():
    with time_machine.travel(datetime(2026, 11, 25, 9, tzinfo=timezone.get_default_timezone())):
        yield


def confirmed(client, address, typed):
    """Look at it first, then confirm what was looked at."""
    looked = client.post(address, typed)
    assert looked.status_code == 200
    return looked, client.post(address, typed | {"confirm": looked.context["preview"]["digest"]})


@pytest.mark.parametrize("who", ["employee", "proposer", "handler", "inspector", "admin"])
def test_everybody_who_has_signed_in_reads_the_calendar(client, house, who):
    client.force_login(getattr(house, who))
    page = client.get(CALENDAR, {"year": "2026"}).content.decode()
    assert "国庆节调休上班" in page and "放假安排已公布" in page and "暂定" not in page
    assert ("载入放假通知" in page) is (who == "admin")


@pytest.mark.parametrize(("asked", "shown"), [("2027", 2027), ("", 2026), ("x", 2026), ("1800", 2026), ("9999", 2026)])
def test_a_year_without_notice_is_called_provisional_and_one_that_is_none_is_this_one(client, house, asked, shown):
    client.force_login(house.employee)
    answer = client.get(CALENDAR, {"year": asked})
    assert answer.context["year"] == shown
    assert ("年的放假安排还没有公布" in answer.content.decode()) is (shown == 2027)


@pytest.mark.parametrize("address", [ANNOUNCE, LAY])
@pytest.mark.parametrize("who", ["union", "leader", "employee"])
def test_nobody_else_keeps_it(client, house, address, who):
    client.force_login(getattr(house, who))
    assert [client.get(address).status_code, client.post(address, TYPED).status_code] == [403, 403]


def test_an_administrator_of_a_part_does_not_keep_the_calendar_of_all(client, house):
    client.force_login(make.person(house.branch, role=Role.SYSTEM_ADMIN))
    assert client.post(ANNOUNCE, TYPED).status_code == 403


def test_a_notice_is_looked_at_before_it_is_loaded(client, house):
    open_(house, days=28)  # to 4 January
    client.force_login(house.admin)
    looked = client.post(ANNOUNCE, TYPED | {"lines": TYPED["lines"] + "\n2027-01-04,休,元旦"})
    assert looked.context["preview"]["moves"] == 1
    assert '有 <b class="num">1</b> 项还没有到期的期限会顺延' in looked.content.decode()
    assert not HolidayNotice.objects.exists()
    _looked, loaded = confirmed(client, ANNOUNCE, TYPED)
    assert not HolidayNotice.objects.exists(), "one administrator alone loads nothing"
    second = make.another(house.admin)
    assert (loaded.status_code, loaded["Location"]) == (302, make.confirm_last(second).get_absolute_url())
    notice = HolidayNotice.objects.get()
    assert (notice.year, notice.document_number, notice.loaded_by, len(notice.days)) == (
        2027, TYPED["document_number"], str(second), 3,
    )  # fmt: skip
    event = Event.objects.filter(act="workdays.announce").get()
    assert (event.actor_label, event.payload.payload["second"]) == (str(second), "丁一")
    assert workdays.calendar().is_announced(2027)


def test_what_was_changed_after_the_look_is_looked_at_again(client, house):
    client.force_login(house.admin)
    digest = client.post(ANNOUNCE, TYPED).context["preview"]["digest"]
    again = client.post(ANNOUNCE, TYPED | {"lines": "2027-01-01,休,元旦", "confirm": digest})
    assert again.status_code == 200 and again.context["preview"]["digest"] != digest
    assert not HolidayNotice.objects.exists()


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_notice_is_read_from_a_file_and_then_stands_in_the_page(client, house, encoding):
    client.force_login(house.admin)
    table = "日期,星期,类型,节日,是否调休\n2026-01-01,周四,休,元旦,否\n2027-01-01,周五,休,元旦,否\n2027-02-06,周六,班,春节,否\n"
    file = SimpleUploadedFile("2027.csv", table.encode(encoding))
    looked = client.post(ANNOUNCE, TYPED | {"lines": "", "file": file})
    assert looked.context["form"]["lines"].value() == "2027-01-01,休,元旦\n2027-02-06,班,春节"
    assert looked.context["preview"]["others"] == 1
    typed = TYPED | {"lines": looked.context["form"]["lines"].value()}
    client.post(ANNOUNCE, typed | {"confirm": looked.context["preview"]["digest"]})
    make.confirm_last()
    assert HolidayNotice.objects.get().days == {"2027-01-01": [False, "元旦"], "2027-02-06": [True, "春节"]}


def test_bad_rows_are_named_and_only_the_good_ones_or_none_come_in(client, house):
    client.force_login(house.admin)
    typed = TYPED | {"lines": TYPED["lines"] + "\n2027-02-09,歇,春节"}
    looked, loaded = confirmed(client, ANNOUNCE, typed)
    page = looked.content.decode()
    assert "类型要写“休”或“班”" in page and "只载入合格的 3 天" in page and "一天也不载入" in page
    make.confirm_last()
    assert loaded.status_code == 302 and len(HolidayNotice.objects.get().days) == 3


@pytest.mark.parametrize(
    ("changes", "sentence", "status"),
    [
        ({"lines": ""}, "没有读到 2027 年的放假安排", 422),
        ({"issued_on": "昨天"}, "", 422),
        ({"lines": "2027-02-06,班,春节"}, "没有放假日期", 409),
    ],
)
def test_what_cannot_be_right_keeps_what_was_typed(client, house, changes, sentence, status):
    client.force_login(house.admin)
    answer = client.post(ANNOUNCE, TYPED | changes)
    assert answer.status_code == status
    assert sentence in answer.content.decode() and TYPED["document_number"] in answer.content.decode()
    assert not HolidayNotice.objects.exists()


def test_an_unreadable_file_is_told_beside_what_was_typed(client, house):
    client.force_login(house.admin)
    answer = client.post(ANNOUNCE, TYPED | {"file": SimpleUploadedFile("a.xls", b"x")})
    assert answer.status_code == 422 and "另存为 .xlsx" in answer.content.decode()


def test_a_special_day_is_looked_at_before_it_is_laid(client, house):
    open_(house, days=5)
    client.force_login(house.admin)
    looked, laid = confirmed(client, LAY, {"on": "2026-11-27", "is_workday": "off", "name": "局庆日"})
    assert looked.context["preview"]["moves"] == 1
    make.confirm_last()
    assert laid.status_code == 302 and SpecialDay.objects.get().name == "局庆日"
    assert "局庆日" in client.get(CALENDAR, {"year": "2026"}).content.decode()


def test_the_page_costs_the_same_for_any_number_of_special_days(client, house, django_assert_max_num_queries):
    client.force_login(house.admin)
    client.get(CALENDAR)
    with django_assert_max_num_queries(13):
        client.get(CALENDAR)
    for day in range(1, 20):
        workdays.workflow.lay(house.unit, SYSTEM, on=datetime(2026, 12, day).date(), is_workday=False, name="休")
    client.get(CALENDAR)
    with django_assert_max_num_queries(13):
        client.get(CALENDAR)


def test_two_administrators_choose_the_calendar_of_a_unit(client, house):
    client.force_login(house.admin)
    page = reverse("duties:unit-calendar", args=[house.branch.pk])
    assert "周一至周六上班，周日休息" in client.get(page).text
    assert client.post(page, {"code": "no", "reason": ""}).status_code == 422
    asked = client.post(page, {"code": "six", "reason": "局办〔2026〕3号"})
    assert "改为" in client.get(asked.url).text and "局办〔2026〕3号" in client.get(asked.url).text
    house.branch.refresh_from_db()
    assert house.branch.calendar == "", "one administrator alone changes nothing"
    make.confirm_last()
    house.branch.refresh_from_db()
    assert house.branch.calendar == "six" and workdays.calendar(house.branch).is_workday(datetime(2026, 12, 5).date())
    assert not workdays.calendar(house.hr).is_workday(datetime(2026, 12, 5).date())
    assert client.post(page, {"code": "six", "reason": ""}).status_code == 409
