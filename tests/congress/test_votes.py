"""Votes and elections: who counts, what is refused, what the rule declares, and that nothing leads back."""

from datetime import date

import pytest
import time_machine

from congress import workflow
from congress.models import Resolution, Vote
from tests import factories as make
from ymdm.workflow import NoAuthority, Refused, steps_of

from . import scenes
from .scenes import HELD_ON, at

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(at(date(2026, 12, 31)), tick=False):
        yield


@pytest.mark.parametrize(
    ("yes", "no", "abstain", "outcome"),
    [(7, 1, 2, "passed"), (6, 0, 4, "rejected"), (6, 4, 0, "rejected"), (8, 0, 0, "passed")],
    ids=["seven-of-twelve", "half-of-all", "majority-of-those-present-only", "all-of-eight"],
)
def test_a_vote_passes_by_more_than_half_of_all_representatives_con_63_con_64(yes, no, abstain, outcome):
    _made, vote = scenes.decided(yes=yes, no=no, abstain=abstain, present=max(8, yes + no + abstain))
    assert (vote.outcome, vote.total) == (outcome, 12)
    assert "过半数" in vote.sentence and "须有 7 票赞成" in vote.sentence
    assert Resolution.objects.filter(vote=vote).exists() is (outcome == "passed")


def test_the_resolution_is_drawn_from_the_vote_with_every_number_f21():
    _made, vote = scenes.decided()
    resolution = Resolution.objects.get(vote=vote)
    assert resolution.number == "西峰局职代会决〔2026〕1号"
    assert resolution.title == "关于《职工福利费管理办法（修订草案）》的决议"
    for words in ("应到代表 12 人，实到 10 人", "赞成 8 票、反对 1 票、弃权 1 票", "第 1 版", "过半数"):
        assert words in resolution.text


def test_what_needs_secrecy_is_not_voted_by_hands_con_66():
    made = scenes.opened()
    item = scenes.go_to(made, "approve")
    with pytest.raises(Refused, match="须无记名投票") as refusal:
        workflow.draft_vote(item, made.union, at=at(HELD_ON, 9, 20), question="福利办法", method="hands")
    assert refusal.value.rule.id == "CON-66"


def test_drafts_are_never_voted_in_a_bundle_con_66():
    made = scenes.opened()
    item = scenes.go_to(made, "approve")
    with pytest.raises(Refused, match="把 3 个草案捆在一起"):
        workflow.draft_vote(item, made.union, at=at(HELD_ON, 9, 20), question="三个办法", method="paper", items=3)


def test_the_order_of_the_session_is_voted_by_hands_con_67():
    made = scenes.hall()
    item = workflow.add_item(made.session, made.union, title="通过会议议程", matter="procedure", right="approve")
    made = scenes.opened(scenes.prepared(scenes.with_papers(scenes.noticed(made))))
    for other in made.session.agenda.filter(state="planned").exclude(pk=item.pk):
        workflow.drop_item(other, made.union, at=at(HELD_ON, 9, 5), because="不在这个测试里")
    workflow.begin_item(item, made.union, at=at(HELD_ON, 9, 10))
    vote = workflow.draft_vote(item, made.union, at=at(HELD_ON, 9, 11), question="通过会议议程", method="hands")
    workflow.open_vote(vote, made.union, at=at(HELD_ON, 9, 12), counted=10)
    with pytest.raises(Refused, match="合计 11 票，多于到会的 10 人"):
        workflow.close_vote(vote, made.union, at=at(HELD_ON, 9, 13), yes=11)
    workflow.close_vote(vote, made.union, at=at(HELD_ON, 9, 13), yes=9, no=1)
    workflow.declare(vote, made.chair, at=at(HELD_ON, 9, 14))
    assert Vote.objects.get(pk=vote.pk).outcome == "passed"
    assert not Resolution.objects.filter(vote=vote).exists()  # the order of a session is no resolution


def test_a_quorum_lost_between_two_votes_stops_the_second_con_62():
    made, _vote = scenes.decided()
    for person in made.people[7:10]:
        workflow.leave_hall(made.attendee(person), person, at=at(HELD_ON, 9, 55))
    item = made.item("elect")
    workflow.begin_item(item, made.union, at=at(HELD_ON, 10))
    election = workflow.draft_vote(
        item, made.union, at=at(HELD_ON, 10), question="选举委员", method="paper", seats=1, candidates=made.people[3:5]
    )
    with pytest.raises(Refused, match="不足法定人数") as refusal:
        workflow.open_vote(election, made.union, at=at(HELD_ON, 10), counted=10)
    assert refusal.value.rule.id == "CON-61"
    election.refresh_from_db()
    assert election.state == "draft"


