"""What makes a resolution void, blocked, marked, or voted again (CON-86 to CON-90)."""

from contextlib import nullcontext
from itertools import product

import pytest

from congress.rules import voiding
from congress.rules.counting import Line, Tally
from congress.rules.deciding import Outcome, decide
from congress.rules.voiding import Effect, Fault
from ymdm.workflow import Refused

from .laws import CHARTER, SHANGHAI

GT, GE = Line.GT_HALF, Line.GE_HALF


@pytest.mark.parametrize("outcome", list(Outcome))
def test_only_what_passed_becomes_a_resolution(outcome):
    blocked = outcome is not Outcome.PASSED
    found = voiding.consequences(outcome)
    assert [one.effect for one in found] == ([Effect.BLOCKED] if blocked else [])
    with pytest.raises(Refused, match=outcome.says) if blocked else nullcontext() as caught:
        voiding.check_adopted(outcome)
    if blocked:
        assert caught.value.rule.id == "CON-87"
        assert ("新版本" in caught.value.remedy) is (outcome is Outcome.REJECTED)


@pytest.mark.parametrize(
    ("faults", "cured", "printed"),
    [
        ([], [], []),
        ([Fault.LATE_MATERIALS], [], ["late_materials"]),
        ([Fault.BUNDLED, Fault.LATE_MATERIALS, Fault.OFF_AGENDA], [], ["late_materials", "off_agenda", "bundled"]),
        ([Fault.BUNDLED, Fault.LATE_MATERIALS], [Fault.BUNDLED], ["late_materials"]),
        ([Fault.BUNDLED], [Fault.BUNDLED], []),
    ],
)
def test_a_fault_is_printed_until_the_union_says_how_it_was_cured(faults, cured, printed):
    found = voiding.consequences("passed", faults=faults, cured=cured)
    assert [one.code for one in found] == printed
    assert all(one.effect is Effect.PRINTED and one.rule.id == "CON-88" and one.remedy for one in found)


def test_a_vote_that_failed_and_had_faults_is_blocked_first():
    found = voiding.consequences("no_quorum", faults=[Fault.OFF_AGENDA])
    assert [one.effect for one in found] == [Effect.BLOCKED, Effect.PRINTED]
    assert {fault.rule.id for fault in Fault} == {"CON-53", "CON-55", "CON-66"}


@pytest.mark.parametrize(
    ("body", "refused"),
    [
        ("joint_meeting", True),
        ("union_congress", True),
        ("leadership", True),
        ("preparatory", True),
        ("regular", False),
    ],
)
def test_what_another_body_adopted_is_no_resolution_of_the_congress(body, refused):
    with pytest.raises(Refused, match="不能改成职代会决议") if refused else nullcontext() as caught:
        voiding.check_body(body, law=CHARTER)
    if refused:
        assert caught.value.rule.id == "CON-89"


@pytest.mark.parametrize(
    ("matter", "legal_type", "adopted", "effect"),
    [
        ("welfare", "public_institution", False, Effect.NOT_BINDING),
        ("welfare", "public_institution", True, None),
        ("welfare", "enterprise", False, None),
        ("collective_contract", "enterprise", False, Effect.NOT_BINDING),
        ("development_plan", "enterprise", False, None),
    ],
)
def test_a_reserved_matter_decided_without_the_congress_binds_nobody(matter, legal_type, adopted, effect):
    found = voiding.judge_omission(matter, legal_type, is_adopted=adopted, law=SHANGHAI)
    assert (found.effect if found else None) == effect
    if found:
        assert found.rule.id == "CON-86" and "90 天内改正并书面答复" in found.remedy


def paper(yes, no=0, abstain=0, invalid=0, issued=None):
    cast = yes + no + abstain + invalid
    return Tally(cast if issued is None else issued, cast, yes, no, abstain, invalid)


