"""What a vote decides: the procedure of the papers on all representatives, and what may not be opened (CON-61 to CON-77)."""

from contextlib import nullcontext
from fractions import Fraction
from itertools import product

import pytest

from congress.rules import deciding
from congress.rules.deciding import Line, Outcome, Tally, check_vote, decide, line_of
from congress.rules.matters import Right
from congress.rules.quorum import Quorum
from ymdm.workflow import Refused

from .laws import CHARTER, NATIONAL, SHANGHAI, ZHEJIANG, LawOf

GT, GE, TT = Line.GT_HALF, Line.GE_HALF, Line.TWO_THIRDS


def counted(yes, no=0, abstain=0, invalid=0, *, issued=None, returned=None):
    """A count of paper ballots; what is not said is as it must be."""
    cast = yes + no + abstain + invalid
    returned = cast if returned is None else returned
    return Tally(returned if issued is None else issued, returned, yes, no, abstain, invalid)


def hands(yes, no=0, abstain=0):
    return Tally(None, None, yes, no, abstain)


def vote(tally, *, total=60, present=60, line=GT, **more):
    return decide(total=total, present=present, tally=tally, line=line, **more)


@pytest.mark.parametrize(
    ("line", "total", "yes", "passes"),
    [
        # CON-65: with an even total the two operators differ by one vote
        (GE, 60, 30, True), (GT, 60, 30, False), (GT, 60, 31, True), (GE, 60, 29, False),
        (GE, 61, 30, False), (GT, 61, 30, False), (GT, 61, 31, True), (GE, 61, 31, True),
        (TT, 60, 40, True), (TT, 60, 39, False), (TT, 61, 40, False), (TT, 61, 41, True),
        (GT, 1, 1, True), (GT, 2, 1, False), (GE, 2, 1, True), (GT, 0, 0, False), (GE, 0, 0, False), (TT, 0, 0, False),
    ],
)  # fmt: skip
def test_a_line_is_reached_on_all_representatives(line, total, yes, passes):
    assert line.reached(yes, total) is passes


@pytest.mark.parametrize(
    ("total", "gt", "ge", "two_thirds"),
    [
        (1, 1, 1, 1),
        (2, 2, 1, 2),
        (3, 2, 2, 2),
        (59, 30, 30, 40),
        (60, 31, 30, 40),
        (61, 31, 31, 41),
        (154, 78, 77, 103),
    ],
)
def test_more_than_half_is_never_half_rounded_up(total, gt, ge, two_thirds):
    """Trap 9 of the product page: ceil(n/2) is half of an even number, not more than half."""
    assert (GT.needed(total), GE.needed(total), TT.needed(total)) == (gt, ge, two_thirds)


def test_the_votes_needed_are_the_first_that_reach_the_line():
    for line, total in product(Line, range(1, 200)):
        assert line.reached(line.needed(total), total) and not line.reached(line.needed(total) - 1, total), (
            line,
            total,
        )


@pytest.mark.parametrize(
    ("law", "matter", "line"),
    [
        (NATIONAL, "", GT), (ZHEJIANG, "", GT), (SHANGHAI, "", GE), (CHARTER, "", GT),
        (SHANGHAI, "collective_contract", GE), (LawOf("enterprise", "河南"), "collective_contract", GT),
        (LawOf("enterprise", "上海"), "", GT),  # the national text applies too: the stricter (CON-02)
        (None, "", GT),
    ],
    ids=["national", "zhejiang", "shanghai", "charter", "contract", "contract henan", "shanghai firm", "default"],
)  # fmt: skip
def test_the_line_is_that_of_the_texts_that_hold(law, matter, line):
    assert line_of(law, matter) is line


