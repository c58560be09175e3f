"""A figure with its counts, its unit and its empty case."""

from decimal import Decimal

import pytest

from ymdm.measures import Measure, rounded


@pytest.mark.parametrize(
    ("part", "whole", "value"),
    [(1, 3, "33.33"), (2, 3, "66.67"), (1, 8, "12.50"), (1, 800, "0.13"), (3, 800, "0.38"), (0, 5, "0.00"), (5, 5, "100.00")],
)  # fmt: skip
def test_a_percentage_has_two_decimals_rounded_half_up(part, whole, value):
    assert Measure.share("率", part, whole, definition="").value == Decimal(value)


def test_a_share_of_nothing_has_no_value_neither_zero_nor_all():
    share = Measure.share("率", 0, 0, definition="")
    assert (share.value, share.words, share.fraction, share.of) == (None, "—", None, "0 / 0 件")


def test_a_percentage_never_goes_without_its_counts():
    share = Measure.share("按期答复率", 26, 27, definition="占应答复的。", rule="PRO-41", rows="/rows")
    assert (share.words, share.of, share.fraction) == ("96.30%", "26 / 27 件", 0.963)
    assert (share.rule, share.rows) == ("PRO-41", "/rows")


def test_percentages_are_not_forced_to_add_up():
    assert sum(Measure.share("", 1, 3, definition="").value for _ in range(3)) == Decimal("99.99")


def test_a_count_a_mean_and_a_greatest_value_say_their_unit():
    assert Measure.count("收到", 1234, definition="").words == "1,234 件"
    mean = Measure.mean("平均用时", 33, 2, unit="个工作日", definition="")
    assert (mean.words, mean.of) == ("16.5 个工作日", "2 件")
    assert Measure.mean("平均用时", 0, 0, unit="个工作日", definition="").words == "—"
    assert Measure.most("最长用时", None, unit="天", definition="").words == "—"
    assert Measure.most("最长用时", 98, unit="天", definition="").words == "98 天"


def test_rounding_is_of_whole_numbers_and_not_of_floats():
    assert rounded(10_050, 10_000, 2) == Decimal("1.01")  # 1.005, which as a float is less
