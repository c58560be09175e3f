"""Votes of a session by secret ballot on the phone: gate, keys, box, and the same procedure as any other count (F27 to F47)."""

import pytest
from django.utils import timezone

from congress import balloting, workflow
from congress.minutes import draft_text
from congress.models import Vote
from congress.reading.course import next_act
from tests import factories as make
from tests.congress import scenes
from ymdm.ballots import casting, ceremonies, closing, papering, rules, sealing, unsealing
from ymdm.ballots.models import BallotBox, SealedBallot, State
from ymdm.workflow import NoAuthority, Refused

pytestmark = pytest.mark.django_db
Q = balloting.QUESTION


def with_keys(hall):
    """The scrutineer and the two tellers hold their cards and have tried them; words by keeper."""
    workflow.call_keepers(hall.session, hall.union, at=scenes.at(scenes.HELD_ON, 8, 40))
    keys = balloting.keys_of(hall.session)
    cards = ceremonies.hold(keys, hall.scrutineer)
    ceremonies.try_out(keys, hall.scrutineer, {card.keeper.pk: card.words[0] for card in cards[:2]}, {Q: "yes"})
    return {card.keeper.person_id: card.words for card in cards}


def drafted(hall, right="approve", **fields):
    item = scenes.go_to(hall, right)
    return workflow.draft_vote(
        item, hall.union, at=scenes.at(scenes.HELD_ON, 9, 20), question=item.title, method="ballot", **fields
    )


