"""Elections in a constituency, by-elections and recall (CON-28 to CON-37, CON-71, CON-75)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from congress.models import Election, Mandate
from congress.workflow import roll as workflow
from tests import factories as make
from tests.congress import roll_scenes as scenes
from ymdm.workflow import NoAuthority, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return make.bureau()


@pytest.mark.parametrize(
    ("participants", "votes", "outcome", "in_"),
    [
        # ten employees: seven make two thirds, six votes are more than half of all
        (6, (6, 5, 1), "no_quorum", 0),
        (7, (7, 6, 1), "passed", 2),
        (7, (7, 5, 1), "rejected", 1),  # five of ten are not more than half, though most of those who came
        (10, (9, 5, 5), "rejected", 1),
        (10, (7, 6, 6), "rejected", 1),  # a tie for the last seat elects none of the tied
    ],
    ids=["too-few-came", "both", "half-is-not-more-than-half", "one", "tie"],
)
def test_winners_need_more_than_half_of_all_employees_and_two_thirds_must_come(
    house, participants, votes, outcome, in_
):
    election = scenes.counted(house, scenes.voting(house), participants, *votes)
    assert (election.outcome, election.nominees.filter(is_elected=True).count()) == (outcome, in_)
    assert not Mandate.objects.filter(election=election).exists()  # not before it is published
    assert workflow.publish_election(election, house.union) == in_
    assert Mandate.objects.filter(election=election).count() == in_


def test_ties_go_into_a_further_round_of_the_tied_for_the_seats_left(house):
    election = scenes.counted(house, scenes.voting(house), 10, 7, 6, 6)
    workflow.publish_election(election, house.union)
    again = workflow.repeat_election(election, house.union, held_on=timezone.localdate())
    assert (again.round, again.seats, again.nominees.count()) == (2, 1, 2)
    with pytest.raises(Refused):
        workflow.repeat_election(election, house.union, held_on=timezone.localdate())


def test_the_constituency_is_told_who_stands_and_who_was_elected(house):
    election = scenes.counted(house, scenes.voting(house), 10, 9, 8, 2)
    voter = scenes.voters(election.constituency)[-1]
    assert voter.notices.filter(kind="congress-voting").count() == 1
    assert not voter.notices.filter(kind="congress-elected").exists()
    workflow.publish_election(election, house.union)
    assert "当选" in voter.notices.get(kind="congress-elected").text


def test_whoever_is_elected_holds_a_seat_with_the_category_that_was_confirmed(house):
    election = scenes.counted(house, scenes.voting(house), 10, 9, 8, 2)
    first, second = [one.person for one in election.nominees.filter(is_elected=True)]
    workflow.publish_election(election, house.union, categories={first.pk: "professional"})
    seats = {seat.person_id: seat for seat in Mandate.objects.filter(election=election)}
    assert (seats[first.pk].category, seats[first.pk].is_guess) == ("professional", False)
    assert (seats[second.pk].category, seats[second.pk].is_guess) == ("front_line", True)
    first.forget_grants()
    assert first.may("proposals.submit", house.unit)


@pytest.mark.parametrize(
    ("participants", "votes", "tellers", "scrutineer"),
    [
        (11, (9, 8, 2), "甲一、乙二", "丙三"),  # more than employees
        (8, (9, 8, 2), "甲一、乙二", "丙三"),  # more votes than came
        (10, (10, 10, 10), "甲一、乙二", "丙三"),  # more names than seats on each ballot
        (10, (9, 8, 2), "甲一", "丙三"),  # one teller
        (10, (9, 8, 2), "甲一、乙二", "甲一"),  # a teller watches himself
    ],
    ids=["more-than-employees", "more-than-came", "too-many-names", "one-teller", "own-scrutineer"],
)
def test_counts_that_cannot_be_are_refused_and_nothing_is_kept(house, participants, votes, tellers, scrutineer):
    election = scenes.voting(house)
    slate = election.nominees.order_by("order").values_list("pk", flat=True)
    with pytest.raises(Refused):
        workflow.count_election(
            election, house.union, participants=participants, tellers=tellers, scrutineer=scrutineer,
            votes=dict(zip(slate, votes, strict=True)),
        )  # fmt: skip
    election.refresh_from_db()
    assert (election.state, election.outcome) == ("voting", "")
    assert not election.nominees.filter(votes__isnull=False).exists()


def test_a_candidate_does_not_count(house):
    election = scenes.voting(house)
    name = str(election.nominees.first().person)
    with pytest.raises(Refused, match="候选人不能计票"):
        workflow.count_election(
            election, house.union, participants=9, tellers=f"{name}、乙二", scrutineer="丙三", votes={}
        )


def test_only_employees_of_the_constituency_stand_and_no_sitting_representative(house):
    one = scenes.constituency(house)
    election = workflow.call_election(one, house.union, held_on=timezone.localdate(), place="会议室", seats=2)
    with pytest.raises(Refused, match="不是"):
        workflow.put_up(election, house.union, people=[house.handler])
    with pytest.raises(Refused, match="少于应选"):
        workflow.begin_election(election, house.union)
    with pytest.raises(NoAuthority):
        workflow.put_up(election, house.handler, people=scenes.voters(one)[:2])


def test_nobody_is_elected_beyond_the_seats(house):
    one = scenes.constituency(house, seats=2)
    with pytest.raises(Refused, match="空缺 2 名"):
        workflow.call_election(one, house.union, held_on=timezone.localdate(), place="会议室", seats=3)
    scenes.elected(house, one)
    with pytest.raises(Refused, match="空缺 0 名"):
        workflow.call_election(one, house.union, held_on=timezone.localdate(), place="会议室", seats=1)


def test_a_vacancy_is_filled_by_a_by_election_of_the_same_constituency(house):
    one = scenes.constituency(house)
    seat, _other = scenes.elected(house, one)
    type(seat.appointment).objects.filter(pk=seat.appointment_id).update(from_on=scenes.days_ago(9))
    workflow.end_mandate(Mandate.objects.get(pk=seat.pk), house.union, on=scenes.days_ago(1), because="resigned")
    election = workflow.call_election(one, house.union, held_on=timezone.localdate(), place="会议室", seats=1)
    assert election.kind == "by_election"


@pytest.mark.parametrize(
    ("participants", "yes", "outcome"),
    [(6, 6, "no_quorum"), (10, 5, "rejected"), (7, 6, "passed")],
    ids=["too-few-came", "half", "more-than-half"],
)
def test_recall_needs_the_majority_that_elects(house, participants, yes, outcome):
    seat, _other = scenes.elected(house)
    vote = workflow.call_recall(seat, house.union, held_on=timezone.localdate(), place="会议室", because="长期不履职")
    workflow.begin_election(vote, house.union)
    workflow.count_election(
        vote, house.union, participants=participants, yes=yes, tellers="甲一、乙二", scrutineer="丙三"
    )
    assert vote.outcome == outcome
    workflow.publish_election(vote, house.union)
    ended = Mandate.objects.get(pk=seat.pk).ended_because
    assert ended == ("recalled" if outcome == "passed" else "")


def test_the_union_alone_cannot_write_down_a_recall(house):
    seat, _other = scenes.elected(house)
    with pytest.raises(Refused, match="原选区投票"):
        workflow.end_mandate(seat, house.union, on=timezone.localdate(), because="recalled")


def test_votes_are_not_counted_before_their_day_nor_twice(house):
    one = scenes.constituency(house)
    later = timezone.localdate() + timedelta(3)
    election = workflow.call_election(one, house.union, held_on=later, place="会议室", seats=2)
    workflow.put_up(election, house.union, people=scenes.voters(one)[:3])
    workflow.begin_election(election, house.union)
    with pytest.raises(Refused, match="还没有到"):
        scenes.counted(house, election, 10, 9, 8, 2)
    Election.objects.filter(pk=election.pk).update(held_on=timezone.localdate())
    done = scenes.counted(house, Election.objects.get(pk=election.pk), 10, 9, 8, 2)
    with pytest.raises(Refused):
        scenes.counted(house, done, 10, 8, 9, 2)


def test_an_election_is_set_up_in_two_forms_and_the_sheet_prints_itself(client, house):
    """From the constituency: who and when, then the names; that is all before the voting."""
    one = scenes.constituency(house)
    client.force_login(house.union)
    answer = client.post(
        f"/w/congress/constituencies/{one.pk}/call_election/",
        {"seats": 2, "held_on": timezone.localdate().isoformat(), "place": "一楼", "method": "paper"},
    )
    election = Election.objects.get()
    assert answer.status_code == 302
    names = "\n".join(person.staff_number for person in scenes.voters(one)[:3])
    client.post(f"/w/congress/elections/{election.pk}/do/put_up/", {"people": names})
    client.post(f"/w/congress/elections/{election.pk}/do/begin_election/")
    sheet = client.get(f"/w/congress/elections/{election.pk}/sheet/").content.decode()
    assert all(str(person) in sheet for person in scenes.voters(one)[:3]) and "监票人" in sheet
    wrong = {"participants": 11, "tellers": "甲一、乙二", "scrutineer": "丙三"}
    wrong |= {f"votes_{nominee.pk}": 5 for nominee in election.nominees.all()}
    answer = client.post(f"/w/congress/elections/{election.pk}/do/count_election/", wrong)
    assert answer.status_code == 409 and "甲一、乙二" in answer.content.decode()


def test_counts_are_shown_to_employees_only_once_they_are_published(client, house):
    election = scenes.counted(house, scenes.voting(house), 10, 9, 8, 2)
    client.force_login(scenes.voters(election.constituency)[-1])
    assert "全部选出" not in client.get(election.get_absolute_url()).content.decode()
    workflow.publish_election(election, house.union)
    assert "全部选出" in client.get(election.get_absolute_url()).content.decode()
