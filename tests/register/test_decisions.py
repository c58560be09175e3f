"""三重一大: what had to pass the congress and did not is written down, marked, and has to be answered for."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from congress.register import kinds, workflow
from congress.register.models import Correction, Decision
from congress.register.rules import LAND, Place, judge_decision
from tests import factories as make
from tests.register import scenes
from tests.register.scenes import ago
from ymdm.duties.models import Duty
from ymdm.notices.models import Notice
from ymdm.workdays import calendar
from ymdm.workflow import NoAuthority, Refused

pytestmark = pytest.mark.django_db
INSTITUTION, AGENCY = Place("public_institution"), Place("agency")
STATE, OTHER = Place("enterprise", True), Place("enterprise")


@pytest.fixture
def house():
    return make.bureau()


@pytest.mark.parametrize(
    ("matter", "place", "passed", "heard", "contract", "binding", "in_order"),
    [
        # matter, unit, days ago: passed, heard, contract; decided ten days ago
        ("welfare", INSTITUTION, 20, None, None, True, True),
        ("welfare", INSTITUTION, 10, None, None, True, True),  # the same day
        ("welfare", INSTITUTION, 9, None, None, False, True),  # a day too late
        ("welfare", INSTITUTION, None, 20, None, False, True),  # heard only
        ("welfare", AGENCY, None, None, None, True, True),
        ("welfare", OTHER, None, None, None, True, True),
        ("welfare", STATE, None, None, None, False, True),
        ("collective_contract", OTHER, None, None, None, False, True),
        ("development_plan", INSTITUTION, None, None, None, True, True),
        ("other", INSTITUTION, None, None, None, True, True),
        (LAND, INSTITUTION, None, 20, None, True, True),
        (LAND, INSTITUTION, None, 9, None, True, False),
        (LAND, INSTITUTION, None, None, None, True, False),
        (LAND, INSTITUTION, None, 20, 15, True, True),
        (LAND, INSTITUTION, None, 20, 21, True, False),  # signed first
        (LAND, AGENCY, None, None, 9, True, False),
        (LAND, OTHER, None, None, 9, True, True),  # no text asks for it there
    ],
    ids=lambda value: getattr(value, "legal_type", value),
)
def test_how_a_decision_stands_towards_the_congress(matter, place, passed, heard, contract, binding, in_order):
    day = {name: None if days is None else ago(days) for name, days in
           (("passed_on", passed), ("heard_on", heard), ("contract_on", contract))}  # fmt: skip
    standing = judge_decision(matter, place, decided_on=ago(10), **day)
    assert (not standing.not_binding, not standing.out_of_order) == (binding, in_order)
    assert bool(standing.sentence) == bool(standing.rule) == standing.is_wrong


def test_deciding_without_the_resolution_is_recorded_marked_and_owed_an_answer(house):
    made = scenes.decided(house, "welfare")
    assert made.state == "decided" and made.not_binding
    notice = made.correction
    assert "没有约束力" in notice.text and "工会纠" in notice.number
    duty = Duty.objects.of(notice).owed().get()
    assert (duty.kind, duty.unit, duty.rule) == (kinds.ANSWER, house.branch, "CON-86")
    assert notice.answer_due_on == duty.due_on == calendar(house.branch).add(ago(0), 15)
    assert notice.correct_by == ago(0) + timedelta(days=90)
    assert Notice.objects.filter(person=house.branch_union, kind="register-correction").exists()
    # Whoever it does not bind may read that it does not.
    assert made in Decision.objects.visible_to(house.employee)


def test_the_unit_answers_in_writing_and_the_union_cannot_do_it_for_the_unit(house):
    notice = scenes.decided(house, "welfare").correction
    head = make.person(house.branch, role="unit_head")
    with pytest.raises(NoAuthority):
        workflow.answer(notice, house.branch_union, text="已改")
    with pytest.raises(Refused, match="怎样改正"):
        workflow.answer(notice, head, text=" ")
    workflow.answer(notice, head, text="提交下次职代会表决，此前不执行。")
    assert notice.state == "responded" and not Duty.objects.of(notice).owed().exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        Correction.objects.filter(pk=notice.pk).update(answer="")


def test_a_mark_never_goes_away_what_made_it_good_stands_beside_it(house):
    made = scenes.decided(house, "welfare")
    with pytest.raises(Refused, match="通过它的决议"):
        workflow.make_good(made, house.branch_union, item=scenes.heard(house.branch, "welfare", ago(1)))
    workflow.make_good(made, house.branch_union, resolution=scenes.resolution(house.branch, "welfare", ago(1)))
    assert made.not_binding and made.made_good_on == ago(1) and not made.is_wrong
    assert made not in Decision.objects.wrong()
    right = scenes.decided(house, "other")
    with pytest.raises(Refused, match="不需要"):
        workflow.make_good(right, house.branch_union)


def test_with_the_resolution_nothing_is_demanded(house):
    passed = scenes.resolution(house.branch, "welfare", ago(20))
    made = scenes.decided(house, "welfare", resolution=passed)
    assert not made.not_binding and not Correction.objects.exists()
    other = scenes.resolution(house.branch, "discipline_rules", ago(20))
    with pytest.raises(Refused, match="别的事项"):
        scenes.decided(house, "welfare", resolution=other)


def test_a_contract_about_land_is_never_signed_before_the_congress(house):
    made = scenes.proposed(house, LAND)
    for day in (ago(0), ago(-30)):
        with pytest.raises(Refused, match=r"合同不能先签.*CON-46"):
            workflow.note_contract(made, house.branch_union, contract="临街门面出租", contract_on=day)
    # One that was signed already is not hidden: it is written down, and marked once it was decided.
    workflow.note_contract(made, house.branch_union, contract="临街门面出租", contract_on=ago(40))
    item = scenes.heard(house.branch, LAND, ago(30))
    workflow.decide(made, house.branch_union, **scenes.DECIDED, item=item)
    assert made.out_of_order and "合同签在职代会审议之前" in made.correction.text


def test_a_contract_noted_after_the_decision_is_judged_too(house):
    item = scenes.heard(house.branch, LAND, ago(30))
    made = scenes.decided(house, LAND, item=item)
    assert not made.out_of_order
    workflow.note_contract(made, house.branch_union, contract="出租", contract_on=ago(31))
    assert made.out_of_order and made.correction
    with pytest.raises(Refused, match="不能改写"):
        workflow.note_contract(made, house.branch_union, contract="出租", contract_on=ago(1))


def test_every_decision_has_a_link_or_a_ground_and_the_others_are_a_gap(house):
    gap, told, kept = (scenes.decided(house, "other") for _ in range(3))
    workflow.disclose(told, house.branch_union, disclosed_as="公开栏第 12 期", disclosed_on=ago(1))
    with pytest.raises(Refused, match="DIS-48"):
        workflow.withhold(kept, house.branch_union, ground=" ")
    workflow.withhold(kept, house.branch_union, ground="保密事项范围第三条，经保密办审查")
    assert set(Decision.objects.unlinked()) == {gap}
    assert set(Decision.objects.visible_to(house.employee)) == {told}
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=gap.pk).update(state="disclosed")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [({"procedure": " "}, "哪些程序"), ({"decided_on": ago(-1)}, "不能晚于今天")],
    ids=["procedure", "tomorrow"],
)
def test_a_decision_says_how_it_was_taken(house, change, sentence):
    with pytest.raises(Refused, match=sentence):
        workflow.decide(scenes.proposed(house, "other"), house.branch_union, **scenes.DECIDED | change)


def test_a_large_sum_has_its_amount(house):
    with pytest.raises(Refused, match="金额"):
        scenes.proposed(house, "other", kind="large_sum")
    assert scenes.proposed(house, "other", kind="large_sum", amount=128_000_050).yuan == "1,280,000.50 元"


def test_a_union_officer_of_a_unit_below_decides_nothing_above(house):
    with pytest.raises(NoAuthority):
        workflow.propose(house.unit, house.branch_union, kind="major_decision", matter="other", title="事", text="文")
