"""The rules of proposals, one sentence each. No database."""

from contextlib import AbstractContextManager, nullcontext
from datetime import date

import pytest

from proposals import rules
from ymdm.workflow import Refused

TODAY = date(2026, 9, 30)


def outcome(passes: bool, words: str) -> AbstractContextManager:
    return nullcontext() if passes else pytest.raises(Refused, match=words)


@pytest.mark.parametrize(
    ("title", "rationale", "measures", "missing"),
    [
        ("案由", "理由", ["措施"], ""),
        ("", "理由", ["措施"], "案由"),
        ("案由", "  ", ["措施"], "理由"),
        ("案由", "理由", [], "建议措施"),
        ("案由", "理由", ["", " "], "建议措施"),
        ("", "", [], "案由、理由、建议措施"),
    ],
)
def test_a_proposal_has_title_rationale_and_a_measure(title, rationale, measures, missing):
    with outcome(not missing, missing):
        rules.check_complete(title=title, rationale=rationale, measures=measures)


@pytest.mark.parametrize(
    ("signed", "joint", "passes"),
    [(0, False, False), (1, False, False), (2, False, True), (3, False, True), (0, True, True)],
)
def test_a_single_proposer_needs_two_co_signers_and_a_delegation_none(signed, joint, passes):
    with outcome(passes, f"现有 {signed} 名代表附议"):
        rules.check_co_signers(signed=signed, joint=joint)


@pytest.mark.parametrize(
    ("outcome_", "reason", "text", "passes"),
    [
        ("not_filed", "litigation", "已在仲裁", True),
        ("not_filed", "fit", "立案的理由不能用来不立案", False),
        ("not_filed", "invented", "列表里没有", False),
        ("not_filed", "", "没有选", False),
        ("filed", "fit", "", False),
        ("filed", "fit", "关系职工安全", True),
        ("returned", "unclear", "请写明希望做什么", True),
    ],
)
def test_each_outcome_has_a_reason_from_its_own_list_and_words(outcome_, reason, text, passes):
    with outcome(passes, "理由|说明"):
        rules.check_reason(outcome=outcome_, reason=reason, text=text)


def sitting(members: int, present: int, aside: int, ayes: int, nays: int = 0, abstentions: int = 0) -> rules.Committee:
    """The first `aside` of those present step aside."""
    return rules.Committee(
        members=frozenset(range(members)),
        present=frozenset(range(present)),
        aside=frozenset(range(aside)),
        ayes=ayes,
        nays=nays,
        abstentions=abstentions,
    )


@pytest.mark.parametrize(
    ("members", "present", "aside", "passes"),
    [
        (5, 3, 0, True),
        (5, 2, 0, False),
        (4, 2, 0, False),
        (4, 3, 0, True),
        (5, 3, 1, False),
        (5, 4, 1, True),
        (0, 0, 0, False),
    ],
)
def test_quorum_is_more_than_half_of_all_members_without_those_who_step_aside(members, present, aside, passes):
    with outcome(passes, "没有过半数，不能审查"):
        rules.check_decision(sitting(members, present, aside, ayes=max(present - aside, 1)))


@pytest.mark.parametrize(
    ("ayes", "nays", "abstentions", "passes"),
    [(3, 1, 0, True), (2, 2, 0, False), (2, 1, 1, False), (3, 0, 0, True), (4, 0, 0, True)],
)
def test_a_decision_needs_more_than_half_of_those_who_may_vote(ayes, nays, abstentions, passes):
    with outcome(passes, "没有过半数，这个结果没有通过"):
        rules.check_decision(sitting(5, 4, 0, ayes, nays, abstentions))


def test_no_more_votes_than_voters():
    with pytest.raises(Refused, match="多于可以表决的 4 人"):
        rules.check_decision(sitting(5, 5, 1, ayes=4, nays=1))


def test_people_who_are_no_members_do_not_make_a_quorum():
    committee = rules.Committee(frozenset({1, 2, 3, 4, 5}), frozenset({1, 2, 8, 9}), frozenset(), ayes=4)
    with pytest.raises(Refused, match="不需回避的 2 人"):
        rules.check_decision(committee)


def test_the_lead_unit_does_not_assist_itself():
    rules.check_units(lead=1, assisting=[2, 3])
    with pytest.raises(Refused, match="不能同时是协办单位"):
        rules.check_units(lead=1, assisting=[2, 1])


@pytest.mark.parametrize(
    ("today", "passes"), [(date(2026, 9, 29), True), (date(2026, 9, 30), True), (date(2026, 10, 1), False)]
)
def test_an_assignment_is_returned_only_inside_its_window(today, passes):
    with outcome(passes, "不再受理退办"):
        rules.check_in_window(today=today, last_day=date(2026, 9, 30))