@pytest.mark.parametrize(
    ("was", "total", "present", "tally", "mandates", "there", "again"),
    [
        ("passed", 60, 50, paper(40, 10), 0, 0, False),
        ("passed", 60, 50, paper(40, 10), 2, 2, False),  # 38 of 58 at worst
        ("passed", 60, 50, paper(31, 19), 2, 2, True),  # 29 of 58 at worst: half is not more than half
        ("passed", 60, 50, paper(31, 19), 2, 0, False),  # they were not there
        ("rejected", 60, 50, paper(30, 20), 2, 0, True),  # 30 of 58 is more than half
        ("rejected", 60, 50, paper(29, 21), 2, 2, False),  # 29 of 58 at best
        ("rejected", 60, 50, paper(30, 20), 2, 2, True),
        ("passed", 60, 40, paper(40), 1, 1, True),  # 39 of 59 present: no quorum
        ("passed", 60, 41, paper(41), 3, 1, False),
        ("passed", 60, 60, paper(60), 60, 60, True),  # a term that ran out: nobody had a mandate
        ("no_quorum", 60, 39, paper(39), 3, 0, True),  # of 57 they were enough
    ],
)
def test_a_vote_is_held_again_where_invalid_mandates_may_have_decided_it(
    was, total, present, tally, mandates, there, again
):
    assert decide(total=total, present=present, tally=tally, line=GT).outcome == was
    found = voiding.recompute(
        was, total=total, present=present, tally=tally, line=GT, invalid_mandates=mandates, invalid_present=there
    )
    assert found.is_voted_again is again and found.rule.id == "CON-90"
    assert ("须重新表决" in found.sentence) is again and f"改为 {total - mandates} 人" in found.sentence


def test_every_way_in_which_invalid_mandates_may_have_voted_lies_between_best_and_worst():
    """The outcomes of all ways in which they may have voted or kept their ballots, for small halls, are those named."""
    for total, mandates, yes, no, kept in product((3, 4, 5), (1, 2), range(4), range(3), range(2)):
        present = yes + no + kept
        if present > total:
            continue
        tally = paper(yes, no, issued=present)
        was = decide(total=total, present=present, tally=tally, line=GT).outcome
        for there in range(min(mandates, present) + 1):
            ways = {
                decide(
                    total=total - mandates, present=present - there, line=GT,
                    tally=paper(yes - a, no - b, issued=present - there),
                ).outcome
                for a, b in product(range(there + 1), repeat=2)
                if a <= yes and b <= no and 0 <= there - a - b <= kept
            }  # fmt: skip
            found = voiding.recompute(
                was,
                total=total,
                present=present,
                tally=tally,
                line=GT,
                invalid_mandates=mandates,
                invalid_present=there,
            )
            assert found.is_voted_again == (ways != {was}), (total, mandates, yes, no, kept, there)


@pytest.mark.parametrize(("mandates", "there"), [(1, 2), (1, -1), (60, 51)])
def test_more_invalid_mandates_present_than_there_are_is_a_mistake_of_ours(mandates, there):
    with pytest.raises(ValueError):
        voiding.recompute(
            "passed", total=60, present=50, tally=paper(40), line=GT, invalid_mandates=mandates, invalid_present=there
        )


def test_several_venues_are_recomputed_as_one():
    found = voiding.recompute(
        "passed",
        total=60,
        present=50,
        tally=[paper(20, 5), paper(20, 5)],
        line=GT,
        invalid_mandates=2,
        invalid_present=1,
    )
    assert not found.is_voted_again and found.at_worst.outcome is Outcome.PASSED


@pytest.mark.parametrize(("asked", "may"), [(0, True), (1, False), (2, False)])
def test_the_administration_asks_for_reconsideration_once_and_then_carries_out(asked, may):
    with nullcontext() if may else pytest.raises(Refused, match="应当执行") as caught:
        voiding.check_reconsideration(asked)
    if not may:
        assert caught.value.rule.id == "CON-82"
