"""The spellings of a register: days, sessions, names, numbers, measures."""

from datetime import date, datetime

import pytest

from proposals.papers import writings

DAY = date(2025, 3, 6)


@pytest.mark.parametrize(
    "written",
    [
        datetime(2025, 3, 6), DAY, "2025-03-06", "2025-3-6", "2025.3.6", "2025.03.06", "2025/03/06", "2025年3月6日",
        "2025年3月6", " 2025-03-06 ", "２０２５-０３-０６", "20250306", 45722, 45722.0, "2025-03-06 00:00:00",
    ],
)  # fmt: skip
def test_a_day_is_read_however_it_is_written(written):
    assert writings.day(written) == DAY


@pytest.mark.parametrize("written", ["三月六日", "2025-13-06", "2025-02-30", "6.3.2025", 30, "2025", "2025-03"])
def test_what_is_no_day_is_not_guessed(written):
    with pytest.raises(writings.Unreadable):
        writings.day(written)


@pytest.mark.parametrize("written", [None, "", "  "])
def test_an_empty_cell_is_no_day(written):
    assert writings.day(written) is None


@pytest.mark.parametrize(
    ("written", "term_and_session"),
    [
        ("第六届第二次", (6, 2)), ("六届二次", (6, 2)), ("第6届第2次", (6, 2)), ("第十二届第三次职代会", (12, 3)),
        ("黄河上中游管理局第六届第二次职工代表大会", (6, 2)), ("六届职代会二次", (6, 2)), ("", None), ("2025年", None),
    ],
)  # fmt: skip
def test_a_session_is_read_in_chinese_and_in_arabic_figures(written, term_and_session):
    assert writings.session(written) == term_and_session


@pytest.mark.parametrize(
    "parted",
    [
        "刘家辉、姚明磊",
        "刘家辉，姚明磊",
        "刘家辉,姚明磊",
        "刘家辉;姚明磊",
        "刘家辉；姚明磊",
        "刘家辉 姚明磊",
        "刘家辉　姚明磊",
        "刘家辉、 姚明磊、刘家辉",
    ],
)
def test_names_are_parted_in_several_ways(parted):
    assert writings.names(parted) == ["刘家辉", "姚明磊"]


@pytest.mark.parametrize(
    ("written", "number"), [(30, 30), (30.0, 30), ("30", 30), ("30个工作日", 30), ("30天", 30), (None, None)]
)
def test_a_number_is_read_as_a_number(written, number):
    assert writings.whole(written) == number


def test_numbered_measures_are_points_of_their_own():
    assert writings.points("1、增加车位。\n2、错时停车。") == ["增加车位。", "错时停车。"]
    assert writings.points("（一）增加车位\n（二）错时停车") == ["增加车位", "错时停车"]
    assert writings.points("划定车位、引导错时停车，协调周边停车场。") == ["划定车位、引导错时停车，协调周边停车场。"]
    assert writings.points("") == []


def test_a_measure_that_is_too_long_is_parted_at_its_sentences_and_loses_nothing():
    text = "增加车位。" * 150
    pieces = writings.points(text)
    assert "".join(pieces) == text
    assert all(len(piece) <= 500 and piece.endswith("。") for piece in pieces)


def test_punctuation_of_a_text_stays_as_it_was_written():
    assert writings.prose(" 雨天无法通车，建议硬化（南小河沟）\u200b ") == "雨天无法通车，建议硬化（南小河沟）"
