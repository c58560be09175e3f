"""Talks: the call, who came, and every point an owner and a day within the limit (PRO-68)."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from proposals.meetings import kinds, workflow
from proposals.meetings.models import Forum, ForumPoint
from proposals.models import Proposal
from tests import factories as make
from tests.meetings import scenes
from tests.meetings.scenes import workday
from ymdm.duties.models import Duty
from ymdm.notices.models import Notice
from ymdm.workflow import NoAuthority, Refused

pytestmark = pytest.mark.django_db
State = Forum.State


@pytest.fixture
def house():
    return make.bureau()


def handed(point: ForumPoint, house: make.House, **change) -> None:
    typed = {"lead": house.logistics, "leader": house.leader, "due_on": workday(10)} | change
    workflow.hand_point(point, house.union, **typed)


def test_whoever_is_called_is_told_and_sees_it_and_nobody_else_does(house):
    made = scenes.forum(house)
    called = {"employee", "proposer"}
    for name in ("employee", "proposer", "handler", "head", "admin"):
        person = getattr(house, name)
        assert Forum.objects.visible_to(person).filter(pk=made.pk).exists() is (name in called), name
        assert Notice.objects.filter(person=person, kind="meeting-called").exists() is (name in called), name
    for name in ("union", "leader", "inspector"):
        assert Forum.objects.visible_to(getattr(house, name)).exists(), name


def test_once_held_its_points_are_everybodys_in_the_house(house):
    scenes.raised(house)
    stranger = make.person(make.unit("别的局"))
    assert Forum.objects.visible_to(house.handler).exists() and not Forum.objects.visible_to(stranger).exists()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"minutes": " "}, "没有会议记录"),
        ({"came": []}, "到会的人"),
        ({"held_on": 1}, "不能晚于今天"),
    ],
    ids=["minutes", "nobody", "to come"],
)
def test_no_meeting_is_held_without_minutes_and_people(house, change, sentence):
    made = scenes.forum(house)
    typed = {"held_on": timezone.localdate(), "came": [house.employee], "minutes": "谈了宿舍。"} | change
    if isinstance(typed["held_on"], int):
        typed["held_on"] = workday(typed["held_on"])
    with pytest.raises(Refused, match=sentence):
        workflow.hold(made, house.union, **typed)
    assert Forum.objects.get(pk=made.pk).state == State.CALLED


def test_the_database_holds_no_meeting_without_minutes(house):
    made = scenes.forum(house)
    with pytest.raises(IntegrityError), transaction.atomic():
        Forum.objects.filter(pk=made.pk).update(state=State.RAISED, held_on=timezone.localdate())


def test_a_duty_stands_until_every_point_has_an_owner(house):
    made = scenes.raised(house)
    duty = Duty.objects.of(made).owed().get()
    assert (duty.kind, duty.due_on) == (kinds.TURN_POINTS, workday(3))
    workflow.note_point(made, house.union, text="通勤车晚上加一班。", voice="meeting")
    handed(made.points.first(), house)
    with pytest.raises(Refused, match="还有 1 条意见没有责任单位和日期"):
        workflow.complete(made, house.union)
    handed(made.points.last(), house)
    workflow.complete(made, house.union)
    assert not Duty.objects.of(made).owed().exists()
    assert Forum.objects.get(pk=made.pk).state == State.SETTLED
    assert Notice.objects.filter(person=house.employee, kind="meeting-settled").exists()
    with pytest.raises(Refused):
        workflow.note_point(made, house.union, text="再加一条。", voice="meeting")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"lead": None}, "每一条意见都要有责任单位"),
        ({"due_on": None}, "每一条意见都要有答复日期"),
        ({"leader": None}, "分管领导"),
        ({"due_on": 16}, "最晚是"),
    ],
    ids=["owner", "day", "leader", "too far"],
)
def test_a_point_without_an_owner_or_a_day_is_refused(house, change, sentence):
    made = scenes.raised(house)
    if isinstance(change.get("due_on"), int):
        change = {"due_on": workday(change["due_on"])}
    with pytest.raises(Refused, match=sentence):
        handed(made.points.get(), house, **change)
    assert made.points.open().count() == 1 and not Proposal.objects.exists()


@pytest.mark.parametrize(
    ("kind", "voice", "author"),
    [
        ("forum", "person", True),
        ("symposium", "meeting", False),
        ("floor_opinion", "delegation", False),
        ("visit", "meeting", False),
    ],
    ids=["person", "meeting", "delegation", "visit"],
)
def test_a_point_becomes_a_matter_of_its_channel_with_its_voice(house, kind, voice, author):
    fields = {"session": house.session, "delegation": house.delegation} if kind == "floor_opinion" else {}
    made = scenes.held(house, kind=kind, **fields)
    speaker = house.employee if author else None
    point = workflow.note_point(made, house.union, text="给班组宿舍装暖气。", voice=voice, speaker=speaker)
    handed(point, house)
    matter = Proposal.objects.get()
    assert (matter.channel, matter.proposer, matter.lead_unit) == (kind, speaker, house.logistics)
    assert matter.reply_due_on == workday(10) and matter.number
    with pytest.raises(Refused, match="已经交办"):
        handed(point, house)


def test_who_was_not_there_did_not_speak_and_only_a_floor_talk_has_a_delegation(house):
    made = scenes.held(house)
    with pytest.raises(Refused, match="到会的发言人"):
        workflow.note_point(made, house.union, text="装暖气。", voice="person", speaker=house.proposer)
    with pytest.raises(Refused, match="分团讨论"):
        workflow.note_point(made, house.union, text="装暖气。", voice="delegation")


def test_a_floor_talk_names_session_and_delegation(house):
    with pytest.raises(Refused, match="届次和代表团"):
        scenes.forum(house, kind="floor_opinion")


def test_only_host_recorder_and_union_run_a_meeting(house):
    made = scenes.raised(house)
    for person in (house.employee, house.branch_union, house.inspector, house.handler):
        with pytest.raises(NoAuthority, match="主持人、记录人"):
            workflow.note_point(made, person, text="再加一条。", voice="meeting")
    workflow.note_point(made, house.leader2, text="再加一条。", voice="meeting")


def test_a_meeting_is_called_off_with_a_reason(house):
    made = scenes.forum(house)
    with pytest.raises(Refused, match="为什么取消"):
        workflow.call_off(made, house.union, reason="")
    workflow.call_off(made, house.union, reason="防汛值班")
    assert Notice.objects.filter(person=house.proposer, kind="meeting-forum-called-off").exists()
