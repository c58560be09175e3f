"""Quorum: two thirds of all valid representatives, in whole numbers (CON-61, CON-62, GEN-05)."""

from fractions import Fraction

import pytest

from congress.rules.quorum import Quorum, check_quorum, quorum, smaller_of
from ymdm.workflow import Refused

from .laws import CHARTER, HENAN


@pytest.mark.parametrize(
    ("total", "needed"), [(1, 1), (2, 2), (3, 2), (4, 3), (60, 40), (61, 41), (62, 42), (90, 60), (154, 103)]
)
def test_the_quorum_is_the_smallest_number_that_is_two_thirds(total, needed):
    assert Quorum(total, 0).needed == needed
    assert Quorum(total, needed).met and not Quorum(total, needed - 1).met
    assert Quorum(total, needed - 1).missing == 1 and Quorum(total, needed).missing == 0


def test_exactly_two_thirds_is_enough_for_every_roll_up_to_300():
    for total in range(1, 301):
        for present in range(total + 1):
            assert Quorum(total, present).met == (3 * present >= 2 * total), (total, present)
            assert Quorum(total, present).met == (present >= Quorum(total, 0).needed), (total, present)


@pytest.mark.parametrize(("total", "present"), [(0, 0), (0, 5), (-3, 0), (60, 61), (60, -1)])
def test_a_roll_of_nobody_and_a_hall_fuller_than_the_roll_have_no_quorum(total, present):
    assert not Quorum(total, present).met


@pytest.mark.parametrize(
    ("total", "present", "sentence"),
    [
        (60, 40, "应到 60 人，实到 40 人，达到法定人数（至少 40 人）。"),
        (60, 39, "应到 60 人，实到 39 人，不足法定人数（至少 40 人），还差 1 人。"),
        (60, 61, "应到 60 人，实到 61 人，实到多于应到，请核对签到。"),
        (0, 0, "应到代表人数还没有确定，不能判断法定人数。"),
    ],
)
def test_the_sentence_tells_the_numbers_and_what_is_missing(total, present, sentence):
    assert Quorum(total, present).sentence == sentence


@pytest.mark.parametrize(
    ("counts", "smaller"), [((45, 44), 44), ((44, 45), 44), ((None, 44), 44), ((), None), ((None,), None), ((0, 3), 0)]
)
def test_the_smaller_of_check_in_and_roll_call_rules(counts, smaller):
    assert smaller_of(*counts) == smaller


def test_the_share_is_that_of_the_law_and_nobody_counted_is_nobody_present():
    assert quorum(60, 45, 39, law=HENAN) == Quorum(60, 39, Fraction(2, 3))
    assert quorum(60).present == 0
    assert Quorum(60, 44, Fraction(3, 4)).needed == 45


def test_without_quorum_nothing_opens_and_the_refusal_says_how_many_are_missing():
    check_quorum(Quorum(60, 40))
    with pytest.raises(Refused, match="还差 1 人") as caught:
        check_quorum(Quorum(60, 39), law=CHARTER)
    assert caught.value.rule.id == "CON-61" and caught.value.rule.basis == "章程规定"
    assert "到会 40 人后再开始" in caught.value.remedy
