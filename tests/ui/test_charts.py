"""Geometry of the charts."""

import pytest

from ymdm.ui import charts
from ymdm.ui.shapes import Axis, Bar, Gap, Point


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


def test_a_scale_may_begin_near_the_smallest_value_and_holds_both_lines():
    chart = charts.line([Point("2025", 86), Point("2026", 88.6)], [Point("2025", 71), Point("2026", None)], near=True)
    assert [words for _y, words in chart.rules] == ["70", "75", "80", "85", "90"]
    assert chart.dashed == [] and all(0 <= one.y <= charts.HEIGHT for one in chart.drawn)


def test_the_first_axis_of_a_radar_points_up_and_a_greater_share_lies_further_out():
    chart = charts.radar([Axis("甲", 100, 50), Axis("乙", 50, 50), Axis("丙", 0, 50), Axis("丁", 120, 50)])
    up, right, down, left = chart.spokes
    assert (up.dot_x, up.dot_y) == (up.x, up.y) == (chart.x, chart.y - 140)
    assert right.dot_x == chart.x + 70 and (down.dot_x, down.dot_y) == (chart.x, chart.y)
    assert left.dot_x == chart.x - 140  # nothing leaves the outermost ring
    assert [one.anchor for one in chart.spokes] == ["middle", "start", "middle", "end"]


def test_two_axes_make_no_radar_and_no_rows_no_gaps():
    assert charts.radar([Axis("甲", 1, 2), Axis("乙", 1, 2)]) is None
    assert charts.gaps([]) is None


def test_what_was_said_above_what_was_found_lies_to_the_right_of_it():
    chart = charts.gaps([Gap("甲", 90, 80), Gap("乙", 70, 75)])
    first, second = chart.rows
    assert first.said > first.found and second.said < second.found and second.y > first.y
    assert chart.left < min(second.said, first.found) and max(first.said, second.found) < chart.right
