"""Elections: on all of the constituency or of the congress, ranked, tied into a further round, never drawn (CON-28 to 71)."""

from contextlib import nullcontext
from itertools import product

import pytest

from congress.rules import directors, electing
from congress.rules.counting import Line
from congress.rules.deciding import Outcome
from congress.rules.electing import Contest, elect, elect_in_constituency, winners
from congress.rules.finding import Verdict
from ymdm.workflow import Refused

from .laws import HENAN, NATIONAL, SHAANXI, SHANGHAI, SICHUAN, ZHEJIANG

GT, GE = Line.GT_HALF, Line.GE_HALF


@pytest.mark.parametrize(
    ("candidates", "seats", "more", "found"),
    [
        (5, 5, {}, Contest.EQUAL), (6, 5, {}, Contest.MORE), (1, 1, {}, Contest.EQUAL),
        (4, 5, {}, "少于应选的 5 名"), (0, 1, {}, "候选人 0 名"), (3, 0, {}, "至少 1 人"),
        (5, 5, {"must_differ": True}, "应当差额"), (6, 5, {"must_differ": True}, Contest.MORE),
        (1, 2, {"further": True}, Contest.EQUAL), (0, 2, {"further": True}, "候选人 0 名"),
    ],
)  # fmt: skip
def test_a_slate_is_equal_or_larger_and_never_too_small(candidates, seats, more, found):
    with pytest.raises(Refused, match=found) if not isinstance(found, Contest) else nullcontext():
        assert electing.contest(candidates, seats, **more) is found
    assert [kind.says for kind in Contest] == ["等额选举", "差额选举"]


@pytest.mark.parametrize(
    ("candidates", "seats", "verdict"),
    [
        (6, 5, "pass"),
        (5, 5, "warn"),
        (2, 1, "pass"),
        (1, 1, "warn"),
        (12, 10, "pass"),
        (11, 10, "warn"),
        (8, 6, "pass"),
    ],
)
def test_a_fifth_more_names_than_seats_is_advice(candidates, seats, verdict):
    assert electing.judge_slate(candidates, seats).verdict == verdict  # CON-37: not law, never a fail


@pytest.mark.parametrize(("named", "valid"), [(0, True), (2, True), (3, True), (4, False), (-1, False)])
def test_a_ballot_that_names_too_many_is_invalid_and_too_few_valid(named, valid):
    assert electing.is_valid_ballot(named, 3) is valid  # CON-70


@pytest.mark.parametrize(
    ("votes", "seats", "base", "line", "elected", "slate", "left"),
    [
        # all have their majority
        ({"a": 40, "b": 35}, 2, 60, GT, "ab", None, 0),
        ({"b": 35, "a": 40}, 2, 60, GT, "ab", None, 0),
        # half is enough under 半数以上 alone
        ({"a": 30}, 1, 60, GE, "a", None, 0),
        ({"a": 30}, 1, 60, GT, "", "a", 1),
        # too many pass: the best
        ({"a": 40, "b": 35, "c": 50}, 2, 60, GT, "ca", None, 0),
        # a tie for the last seat elects none of the tied
        ({"a": 40, "b": 35, "c": 35}, 2, 60, GT, "a", "bc", 1),
        ({"a": 35, "b": 35, "c": 35}, 2, 60, GT, "", "abc", 2),
        ({"a": 50, "b": 40, "c": 35, "d": 35, "e": 35}, 3, 60, GT, "ab", "cde", 1),
        # a tie above the last seat is none
        ({"a": 40, "b": 40, "c": 35}, 2, 60, GT, "ab", None, 0),
        # a tie of those who fell short matters to nobody while the seats are filled
        ({"a": 40, "b": 20, "c": 20}, 1, 60, GT, "a", None, 0),
        # too few pass: the next ones, one more than seats
        ({"a": 40, "b": 25, "c": 20, "d": 5}, 2, 60, GT, "a", "bc", 1),
        ({"a": 40, "b": 25, "c": 20, "d": 20}, 2, 60, GT, "a", "bcd", 1),
        ({"a": 25, "b": 20, "c": 10}, 1, 60, GT, "", "ab", 1),
        ({"a": 25, "b": 20}, 2, 60, GT, "", "ab", 2),
        ({"a": 40, "b": 25}, 3, 60, GT, "a", "b", 2),
        # nobody is left: new nominations
        ({"a": 40}, 2, 60, GT, "a", "", 1),
        ({}, 1, 60, GT, "", "", 1),
    ],
)  # fmt: skip
def test_winners_are_ranked_and_who_stands_again_is_named(votes, seats, base, line, elected, slate, left):
    found, again = winners(votes, seats, base, line)
    assert found == tuple(elected)
    assert again == (None if slate is None else electing.NextRound(tuple(slate), left, again.why))


