"""How a year is judged: the table of each rule, and what holds for all numbers (EVA-11 to EVA-23)."""

from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace as Row

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.assessments.results import said_of
from evaluation.kinds import Effect, Kind
from evaluation.rules import (
    DEFAULT_BANDS,
    Band,
    Found,
    Item,
    Veto,
    assess,
    check_bands,
    check_item,
    comprehensive,
    credibility,
    final,
    grade_of,
    indicator,
    points_of,
    ranked,
    rounded,
    survey_score,
    unit_with_parts,
)  # fmt: skip

D = Decimal
T8 = (
    Band("one", "一类", D(95), included=False), Band("two", "二类", D(90), included=False), Band("three", "三类", D(0)),
)  # fmt: skip


def item(kind, full="4", **params):
    return Item("1", kind, D(full), params)


STEPS = [["100", "4"], ["95", "3"], ["90", "2"]]


@pytest.mark.parametrize(
    ("kind", "params", "found", "points"),
    [
        (Kind.FULL_OR_ZERO, {}, Found(met=True), "4"),
        (Kind.FULL_OR_ZERO, {}, Found(met=False), "0"),
        (Kind.MANDATORY, {}, Found(met=True), "4"),
        (Kind.PER_COUNT_DEDUCTION, {"each": "0.5"}, Found(count=0), "4"),
        (Kind.PER_COUNT_DEDUCTION, {"each": "0.5"}, Found(count=3), "2.5"),
        (Kind.PER_COUNT_DEDUCTION, {"each": "0.5"}, Found(count=9), "0"),  # 扣完为止
        (Kind.STEP, {"steps": STEPS}, Found(part=20, whole=20), "4"),
        (Kind.STEP, {"steps": STEPS}, Found(part=19, whole=20), "3"),
        (Kind.STEP, {"steps": STEPS}, Found(part=949, whole=1000), "2"),
        (Kind.STEP, {"steps": STEPS}, Found(part=17, whole=20), "0"),
        (Kind.STEP, {"steps": [["2", "4"], ["1", "2"]]}, Found(count=1), "2"),
        (Kind.RATIO, {}, Found(part=1, whole=2), "2"),
        (Kind.RATIO, {"full_at": "90"}, Found(part=9, whole=10), "4"),
        (Kind.RATIO, {"full_at": "90"}, Found(part=10, whole=10), "4"),
        (Kind.RATIO, {"floor": "60"}, Found(part=59, whole=100), "0"),
        (Kind.RATIO, {"floor": "60"}, Found(part=60, whole=100), "2.4"),
        (
            Kind.QUALITATIVE_COEFFICIENT,
            {"levels": {"优秀": "1", "良好": "0.8", "不合格": "0"}},
            Found(level="良好"),
            "3.2",
        ),
        (Kind.BONUS, {"each": "1"}, Found(count=2), "2"),
        (Kind.BONUS, {"each": "1"}, Found(count=7), "4"),
        (Kind.EXTRA_DEDUCTION, {"each": "3"}, Found(count=1), "3"),
        (Kind.IMPORT, {"share": "10"}, Found(value=D("35.5")), "3.55"),
        (Kind.SURVEY, {}, Found(satisfied=5, basically=5), "3.4"),
        (Kind.SURVEY, {"basically": "0.8"}, Found(satisfied=5, basically=5), "3.6"),
        (Kind.PER_COUNT_DEDUCTION, {}, Found(points=D("3.5")), "3.5"),
        (Kind.RATIO, {}, Found(points=D(5)), "4"),
    ],
)
def test_each_kind_of_item_gives_its_points(kind, params, found, points):
    assert points_of(item(kind, **params), found) == Fraction(points)


@pytest.mark.parametrize("found", [None, Found(), Found(part=0, whole=0), Found(met=True, is_applicable=False)])
def test_nothing_found_is_neither_nought_nor_all(found):
    assert points_of(item(Kind.RATIO), found) is None


@given(
    st.sampled_from([kind for kind in Kind.values if kind not in {Kind.VETO, Kind.QUALITATIVE_COEFFICIENT}]),
    st.decimals(min_value="0.5", max_value=40, places=1),
    st.integers(0, 500), st.integers(0, 500), st.decimals(min_value=-200, max_value=200, places=2),
)  # fmt: skip
@settings(max_examples=150)
def test_points_stay_between_nought_and_the_full_points_of_the_item(kind, full, one, other, value):
    thing = Item("1", kind, full, {"each": "0.5", "steps": [["50", "0.5"]], "share": "10"})
    found = Found(met=one > other, count=one, part=one, whole=other, value=value, satisfied=one, basically=other)
    points = points_of(thing, found)
    assert points is None or 0 <= points <= full


