"""The pages of receptions and talks: who reads what on them, what is kept when something is wrong, what an export tells."""

from __future__ import annotations

import re
from io import BytesIO

import openpyxl
import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from proposals.meetings import workflow
from proposals.meetings.models import Forum, ReceptionDay, ReceptionSchedule, ReceptionVisit
from proposals.models import Proposal
from tests import factories as make
from tests.meetings import scenes
from tests.meetings.scenes import workday
from ymdm.organization.models import Role

pytestmark = pytest.mark.django_db
NAME, ABOUT = "石拴柱", "暖气"


@pytest.fixture
def house():
    return make.bureau()


def read(client, person, url: str) -> str:
    client.force_login(person)
    answer = client.get(url)
    assert answer.status_code == 200, (person, url, answer.status_code)
    return answer.content.decode()


def cells(client, person, url: str) -> str:
    client.force_login(person)
    book = openpyxl.load_workbook(BytesIO(b"".join(client.get(url).streaming_content)))
    return " ".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)


# --- receptions ----------------------------------------------------------------------------------------------------


def test_the_queue_is_read_by_receiver_and_recorder_alone(client, house):
    day = scenes.booked(house).day
    for who in ("leader", "union"):
        page = read(client, getattr(house, who), day.get_absolute_url())
        assert NAME in page and ABOUT in page
    for who in ("leader2", "inspector", "handler", "employee", "admin"):
        page = read(client, getattr(house, who), day.get_absolute_url())
        # Whoever is signed in sees her own name in the bar.
        assert (NAME not in page or who == "employee") and ABOUT not in page, who


def test_no_list_and_no_export_names_a_visitor(client, house):
    scenes.received(house)
    for url in (
        "/w/meetings/?when=all",
        "/w/duties/?scope=watched",
        "/w/meetings/forums/",
        "/w/proposals/",
        "/ledger/",
    ):
        page = read(client, house.branch_union, "/w/duties/?scope=watched") if "duties" in url else ""
        page += read(client, house.inspector, url)
        assert NAME not in page and "宿舍没有" not in page, url
    told = cells(client, house.inspector, "/w/meetings/export/?when=all")
    assert NAME not in told and ABOUT not in told and "宋致远" in told


def test_an_employee_books_a_free_slot_sees_it_and_gives_it_up(client, house):
    day = scenes.reception(house)
    scenes.booked(house, house.handler, day=day, slot=2)
    page = read(client, house.employee, "/w/reception/")
    assert "剩 5 个时段" in page
    form = read(client, house.employee, f"/w/reception/{day.pk}/book/")
    assert 'value="1"' in form and 'value="2"' not in form
    answer = client.post(f"/w/reception/{day.pk}/book/", {"slot": "3", "about": "宿舍没有暖气"}, follow=True)
    visit = ReceptionVisit.objects.get(visitor=house.employee)
    assert visit.slot == 3 and "取消预约" in answer.content.decode()
    assert "已预约" in read(client, house.employee, "/w/reception/")
    client.post(f"/w/reception/visits/{visit.pk}/cancel/")
    visit.refresh_from_db()
    assert visit.state == "cancelled"