@pytest.mark.parametrize(("contacts", "passes"), [(0, False), (1, True), (4, True)])
def test_a_reply_needs_one_contact_with_the_proposer(contacts, passes):
    with outcome(passes, "沟通"):
        rules.check_contact(contacts)


@pytest.mark.parametrize(("points", "answered", "passes"), [(3, 3, True), (3, 2, False), (1, 0, False)])
def test_every_point_is_answered(points, answered, passes):
    with outcome(passes, "逐条答复"):
        rules.check_answered_point_by_point(points=points, answered=answered)


@pytest.mark.parametrize(
    ("result_class", "plan", "on", "passes"),
    [
        ("A", "", None, True),
        ("B", "明年完成", date(2026, 12, 31), True),
        ("B", "明年完成", None, False),
        ("B", "明年完成", TODAY, False),
        ("B", "", date(2026, 12, 31), False),
        ("C", "条件具备后办", date(2026, 10, 1), True),
        ("D", "已说明", None, True),
        ("D", " ", None, False),
    ],
)
def test_a_class_other_than_a_needs_a_plan_and_a_promise_needs_a_day(result_class, plan, on, passes):
    with outcome(passes, f"{result_class} 类"):
        rules.check_follow_up(result_class=result_class, plan=plan, follow_up_on=on, today=TODAY)


def test_a_reply_waits_for_every_assisting_unit():
    rules.check_countersigned(waiting=[])
    with pytest.raises(Refused, match="财务处、办公室还没有会签"):
        rules.check_countersigned(waiting=["财务处", "办公室"])


@pytest.mark.parametrize(("author", "signer", "passes"), [(1, 2, True), (1, 1, False), (None, 1, True)])
def test_who_wrote_the_letter_does_not_sign_it(author, signer, passes):
    with outcome(passes, "另一位领导签发"):
        rules.check_letter_signer(author=author, signer=signer)


@pytest.mark.parametrize(
    ("grades", "item"),
    [
        ([], "not_evaluated"),
        (["satisfied"], "satisfied"),
        (["satisfied", "basically"], "basically"),
        (["dissatisfied", "satisfied", "satisfied"], "dissatisfied"),
        (["not_evaluated"], "not_evaluated"),
    ],
)
def test_the_lowest_grade_is_the_grade_of_the_item_and_silence_is_not_consent(grades, item):
    assert rules.item_grade(grades) == item


@pytest.mark.parametrize(
    ("owed", "answered", "grade", "round_", "reviewed", "words"),
    [
        (0, True, "satisfied", 1, False, ""),
        (0, True, "not_evaluated", 1, False, ""),
        (1, True, "satisfied", 1, False, "还有 1 项没有办完"),
        (0, False, "", 1, False, "还没有答复"),
        (0, True, "dissatisfied", 1, False, "应当重新办理"),
        (0, True, "dissatisfied", 2, False, "应当由单位领导审定"),
        (0, True, "dissatisfied", 2, True, ""),
    ],
)
def test_nothing_closes_while_something_is_owed_or_a_dissatisfied_rating_is_open(
    owed, answered, grade, round_, reviewed, words
):
    with outcome(not words, words):
        rules.check_close(owed=owed, answered=answered, grade=grade, round_=round_, reviewed=reviewed)


def test_a_refusal_says_which_rule_its_value_and_where_it_is_written():
    with pytest.raises(Refused) as refused:
        rules.check_co_signers(signed=1)
    assert str(refused.value) == (
        "现有 1 名代表附议，至少要 2 名才能提交。"
        "（PRO-07：单独提出的提案至少有 2 名附议人，附议人是代表且不是提案人；参照各单位职代会提案办法）"
        "请再邀请代表附议，对方在手机上点一下即可。"
    )


def test_what_was_decided_here_or_is_only_remembered_is_never_called_law():
    named = [value for value in vars(rules).values() if isinstance(value, rules.catalogue.Rule)]
    assert len(named) > 30
    for rule in named:
        if rule.confidence == "D":
            assert rule.basis == "本单位规定"
        elif rule.confidence == "M":
            assert rule.basis == "依据待核对"
        else:
            assert rule.citation and rule.basis.startswith("参照")


def test_every_reason_list_of_an_outcome_has_words():
    assert set(rules.REASONS) == {"filed", "merged", "converted", "not_filed", "forwarded_up", "returned"}
    assert len(rules.REASONS["not_filed"]) >= 12
    assert all(words for reasons in rules.REASONS.values() for words in reasons.values())