@pytest.mark.parametrize(
    ("kind", "full", "params", "says"),
    [
        (Kind.RATIO, "4", {}, ""),
        (Kind.RATIO, "4", {"full_at": "90", "floor": "95"}, "底线"),
        (Kind.FULL_OR_ZERO, "0", {}, "分值要大于 0"),
        (Kind.STEP, "4", {"steps": []}, "分档"),
        (Kind.STEP, "4", {"steps": [["90", "5"]]}, "超过分值"),
        (Kind.QUALITATIVE_COEFFICIENT, "4", {"levels": {"优秀": "1.2"}}, "0 到 1"),
        (Kind.PER_COUNT_DEDUCTION, "4", {"each": "-1"}, "不小于 0"),
        (Kind.VETO, "0", {}, "后果"),
        (Kind.VETO, "0", {"effect": "unqualified"}, ""),
        ("other", "4", {}, "不认识"),
    ],
)
def test_an_item_that_cannot_be_scored_says_why(kind, full, params, says):
    assert (says in check_item(item(kind, full, **params))) if says else not check_item(item(kind, full, **params))


@pytest.mark.parametrize(
    ("bands", "score", "grade"),
    [
        (DEFAULT_BANDS, "90", "优秀"), (DEFAULT_BANDS, "89.99", "良好"), (DEFAULT_BANDS, "75.00", "良好"),
        (DEFAULT_BANDS, "74.99", "合格"), (DEFAULT_BANDS, "60", "合格"), (DEFAULT_BANDS, "59.99", "不合格"),
        (DEFAULT_BANDS, "0", "不合格"), (DEFAULT_BANDS, "105", "优秀"),
        (T8, "95.01", "一类"), (T8, "95", "二类"), (T8, "90.01", "二类"), (T8, "90", "三类"),
    ],
)  # fmt: skip
def test_a_band_has_its_bound_or_has_it_not(bands, score, grade):
    assert grade_of(D(score), bands).words == grade


@given(st.integers(0, 10500))
def test_no_score_of_two_decimals_falls_between_bands(hundredths):
    score = D(hundredths) / 100
    for bands in (DEFAULT_BANDS, T8):
        assert check_bands(bands) == []
        above = bands[: bands.index(grade_of(score, bands))]
        assert grade_of(score, bands).holds(score)
        assert not any(band.holds(score) for band in above)


def test_a_grade_is_read_from_the_rounded_score_only():
    with pytest.raises(ValueError, match="two decimals"):
        grade_of(D("89.996"), DEFAULT_BANDS)


def test_bands_with_a_gap_at_the_bottom_or_out_of_order_are_named():
    assert len(check_bands((Band("a", "甲", D(60)), Band("b", "乙", D(70))))) == 2


@pytest.mark.parametrize(
    ("exact", "shown"),
    [
        ("0.004", "0.00"),
        ("0.005", "0.01"),
        ("89.995", "90.00"),
        ("89.9949", "89.99"),
        ("2.675", "2.68"),
        ("100", "100"),
    ],
)
def test_a_score_is_rounded_half_up(exact, shown):
    assert rounded(Fraction(exact)) == D(shown)


def test_items_that_do_not_apply_leave_the_rest_to_count_for_a_hundred_or_count_in_full():
    items = [item(Kind.RATIO, "60"), Item("2", Kind.RATIO, D(40))]
    found = {"1": Found(part=1, whole=2), "2": Found(is_applicable=False)}
    assert assess(items, found, DEFAULT_BANDS).score == 50
    assert assess(items, found, DEFAULT_BANDS, not_applicable="full").score == 70


def test_an_item_with_nothing_to_count_takes_no_points_and_is_not_missing():
    items = [item(Kind.RATIO, "60"), Item("2", Kind.RATIO, D(40), is_mandatory=True)]
    outcome = assess(items, {"1": Found(part=1, whole=1), "2": Found(part=0, whole=0)}, DEFAULT_BANDS)
    assert (outcome.score, outcome.grade.words, outcome.deductions) == (100, "优秀", [])


def test_an_item_for_which_nothing_was_offered_has_no_points():
    items = [item(Kind.RATIO, "60"), Item("2", Kind.RATIO, D(40))]
    assert assess(items, {"1": Found(part=1, whole=1)}, DEFAULT_BANDS).score == 60


def test_thirds_are_not_rounded_before_their_sum():
    items = [Item(str(n), Kind.RATIO, D(1)) for n in range(3)]
    assert assess(items, {str(n): Found(part=1, whole=3) for n in range(3)}, DEFAULT_BANDS).score == D("33.33")
    assert indicator([(Fraction(1, 3), D(1))] * 3) == Fraction(100, 3)


@pytest.mark.parametrize(
    ("checks", "survey", "score"),
    [((), None, 80), ((60,), None, 77), ((50, 70), None, 77), ((), 60, 77), ((60,), 60, 74)],
)
def test_the_weight_of_a_part_that_is_not_there_goes_to_the_verified_indicators(checks, survey, score):
    parts = [Fraction(check) for check in checks]
    assert comprehensive(Fraction(80), parts, None if survey is None else Fraction(survey)) == score