def test_two_votes_never_run_at_once():
    made, vote = scenes.voting()
    other = workflow.draft_vote(vote.item, made.union, at=at(HELD_ON, 9, 31), question="附则", method="paper")
    with pytest.raises(Refused, match="还没有宣布结果"):
        workflow.open_vote(other, made.union, at=at(HELD_ON, 9, 32), counted=10)
    with pytest.raises(Refused, match="还没有宣布结果"):
        workflow.begin_item(made.item("elect"), made.union, at=at(HELD_ON, 9, 33))


def test_paper_needs_two_tellers_and_a_scrutineer_con_75():
    made = scenes.opened()
    office = made.session.offices.get(person=made.tellers[0])
    workflow.release(made.session, made.union, at=at(HELD_ON, 9, 5), office=office)
    item = scenes.go_to(made, "approve")
    vote = workflow.draft_vote(item, made.union, at=at(HELD_ON, 9, 20), question="福利办法", method="paper")
    with pytest.raises(Refused, match="至少要 2 名计票人") as refusal:
        workflow.open_vote(vote, made.union, at=at(HELD_ON, 9, 30), counted=10)
    assert refusal.value.rule.id == "CON-75"


def test_nobody_counts_who_stands_for_election():
    made = scenes.opened()
    item = made.item("elect")
    with pytest.raises(Refused, match="不能同时是候选人"):
        workflow.draft_vote(
            item, made.union, at=at(HELD_ON, 9, 20), question="选举委员", method="paper", seats=1,
            candidates=[made.tellers[0], made.people[4]],
        )  # fmt: skip
    workflow.draft_vote(
        item,
        made.union,
        at=at(HELD_ON, 9, 20),
        question="选举委员",
        method="paper",
        seats=1,
        candidates=[made.people[4]],
    )
    with pytest.raises(Refused, match="是候选人，不能计票、监票"):
        workflow.serve(made.session, made.union, at=at(HELD_ON, 9, 21), person=made.people[4], office="teller")


def test_a_sheet_that_does_not_add_up_is_not_taken_con_69():
    made, vote = scenes.voting()
    workflow.close_vote(vote, made.union, at=at(HELD_ON, 9, 40))
    with pytest.raises(Refused, match="合计 9 张，收回 10 张，不相符") as refusal:
        workflow.enter_sheet(vote, made.tellers[0], at=at(HELD_ON, 9, 45), issued=10, returned=10, yes=8, no=1)
    assert refusal.value.rule.id == "CON-69"


def test_two_tellers_must_agree_and_each_signs_in_alone_con_75():
    made, vote = scenes.voting()
    workflow.close_vote(vote, made.union, at=at(HELD_ON, 9, 40))
    with pytest.raises(NoAuthority):
        workflow.enter_sheet(vote, made.union, at=at(HELD_ON, 9, 45), issued=10, returned=10, yes=10)
    first, second = made.tellers
    workflow.enter_sheet(vote, first, at=at(HELD_ON, 9, 45), issued=10, returned=10, yes=8, no=2)
    workflow.enter_sheet(
        vote, first, at=at(HELD_ON, 9, 45), issued=10, returned=10, yes=8, no=2
    )  # once more is no second
    vote.refresh_from_db()
    assert vote.state == "counting"
    workflow.enter_sheet(vote, second, at=at(HELD_ON, 9, 46), issued=10, returned=10, yes=7, no=3)
    vote.refresh_from_db()
    assert vote.state == "counting"
    workflow.enter_sheet(vote, second, at=at(HELD_ON, 9, 47), issued=10, returned=10, yes=8, no=2)
    vote.refresh_from_db()
    assert (vote.state, vote.yes, vote.no) == ("counted", 8, 2)
    with pytest.raises(NoAuthority):
        workflow.declare(vote, first, at=at(HELD_ON, 9, 50))
    workflow.declare(vote, made.scrutineer, at=at(HELD_ON, 9, 50))


