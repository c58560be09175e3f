"""Which matter needs which right: the table of the papers, cell by cell (congress.md 5, CON-43, CON-46, CON-47)."""

from contextlib import nullcontext

import pytest

from congress.rules import matters
from congress.rules.matters import Right, check_kind, check_right, is_reserved, is_strong_enough, needs_vote
from ymdm.workflow import Refused

A, C, S, D, W, E, P, R, N = (
    Right.APPROVE, Right.CONSENT, Right.DECIDE, Right.DELIBERATE, Right.OVERSEE, Right.ELECT, Right.APPRAISE,
    Right.RECOMMEND, Right.NONE,
)  # fmt: skip
TABLE = {
    # matter: state enterprise, other enterprise, 事业, 机关/参公; copied by hand from the papers
    "development_plan": (D, D, D, D),
    "budget_accounts": (D, N, D, D),
    "restructure": (D, D, D, N),
    "placement_plan": (A, D, A, N),
    "collective_contract": (A, A, N, N),
    "wage_bonus_plan": (C, D, A, D),
    "discipline_rules": (C, D, A, D),
    "vital_interest_rule": (D, D, D, D),
    "welfare": (S, D, A, D),
    "personnel_rules": (N, N, D, N),
    "proposal_report": (W, W, W, W),
    "resolution_execution": (W, W, W, W),
    "contract_execution": (W, W, W, N),
    "insurance_safety": (W, W, W, W),
    "hospitality_cost": (W, N, W, W),
    "union_work": (D, D, D, D),
    "committee_members": (E, E, E, E),
    "employee_directors": (E, E, N, N),
    "labor_model": (R, R, R, N),
    "cadre_appraisal": (P, N, P, P),
    "land_property": (D, N, D, D),
}
BY_CHARTER = {
    "development_plan", "budget_accounts", "wage_bonus_plan", "discipline_rules", "vital_interest_rule", "welfare",
    "proposal_report", "resolution_execution", "insurance_safety", "hospitality_cost", "committee_members",
    "labor_model", "cadre_appraisal", "land_property",
}  # fmt: skip


@pytest.mark.parametrize("matter", list(TABLE))
def test_the_right_is_that_of_the_table(matter):
    state, other, institution, agency = TABLE[matter]
    assert matters.required_right(matter, "enterprise", True) is state
    assert matters.required_right(matter, "enterprise") is other
    assert matters.required_right(matter, "public_institution") is institution
    for legal_type in ("agency", "civil_service_managed"):
        assert matters.required_right(matter, legal_type) is agency
        assert matters.need_of(matter, legal_type).by_charter is (matter in BY_CHARTER), "CON-10"


def test_the_table_has_21_matters_and_their_words():
    assert list(matters.MATTERS) == list(TABLE)
    assert len(matters.CHOICES) == len(TABLE) + 2
    assert all(matter.says and len(code) <= 32 for code, matter in matters.MATTERS.items())
    assert {code for code, matter in matters.MATTERS.items() if matter.yearly} == {
        "contract_execution", "insurance_safety", "hospitality_cost", "cadre_appraisal",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("matter", "legal_type", "state", "says"),
    [
        ("placement_plan", "enterprise", False, "审议建议，可以审议通过"),
        ("vital_interest_rule", "enterprise", False, "审议建议，须平等协商后公布"),
        ("wage_bonus_plan", "enterprise", True, "审查同意或否决"),
        ("land_property", "public_institution", False, "审议建议，可以审议通过（章程规定）"),
        ("welfare", "agency", False, "审议建议（章程规定）"),
        ("labor_model", "agency", False, "不需经职代会（章程规定）"),
    ],
)
def test_what_a_matter_needs_is_said_in_words(matter, legal_type, state, says):
    assert matters.need_of(matter, legal_type, state).says == says


def test_a_public_institution_run_as_an_enterprise_passes_its_collective_contract():
    assert matters.required_right("collective_contract", "public_institution", run_as_enterprise=True) is A
    assert matters.required_right("welfare", "public_institution", run_as_enterprise=True) is A


STRONG = {
    # right of the item: what it satisfies
    N: {N},
    W: {N, W},
    D: {N, W, D},
    R: {N, R},
    C: {N, W, D, R, C, S, A},
    S: {N, W, D, R, C, S, A},
    A: {N, W, D, R, C, S, A},
    E: {N, R, E},
    P: {N, P},
}


@pytest.mark.parametrize("right", list(Right))
def test_a_right_satisfies_itself_and_what_is_weaker_in_kind(right):
    assert {required for required in Right if is_strong_enough(right, required)} == STRONG[right]
    assert needs_vote(right) is (right in {C, S, A, E, P})


@pytest.mark.parametrize(
    ("matter", "legal_type", "state", "reserved"),
    [
        ("welfare", "enterprise", True, True),
        ("welfare", "enterprise", False, False),
        ("welfare", "public_institution", False, True),
        ("committee_members", "enterprise", False, True),
        ("cadre_appraisal", "public_institution", False, True),
        ("union_work", "enterprise", True, False),
        ("labor_model", "enterprise", True, False),
        ("procedure", "enterprise", True, False),
        ("other", "agency", False, False),
    ],
)
def test_what_needs_a_vote_is_reserved_for_the_congress(matter, legal_type, state, reserved):
    assert is_reserved(matter, legal_type, state) is reserved


@pytest.mark.parametrize(
    ("right", "matter", "legal_type", "refused"),
    [
        (D, "welfare", "public_institution", "“福利费使用、福利制度和生活事项”应当审议通过，不能只审议建议"),
        (N, "welfare", "public_institution", "请选定职权"),
        (A, "welfare", "public_institution", ""),
        (A, "proposal_report", "public_institution", ""),
        (A, "committee_members", "enterprise", "应当民主选举"),
        (W, "union_work", "enterprise", "应当审议建议，不能只审查监督"),
        (N, "budget_accounts", "enterprise", ""),
        (N, "procedure", "enterprise", ""),
    ],
)
def test_an_item_weaker_than_its_matter_needs_is_refused(right, matter, legal_type, refused):
    with pytest.raises(Refused, match=refused) if refused else nullcontext() as caught:
        check_right(right, matter, legal_type)
    if refused:
        assert caught.value.rule.id == "CON-46" and caught.value.remedy


@pytest.mark.parametrize(
    ("kind", "matter", "legal_type", "rule"),
    [
        ("joint_meeting", "welfare", "public_institution", "CON-43"),
        ("joint_meeting", "committee_members", "enterprise", "CON-43"),
        ("joint_meeting", "development_plan", "public_institution", ""),  # urgent, and not reserved
        ("joint_meeting", "other", "enterprise", ""),
        ("union_congress", "development_plan", "enterprise", "CON-47"),
        ("union_congress", "collective_contract", "enterprise", "CON-47"),
        ("union_congress", "budget_accounts", "enterprise", ""),  # no matter of the congress there
        ("leadership", "welfare", "public_institution", "CON-47"),
        ("preparatory", "welfare", "public_institution", "CON-47"),
        ("preparatory", "procedure", "public_institution", ""),
        ("regular", "welfare", "public_institution", ""),
        ("extraordinary", "collective_contract", "enterprise", ""),
    ],
)
def test_no_other_body_stands_in_for_the_congress(kind, matter, legal_type, rule):
    with pytest.raises(Refused) if rule else nullcontext() as caught:
        check_kind(kind, matter, legal_type)
    if rule:
        assert caught.value.rule.id == rule and "议程" in caught.value.remedy