@pytest.mark.parametrize(
    ("tally", "present", "line", "outcome"),
    [
        (counted(30, 30), 60, GE, Outcome.PASSED),
        (counted(30, 30), 60, GT, Outcome.REJECTED),
        (counted(31, 29), 60, GT, Outcome.PASSED),
        (counted(31, 0, 9), 40, GT, Outcome.PASSED),  # exactly two thirds are there
        (counted(30, 0, 10), 40, GT, Outcome.REJECTED),  # three quarters of those present are not half of all
        (counted(40), 40, GT, Outcome.PASSED),
        (counted(39), 39, GT, Outcome.NO_QUORUM),  # all in favour, and still no decision
        (counted(30, 0, 0, 10), 40, GT, Outcome.REJECTED),
        (counted(40, issued=45, returned=41), 45, GT, Outcome.RECOUNT),
        (counted(40, issued=40, returned=41), 45, GT, Outcome.BALLOT_VOID),
        (counted(46, issued=46), 45, GT, Outcome.BALLOT_VOID),
        (counted(31, 5, issued=45), 45, GT, Outcome.PASSED),  # nine kept their ballots
        (counted(0), 60, GT, Outcome.REJECTED),
        (counted(40, 20), 60, TT, Outcome.PASSED),
        (counted(39, 21), 60, TT, Outcome.REJECTED),
        (counted(61, issued=60, returned=60), 60, GT, Outcome.RECOUNT),
        (counted(60), 61, GT, Outcome.INSUFFICIENT),  # more people than the roll has
    ],
)
def test_the_outcome_follows_from_quorum_identities_and_line(tally, present, line, outcome):
    assert vote(tally, present=present, line=line).outcome is outcome


@pytest.mark.parametrize(
    ("total", "present", "tally", "matter", "lacks"),
    [
        (None, 60, counted(40), "", "应到人数"),
        (0, 0, counted(0), "", "应到人数"),
        (60, None, counted(40), "", "实到人数"),
        (60, [], counted(40), "", "实到人数"),
        (60, 60, None, "", "票数"),
        (60, 60, [], "", "票数"),
        (60, 60, Tally(60, 60, 40, None, 0), "", "票数"),
        (60, 60, Tally(60, 60, -1, 61, 0), "", "票数"),
        (60, 60, Tally(60, None, 40, 20, 0), "", "票数"),
        (60, 60, hands(40, 20), "", "发出和收回的票数"),
        (60, 60, counted(40), "no_such_matter", "事项类别"),
    ],
)
def test_without_a_number_there_is_no_outcome_and_the_sentence_says_which(total, present, tally, matter, lacks):
    found = decide(total=total, present=present, tally=tally, line=GT, matter=matter)
    assert found.outcome is Outcome.INSUFFICIENT and found.sentence == f"缺少{lacks}，不能得出结果。"


def test_a_matter_for_which_the_congress_has_no_right_is_not_decided():
    assert vote(counted(40), matter="welfare", right=Right.NONE).outcome is Outcome.INSUFFICIENT
    assert vote(hands(40), method="hands", matter="procedure", right=Right.NONE).outcome is Outcome.PASSED


@pytest.mark.parametrize(
    ("present", "roll_calls", "outcome"),
    [(45, [39], Outcome.NO_QUORUM), (39, [45], Outcome.NO_QUORUM), (45, [None, 40], Outcome.PASSED),
     (45, [], Outcome.PASSED), (45, [45, 44, 39], Outcome.NO_QUORUM), (None, [45], Outcome.PASSED)],
)  # fmt: skip
def test_the_smaller_of_the_counts_is_used(present, roll_calls, outcome):
    assert vote(counted(39), present=present, roll_calls=roll_calls).outcome is outcome


def test_ballots_are_held_against_the_smaller_count_too():
    assert vote(counted(41), present=45, roll_calls=[40]).outcome is Outcome.BALLOT_VOID


@pytest.mark.parametrize(
    ("tally", "outcome"),
    [(hands(31), Outcome.PASSED), (hands(30, 5), Outcome.REJECTED), (hands(31, 14, 0), Outcome.PASSED),
     (hands(31, 15), Outcome.BALLOT_VOID), (hands(46), Outcome.BALLOT_VOID)],
)  # fmt: skip
def test_hands_are_counted_on_all_and_never_more_than_are_there(tally, outcome):
    assert vote(tally, present=45, method="hands").outcome is outcome