def test_more_ballots_than_were_given_out_void_the_vote_and_it_is_held_again_con_69():
    made, vote = scenes.decided(issued=9, returned=10)
    assert vote.outcome == "ballot_void"
    assert not Resolution.objects.exists()
    again = workflow.further_round(vote, made.union, at=at(HELD_ON, 9, 55))
    assert (again.round, again.question, again.state) == (2, vote.question, "draft")


def test_what_was_rejected_is_not_put_again_unchanged():
    made, vote = scenes.decided(yes=5, no=5, abstain=0)
    with pytest.raises(Refused, match="修改后作为新的版本提交"):
        workflow.further_round(vote, made.union, at=at(HELD_ON, 9, 55))


def test_venues_are_counted_apart_and_judged_together_con_73():
    made, vote = scenes.voting()
    second = made.session.venues.create(name="二楼分会场")
    first = made.session.venues.get(name="机关三楼会议厅")
    workflow.close_vote(vote, made.union, at=at(HELD_ON, 9, 40))
    for teller in made.tellers:
        workflow.enter_sheet(vote, teller, at=at(HELD_ON, 9, 45), venue=first, issued=6, returned=6, yes=5, no=1)
    vote.refresh_from_db()
    assert vote.state == "counting"
    for teller in made.tellers:
        workflow.enter_sheet(vote, teller, at=at(HELD_ON, 9, 46), venue=second, issued=4, returned=4, yes=2, no=2)
    vote.refresh_from_db()
    assert (vote.state, vote.yes, vote.issued) == ("counted", 7, 10)


def test_a_declared_vote_has_no_step_that_leads_back_f44():
    made, vote = scenes.decided()
    leaving = {verb for verb, step in steps_of(Vote).items() if step.leaves and "declared" in step.leaves}
    assert leaving == {"further_round", "correct_vote"}
    assert not any(steps_of(Vote)[verb].reaches for verb in leaving)
    with pytest.raises(Refused, match="不能再“填报计票单”"):
        workflow.enter_sheet(vote, made.tellers[0], at=at(HELD_ON, 10), issued=10, returned=10, yes=10)


def test_a_correction_is_a_record_that_shouts_f44():
    made, vote = scenes.decided()
    again = workflow.correct_vote(vote, made.union, at=at(HELD_ON, 10), because="漏数一叠选票")
    scenes.sheets(made, again, issued=10, returned=10, yes=6, no=4)
    workflow.declare(again, made.scrutineer, at=at(HELD_ON, 10, 30))
    vote.refresh_from_db()
    again.refresh_from_db()
    assert (vote.outcome, again.outcome) == ("passed", "rejected")
    assert made.session.defects.filter(item=vote.item).count() == 2


def test_a_vote_is_stopped_only_before_its_result_and_with_a_reason():
    made, vote = scenes.voting()
    with pytest.raises(Refused, match="请写明为什么中止"):
        workflow.stop_vote(vote, made.union, at=at(HELD_ON, 9, 35), because=" ")
    workflow.stop_vote(vote, made.union, at=at(HELD_ON, 9, 35), because="代表离场，不足法定人数")
    again = workflow.further_round(vote, made.union, at=at(HELD_ON, 9, 40))
    assert again.follows == vote


def test_two_clerks_on_one_button_end_the_vote_once():
    made, vote = scenes.voting()
    workflow.close_vote(vote, made.union, at=at(HELD_ON, 9, 40))
    stale = Vote.objects.get(pk=vote.pk)
    stale.state = "open"
    with pytest.raises(Refused, match=f"{made.union}已于11月20日 09:40办理“结束表决”"):
        workflow.close_vote(stale, made.second, at=at(HELD_ON, 9, 41))


# --- elections ---------------------------------------------------------------------------------------------------


