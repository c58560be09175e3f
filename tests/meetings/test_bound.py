"""专题会、协商会、推进会: bound to matters, which cannot be closed by a meeting without minutes (PRO-27)."""

from __future__ import annotations

import pytest
from django.utils import timezone

from proposals import workflow as proposals
from proposals.meetings import kinds, workflow
from proposals.meetings.models import MatterMeeting
from proposals.models import Proposal, State
from tests import factories as make
from tests.meetings import scenes
from ymdm.ledger.models import Event
from ymdm.notices.models import Notice
from ymdm.workflow import NoAuthority, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return make.bureau()


def called(house: make.House, *matters: Proposal, **fields) -> MatterMeeting:
    typed = {
        "form": "push_meeting", "matters": list(matters), "meets_at": timezone.now(), "place": "三楼会议室",
        "host": house.leader, "recorder": house.union, "people": "马红霞、许文涛",
    } | fields  # fmt: skip
    return workflow.convene(house.unit, house.union, **typed)


def minuted(meeting: MatterMeeting, house: make.House, **fields) -> None:
    typed = {"held_on": timezone.localdate(), "people": "马红霞、许文涛", "minutes": "商定年底前报出测算。"} | fields
    workflow.minute(meeting, house.union, **typed)


def test_a_matter_is_not_closed_while_a_meeting_about_it_owes_its_minutes(house):
    matter = make.evaluated(house)
    meeting = called(house, matter)
    assert matter.duties.owed().get(kind=kinds.MINUTES).person == house.union
    with pytest.raises(Refused, match="还有 1 项没有办完"):
        proposals.close(matter, house.union, note="开过会了。")
    with pytest.raises(Refused, match="没有会议记录"):
        minuted(meeting, house, minutes=" ")
    minuted(meeting, house)
    proposals.close(matter, house.union, note="按会议商定办结。")
    assert Proposal.objects.get(pk=matter.pk).state == State.CLOSED


def test_the_minutes_are_the_contact_of_every_matter_on_the_table_and_stand_nowhere_else(house):
    one, other = make.in_progress(house), make.in_progress(house, lead=house.logistics)
    meeting = called(house, one, other)
    minuted(meeting, house, union_attended=True)
    for matter in (one, other):
        contact = matter.contacts.get()
        assert (contact.form, contact.minutes, contact.union_attended) == ("push_meeting", "商定年底前报出测算。", True)
        assert contact.bound.meeting == meeting and not matter.duties.owed().filter(kind=kinds.MINUTES).exists()
        assert Event.objects.of(matter).filter(act="proposals.record_contact").exists()
    assert "minutes" not in {field.name for field in MatterMeeting._meta.fields}


def test_a_meeting_called_off_owes_no_minutes_and_another_about_the_same_matter_still_does(house):
    matter = make.in_progress(house)
    first, second = called(house, matter), called(house, matter, form="topic_meeting")
    with pytest.raises(Refused, match="为什么取消"):
        workflow.drop(first, house.union, reason="")
    workflow.drop(first, house.union, reason="防汛值班")
    assert matter.duties.owed().filter(kind=kinds.MINUTES).count() == 1
    minuted(second, house)
    assert not matter.duties.owed().filter(kind=kinds.MINUTES).exists()


def test_it_is_called_about_matters_under_way_and_those_concerned_are_told(house):
    matter = make.in_progress(house)
    called(house, matter)
    for person in (house.leader, house.proposer, house.handler):
        assert Notice.objects.filter(person=person, kind="meeting-convened").exists(), person
    with pytest.raises(Refused, match="为哪件事"):
        called(house)
    with pytest.raises(Refused, match="不在办理中"):
        called(house, make.closed(house))
    secret = scenes.received(house).items.get().matter
    with pytest.raises(Refused, match="单独开会"):
        called(house, matter, secret)


def test_only_those_who_run_it_write_its_minutes_and_only_once(house):
    meeting = called(house, make.in_progress(house))
    for person in (house.handler, house.inspector, house.branch_union):
        with pytest.raises(NoAuthority, match="主持人、记录人"):
            workflow.minute(meeting, person, held_on=timezone.localdate(), people="甲", minutes="乙")
    minuted(meeting, house)
    with pytest.raises(Refused, match="已召开"):
        minuted(meeting, house)


def test_its_page_shows_the_matters_that_one_sees(client, house):
    secret = scenes.received(house).items.get().matter
    meeting = called(house, secret, recorder=house.union)
    client.force_login(house.inspector)
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert "另有 1 件您看不到" in page and secret.title not in page
    client.force_login(house.leader)
    assert secret.title in client.get(meeting.get_absolute_url()).content.decode()
    assert client.get("/w/meetings/matters/?q=JD").content.decode().count(meeting.get_absolute_url()) == 1


def test_its_forms_keep_what_was_typed(client, house):
    matter = make.in_progress(house)
    client.force_login(house.union)
    typed = {
        "form": "topic_meeting", "numbers": f"{matter.number} HSZ-9-9-999", "on": scenes.workday(2).isoformat(),
        "begins": "14:30", "place": "三楼", "host": house.leader.pk, "recorder": house.union.pk, "people": "提出人",
    }  # fmt: skip
    answer = client.post("/w/meetings/matters/new/", typed)
    assert answer.status_code == 422 and "没有找到HSZ-9-9-999" in answer.content.decode()
    client.post("/w/meetings/matters/new/", typed | {"numbers": matter.number})
    meeting = MatterMeeting.objects.get()
    answer = client.post(f"/w/meetings/matters/{meeting.pk}/minute/", {"minutes": "", "people": "甲"})
    assert answer.status_code == 422 and "请填写会议记录" in answer.content.decode()
    answer = client.post(
        f"/w/meetings/matters/{meeting.pk}/minute/",
        {"held_on": timezone.localdate().isoformat(), "minutes": "商定了。", "people": "甲"},
    )
    assert answer.status_code == 302 and matter.contacts.get().minutes == "商定了。"