def test_several_venues_are_summed_before_the_check():
    """CON-73: neither venue alone has quorum or majority."""
    found = vote([counted(20, 2), counted(11, 7)], present=[22, 18])
    assert found.outcome is Outcome.PASSED and dict(found.numbers)["实到"] == 40 and not found.remarks
    assert vote([counted(20, 2), counted(10, 8)], present=[22, 18]).outcome is Outcome.REJECTED
    assert vote([counted(20, 2), counted(11, 6)], present=[22, 17]).outcome is Outcome.NO_QUORUM


def test_a_venue_that_does_not_add_up_is_named_even_where_the_sum_does():
    found = vote([counted(20, 3, issued=22, returned=23), counted(11, 6, issued=18)], present=[22, 18])
    assert found.outcome is Outcome.PASSED
    assert found.remarks == ("第 1 会场：收回 23 张票，多于发出的 22 张，投票无效，须重新投票。",)


@pytest.mark.parametrize(("returned", "outcome"), [(40, Outcome.PASSED), (39, Outcome.NO_QUORUM), (60, Outcome.PASSED)])
def test_an_appraisal_needs_two_thirds_to_take_part(returned, outcome):
    found = vote(counted(returned, issued=60), right=Right.APPRAISE)
    assert found.outcome is outcome  # CON-77
    if outcome is Outcome.NO_QUORUM:
        assert found.rule.id == "CON-77" and "参加评议 39 人" in found.sentence


def test_the_sentence_states_operator_votes_needed_and_base():
    found = vote(counted(30, 10, 5, issued=45), present=45)
    assert found.sentence == (
        "应到 60 人，实到 45 人；发出 45 张、收回 45 张，赞成 30 票、反对 10 票、弃权 5 票。"
        "表决线为全体代表过半数（赞成票 × 2 ＞ 应到 60），须有 31 票赞成，差 1 票，没有通过。"
    )
    assert "半数以上（赞成票 × 2 ≥ 应到 60），须有 30 票赞成，通过。" in vote(counted(30, 30), line=GE).sentence
    assert "三分之二以上（赞成票 × 3 ≥ 应到 60 × 2）" in vote(counted(40, 20), line=TT).sentence
    assert len(max((vote(counted(n, 60 - n), line=line).sentence for n in range(61) for line in Line), key=len)) < 300


def test_every_number_that_was_used_is_kept_for_the_minutes():
    found = vote(counted(31, 4, 3, 2, issued=45), present=45, roll_calls=[44, 46])
    assert found.outcome is Outcome.BALLOT_VOID and dict(found.numbers)["实到"] == 44
    found = vote(counted(31, 4, 3, 2, issued=44), present=45, roll_calls=[44])
    assert found.numbers == (
        ("应到", 60), ("实到", 44), ("发出", 44), ("收回", 40), ("赞成", 31), ("反对", 4), ("弃权", 3), ("无效", 2),
        ("表决线", "过半数"), ("须有赞成", 31),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("tally", "present", "rule", "resubmitted", "again"),
    [
        (counted(30, 30), 60, "CON-64", True, False),
        (counted(31, 29), 60, "CON-64", False, False),
        (counted(39), 39, "CON-61", False, True),
        (counted(46), 45, "CON-69", False, True),
        (counted(40, returned=41), 45, "CON-69", False, False),
    ],
)
def test_what_was_rejected_comes_back_as_a_new_version_and_what_was_void_is_held_again(
    tally, present, rule, resubmitted, again
):
    found = vote(tally, present=present)
    assert (found.rule.id, found.may_be_resubmitted, found.is_held_again) == (rule, resubmitted, again)


def test_the_citation_is_that_of_the_unit():
    assert vote(counted(31), law=SHANGHAI).rule.basis == "参照《上海市职工代表大会条例》第31条"
    assert vote(counted(31), law=CHARTER).rule.basis == "章程规定"


