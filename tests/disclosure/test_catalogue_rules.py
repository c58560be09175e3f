"""The catalogue by type of unit, the days on which its items are due, and what is a dead corner: pure."""

from datetime import date

import pytest

from disclosure.rules import catalogue, covering, obliging
from ymdm.workflow import Refused

TYPES = {"A": catalogue.A, "C": catalogue.C, "S": catalogue.S, "E": catalogue.E, "T": catalogue.T}
# From the table of domain/disclosure.md 2, by hand: x owed, c may be taken over.
OWED = {
    "D01": "ACSET", "D02": "ACSE", "D03": "ACSE", "D04": "ACSET", "D05": "ACSE", "D06": "ACSET", "D07": "ACSET", "D08": "ACSE",
    "D09": "ACSE", "D10": "ACSE", "D11": "ACSE", "D12": "ACSE", "D13": "ACSET", "D14": "ACSET", "D15": "ACSET", "D16": "ACSE",
    "D17": "E", "D18": "ACSET", "D19": "ACSE", "D20": "ACSE", "D21": "E", "D22": "T", "D23": "ACSET", "D24": "",
}  # fmt: skip


@pytest.mark.parametrize("code", sorted(OWED))
def test_each_type_owes_what_its_column_says(code):
    item = next(item for item in catalogue.ITEMS if item.code == code)
    assert set(item.owed_by.split()) == {TYPES[letter] for letter in OWED[code]}


def test_the_master_list_has_24_items_and_notices_run_working_days():
    assert [item.code for item in catalogue.ITEMS] == [f"D{number:02d}" for number in range(1, 25)]
    assert [item.code for item in catalogue.ITEMS if item.is_notice] == ["D09", "D12", "D14"]
    assert {item.code for item in catalogue.ITEMS if item.min_days == 7} == {"D21", "D22"}


@pytest.mark.parametrize(
    ("stage", "frequency", "number", "code", "ends_on", "due_on"),
    [
        ("result", "M", 0, "2026M01", date(2026, 1, 31), date(2026, 2, 10)),
        ("result", "M", 11, "2026M12", date(2026, 12, 31), date(2027, 1, 10)),
        ("result", "Q", 2, "2026Q3", date(2026, 9, 30), date(2026, 10, 15)),
        ("result", "H", 0, "2026H1", date(2026, 6, 30), date(2026, 7, 31)),
        ("result", "H", 1, "2026H2", date(2026, 12, 31), date(2027, 1, 31)),
        ("result", "Y", 0, "2026", date(2026, 12, 31), date(2027, 1, 31)),
        ("before", "Y", 0, "2026", date(2026, 12, 31), date(2026, 1, 31)),
    ],
)
def test_a_period_is_due_on_the_day_that_the_rule_names(stage, frequency, number, code, ends_on, due_on):
    period = list(obliging.periods(stage, frequency, 2026))[number]
    assert (period.code, period.ends_on) == (code, ends_on)
    assert (due_on - period.counts_from).days == period.days


def test_what_is_owed_at_once_has_no_periods():
    assert list(obliging.periods("result", "I", 2026)) == []


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026H2", date(2026, 7, 1), date(2026, 12, 31)),
        ("2026Q1", date(2026, 1, 1), date(2026, 3, 31)),
        ("2024M02", date(2024, 2, 1), date(2024, 2, 29)),
    ],
)
def test_the_picker_names_periods(code, first, last):
    assert obliging.span(code) == (first, last)


@pytest.mark.parametrize(
    "code", ["", "26", "2026Q5", "2026X1", "2026M13", "1999", "abcd", "2026Q", "2026Q-1", "2026M٣"]
)
def test_a_period_that_does_not_exist_is_refused(code):
    with pytest.raises(ValueError):
        obliging.span(code)


M = [date(2026, month, 28) for month in range(1, 13)]


@pytest.mark.parametrize(
    ("silent", "answered", "ended", "dead"),
    [
        ([], None, False, False),
        ([M[0]], None, False, True),  # never opened anything
        ([M[4], M[5], M[6]], M[3], False, False),  # three periods only
        ([M[4], M[5], M[6], M[7]], M[3], False, True),
        ([M[0], M[1], M[2], M[3]], M[4], False, False),  # silent long ago, open since
        ([M[4]], M[3], True, True),  # the posting is over, and nothing followed
        ([], M[3], True, False),
        ([M[4]], M[4], True, False),  # another stage of the same period is open
    ],
)
def test_a_dead_corner_has_opened_nothing_in_four_periods(silent, answered, ended, dead):
    assert covering.is_dead(silent_ends=set(silent), answered_until=answered, posting_ended=ended) is dead


@pytest.mark.parametrize(
    ("last", "today", "dead"),
    [
        (None, date(2026, 4, 1), False),
        (None, date(2026, 4, 2), True),
        (date(2026, 3, 1), date(2026, 5, 30), False),
        (date(2026, 3, 1), date(2026, 5, 31), True),
    ],
)
def test_a_team_is_a_dead_corner_after_ninety_days(last, today, dead):
    assert covering.is_team_dead(last, date(2026, 1, 1), today, 90) is dead


@pytest.mark.parametrize(
    ("cell", "tone", "letter", "share"),
    [
        (covering.Cell(due=2, in_time=2), "full", "全", "100.00"),
        (covering.Cell(due=3, in_time=1, late=1, silent=1), "part", "部", "33.33"),
        (covering.Cell(due=2, in_time=1, late=1), "late", "迟", "50.00"),
        (covering.Cell(due=1, silent=1, is_dead=True), "dead", "缺", "0.00"),
        (covering.Cell(withheld=1), "withheld", "密", ""),
        (covering.Cell(due=1, in_time=1, withheld=1), "full", "全", "100.00"),
        (covering.Cell(waiting=1), "waiting", "待", ""),
        (covering.Cell(), "quiet", "无", ""),
        (covering.Cell(is_adopted=False), "none", "—", ""),
    ],
)
def test_a_cell_tells_by_tone_and_letter_and_never_counts_withheld_as_published(cell, tone, letter, share):
    assert (cell.tone, cell.letter, cell.share) == (tone, letter, share)


def test_every_tone_has_a_letter_of_its_own():
    letters = [letter for letter, _words in covering.WORDS.values()]
    assert len(set(letters)) == len(covering.Tone) == len(letters)


@pytest.mark.parametrize(("reason", "decision"), [("", "局务会"), ("没有这项业务", " "), ("", "")])
def test_a_removal_without_reason_or_decision_is_refused(reason, decision):
    with pytest.raises(Refused, match="理由"):
        catalogue.check_removal(reason, decision)
