"""Representatives elected and recalled by secret ballot on the phone (CON-28, 29, 34, 69 to 76): keys, roll, counts, few."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from congress import polling
from congress.models import Election, Mandate
from congress.workflow import roll as workflow
from tests import factories as make
from tests.congress import roll_scenes as scenes
from ymdm.ballots import closing, papering
from ymdm.ballots.models import BallotBox, RollEntry, State
from ymdm.workflow import NoAuthority, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return make.bureau()


def test_the_box_elects_by_all_employees_of_the_constituency_and_nobody_types_a_count(house):
    poll = scenes.polled(house, *[(0, 1)] * 6, (0,), None)
    box = poll.box
    assert (box.roll_size, box.is_hall, box.owner_kind) == (10, False, polling.OWNER)
    assert set(box.roll.values_list("person", flat=True)) == {person.pk for person in poll.voters}
    with pytest.raises(Refused, match="不用手工登记"):
        scenes.counted(house, poll.election, 8, 7, 6, 0)
    with pytest.raises(NoAuthority):
        workflow.take_election_counts(poll.election, house.union)
    election = poll.open()
    assert (election.state, election.outcome, election.participants) == ("decided", "passed", 8)
    assert [one.votes for one in election.nominees.order_by("order")] == [7, 6, 0]
    assert election.scrutineer == str(poll.keepers[0]) and str(poll.keepers[1]) in election.tellers
    assert not Mandate.objects.filter(election=election).exists()
    assert workflow.publish_election(election, house.union) == 2
    assert poll.box.state == State.PUBLISHED


@pytest.mark.parametrize(
    ("cast", "outcome", "in_"),
    [
        ([(0, 1)] * 6, "no_quorum", 0),  # six of ten are fewer than two thirds (CON-28)
        ([(0, 1)] * 5 + [(0,)] + [None], "rejected", 1),  # five of ten are not more than half (CON-29)
        ([(0, 1)] * 6 + [(0, 1, 2)], "passed", 2),  # too many names are an invalid ballot, whose voter took part
    ],
    ids=["too-few-came", "half-is-not-more-than-half", "too-many-names"],
)
def test_a_box_goes_through_the_same_rule_as_paper(house, cast, outcome, in_):
    election = scenes.polled(house, *cast).open()
    assert (election.outcome, election.nominees.filter(is_elected=True).count()) == (outcome, in_)


def test_paper_beside_the_phone_is_one_sum(house):
    poll = scenes.polled(house, *[(0, 1)] * 5)
    slate = list(poll.election.nominees.order_by("order").values_list("pk", flat=True))
    for person in poll.voters[5:7]:
        papering.hand_out(poll.box, person, poll.keepers[1])
    sheet = papering.enter(
        poll.box, poll.keepers[0], venue="一楼", stratum=polling.VOTERS, issued=2, returned=2,
        counts={polling.QUESTION: {"for": {str(slate[0]): 2, str(slate[1]): 1}}},
    )  # fmt: skip
    papering.confirm(sheet, poll.keepers[1])
    election = poll.open()
    assert (election.participants, [one.votes for one in election.nominees.order_by("order")]) == (7, [7, 6, 0])


def test_whoever_is_written_in_is_elected_by_the_same_line_and_other_names_stay_names(house, client):
    poll = scenes.by_phone(house)
    poll.begin()
    named = poll.voters[9]
    for person in poll.voters[:7]:
        poll.cast(person, {"for": [], "against": [], "write": [named.name]})
    poll.cast(poll.voters[7], {"for": [], "against": [], "write": ["不在选区的人"]})
    election = poll.open()
    joined = election.nominees.get(is_written_in=True)
    assert (joined.person, joined.votes, joined.is_elected) == (named, 7, True)
    assert election.others == {"不在选区的人": 1}
    assert election.nominees.filter(is_elected=True).count() == 1
    client.force_login(poll.voters[0])
    assert "选票另选" not in client.get(election.get_absolute_url()).content.decode()  # before it is told to all
    workflow.publish_election(election, house.union)
    told = client.get(election.get_absolute_url()).content.decode()
    assert "选票另选" in told
    assert "不在选区的人 1 票" in told


def test_a_name_that_two_employees_bear_elects_neither(house):
    poll = scenes.by_phone(house)
    poll.begin()
    one, other = poll.voters[8:10]
    type(one).objects.filter(pk__in=[one.pk, other.pk]).update(name="王同名")
    for person in poll.voters[:7]:
        poll.cast(person, {"for": [], "against": [], "write": ["王同名"]})
    election = poll.open()
    assert not election.nominees.filter(is_written_in=True).exists()
    assert election.others == {"王同名": 7}


def test_of_a_few_voters_nobody_learns_who_was_written_in_without_being_elected(house, client):
    poll = scenes.by_phone(house, scenes.called(house, scenes.constituency(house, 4), method="ballot", seats=1))
    poll.begin()
    poll.cast(poll.voters[0], {"for": [], "against": [], "write": [poll.voters[3].name]})
    slate = list(poll.election.nominees.order_by("order").values_list("pk", flat=True))
    for person in poll.voters[1:4]:
        poll.cast(person, {"for": [slate[0]]})
    election = poll.open()
    assert election.hides_counts
    workflow.publish_election(election, house.union)
    client.force_login(house.union)
    assert "选票另选" not in client.get(election.get_absolute_url()).content.decode()


def test_nobody_on_the_slate_keeps_a_word_not_even_who_came_onto_it_later(house):
    election = scenes.called(house, method="ballot")
    people = scenes.voters(election.constituency)
    outside = [make.person(house.unit) for _ in range(2)]
    with pytest.raises(Refused, match="候选人"):
        workflow.call_keepers(election, house.union, scrutineer=people[0], tellers=outside)
    with pytest.raises(Refused, match="不是同一个人"):
        workflow.call_keepers(election, house.union, scrutineer=outside[0], tellers=outside)
    poll = scenes.by_phone(house, election)
    with pytest.raises(Refused, match="已经准备好"):
        workflow.call_keepers(election, house.union, scrutineer=people[-1], tellers=outside)
    # One who keeps a word moves into the department and is put up.
    type(poll.keepers[1]).objects.filter(pk=poll.keepers[1].pk).update(unit=people[0].unit)
    poll.keepers[1].refresh_from_db()
    workflow.put_up(election, house.union, people=[poll.keepers[1]])
    with pytest.raises(Refused, match="不能监票、计票") as refusal:
        poll.begin()
    assert "另行召集" in (refusal.value.remedy or "")
    assert not BallotBox.objects.exists()
    scenes.by_phone(house, election).begin()


def test_without_keys_keeper_or_the_day_the_sentence_says_what_to_do(house):
    one = scenes.constituency(house)
    later = timezone.localdate() + timedelta(3)
    election = workflow.call_election(one, house.union, held_on=later, place="手机", seats=2, method="ballot")
    workflow.put_up(election, house.union, people=scenes.voters(one)[:3])
    with pytest.raises(Refused, match="还没有到"):
        workflow.begin_election(election, house.union)
    Election.objects.filter(pk=election.pk).update(held_on=timezone.localdate())
    with pytest.raises(Refused, match="密钥没有准备好") as refusal:
        workflow.begin_election(election, house.union)
    assert "召集" in (refusal.value.remedy or "")
    scenes.by_phone(house, Election.objects.get(pk=election.pk))
    with pytest.raises(Refused, match="请选择在场"):
        workflow.begin_election(election, house.union)
    paper = scenes.called(house, scenes.constituency(house, name="另一选区"))
    with pytest.raises(Refused, match="不用手机"):
        workflow.call_keepers(paper, house.union, scrutineer=house.handler, tellers=scenes.voters(one)[4:6])


def test_an_election_that_is_dropped_voids_its_box(house):
    poll = scenes.polled(house, *[(0, 1)] * 3)
    workflow.drop_election(poll.election, house.union, because="候选人名单有误")
    assert poll.box.state == State.VOID
    with pytest.raises(Refused):
        poll.cast(poll.voters[5], None)


def test_a_further_round_has_a_box_of_its_own_under_the_same_keys(house):
    poll = scenes.polled(house, *[(0, 1)] * 5, (0, 2), (0,))
    first, election = poll.box, poll.open()
    workflow.publish_election(election, house.union)
    again = workflow.repeat_election(election, house.union, held_on=timezone.localdate())
    assert again.method == "ballot"
    second = scenes.Poll(house, again, poll.keepers, poll.words)
    second.begin()
    assert second.box.pk != first.pk and second.box.ceremony_id == first.ceremony_id
    slate = again.nominees.values_list("pk", flat=True)
    for person in second.voters[:8]:
        second.cast(person, {"for": [slate[0]]})
    assert second.open().outcome == "passed"


@pytest.mark.parametrize(
    ("said", "outcome"),
    [(["yes"] * 6 + ["no"], "passed"), (["yes"] * 5 + ["no"] * 5, "rejected")],
    ids=["more", "half"],
)
def test_a_recall_is_one_question_to_the_constituency(house, said, outcome):
    seat, _other = scenes.elected(house)
    vote = workflow.call_recall(
        seat, house.union, held_on=timezone.localdate(), place="手机", because="长期不履职", method="ballot"
    )
    with pytest.raises(Refused, match="候选人"):
        workflow.call_keepers(
            vote, house.union, scrutineer=seat.person, tellers=[make.person(house.unit) for _ in range(2)]
        )
    poll = scenes.by_phone(house, vote)
    poll.begin()
    assert "是否罢免" in poll.box.paper["items"][0]["text"] and "长期不履职" in poll.box.paper["lede"]
    for person, word in zip(poll.voters, said, strict=False):
        poll.cast(person, word)
    election = poll.open()
    assert (election.outcome, election.yes) == (outcome, said.count("yes"))
    workflow.publish_election(election, house.union)
    assert (Mandate.objects.get(pk=seat.pk).ended_because == "recalled") == (outcome == "passed")


def test_fewer_than_five_ballots_tell_who_was_elected_and_no_count(house, client):
    one = scenes.constituency(house, people=4, seats=1)
    election = scenes.called(house, one, seats=1, nominees=2, method="ballot")
    poll = scenes.by_phone(house, election)
    poll.begin()
    first, second = election.nominees.order_by("order").values_list("pk", flat=True)
    for person, pk in zip(poll.voters, [first, first, first, second], strict=True):
        poll.cast(person, {"for": [pk]})
    election = poll.open()
    assert election.hides_counts and election.outcome == "passed"
    assert "4 人" not in election.sentence and "3 票" not in election.sentence and "当选" in election.sentence
    workflow.publish_election(election, house.union)
    told = poll.voters[-1].notices.get(kind="congress-elected").text
    assert "3 票" not in told and "人太少" in told
    for person in (house.union, poll.voters[-1]):
        client.force_login(person)
        page = client.get(election.get_absolute_url()).content.decode()
        assert 'data-label="得票">—' in page and "只公布结果" in page
    client.force_login(poll.keepers[0])
    assert 'data-label="得票">3' in client.get(election.get_absolute_url()).content.decode()


def test_the_time_closes_the_box_and_who_is_hired_later_does_not_vote(house):
    poll = scenes.polled(house, *[(0, 1)] * 7)
    hired = make.person(poll.voters[0].unit)
    with pytest.raises(Refused, match="名册"):
        poll.cast(hired, None)
    BallotBox.objects.filter(pk=poll.box.pk).update(closes_at=timezone.now() - timedelta(seconds=1))
    assert closing.close_due() == 1
    assert poll.box.state == State.CLOSED
    assert RollEntry.objects.filter(box=poll.box).count() == 10
    poll.election.refresh_from_db()
    assert poll.election.state == "voting", "closed is not counted"


def test_two_forms_and_the_key_page_lead_from_the_slate_to_the_open_box(client, house):
    election = scenes.called(house, method="ballot")
    keepers = [make.person(house.unit) for _ in range(3)]
    client.force_login(house.union)
    where = f"/w/congress/elections/{election.pk}/do"
    page = client.get(election.get_absolute_url()).content.decode()
    assert f"{where}/call_keepers/" in page and "计票单" not in page
    typed = {"scrutineer": keepers[0].staff_number, "tellers": "\n".join(one.staff_number for one in keepers[1:])}
    assert client.post(f"{where}/call_keepers/", typed).status_code == 302
    keys = polling.keys_of(election.constituency)
    assert keys is not None
    client.force_login(keepers[0])
    assert keys.get_absolute_url() in client.get(election.get_absolute_url()).content.decode()
    assert client.get(f"{where}/call_keepers/").status_code == 403
    poll = scenes.by_phone(house, election) if keys.state == "tried" else None
    assert poll is None
    answer = client.get(f"{where}/begin_election/")
    assert answer.status_code == 403
    client.force_login(house.union)
    answer = client.post(f"{where}/begin_election/", {"keeper": keepers[0].pk, "minutes": 60})
    assert answer.status_code == 409 and "密钥没有准备好" in answer.content.decode()
    poll = scenes.by_phone(house, Election.objects.get(pk=election.pk))
    assert client.post(f"{where}/begin_election/", {"keeper": poll.keepers[0].pk, "minutes": 60}).status_code == 302
    voter = poll.voters[-1]
    client.force_login(voter)
    assert "去投票" in client.get(election.get_absolute_url()).content.decode()
    assert poll.box.get_absolute_url() in client.get("/w/").content.decode(), "the start page leads to the ballot"
    poll.cast(voter, None)
    assert "去投票</a>" not in client.get(election.get_absolute_url()).content.decode()
