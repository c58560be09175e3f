"""Delegations, committees, joint meetings, yearly reports, files and team meetings (CON-12, CON-35, CON-41 to CON-45)."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from congress.models import (
    Constituency,
    JointMeeting,
    Mandate,
    Organ,
    Rater,
    TeamMeeting,
    Vote,
    YearReport,
)
from congress.workflow import roll as workflow
from congress.workflow.joint import by_office
from congress.workflow.reporting import owe_all
from tests import factories as make
from tests.congress import roll_scenes as scenes
from ymdm.attachments.models import Attachment
from ymdm.duties.models import Duty
from ymdm.ledger.models import Event
from ymdm.organization.models import Person
from ymdm.workflow import NoAuthority, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return make.bureau()


def seat_of(house) -> Mandate:
    return Mandate.objects.select_related("term__unit", "person", "appointment").get(person=house.proposer)


# --- delegations and seats -------------------------------------------------------------------------------------------


def test_a_delegation_is_headed_by_one_of_its_own(house):
    with pytest.raises(Refused, match="不是"):
        workflow.name_head(house.delegation, house.union, head=house.handler)
    workflow.name_head(house.delegation, house.union, head=house.proposer)
    assert house.delegation.head == house.proposer


def test_a_seat_moves_to_another_delegation_with_a_reason_and_leaves_the_chair(house):
    workflow.name_head(house.delegation, house.union, head=house.proposer)
    other = workflow.form_delegation(house.term, house.union, name="西峰代表团")
    seat = seat_of(house)
    with pytest.raises(Refused, match="原因"):
        workflow.move_seat(seat, house.union, delegation=other, because=" ")
    workflow.move_seat(seat, house.union, delegation=other, because="岗位调整")
    house.delegation.refresh_from_db()
    assert seat_of(house).delegation == other and house.delegation.head is None


# --- committees ------------------------------------------------------------------------------------------------------


def declared(house, *, outcome: str = "passed", matter: str = "committee_members") -> Vote:
    """A decision of the session about committee members."""
    item = house.session.agenda.create(order=1, title="专门委员会名单", matter=matter, right="elect")
    return Vote.objects.create(
        session=house.session, item=item, question="专门委员会成员名单", method="paper", state="declared", total=30,
        outcome=outcome, declared_at=timezone.now(),
    )  # fmt: skip


def test_a_committee_is_headed_by_a_representative_and_sits_once_the_congress_passed_it(house):
    with pytest.raises(Refused) as refusal:
        workflow.propose_committee(house.term, house.union, kind="welfare", head=house.handler, members=[])
    assert refusal.value.rule.id == "CON-42"
    organ = workflow.propose_committee(
        house.term, house.union, kind="welfare", head=house.proposer, members=[house.handler, house.helper]
    )
    assert not organ.members.filter(is_elected=True).exists()
    assert workflow.approve_committee(organ, house.union, vote=declared(house)) == 3
    assert organ.members.filter(is_elected=True).count() == 3
    assert str(organ.members.get(is_head=True)) == str(house.proposer)


@pytest.mark.parametrize(
    "fields", [{"outcome": "rejected"}, {"matter": "welfare"}], ids=["rejected", "about-something-else"]
)
def test_no_other_vote_seats_a_committee(house, fields):
    organ = workflow.propose_committee(house.term, house.union, kind="safety", head=house.proposer, members=[])
    with pytest.raises(Refused):
        workflow.approve_committee(organ, house.union, vote=declared(house, **fields))
    assert not organ.members.filter(is_elected=True).exists()


def test_a_list_that_was_passed_stays_until_the_next_is_passed(house):
    organ = workflow.propose_committee(house.term, house.union, kind="welfare", head=house.proposer, members=[])
    workflow.approve_committee(organ, house.union, vote=declared(house))
    workflow.propose_committee(house.term, house.union, kind="welfare", head=house.seconders[0], members=[])
    assert organ.members.get(is_elected=True).person == house.proposer
    workflow.approve_committee(organ, house.union, vote=house.session.votes.get())
    assert {(one.person, one.is_head) for one in organ.members.all()} == {
        (house.proposer, False), (house.seconders[0], True),
    }  # fmt: skip


# --- joint meetings --------------------------------------------------------------------------------------------------


def joint(house, by=None, **fields) -> JointMeeting:
    typed = {
        "held_on": timezone.localdate(), "place": "二楼", "urgency": "汛期前要定", "matter": "budget_accounts",
        "title": "汛期值班餐补",
    } | fields  # fmt: skip
    return workflow.call_joint(house.branch if fields.get("at_branch") else house.unit, by or house.union, **typed)


def test_only_the_union_calls_a_joint_meeting(house):
    for person in (house.leader, house.head, house.handler, house.proposer):
        with pytest.raises(NoAuthority):
            joint(house, person)


@pytest.mark.parametrize("matter", ["wage_bonus_plan", "welfare", "discipline_rules", "committee_members"])
def test_a_joint_meeting_settles_nothing_that_the_congress_has_to_pass(matter):
    unit = make.unit("事业单位", legal_type="public_institution", level="bureau")
    house = make.bureau(root=unit)
    with pytest.raises(Refused) as refusal:
        joint(house, matter=matter)
    assert refusal.value.rule.id == "CON-43"
    meeting = joint(house)
    with pytest.raises(Refused):
        workflow.raise_joint(meeting, house.union, matter=matter, title="夹带一项")
    assert meeting.matters.count() == 1


def test_members_sit_there_by_their_office(house):
    workflow.name_head(house.delegation, house.union, head=house.proposer)
    organ = workflow.propose_committee(house.term, house.union, kind="welfare", head=house.seconders[0], members=[])
    assert house.seconders[0] not in by_office(house.term)  # proposed only
    workflow.approve_committee(organ, house.union, vote=declared(house))
    meeting = joint(house)
    offices = {row.person: row.office for row in meeting.members.all()}
    assert set(offices) == {house.union, house.proposer, house.seconders[0]}
    assert offices[house.proposer] == "机关代表团团长"


def test_what_was_settled_waits_for_the_next_session(house):
    meeting = joint(house)
    matter = meeting.matters.get()
    workflow.hold_joint(
        meeting, house.union, came=[house.union], minutes="议了。", decisions={matter.pk: "同意，自六月起"}
    )
    matter.refresh_from_db()
    assert list(type(matter).objects.to_confirm(house.term)) == [matter]
    with pytest.raises(Refused, match="还没有召开"):
        workflow.confirm_joint(matter, house.union, session=house.session, is_confirmed=True)
    type(house.session).objects.filter(pk=house.session.pk).update(state="closed", total=9, opened_at=timezone.now())
    house.session.refresh_from_db()
    workflow.confirm_joint(matter, house.union, session=house.session, is_confirmed=False)
    assert matter.state == "joint_reversed"
    assert not type(matter).objects.to_confirm(house.term).exists()


# --- reports and ratings ---------------------------------------------------------------------------------------------


def given(house) -> YearReport:
    """The report of a representative whose constituency has ten employees, herself among them."""
    seat = scenes.elected(house)[0]
    report = workflow.owe_report(house.unit, seat.person, mandate=seat, year=timezone.localdate().year)
    workflow.give_report(report, seat.person, text="走访 20 名职工，办成两件事。")
    return YearReport.objects.get(pk=report.pk)


def test_every_representative_owes_a_report_in_the_last_quarter_until_its_last_day(house):
    with time_machine.travel(timezone.now().replace(month=9, day=20)):
        assert owe_all() == 0
    with time_machine.travel(timezone.now().replace(month=10, day=20)):
        number = Mandate.objects.in_force(timezone.localdate()).count()
        assert owe_all() == number > 1
        assert owe_all() == 0
        duty = Duty.objects.of(YearReport.objects.get(mandate=seat_of(house))).owed().get()
        assert (duty.person, duty.due_on.month, duty.due_on.day) == (house.proposer, 12, 31)


def test_whose_seat_ends_owes_no_report(house):
    seat = seat_of(house)
    report = workflow.owe_report(house.unit, house.proposer, mandate=seat, year=2026)
    workflow.end_mandate(seat, house.union, on=timezone.localdate() - timedelta(1), because="retired")
    report.refresh_from_db()
    assert report.state == "report_lapsed" and not Duty.objects.of(report).owed().exists()


def test_the_constituency_rates_once_each_and_nobody_else(house):
    report = given(house)
    voters = [one for one in scenes.voters(report.mandate.constituency) if one.pk != report.mandate.person_id]
    for voter, grade in zip(voters, ["satisfied"] * 3 + ["mostly", "unsatisfied"], strict=False):
        assert report in YearReport.objects.visible_to(voter)
        workflow.rate(report, voter, grade=grade)
    for person in (voters[0], report.mandate.person, house.handler):
        with pytest.raises(Refused):
            workflow.rate(report, person, grade="satisfied")
    report.refresh_from_db()
    assert (report.satisfied, report.mostly, report.unsatisfied) == (3, 1, 1)
    assert report not in YearReport.objects.visible_to(house.handler)
    assert not Duty.objects.of(report).owed().exists()


def test_fewer_than_five_ratings_show_their_number_only(house):
    report = given(house)
    voters = [one for one in scenes.voters(report.mandate.constituency) if one.pk != report.mandate.person_id]
    for voter in voters[:4]:
        workflow.rate(report, voter, grade="unsatisfied")
    report.refresh_from_db()
    assert report.rating_words == "4 人评议，不足 5 人，不显示结果"
    workflow.rate(report, voters[4], grade="satisfied")
    report.refresh_from_db()
    assert report.rating_words == "满意 1、基本满意 0、不满意 4"


def test_no_row_and_no_event_joins_a_rater_with_a_grade(house):
    report = given(house)
    voter = scenes.voters(report.mandate.constituency)[-1]
    before = Event.objects.count()
    workflow.rate(report, voter, grade="mostly")
    assert Event.objects.count() == before
    assert {field.name for field in Rater._meta.fields} == {"id", "report", "person"}


# --- files and pages -------------------------------------------------------------------------------------------------


def test_a_file_is_read_by_the_representative_and_who_watches_and_by_nobody_else(client, house):
    seat = seat_of(house)
    workflow.note_training(seat, house.union, held_on=timezone.localdate(), title="提案写作", hours=4)
    for who, status in (
        ("proposer", 200), ("union", 200), ("leader", 200), ("inspector", 200), ("handler", 404), ("employee", 404),
    ):  # fmt: skip
        client.force_login(getattr(house, who))
        answer = client.get(seat.get_absolute_url())
        assert answer.status_code == status, who
        assert ("提案写作" in answer.content.decode()) == (status == 200)


def test_a_team_writes_its_meeting_down_on_one_page(client, house):
    client.force_login(house.employee)
    mine = f"/w/congress/teams/new/?unit={house.employee.unit_id}"
    typed = {
        "held_on": timezone.localdate().isoformat(), "topic": "冬季值班", "note": "两人一班。",
        "raised": "配暖风机\n换灯", "present": [house.employee.pk],
    }  # fmt: skip
    answer = client.post(mine, typed | {"note": ""})
    assert answer.status_code == 422 and "配暖风机" in answer.content.decode()
    assert client.post(mine, typed).status_code == 302
    meeting = TeamMeeting.objects.get()
    assert meeting.points == ["配暖风机", "换灯"] and meeting.unit == house.employee.unit
    assert client.get(f"/w/congress/teams/new/?unit={house.hr.pk}").status_code == 404
    client.force_login(house.handler)
    assert client.get(meeting.get_absolute_url()).status_code == 404
    client.force_login(house.branch_union)
    assert "冬季值班" in client.get("/w/congress/teams/?q=暖风机").content.decode()


def test_a_photo_of_the_meeting_is_read_by_the_team_and_nobody_else(client, house, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    drawn = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(drawn, "PNG")
    client.force_login(house.employee)
    typed = {
        "held_on": timezone.localdate().isoformat(),
        "topic": "值班",
        "note": "商量。",
        "present": [house.employee.pk],
    }
    photo = SimpleUploadedFile("现场.png", drawn.getvalue())
    assert (
        client.post("/w/congress/teams/new/", typed | {"photo": SimpleUploadedFile("x.png", b"no")}).status_code == 422
    )
    assert not TeamMeeting.objects.exists()  # what cannot be kept whole is not kept at all
    assert client.post("/w/congress/teams/new/", typed | {"photo": photo}).status_code == 302
    url = Attachment.objects.of(TeamMeeting.objects.get()).get().get_absolute_url()
    answer = client.get(url)
    assert answer.status_code == 200 and b"".join(answer.streaming_content)
    client.force_login(house.handler)
    assert client.get(url).status_code == 404


def test_who_works_in_a_large_unit_chooses_the_team_first(client, house):
    Person.objects.bulk_create(Person(name="某人", unit=house.hr, staff_number=f"L-{n:03d}") for n in range(61))
    inner = make.unit("测算组", parent=house.hr, level="team")
    client.force_login(house.handler)
    assert f"?unit={inner.pk}" in client.get("/w/congress/teams/new/").content.decode()


def test_six_committees_can_be_proposed_and_the_page_says_which_are_missing(client, house):
    for kind in ("welfare", "safety"):
        workflow.propose_committee(house.term, house.union, kind=kind, head=house.proposer, members=[])
    client.force_login(house.union)
    page = client.get(house.term.get_absolute_url()).content.decode()
    assert "没有经职代会通过" in page
    assert Organ.objects.committees().count() == 2 and not Constituency.objects.exists()