def opened(hall, vote, **fields):
    """Open since the day of the session until an hour from now: the box asks the clock of the database."""
    at = scenes.at(scenes.HELD_ON, 9, 30)
    minutes = int((timezone.now() - at).total_seconds() // 60) + 60
    workflow.open_vote(
        vote, hall.union, **({"at": at, "counted": 10, "keeper": hall.scrutineer, "minutes": minutes} | fields)
    )
    return balloting.box_of(vote)


def cast(box, person, choice):
    return casting.cast(box, person, sealing.seal(box.public_key, box.info, sealing.pack(choice, box.body_len)))


def counted(hall, vote, words):
    """Two keepers close the box early, and open it one after the other."""
    box = balloting.box_of(vote)
    closing.close(box, hall.scrutineer, hall.tellers[0])
    box.refresh_from_db()
    for keeper in (hall.scrutineer, hall.tellers[1]):
        slip = rules.on_the_slip(box.box_root)
        unsealing.give_word(box, keeper, words[keeper.pk][box.pair.number], slip)
    vote.refresh_from_db()
    return vote


@pytest.fixture
def room():
    hall = scenes.opened(present=10)
    return hall, with_keys(hall)


def test_a_decision_is_voted_on_the_phone_and_the_rule_declares_it(room):
    hall, words = room
    vote = drafted(hall)
    box = opened(hall, vote)
    assert (box.roll_size, box.is_hall, box.state) == (10, True, State.OPEN)
    for number, person in enumerate(hall.people[:9]):
        cast(box, person, {Q: "yes"} if number < 7 else {Q: "no"} if number == 7 else {})
    assert box.turnout() == 9
    counted(hall, vote, words)
    assert vote.state == Vote.State.COUNTED
    assert (vote.issued, vote.returned, vote.yes, vote.no, vote.abstain, vote.invalid) == (9, 9, 7, 1, 1, 0)
    workflow.declare(vote, hall.scrutineer)
    vote.refresh_from_db()
    assert (vote.outcome, vote.needed) == ("passed", 7)
    assert hall.session.resolutions.get(vote=vote).text.count("无记名投票") == 1
    box.refresh_from_db()
    assert box.state == State.PUBLISHED


def test_the_line_is_of_all_representatives_not_of_ballots(room):
    hall, words = room
    vote = drafted(hall)
    box = opened(hall, vote)
    for person in hall.people[:6]:
        cast(box, person, {Q: "yes"})
    counted(hall, vote, words)
    workflow.declare(vote, hall.scrutineer)
    vote.refresh_from_db()
    assert vote.outcome == "rejected"


def test_without_quorum_no_box_is_opened(room):
    hall, _words = room
    vote = drafted(hall)
    with pytest.raises(Refused, match="法定人数") as refusal:
        opened(hall, vote, counted=7)
    assert refusal.value.rule and not BallotBox.objects.exists()


def test_quorum_lost_between_two_votes_stops_the_second(room):
    hall, words = room
    vote = drafted(hall)
    for person in hall.people[:8]:
        cast(opened(hall, vote) if person is hall.people[0] else balloting.box_of(vote), person, {Q: "yes"})
    counted(hall, vote, words)
    workflow.declare(vote, hall.scrutineer)
    again = Vote.objects.create(session=hall.session, item=vote.item, question="第二件", method="ballot")
    for person in hall.people[:3]:
        workflow.leave_hall(hall.attendee(person), person, at=scenes.at(scenes.HELD_ON, 9, 55))
    with pytest.raises(Refused, match="法定人数"):
        opened(hall, again)
    assert BallotBox.objects.count() == 1


def test_without_keys_or_keeper_the_sentence_says_what_to_do():
    hall = scenes.opened(present=10)
    vote = drafted(hall)
    with pytest.raises(Refused, match="密钥") as refusal:
        opened(hall, vote)
    assert "召集" in (refusal.value.remedy or "")
    with_keys(hall)
    with pytest.raises(Refused, match="在场"):
        opened(hall, vote, keeper=None)
    with pytest.raises(Refused, match="不是本次投票"):
        opened(hall, vote, keeper=hall.leader)
    with pytest.raises(Refused, match="已经准备好"):
        workflow.call_keepers(hall.session, hall.union)


def test_a_candidate_keeps_no_keys_and_counts_nothing(room):
    hall, _words = room
    item = scenes.go_to(hall, "elect")
    with pytest.raises(Refused, match="候选人"):
        workflow.draft_vote(
            item, hall.union, at=scenes.at(scenes.HELD_ON, 9, 20), question="选举", method="ballot", seats=1,
            candidates=[hall.tellers[0]],
        )  # fmt: skip


def test_only_keepers_end_a_vote_on_the_phone(room):
    hall, _words = room
    vote = drafted(hall)
    opened(hall, vote)
    with pytest.raises(Refused, match="封箱") as refusal:
        workflow.close_vote(vote, hall.union)
    assert refusal.value.rule
    with pytest.raises(NoAuthority):
        workflow.box_closed(vote, hall.union)
    with pytest.raises(NoAuthority):
        workflow.take_counts(vote, hall.scrutineer)


def test_who_is_not_in_the_hall_when_it_opens_is_not_on_the_roll(room):
    hall, _words = room
    box = opened(hall, drafted(hall))
    scenes.arrive(hall, hall.people[10:11], minute=59)
    with pytest.raises(Refused):
        cast(box, hall.people[10], {Q: "yes"})
    with pytest.raises(Refused):
        cast(box, hall.leader, {Q: "yes"})
    assert not SealedBallot.objects.exists()


def test_paper_beside_the_phone_is_one_sum(room):
    hall, words = room
    vote = drafted(hall)
    box = opened(hall, vote)
    for person in hall.people[:6]:
        cast(box, person, {Q: "yes"})
    for person in hall.people[6:8]:
        papering.hand_out(box, person, hall.tellers[0])
    with pytest.raises(Refused):
        cast(box, hall.people[6], {Q: "no"})
    sheet = papering.enter(
        box,
        hall.tellers[0],
        venue="主会场",
        stratum=balloting.VOTERS,
        issued=2,
        returned=2,
        counts={Q: {"yes": 1, "no": 1}},
    )
    papering.confirm(sheet, hall.tellers[1])
    counted(hall, vote, words)
    assert (vote.issued, vote.returned, vote.yes, vote.no) == (8, 8, 7, 1)


def test_more_ballots_than_heads_void_the_ballot(room):
    hall, words = room
    vote = drafted(hall)
    box = opened(hall, vote, counted=9)  # ten are checked in, nine were counted: the smaller one rules
    for person in hall.people[:10]:
        cast(box, person, {Q: "yes"})
    counted(hall, vote, words)
    workflow.declare(vote, hall.scrutineer)
    vote.refresh_from_db()
    assert vote.outcome == "ballot_void"


def test_a_stopped_vote_voids_its_box_and_the_next_round_has_a_box_of_its_own(room):
    hall, _words = room
    vote = drafted(hall)
    box = opened(hall, vote)
    cast(box, hall.people[0], {Q: "yes"})
    workflow.stop_vote(vote, hall.union, because="问题写错了")
    box.refresh_from_db()
    assert box.state == State.VOID
    with pytest.raises(Refused):
        cast(box, hall.people[1], {Q: "yes"})
    again = workflow.further_round(vote, hall.union)
    other = opened(hall, again)
    assert other.pk != box.pk and "第 2 轮" in str(other)
    cast(other, hall.people[0], {Q: "no"})


def test_fewer_than_five_ballots_tell_only_passed_or_not(room, client):
    hall, words = room
    vote = drafted(hall)
    box = opened(hall, vote)
    for person in hall.people[:4]:
        cast(box, person, {Q: "yes"})
    counted(hall, vote, words)
    workflow.declare(vote, hall.scrutineer)
    vote.refresh_from_db()
    assert vote.hides_counts and "4" not in vote.sentence
    for path in ("", "votes/", "now/"):
        client.force_login(hall.people[0])
        assert "赞成 4" not in client.get(f"/w/congress/{hall.session.pk}/{path}").content.decode()
    client.force_login(hall.tellers[0])
    assert '<td class="n num" role="cell">4</td>' in client.get(vote.get_absolute_url()).content.decode()
    client.force_login(hall.people[0])
    page = client.get(vote.get_absolute_url()).content.decode()
    assert "只公布通过与否" in page and '<td class="n num" role="cell">4</td>' not in page


def test_an_election_counts_others_by_name_and_too_many_names_are_invalid(room):
    hall, words = room
    slate = hall.people[:3]
    for person, name in zip(slate, ("张三", "李四", "王五"), strict=True):
        type(person).objects.filter(pk=person.pk).update(name=name)
    other = make.person(hall.unit, "钱七")
    vote = drafted(hall, "elect", seats=2, candidates=slate)
    box = opened(hall, vote)
    pks = list(vote.candidates.values_list("pk", flat=True))
    choices = (
        [{"for": [pks[0], pks[1]]}] * 7
        + [{"for": [pks[0]], "write": ["钱 七"]}]
        + [{"for": pks}]
        + [{"write": ["没有的人"]}]
    )
    for person, choice in zip(hall.people[:10], choices, strict=True):
        cast(box, person, {Q: choice})
    counted(hall, vote, words)
    assert vote.invalid == 1 and vote.others == {"没有的人": 1}
    votes = {str(one.person): (one.votes, one.is_written_in) for one in vote.candidates.select_related("person")}
    assert votes == {"张三": (8, False), "李四": (7, False), "王五": (0, False), str(other): (1, True)}
    workflow.declare(vote, hall.scrutineer)
    assert set(vote.candidates.filter(is_elected=True).values_list("person__name", flat=True)) == {"张三", "李四"}


def test_the_one_button_of_the_hall_leads_to_the_box_until_it_is_counted(room):
    hall, words = room
    vote = drafted(hall)
    box = opened(hall, vote)
    hall.reload()
    assert (next_act(hall.session, hall.union).says, next_act(hall.session, hall.union).url) == (
        "封箱",
        box.get_absolute_url(),
    )
    for person in hall.people[:8]:
        cast(box, person, {Q: "yes"})
    counted(hall, vote, words)
    assert next_act(hall.session, hall.union).says == "宣布结果"


def test_a_tie_for_the_last_seat_makes_a_round_among_the_tied(room):
    hall, words = room
    vote = drafted(hall, "elect", seats=1, candidates=hall.people[:2])
    box = opened(hall, vote)
    one, two = vote.candidates.values_list("pk", flat=True)
    for number, person in enumerate(hall.people[:10]):
        cast(box, person, {Q: {"for": [one if number % 2 else two]}})
    counted(hall, vote, words)
    workflow.declare(vote, hall.scrutineer)
    vote.refresh_from_db()
    assert vote.outcome == "rejected" and not vote.candidates.filter(is_elected=True).exists()
    again = workflow.further_round(vote, hall.union)
    assert {row.person_id for row in again.candidates.all()} == {person.pk for person in hall.people[:2]}
    assert again.method == "ballot" and opened(hall, again).pk != box.pk


def test_the_strip_of_the_hall_leads_straight_to_the_ballot(room, client):
    hall, _words = room
    vote = drafted(hall)
    box = opened(hall, vote)
    client.force_login(hall.people[0])
    page = client.get(f"/w/congress/{hall.session.pk}/now/").content.decode()
    assert box.get_absolute_url() in page and "去投票" in page
    assert "不到 5 人投票时不显示人数" in page


def test_the_resolution_and_minutes_of_a_few_tell_no_counts():
    """A congress of five: four ballots pass it, and nobody reads how many were against (CON-76)."""
    hall = scenes.opened(scenes.prepared(scenes.with_papers(scenes.noticed(scenes.hall(total=5)))), present=4)
    words = with_keys(hall)
    vote = drafted(hall)
    box = opened(hall, vote, counted=4)
    for number, person in enumerate(hall.people[:4]):
        cast(box, person, {Q: "no" if number == 3 else "yes"})
    counted(hall, vote, words)
    workflow.declare(vote, hall.scrutineer)
    vote.refresh_from_db()
    assert (vote.outcome, vote.hides_counts) == ("passed", True)
    told = hall.session.resolutions.get().text + vote.sentence + draft_text(hall.session)
    assert "会议决定予以通过" in told and "赞成 3" not in told and "反对 1" not in told