def test_nobody_is_elected_without_the_line_and_no_seat_is_filled_twice_or_by_lot():
    for total, seats in product((3, 4), (1, 2)):
        for counts in product(range(total + 1), repeat=3):
            votes = dict(zip("abc", counts, strict=True))
            found, again = winners(votes, seats, total, GT)
            assert len(found) == len(set(found)) <= seats
            assert all(2 * votes[name] > total for name in found)
            outside = [name for name in votes if name not in found]
            if again is None:
                assert len(found) == seats
                # whoever was left out had fewer votes than everyone elected
                assert all(votes[name] < votes[best] for name in outside for best in found if 2 * votes[name] > total)
            else:
                assert len(found) + again.seats == seats and set(again.slate) <= set(outside) and again.why


def test_the_same_votes_give_the_same_winners_in_whatever_order_they_come():
    votes = {"a": 40, "b": 35, "c": 35, "d": 33}
    for order in ("abcd", "dcba", "cadb"):
        found, again = winners({name: votes[name] for name in order}, 2, 60, GT)
        assert (found, set(again.slate), again.seats) == (("a",), {"b", "c"}, 1)


def congress(votes, *, seats=1, total=60, present=60, issued=None, returned=None, line=GT, **more):
    issued = present if issued is None else issued
    returned = issued if returned is None else returned
    return elect(
        total=total, present=present, votes=votes, seats=seats, line=line, issued=issued, returned=returned, **more
    )


@pytest.mark.parametrize(
    ("votes", "change", "outcome", "rule"),
    [
        ({1: 31}, {}, Outcome.PASSED, "CON-64"),
        ({1: 30}, {}, Outcome.REJECTED, "CON-71"),
        ({1: 30}, {"line": GE}, Outcome.PASSED, "CON-64"),
        ({1: 31}, {"present": 40}, Outcome.PASSED, "CON-64"),
        ({1: 39}, {"present": 39}, Outcome.NO_QUORUM, "CON-61"),
        ({1: 39}, {"present": 45, "issued": 45, "roll_calls": [39]}, Outcome.NO_QUORUM, "CON-61"),
        ({1: 31}, {"issued": 61}, Outcome.BALLOT_VOID, "CON-69"),
        ({1: 31}, {"issued": 50, "returned": 51}, Outcome.BALLOT_VOID, "CON-69"),
        ({1: 41}, {"returned": 40}, Outcome.RECOUNT, "CON-69"),
        ({1: 40, 2: 30}, {}, Outcome.RECOUNT, "CON-69"),  # 70 names on 60 ballots of one name
        ({1: 40, 2: 30}, {"seats": 2}, Outcome.REJECTED, "CON-71"),
        ({1: 40, 2: 31}, {"seats": 2}, Outcome.PASSED, "CON-64"),
        ({1: 55}, {"invalid": 6}, Outcome.RECOUNT, "CON-69"),
        ({1: 5}, {"invalid": 61}, Outcome.RECOUNT, "CON-69"),
        ({1: 31}, {"present": 61, "issued": 60}, Outcome.INSUFFICIENT, "CON-87"),
        ({1: 31}, {"present": None, "issued": 60}, Outcome.INSUFFICIENT, "CON-87"),
        ({1: -1}, {}, Outcome.INSUFFICIENT, "CON-87"),
        ({1: 31}, {"seats": 0}, Outcome.INSUFFICIENT, "CON-87"),
    ],
)
def test_an_election_in_the_congress_needs_quorum_whole_counts_and_the_line_on_all(votes, change, outcome, rule):
    found = congress(votes, **change)
    assert (found.outcome, found.rule.id) == (outcome, rule)
    assert bool(found.elected) == (outcome is Outcome.PASSED) or outcome is Outcome.REJECTED


def test_the_sentence_of_an_election_tells_its_line_and_who_is_missing():
    found = congress({"甲": 40, "乙": 35, "丙": 35}, seats=2)
    assert found.sentence == (
        "应到 60 人，实到 60 人，有效票 60 张。当选须有全体过半数、即 31 票，应选 2 名，选出 1 名，"
        "还缺 1 名：2 名候选人得票相同，须在他们中间再次投票选 1 名。"
    )
    assert found.says == "没有选足" and congress({"甲": 40}).says == "全部选出"
    assert dict(found.numbers)["当选须有"] == 31