@pytest.mark.parametrize(
    ("votes", "representatives", "score"),
    [
        ((20, 10, 0), 0, 90), ((20, 9, 0), 0, None), ((20, 0, 0), 30, 100), ((19, 0, 0), 30, None), ((0, 0, 0), 0, None),
        ((10, 10, 10), 0, Fraction(1700, 30)),
    ],
)  # fmt: skip
def test_a_survey_counts_from_thirty_forms_or_two_thirds_of_the_representatives(votes, representatives, score):
    assert survey_score(*votes, representatives=representatives) == score


@pytest.mark.parametrize(
    ("score", "bonus", "extra", "total"),
    [(98, 9, 0, "103"), (100, 9, 0, "105"), (3, 0, 10, "0"), (90, 2, 1, "91"), (Fraction("89.994"), 0, 0, "89.99")],
)
def test_bonus_is_capped_and_the_total_stays_between_nought_and_a_hundred_and_the_cap(score, bonus, extra, total):
    assert final(Fraction(score), Fraction(bonus), Fraction(extra)) == D(total)


@pytest.mark.parametrize(
    ("vetoes", "grade", "score", "may"),
    [
        ([], "优秀", 96, True),
        ([Veto("9.1", Effect.UNQUALIFIED)], "不合格", 96, False),
        ([Veto("9.3", Effect.NOT_ABOVE_QUALIFIED)], "合格", 96, False),
        ([Veto("9.4", Effect.NO_AWARDS)], "优秀", 96, False),
        ([Veto("9.5", Effect.NOT_ABOVE_QUALIFIED, D(5))], "合格", 91, False),
        ([Veto("9.3", Effect.NOT_ABOVE_QUALIFIED), Veto("9.1", Effect.UNQUALIFIED)], "不合格", 96, False),
    ],
)
def test_a_veto_lowers_the_grade_and_closes_the_awards(vetoes, grade, score, may):
    outcome = assess([item(Kind.RATIO, "100")], {"1": Found(part=96, whole=100)}, DEFAULT_BANDS, vetoes=vetoes)
    assert (outcome.grade.words, outcome.score, outcome.may_be_awarded) == (grade, score, may)


def test_a_mandatory_item_that_is_missing_allows_qualified_at_most_and_no_award():
    items = [Item("1", Kind.RATIO, D(98)), Item("2", Kind.MANDATORY, D(2))]
    there = assess(items, {"1": Found(part=1, whole=1), "2": Found(met=True)}, DEFAULT_BANDS)
    gone = assess(items, {"1": Found(part=1, whole=1), "2": Found(met=False)}, DEFAULT_BANDS)
    assert (there.grade.words, there.may_be_awarded) == ("优秀", True)
    assert (gone.score, gone.grade.words, gone.may_be_awarded) == (98, "合格", False)


def test_deductions_of_one_item_never_eat_into_another():
    items = [Item("1", Kind.PER_COUNT_DEDUCTION, D(10), {"each": "5"}), Item("2", Kind.FULL_OR_ZERO, D(90))]
    outcome = assess(items, {"1": Found(count=50), "2": Found(met=True)}, DEFAULT_BANDS)
    assert outcome.score == 90
    assert [(line.item.code, line.lost) for line in outcome.deductions] == [("1", 10)]


@pytest.mark.parametrize(("own", "verified", "points"), [("95", "85", 0), ("95.01", "85", 1), ("80", "95", 0)])
def test_a_gap_of_more_than_ten_points_costs_one(own, verified, points):
    assert credibility(D(own), D(verified)) == points


def test_units_are_ranked_within_their_class_only_and_ties_share_a_rank():
    standings = ranked(
        [("A", "事业", D(90)), ("B", "企业", D(99)), ("C", "事业", D(90)), ("D", "事业", D(80)), ("E", "事业", D(95))]
    )
    assert [(row.unit, row.rank, row.of) for row in standings["事业"]] == [
        ("E", 1, 4),
        ("A", 2, 4),
        ("C", 2, 4),
        ("D", 4, 4),
    ]
    assert [(row.unit, row.rank, row.of) for row in standings["企业"]] == [("B", 1, 1)]


@pytest.mark.parametrize(
    ("parts", "score"), [([], "80"), ([("90", 10)], "83"), ([("90", 30), ("50", 10)], "80"), ([("90", 0)], "80")]
)
def test_a_unit_counts_its_parts_by_their_heads(parts, score):
    assert unit_with_parts(D(80), [(D(part), heads) for part, heads in parts]) == D(score)


def test_what_a_unit_says_of_itself_is_out_of_a_hundred_of_what_concerns_it():
    """Else a unit that half of the items do not concern could never rate itself too high (credibility, section 3)."""

    def row(full, claimed, applies=True, outside=False):
        return Row(
            item=Row(full=D(full), is_outside=outside),
            claimed=None if claimed is None else D(claimed),
            is_applicable=applies,
        )

    rows = [row("40", "38"), row("20", "20"), row("40", None, applies=False), row("5", "5", outside=True)]
    assert said_of(rows, "rescale") == Fraction(5800, 60)
    assert said_of(rows, "full") == 98
    assert said_of([row("10", None)], "rescale") is None
