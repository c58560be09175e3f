"""The venues of a session and who sits where (CON-73; the order of the seats is the house's own practice)."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from congress import workflow
from congress.models import Attendee
from congress.reading.seating import rooms_of
from congress.rules.seating import in_rows
from tests.congress import scenes
from ymdm.workflow import NoAuthority, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return scenes.hall()


def noticed(made):
    workflow.give_notice(made.session, made.union, at=scenes.at(scenes.PLANNED_ON, 10))
    made.reload()
    return made


@pytest.mark.parametrize(
    ("groups", "rows", "per_row", "seats"),
    [
        ([2, 2], 2, 3, [[(1, 1), (1, 2)], [(2, 1), (2, 2)]]),  # each delegation begins a row of its own
        ([4, 2], 2, 3, [[(1, 1), (1, 2), (1, 3), (2, 1)], [(2, 2), (2, 3)]]),  # no room for that: one after another
        ([4, 1], 3, 3, [[(1, 1), (1, 2), (1, 3), (2, 1)], [(3, 1)]]),
        ([], 1, 1, []),
        ([4, 3], 2, 3, None),
    ],
)
def test_delegations_sit_together_as_far_as_the_room_allows(groups, rows, per_row, seats):
    assert in_rows(groups, rows, per_row) == seats


def test_a_delegation_meets_in_the_venue_that_names_it_and_all_others_in_the_first(made):
    first, second = made.session.term.delegations.all()
    workflow.add_venue(made.session, made.union, name="二楼分会场", delegations=[second])
    noticed(made)
    where = {row.delegation_id: row.venue.name for row in made.session.attendees.select_related("venue")}
    assert where == {first.pk: made.session.place, second.pk: "二楼分会场"}


def test_a_venue_added_after_the_notice_moves_its_delegation_and_takes_the_old_seats(made):
    first = noticed(made).session.venues.get()
    workflow.change_venue(first, made.union, name=first.name, rows=3, per_row=6)
    assert workflow.seat_people(made.session, made.union) == scenes.TOTAL
    one, two = made.session.term.delegations.all()
    annexe = workflow.add_venue(made.session, made.union, name="分会场", delegations=[two])
    assert set(made.session.attendees.filter(delegation=two).values_list("venue", "seat")) == {(annexe.pk, "")}
    assert not made.session.attendees.filter(delegation=one, seat="").exists()
    workflow.drop_venue(made.session, made.union, venue=annexe)
    assert set(made.session.attendees.values_list("venue", flat=True)) == {first.pk}


def test_everybody_called_has_one_seat_delegation_by_delegation_and_who_asked_for_leave_has_none(made):
    noticed(made)
    venue = made.session.venues.get()
    workflow.change_venue(venue, made.union, name=venue.name, rows=2, per_row=6)
    away = made.attendee(made.people[0])
    workflow.answer_call(away, away.person, comes=False, reason="出差")
    assert workflow.seat_people(made.session, made.union) == scenes.TOTAL - 1
    seats = list(made.session.attendees.exclude(seat="").values_list("delegation", "seat"))
    assert len({seat for _delegation, seat in seats}) == scenes.TOTAL - 1
    rows = {seat[: seat.index("排")]: delegation for delegation, seat in seats}
    assert len(set(rows.values())) == 2
    assert made.attendee(made.people[0]).seat == ""


def test_the_presidium_sits_on_the_stage(made):
    noticed(made)
    venue = made.session.venues.get()
    workflow.change_venue(venue, made.union, name=venue.name, rows=3, per_row=6)
    organ = made.session.organs.create(term=made.session.term, kind="presidium")
    organ.members.create(person=made.people[3], is_head=True)
    workflow.seat_people(made.session, made.union)
    assert made.attendee(made.people[3]).seat == "主席台1座"
    [room] = rooms_of(made.session)
    assert [str(one) for one in room.stage] == [str(made.people[3])]
    assert room.seated == scenes.TOTAL - 1


def test_a_member_of_the_presidium_whose_delegation_meets_elsewhere_sits_on_the_stage_too(made):
    first, two = made.session.venues.get(), made.session.term.delegations.all()[1]
    workflow.add_venue(made.session, made.union, name="分会场", delegations=[two])
    noticed(made)
    far = made.session.attendees.filter(delegation=two).first()
    organ = made.session.organs.create(term=made.session.term, kind="presidium")
    organ.members.create(person=far.person, is_head=True)
    assert workflow.seat_people(made.session, made.union) == 1  # no room here has numbered chairs
    far.refresh_from_db()
    assert (far.venue, far.seat) == (first, "主席台1座")
    organ.members.all().delete()
    workflow.seat_people(made.session, made.union)
    far.refresh_from_db()
    assert (far.venue.name, far.seat) == ("分会场", "")


def test_too_few_chairs_are_said_with_both_numbers_and_nothing_is_changed(made):
    noticed(made)
    venue = made.session.venues.get()
    workflow.change_venue(venue, made.union, name=venue.name, rows=3, per_row=6)
    workflow.seat_people(made.session, made.union)
    before = list(made.session.attendees.values_list("pk", "seat").order_by("pk"))
    venue.refresh_from_db()
    type(venue).objects.update(rows=1, per_row=5)
    with pytest.raises(Refused, match="有 5 个座位，要坐 12 人"):
        workflow.seat_people(made.session, made.union)
    assert list(made.session.attendees.values_list("pk", "seat").order_by("pk")) == before


def test_seats_wait_for_the_notice(made):
    with pytest.raises(Refused, match="还没有发出会议通知"):
        workflow.seat_people(made.session, made.union)


def test_a_venue_has_a_name_of_its_own_and_both_numbers_or_none(made):
    for typed, says in (
        ({"name": made.session.place}, "已经有"),
        ({"name": " "}, "请填写会场名称"),
        ({"name": "分会场", "rows": 3}, "一起填写"),
    ):
        with pytest.raises(Refused, match=says):
            workflow.add_venue(made.session, made.union, **typed)
    with pytest.raises(IntegrityError), transaction.atomic():
        made.session.venues.create(name="分会场", rows=3)


def test_the_last_venue_stays_and_an_open_session_keeps_its_venues(made):
    venue = made.session.venues.get()
    with pytest.raises(Refused, match="至少要有一个会场"):
        workflow.drop_venue(made.session, made.union, venue=venue)
    with pytest.raises(NoAuthority):
        workflow.change_venue(venue, made.people[0], name="别处")
    type(made.session).objects.update(state="open", total=1, opened_at=scenes.at(scenes.HELD_ON))
    venue.refresh_from_db()
    with pytest.raises(Refused, match="会议已经开幕"):
        workflow.change_venue(type(venue).objects.get(pk=venue.pk), made.union, name="别处")


def test_another_place_renames_the_only_venue(made):
    workflow.redate(
        made.session, made.union, at=scenes.at(scenes.PLANNED_ON, 11), held_on=scenes.HELD_ON,
        begins=made.session.begins, place="新礼堂",
    )  # fmt: skip
    assert made.session.venues.get().name == "新礼堂"


def test_page_plan_and_cards_show_the_seats_to_whoever_watches_and_to_nobody_else(made, client):
    noticed(made)
    venue = made.session.venues.get()
    workflow.change_venue(venue, made.union, name=venue.name, rows=3, per_row=6)
    workflow.seat_people(made.session, made.union)
    client.force_login(made.union)
    page = reverse("congress:seats", args=[made.session.pk])
    text = client.get(page).content.decode()
    assert all(str(person) in text for person in made.people)
    assert "排好 12 个座位" in text
    for kind in ("seats", "place-cards"):
        paper = client.get(reverse("papers:paper", args=[kind]), {"of": made.session.pk})
        assert all(str(person) in paper.content.decode() for person in made.people)
    posted = client.post(
        reverse("congress:venue-act", args=[venue.pk, "change_venue"]), {"name": "大礼堂", "rows": 4, "per_row": 5}
    )
    assert posted.url == page
    assert set(made.session.attendees.values_list("venue__name", "seat")) == {("大礼堂", "")}
    client.force_login(made.people[0])
    assert client.get(page).status_code in (403, 404)
    for kind in ("seats", "place-cards"):
        assert client.get(reverse("papers:paper", args=[kind]), {"of": made.session.pk}).status_code == 404
    Attendee.objects.filter(person=made.people[0]).update(seat="1排1座")
    text = client.get(reverse("congress:check-in", args=[made.session.pk])).content.decode()
    assert "1排1座" in text
    assert "大礼堂" in text


def test_the_list_is_filtered_by_venue_where_there_are_several(made, client):
    two = made.session.term.delegations.all()[1]
    annexe = workflow.add_venue(made.session, made.union, name="分会场", delegations=[two])
    noticed(made)
    client.force_login(made.union)
    page = client.get(reverse("congress:people", args=[made.session.pk]), {"venue": annexe.pk})
    assert [row.venue.name for row in page.context["page"]] == ["分会场"] * 6