@pytest.mark.parametrize(
    ("employees", "participants", "yes", "law", "outcome"),
    [
        (30, 20, 16, NATIONAL, Outcome.PASSED),  # exactly two thirds took part
        (30, 19, 19, NATIONAL, Outcome.NO_QUORUM),
        (31, 20, 20, NATIONAL, Outcome.NO_QUORUM),
        (31, 21, 16, NATIONAL, Outcome.PASSED),
        (30, 30, 15, NATIONAL, Outcome.REJECTED),
        (30, 30, 15, SHANGHAI, Outcome.PASSED),  # at least half
        (30, 30, 14, SHANGHAI, Outcome.REJECTED),
        (30, 30, 15, SICHUAN, Outcome.REJECTED),
        (30, 30, 15, SHAANXI, Outcome.REJECTED),
        (30, 20, 15, SHAANXI, Outcome.REJECTED),  # three quarters of the voters, half of all
        (30, 31, 16, NATIONAL, Outcome.INSUFFICIENT),
        (0, 0, 0, NATIONAL, Outcome.INSUFFICIENT),
        (30, 20, 21, NATIONAL, Outcome.RECOUNT),
    ],
)
def test_a_constituency_elects_with_two_thirds_taking_part_and_a_majority_of_all(
    employees, participants, yes, law, outcome
):
    found = elect_in_constituency(employees=employees, participants=participants, votes={1: yes}, seats=1, law=law)
    assert found.outcome is outcome


def test_an_invalid_election_says_how_many_had_to_take_part():
    found = elect_in_constituency(employees=31, participants=20, votes={1: 20}, seats=1, law=SHANGHAI)
    assert found.sentence == "选区职工 31 人，参加选举 20 人，不足三分之二（至少 21 人），选举无效，须重新组织。"
    assert found.rule.id == "CON-28" and found.rule.basis == "参照《上海市职工代表大会条例》第15条"


@pytest.mark.parametrize(
    ("employees", "yes", "law", "passes"),
    [(30, 15, SHANGHAI, True), (30, 14, SHANGHAI, False), (30, 15, SHAANXI, False), (30, 16, SHAANXI, True),
     (31, 16, HENAN, True), (0, 0, HENAN, False), (30, 31, HENAN, False)],
)  # fmt: skip
def test_a_recall_needs_the_majority_of_the_whole_constituency(employees, yes, law, passes):
    found = electing.recall(employees=employees, yes=yes, law=law)
    assert (found.verdict is Verdict.PASS) is passes and found.rule.id == "CON-34"


@pytest.mark.parametrize(
    ("chair", "managers", "law", "refused"),
    [
        (True, 0, ZHEJIANG, ""),
        (False, 0, ZHEJIANG, "工会主席"),
        (False, 0, SHANGHAI, ""),
        (True, 1, SHANGHAI, "高级管理人员"),
    ],
)
def test_no_senior_manager_stands_for_employee_director_and_in_zhejiang_the_chair_does(chair, managers, law, refused):
    with pytest.raises(Refused, match=refused) if refused else nullcontext():
        directors.check_director_candidates(chair_stands=chair, senior_managers=managers, law=law)


@pytest.mark.parametrize(
    ("representatives", "total", "employees_for", "employees", "may"),
    [
        (20, 60, 0, 900, True),
        (19, 60, 0, 900, False),
        (0, 60, 90, 900, True),
        (0, 60, 89, 900, False),
        (0, 0, 0, 0, False),
    ],
)
def test_a_third_of_the_representatives_or_a_tenth_of_the_employees_asks_for_a_recall(
    representatives, total, employees_for, employees, may
):
    asked = {"representatives": representatives, "total": total, "employees_for": employees_for, "employees": employees}
    assert directors.may_propose_recall_of_director(**asked) is may


@pytest.mark.parametrize(
    ("employees", "has", "owes"), [(300, False, True), (299, False, False), (300, True, False), (5000, True, False)]
)
def test_a_company_of_300_owes_an_employee_director(employees, has, owes):
    assert directors.owes_employee_director(employees, has_employee_supervisor=has) is owes


@pytest.mark.parametrize(
    ("mine", "all_", "met"), [(1, 3, True), (1, 4, False), (2, 5, True), (0, 3, False), (0, 0, False)]
)
def test_a_third_of_the_supervisory_board_is_elected_by_employees(mine, all_, met):
    assert directors.is_board_share_met(mine, all_) is met