def test_a_slot_that_was_taken_meanwhile_loses_nothing_that_was_typed(client, house):
    day = scenes.reception(house)
    scenes.booked(house, house.handler, day=day, slot=2)
    client.force_login(house.employee)
    answer = client.post(f"/w/reception/{day.pk}/book/", {"slot": "2", "about": "宿舍没有暖气"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "另选一个" in page and "宿舍没有暖气" in page


def test_a_leader_opens_a_matter_on_the_spot_with_unit_and_day(client, house):
    visit = scenes.arrived(scenes.booked(house))
    page = read(client, house.leader, visit.get_absolute_url())
    assert ABOUT in page and 'list="units"' in page
    typed = {"text": "宿舍没有暖气。", "lead": "后勤服务中心", "due_on": workday(5).isoformat()}
    answer = client.post(f"/w/reception/visits/{visit.pk}/hand_on/", typed | {"due_on": workday(30).isoformat()})
    assert (
        answer.status_code == 409
        and "最晚是" in answer.content.decode()
        and "宿舍没有暖气。" in answer.content.decode()
    )
    answer = client.post(f"/w/reception/visits/{visit.pk}/hand_on/", typed | {"lead": "没有的处"})
    assert answer.status_code == 422 and "没有的处" in answer.content.decode()
    client.post(f"/w/reception/visits/{visit.pk}/hand_on/", typed)
    matter = Proposal.objects.get()
    assert matter.lead_unit == house.logistics and matter.number in read(
        client, house.employee, visit.get_absolute_url()
    )


def test_a_schedule_is_announced_with_its_substitute(client, house):
    client.force_login(house.union)
    typed = {
        "leader": house.leader.pk, "substitute": house.leader2.pk, "recorder": house.union.pk, "turn": "month", "nth": 2,
        "weekday": "4", "begins": "09:00", "slots": 4, "slot_minutes": 30, "place": "一层接待室",
        "from_on": timezone.localdate().isoformat(),
    }  # fmt: skip
    answer = client.post("/w/meetings/schedules/new/", typed | {"nth": ""})
    assert answer.status_code == 422 and "每月第几个工作日" in answer.content.decode()
    client.post("/w/meetings/schedules/new/", typed)
    plan = ReceptionSchedule.objects.get()
    assert (plan.nth, plan.weekday, plan.turn) == (2, None, "每月第 2 个工作日")
    assert "每月第 2 个工作日" in read(client, house.employee, plan.get_absolute_url())


@pytest.mark.parametrize(
    ("query", "days"),
    [("", {"coming"}), ("?when=all", {"coming", "past"}), ("?when=past", {"past"}), ("?q=高树勋", set()), ("?state=held", {"past"})],
    ids=["coming", "all", "past", "receiver", "state"],
)  # fmt: skip
def test_the_list_of_days_is_filtered(client, house, query, days):
    coming = scenes.reception(house)
    ReceptionDay.objects.exclude(pk=coming.pk).delete()
    past = ReceptionDay.objects.create(
        schedule=coming.schedule, receiver=house.leader, on=workday(-3), nominal_on=workday(-3), state="held",
        held_at=timezone.now(),
    )  # fmt: skip
    page = read(client, house.union, f"/w/meetings/{query}")
    links = {int(pk) for pk in re.findall(r"/w/meetings/days/(\d+)/", page)}
    assert links == {{"coming": coming.pk, "past": past.pk}[name] for name in days}


# --- talks ---------------------------------------------------------------------------------------------------------


def test_everybody_reads_the_points_and_their_answers_those_inside_the_minutes(client, house):
    made = scenes.raised(house)
    workflow.hand_point(made.points.get(), house.union, lead=house.logistics, leader=house.leader, due_on=workday(10))
    for who, inside in (("employee", True), ("union", True), ("inspector", True), ("handler", False)):
        page = read(client, getattr(house, who), made.get_absolute_url())
        assert "给南小河沟班组宿舍装暖气。" in page and Proposal.objects.get().number in page
        assert ("到会的职工谈了" in page) is inside, who


def test_a_call_names_every_person_that_it_does_not_find(client, house):
    client.force_login(house.union)
    typed = {
        "kind": "forum", "topic": "冬季生活", "on": workday(3).isoformat(), "begins": "14:30", "place": "三楼",
        "host": house.leader.pk, "recorder": house.union.pk, "people": "石拴柱、马红霞\n没有这个人", "text": "请来谈谈。",
    }  # fmt: skip
    answer = client.post("/w/meetings/forums/new/", typed)
    page = answer.content.decode()
    assert answer.status_code == 422 and "名册里没有“没有这个人”" in page and "请来谈谈。" in page
    make.person(house.hr, "石拴柱")
    answer = client.post("/w/meetings/forums/new/", typed | {"people": "石拴柱"})
    assert answer.status_code == 422 and "请写工号" in answer.content.decode()
    client.post("/w/meetings/forums/new/", typed | {"people": f"{house.employee.staff_number} 马红霞"})
    assert {row.person for row in Forum.objects.get().attendees.all()} == {house.employee, house.proposer}


def test_the_register_of_a_talk_keeps_what_was_typed(client, house):
    made = scenes.forum(house)
    client.force_login(house.union)
    typed = {
        "held_on": timezone.localdate().isoformat(),
        "came": [house.employee.pk],
        "minutes": "",
        "others": "许文涛",
    }
    answer = client.post(f"/w/meetings/forums/{made.pk}/hold/", typed)
    assert answer.status_code == 422 and "请填写会议记录" in answer.content.decode()
    client.post(f"/w/meetings/forums/{made.pk}/hold/", typed | {"minutes": "谈了宿舍。"})
    assert made.attendees.filter(came=True).count() == 2
    client.post(f"/w/meetings/forums/{made.pk}/note_point/", {"text": "装暖气。", "said_by": str(house.employee.pk)})
    point = made.points.get()
    assert point.speaker == house.employee
    url = f"/w/meetings/points/{point.pk}/hand_point/"
    typed = {"lead": "", "due_on": workday(5).isoformat(), "leader": house.leader.pk}
    answer = client.post(url, typed)
    assert answer.status_code == 422 and "请填写责任单位" in answer.content.decode()
    client.post(url, typed | {"lead": "后勤服务中心"})
    client.post(f"/w/meetings/forums/{made.pk}/complete/")
    assert Forum.objects.get().state == "settled"
    assert "野外班组" in read(client, house.handler, "/w/meetings/forums/?q=装暖气")
    assert "野外班组" in cells(client, house.handler, "/w/meetings/forums/export/?q=装暖气")


def test_another_officer_of_the_same_unit_reads_nothing_of_a_visit_anywhere(client, house):
    officer = make.person(house.unit, "吴工", role=Role.UNION_OFFICER)
    matter = scenes.received(house).items.get().matter
    for url in ("/w/", "/w/duties/?scope=watched", "/w/proposals/", "/w/inbox/"):
        for person in (officer, house.inspector, house.leader2):
            page = read(client, person, url)
            assert "班组宿舍" not in page and NAME not in page, (person, url)
    assert "班组宿舍" in read(client, house.helper, matter.get_absolute_url())


# --- the number of queries -----------------------------------------------------------------------------------------

PAGES = [
    ("employee", "/w/reception/"), ("union", "/w/meetings/?when=all"), ("union", "/w/meetings/export/?when=all"),
    ("employee", "/w/meetings/forums/"), ("union", "/w/meetings/forums/export/"), ("leader", "day"), ("leader", "visit"),
    ("union", "forum"), ("union", "schedule"),
]  # fmt: skip


def test_no_page_asks_more_for_many_rows_than_for_one(client, house):
    visit = scenes.received(house)
    talk = scenes.raised(house)
    urls = {
        "day": visit.day.get_absolute_url(), "visit": visit.get_absolute_url(), "forum": talk.get_absolute_url(),
        "schedule": visit.day.schedule.get_absolute_url(),
    }  # fmt: skip
    workflow.hand_point(talk.points.get(), house.union, lead=house.logistics, leader=house.leader, due_on=workday(10))

    def asked() -> dict[tuple[str, str], int]:
        found = {}
        for page in PAGES:
            client.force_login(getattr(house, page[0]))
            for _ in range(2):
                cache.clear()
                with CaptureQueriesContext(connection) as told:
                    answer = client.get(urls.get(page[1], page[1]))
                    assert answer.status_code == 200, page
                    if answer.streaming:
                        b"".join(answer.streaming_content)
            found[page] = len(told)
        return found

    first = asked()
    for number in range(4):
        scenes.forum(house)
        person = make.person(house.hr)
        workflow.walk_in(visit.day, house.leader, visitor=person)
        workflow.solve(
            visit, house.leader, text="食堂关门早。", solved="从下周一起延长到 20:00。", lead=house.logistics
        )
        workflow.note_point(talk, house.union, text=f"第 {number} 条", voice="meeting")
        point = talk.points.last()
        workflow.hand_point(point, house.union, lead=house.logistics, leader=house.leader, due_on=workday(10))
        scenes.schedule(house, place=f"{number} 号")
    assert asked() == first