def election(*votes: int, seats: int = 2, invalid: int = 0, ballots: int = 10) -> tuple[scenes.Hall, Vote]:
    """So many ballots on a slate of as many names as there are figures, declared."""
    made, _vote = scenes.decided(present=ballots)
    item = made.item("elect")
    workflow.begin_item(item, made.union, at=at(HELD_ON, 10))
    vote = workflow.draft_vote(
        item, made.union, at=at(HELD_ON, 10), question="选举委员", method="paper", seats=seats,
        candidates=made.people[2 : 2 + len(votes)],
    )  # fmt: skip
    workflow.open_vote(vote, made.union, at=at(HELD_ON, 10, 1), counted=ballots)
    workflow.close_vote(vote, made.union, at=at(HELD_ON, 10, 10))
    names = [one.pk for one in vote.candidates.order_by("order")]
    counts = dict(zip(names, votes, strict=True))
    for teller in made.tellers:
        workflow.enter_sheet(
            vote, teller, at=at(HELD_ON, 10, 15), issued=ballots, returned=ballots, invalid=invalid, votes=counts
        )
    workflow.declare(vote, made.scrutineer, at=at(HELD_ON, 10, 20))
    vote.refresh_from_db()
    return made, vote


@pytest.mark.parametrize(
    ("votes", "outcome", "elected"),
    [((9, 8, 3), "passed", [0, 1]), ((9, 6, 5), "rejected", [0]), ((7, 7, 6), "passed", [0, 1])],
    ids=["two-with-the-line", "half-of-all-is-too-few", "just-the-line"],
)
def test_elected_is_who_has_more_than_half_of_all_con_64(votes, outcome, elected):
    _made, vote = election(*votes)
    names = list(vote.candidates.order_by("order"))
    assert vote.outcome == outcome
    assert [names.index(one) for one in vote.candidates.filter(is_elected=True).order_by("order")] == elected


def test_a_tie_for_the_last_seat_goes_into_a_further_round_of_the_tied_con_71():
    made, vote = election(9, 7, 7, ballots=12)
    assert [one.votes for one in vote.candidates.filter(is_elected=True)] == [9]
    again = workflow.further_round(vote, made.union, at=at(HELD_ON, 10, 30))
    slate = [one.person for one in vote.candidates.order_by("order")[1:]]
    assert (again.seats, [one.person for one in again.candidates.order_by("order")]) == (1, slate)


def test_an_empty_seat_goes_to_a_reduced_slate_f47():
    made, vote = election(9, 5, 4, 2, seats=2)
    again = workflow.further_round(vote, made.union, at=at(HELD_ON, 10, 30))
    slate = [one.person for one in vote.candidates.order_by("order")[1:3]]
    assert (again.seats, [one.person for one in again.candidates.order_by("order")]) == (1, slate)


@pytest.mark.parametrize(
    ("figures", "says"),
    [
        ({"votes": [11, 1], "invalid": 0}, "多于有效票 10 张"),
        ({"votes": [9, 2], "invalid": 2}, "多于有效票 8 张"),
        ({"votes": [8, 8], "invalid": 3}, "多于有效票 7 张"),
        ({"votes": [7, 7], "invalid": 3, "seats": 1}, "合计 14 票，多于有效票 7 张 × 应选 1 人"),
    ],
    ids=["more-than-ballots", "more-than-valid", "each-more-than-valid", "too-many-names"],
)
def test_counts_that_the_ballots_cannot_hold_are_not_taken_con_70(figures, says):
    made, _vote = scenes.decided()
    item = made.item("elect")
    workflow.begin_item(item, made.union, at=at(HELD_ON, 10))
    vote = workflow.draft_vote(
        item, made.union, at=at(HELD_ON, 10), question="选举委员", method="paper", seats=figures.get("seats", 2),
        candidates=made.people[2:4],
    )  # fmt: skip
    workflow.open_vote(vote, made.union, at=at(HELD_ON, 10, 1), counted=10)
    workflow.close_vote(vote, made.union, at=at(HELD_ON, 10, 10))
    counts = dict(zip([one.pk for one in vote.candidates.order_by("order")], figures["votes"], strict=True))
    with pytest.raises(Refused, match=says):
        workflow.enter_sheet(
            vote,
            made.tellers[0],
            at=at(HELD_ON, 10, 15),
            issued=10,
            returned=10,
            invalid=figures["invalid"],
            votes=counts,
        )


def test_whoever_is_no_representative_counts_in_no_quorum_con_26():
    made = scenes.hall()
    guest = make.person(made.unit)
    scenes.noticed(made, observers=[guest])
    made = scenes.prepared(scenes.with_papers(made))
    scenes.arrive(made, [*made.people[:7], guest])
    with pytest.raises(Refused, match="实到 7 人"):
        workflow.open_session(made.session, made.union, at=at(HELD_ON), counted=8)
