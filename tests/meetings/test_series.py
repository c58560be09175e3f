"""例会: every turn is held with minutes or skipped with a reason, and what was resolved has an owner and a day."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from proposals.meetings import kinds, sweep, workflow
from proposals.meetings.models import MeetingSeries, SeriesMeeting
from tests import factories as make
from tests.meetings import scenes
from tests.meetings.scenes import workday
from ymdm.duties.models import Duty
from ymdm.notices.models import Notice
from ymdm.workdays import calendar
from ymdm.workdays import workflow as workdays
from ymdm.workflow import SYSTEM, NoAuthority, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return make.bureau()


def test_a_series_lays_out_its_meetings_and_the_recorder_owes_the_near_one(house):
    made = scenes.series(house)
    first = made.meetings.order_by("on").first()
    assert made.meetings.count() >= 5 and sweep.plan_all() == 0
    duty = Duty.objects.of(first).owed().get()
    assert (duty.kind, duty.person, duty.due_on) == (kinds.HOLD, house.union, first.on)
    assert duty.light_on(workday(5)).tone == "red"  # neither held nor skipped by its day


@pytest.mark.parametrize(
    ("change", "sentence"),
    [({"agenda": " "}, "议程"), ({"members": []}, "成员"), ({"nth": 2, "weekday": 2}, "每周哪一天")],
    ids=["agenda", "members", "turn"],
)
def test_a_series_has_agenda_members_and_one_turn(house, change, sentence):
    with pytest.raises(Refused, match=sentence):
        scenes.series(house, **change)
    assert not MeetingSeries.objects.exists()


def test_no_meeting_is_held_without_minutes(house):
    meeting = scenes.sitting(house)
    with pytest.raises(Refused, match="没有会议记录"):
        workflow.record_minutes(meeting, house.union, present=[house.leader], minutes=" ")
    with pytest.raises(Refused, match="到会的人"):
        workflow.record_minutes(meeting, house.union, present=[], minutes="通报。")
    with pytest.raises(IntegrityError), transaction.atomic():
        SeriesMeeting.objects.filter(pk=meeting.pk).update(state="held", settled_at=timezone.now())
    workflow.record_minutes(meeting, house.union, present=[house.leader], minutes="通报了逾期事项。")
    assert not Duty.objects.of(meeting).owed().exists()


def test_a_skipped_meeting_says_why_and_everybody_concerned_is_told(house):
    meeting = scenes.sitting(house)
    with pytest.raises(Refused, match="写明原因"):
        workflow.skip(meeting, house.union, reason="")
    with pytest.raises(IntegrityError), transaction.atomic():
        SeriesMeeting.objects.filter(pk=meeting.pk).update(state="skipped", settled_at=timezone.now())
    workflow.skip(meeting, house.union, reason="防汛值班")
    for person in (house.leader, house.union, house.branch_union, house.head):
        assert Notice.objects.filter(person=person, kind="meeting-skipped").exists(), person
    assert not Duty.objects.of(meeting).owed().exists()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [({"owner": None}, "责任人和完成日期"), ({"due_on": None}, "责任人和完成日期"), ({"due_on": 0}, "晚于今天"), ({"text": ""}, "什么事")],
    ids=["owner", "day", "today", "text"],
)  # fmt: skip
def test_nothing_is_resolved_without_owner_and_day(house, change, sentence):
    meeting = scenes.minuted(house)
    typed = {"text": "把测站饮水列入预算。", "owner": house.head, "due_on": workday(5)} | change
    if isinstance(typed["due_on"], int):
        typed["due_on"] = workday(typed["due_on"])
    with pytest.raises(Refused, match=sentence):
        workflow.add_action(meeting, house.union, **typed)
    assert not meeting.actions.exists()


def test_what_was_resolved_is_a_duty_of_its_owner_until_she_reports(house):
    meeting = scenes.minuted(house)
    item = workflow.add_action(meeting, house.union, text="把测站饮水列入预算。", owner=house.head, due_on=workday(5))
    duty = Duty.objects.of(item).owed().get()
    assert (duty.kind, duty.person, duty.due_on) == (kinds.ACTION, house.head, workday(5))
    assert Duty.objects.owed_by(house.head).filter(pk=duty.pk).exists()
    with pytest.raises(NoAuthority, match="责任人"):
        workflow.report_action(item, house.handler, result="办了。")
    with pytest.raises(Refused, match="办成了什么"):
        workflow.report_action(item, house.head, result=" ")
    workflow.report_action(item, house.head, result="已列入明年预算 2 万元。")
    assert not Duty.objects.of(item).owed().exists()
    with pytest.raises(Refused, match="已经填报"):
        workflow.report_action(item, house.head, result="再报一次。")


def test_members_see_what_is_planned_and_everybody_what_was_held_or_skipped(house):
    meeting = scenes.sitting(house)
    inside = {"leader", "union", "branch_union", "head", "inspector", "leader2"}
    for name in ("leader", "union", "branch_union", "head", "inspector", "leader2", "employee", "handler", "admin"):
        seen = SeriesMeeting.objects.visible_to(getattr(house, name)).filter(pk=meeting.pk)
        assert seen.exists() is (name in inside), name
    workflow.skip(meeting, house.union, reason="防汛值班")
    assert SeriesMeeting.objects.visible_to(house.employee).filter(pk=meeting.pk).exists()
    stranger = make.person(make.unit("别的局"))
    assert not SeriesMeeting.objects.visible_to(stranger).exists()


def test_only_chair_recorder_and_union_register_and_not_before_the_day(house):
    meeting = scenes.series(house).meetings.order_by("on").first()
    with pytest.raises(Refused, match="还没有到"):
        workflow.record_minutes(meeting, house.union, present=[house.leader], minutes="通报。")
    for person in (house.head, house.branch_union, house.inspector):
        with pytest.raises(NoAuthority, match="主持人、记录人"):
            workflow.skip(meeting, person, reason="防汛值班")


def test_a_new_holiday_moves_a_meeting_and_its_duty(house):
    meeting = scenes.series(house).meetings.order_by("on").first()
    before = meeting.on
    workdays.lay(house.unit, SYSTEM, on=before, is_workday=False, name="停电检修")
    meeting.refresh_from_db()
    assert meeting.on == calendar().add(before, 1)
    assert Duty.objects.of(meeting).owed().get().due_on == meeting.on


def test_a_series_that_ends_takes_off_what_was_to_come(house):
    made = scenes.series(house)
    with pytest.raises(Refused, match="为什么"):
        workflow.end_series(made, house.union, reason=" ")
    workflow.end_series(made, house.union, reason="并入月度会")
    assert not made.meetings.planned().exists() and not Duty.objects.owed().filter(kind=kinds.HOLD).exists()
    assert sweep.plan_all() == 0


def test_its_pages_show_minutes_to_members_and_resolutions_to_all(client, house):
    meeting = scenes.minuted(house)
    workflow.add_action(meeting, house.union, text="把测站饮水列入预算。", owner=house.head, due_on=workday(5))
    for who, inside in (("head", True), ("union", True), ("employee", False)):
        client.force_login(getattr(house, who))
        page = client.get(meeting.get_absolute_url()).content.decode()
        assert "把测站饮水列入预算。" in page and ("通报了三件逾期事项。" in page) is inside, who
        assert client.get(meeting.series.get_absolute_url()).status_code == 200
        assert "民主管理工作例会" in client.get("/w/meetings/series/?when=all").content.decode()
    client.force_login(house.head)
    item = meeting.actions.get()
    client.post(f"/w/meetings/actions/{item.pk}/report_action/", {"result": "已列入预算。"})
    item.refresh_from_db()
    assert item.result == "已列入预算。"


def test_forms_of_a_series_keep_what_was_typed(client, house):
    client.force_login(house.union)
    typed = {
        "name": "督办例会", "turn": "week", "weekday": "2", "begins": "09:00", "place": "小会议室", "chair": house.leader.pk,
        "recorder": house.union.pk, "members": "陈立群 没有这个人", "agenda": "通报逾期", "from_on": timezone.localdate().isoformat(),
    }  # fmt: skip
    answer = client.post("/w/meetings/series/new/", typed)
    assert (
        answer.status_code == 422 and "没有这个人" in answer.content.decode() and "通报逾期" in answer.content.decode()
    )
    client.post("/w/meetings/series/new/", typed | {"members": "陈立群"})
    assert {person.name for person in MeetingSeries.objects.get().members.all()} == {"陈立群", "宋致远", "郑晓芸"}
    meeting = scenes.sitting(house)
    url = f"/w/meetings/sittings/{meeting.pk}/record_minutes/"
    answer = client.post(url, {"present": [house.head.pk], "minutes": ""})
    assert answer.status_code == 422 and "请填写会议记录" in answer.content.decode()
    client.post(url, {"present": [house.head.pk], "minutes": "通报。"})
    url = f"/w/meetings/sittings/{meeting.pk}/add_action/"
    answer = client.post(url, {"text": "列预算", "owner": "陈立群 郑晓芸", "due_on": workday(5).isoformat()})
    assert answer.status_code == 422 and "一位责任人" in answer.content.decode()
    client.post(url, {"text": "列预算", "owner": "陈立群", "due_on": workday(5).isoformat()})
    assert meeting.actions.get().owner == house.head
