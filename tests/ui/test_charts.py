"""Geometry of the charts."""

import pytest

from ymdm.ui import charts
from ymdm.ui.shapes import Bar, Point


@pytest.mark.parametrize(
    ("value", "top", "width"),
    [(50, 200, "25.0%"), (0, 10, "0.0%"), (12, 10, "100.0%"), (-1, 10, "0.0%"), (3, 0, "0.0%")],
)
def test_a_bar_never_leaves_its_groove(value, top, width):
    assert charts.percent(value, top) == width


def test_the_longest_bar_fills_the_groove():
    assert [width for _, width in charts.bars([Bar("甲", 31), Bar("乙", 0), Bar("丙", 15.5)])] == [
        "100.0%",
        "0.0%",
        "50.0%",
    ]


@pytest.mark.parametrize(
    ("top", "rules"),
    [(27.5, [0, 10, 20, 30]), (4, [0, 1, 2, 3, 4]), (0, [0, 1]), (0.9, [0, 0.5, 1.0]), (100, [0, 50, 100])],
)
def test_the_rules_of_a_chart_are_round_and_cover_the_highest_point(top, rules):
    assert charts.rules(top) == rules


def test_a_point_without_a_value_interrupts_the_line():
    chart = charts.line([Point("2022", 10), Point("2023", 20), Point("2024", None), Point("2025", 5), Point("2026", 6)])
    assert len(chart.strokes) == 2
    assert [one.y is None for one in chart.drawn] == [False, False, True, False, False]


def test_a_higher_value_stands_higher_and_nothing_leaves_the_drawing():
    chart = charts.line([Point("甲", 0), Point("乙", 30)])
    low, high = chart.drawn
    assert high.y < low.y
    assert high.y >= 0 and low.y <= charts.HEIGHT


@pytest.mark.parametrize("points", [[], [Point("2026", None)], [Point("2026", 3)]])
def test_a_chart_of_little_or_nothing_is_drawn_without_a_line(points):
    assert charts.line(points).strokes == []
