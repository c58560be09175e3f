"""Figures about rules and decisions: a share never without its counts, and none where there is nothing to count."""

from __future__ import annotations

import pytest

from congress.register import workflow
from congress.register.measures import corrections_answered, linkage, reserved_passed, rules_complete
from tests import factories as make
from tests.register import scenes
from tests.register.scenes import ago

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return make.bureau()


def of(measure) -> tuple[int, int]:
    return measure.numerator, measure.denominator


def test_rules_of_the_unit_and_of_those_above_are_counted_out_of_six(house):
    scenes.in_force(house, title="公开办法", kind="disclosure_rules")
    scenes.in_force(house, house.branch, title="述职办法", kind="representative_rules")
    scenes.in_force(house, house.branch, title="食堂办法")  # not one of the six
    assert of(rules_complete(house.branch, ago(0))) == (2, 6)
    assert of(rules_complete(house.unit, ago(0))) == (1, 6)
    assert of(rules_complete(house.branch, ago(11))) == (0, 6)  # on that day none was in force yet


def test_linkage_counts_what_was_disclosed_and_what_has_a_ground(house):
    year = ago(10).year
    assert linkage(house.branch, year, ago(0)).value is None
    told, kept, _gap = (scenes.decided(house, "other") for _ in range(3))
    scenes.proposed(house, "other")  # not decided yet
    workflow.disclose(told, house.branch_union, disclosed_as="公开栏", disclosed_on=ago(1))
    workflow.withhold(kept, house.branch_union, ground="保密事项范围")
    assert of(linkage(house.branch, year, ago(0))) == (2, 3)
    assert of(linkage(house.branch, year, ago(11))) == (0, 0)


def test_what_went_by_the_congress_counts_against_the_unit_even_when_made_good(house):
    year = ago(10).year
    scenes.decided(house, "welfare", resolution=scenes.resolution(house.branch, "welfare", ago(20)))
    late = scenes.decided(house, "welfare")
    scenes.decided(house, "other")
    workflow.make_good(late, house.branch_union, resolution=scenes.resolution(house.branch, "welfare", ago(1)))
    assert of(reserved_passed(house.branch, year, ago(0))) == (1, 2)
    sent = corrections_answered(house.branch, ago(0).year, ago(0))
    assert of(sent) == (0, 1)
    workflow.answer(late.correction, house.leader, text="已补经职代会。")
    assert of(corrections_answered(house.branch, ago(0).year, ago(0))) == (1, 1)