MAY = Quorum(60, 40)
LACKS = Quorum(60, 39)


@pytest.mark.parametrize(
    ("change", "rule", "words"),
    [
        ({}, "", ""),
        ({"method": "ballot"}, "", ""),
        ({"quorum": LACKS}, "CON-61", "还差 1 人"),
        ({"on_agenda": False}, "CON-53", "不在会议通知的议程之内"),
        ({"items": 2}, "CON-66", "把 2 个草案捆在一起"),
        ({"items": 2, "matter": "other", "right": Right.APPROVE}, "CON-66", "逐项表决"),
        ({"items": 3, "matter": "procedure", "right": Right.NONE, "method": "hands"}, "", ""),
        ({"method": "hands"}, "CON-66", "须无记名投票"),
        ({"method": "hands", "right": Right.CONSENT}, "CON-66", "须无记名投票"),
        ({"method": "hands", "right": Right.ELECT, "matter": "committee_members"}, "CON-68", "“民主选举”须无记名投票"),
        ({"method": "hands", "right": Right.APPRAISE, "matter": "cadre_appraisal"}, "CON-66", "须无记名投票"),
        ({"method": "hands", "right": Right.APPROVE, "matter": "procedure"}, "", ""),  # CON-67
        ({"method": "hands", "right": Right.DELIBERATE, "matter": "union_work"}, "", ""),
    ],
)
def test_a_vote_opens_only_on_a_noticed_single_item_secret_where_it_must_be_and_with_quorum(change, rule, words):
    asked = {"right": Right.APPROVE, "matter": "welfare", "method": "paper", "quorum": MAY} | change
    with pytest.raises(Refused, match=words) if rule else nullcontext() as caught:
        check_vote(**asked)
    if rule:
        assert caught.value.rule.id == rule and caught.value.remedy


@pytest.mark.parametrize(("voters", "hidden"), [(0, True), (4, True), (5, False), (60, False)])
def test_a_secret_ballot_of_a_few_shows_only_whether_it_passed(voters, hidden):
    assert deciding.shows_only_outcome(voters) is hidden


def test_no_combination_of_small_numbers_passes_without_quorum_and_majority_of_all():
    """Every roll up to 7, every presence, every count: what passes has quorum, whole ballots and its majority of all."""
    passed = 0
    for total in range(8):
        for here, yes, no, abstain in product(range(total + 2), range(total + 2), range(3), range(3)):
            for issued, returned in (
                (yes + no + abstain, yes + no + abstain),
                (here, yes + no + abstain),
                (here, here),
            ):
                tally = Tally(issued, returned, yes, no, abstain)
                for line in Line:
                    found = decide(total=total, present=here, tally=tally, line=line)
                    whole = returned <= issued <= here and yes + no + abstain == returned
                    most = {GT: 2 * yes > total, GE: 2 * yes >= total, TT: 3 * yes >= 2 * total}[line]
                    may = total > 0 and 3 * here >= 2 * total and here <= total and whole and most
                    assert (found.outcome is Outcome.PASSED) == may, (total, here, tally, line)
                    passed += may
    assert passed > 300


def test_hands_of_small_halls_never_pass_without_quorum_and_majority_of_all():
    for total in range(1, 9):
        for here, yes, no, abstain in product(range(total + 2), range(total + 2), range(total + 1), range(2)):
            found = decide(total=total, present=here, tally=hands(yes, no, abstain), line=GT, method="hands")
            may = total >= here and 3 * here >= 2 * total and yes + no + abstain <= here and 2 * yes > total
            assert (found.outcome is Outcome.PASSED) == may, (total, here, yes, no, abstain)


def test_a_tighter_quorum_is_obeyed():
    assert vote(counted(44), present=44, share=Fraction(3, 4)).outcome is Outcome.NO_QUORUM
    assert vote(counted(45), present=45, share=Fraction(3, 4)).outcome is Outcome.PASSED
