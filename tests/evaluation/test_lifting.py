"""What if: the three items that lift a unit most (F101)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace as Row
from typing import Any

import pytest

from evaluation.assessments.lifting import lifts, share_of_items, together

D = Decimal


def answer(code: str, full: str, *, verified=None, claimed=None, suggested=None, applies=True, outside=False) -> Any:
    numbers = {"verified": verified, "claimed": claimed, "suggested": suggested}
    return Row(
        item=Row(code=code, full=D(full), is_outside=outside), is_applicable=applies, raises=f"补{code}", verdict="",
        **{name: None if value is None else D(value) for name, value in numbers.items()},
    )  # fmt: skip


def test_the_greatest_gains_come_first_and_no_more_than_three():
    rows = [answer("a", "10", claimed="9"), answer("b", "20", claimed="10"), answer("c", "30", claimed="25"),
            answer("d", "40", claimed="38")]  # fmt: skip
    told = lifts(rows)
    assert [(one.answer.item.code, one.gain, one.how) for one in told] == [
        ("b", D(10), "补b"), ("c", D(5), "补c"), ("d", D(2), "补d"),
    ]  # fmt: skip
    assert together(told) == D(17)


def test_what_inspectors_gave_stands_before_what_the_unit_says_and_that_before_the_records():
    rows = [answer("a", "50", verified="20", claimed="50"), answer("b", "50", claimed="45", suggested="10")]
    assert [(one.answer.item.code, one.gain) for one in lifts(rows)] == [("a", D(30)), ("b", D(5))]


def test_items_outside_the_hundred_without_a_matter_or_full_lift_nothing():
    rows = [answer("a", "5", claimed="0", outside=True), answer("b", "20", applies=False), answer("c", "30", claimed="30"),
            answer("d", "20"), answer("e", "20", claimed="10")]  # fmt: skip
    # Out of the fifty points that are known, ten are missing.
    assert [(one.answer.item.code, one.gain) for one in lifts(rows)] == [("e", D(20))]


@pytest.mark.parametrize(
    ("checks", "survey", "share"),
    [
        (False, False, 1),
        (True, False, Fraction(85, 100)),
        (False, True, Fraction(85, 100)),
        (True, True, Fraction(70, 100)),
    ],
)
def test_items_weigh_less_where_checks_and_a_survey_count_as_well(checks, survey, share):
    assert share_of_items(checks, survey) == share
    assert lifts([answer("a", "10", claimed="0")], share_of_items(checks, survey))[0].gain == 100 * share
