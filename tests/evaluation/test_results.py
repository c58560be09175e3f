"""Rates, lines, weights and the own line (EVA-43 to EVA-49), through real boxes where the box matters."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils import timezone

from congress.reading.facts import facts_of
from evaluation.appraisal import measures, results, rules, sweep, workflow
from evaluation.appraisal.models import Flag
from evaluation.appraisal.rules.lines import Line
from tests import factories as make
from tests.evaluation import scenes
from ymdm.duties.models import Duty
from ymdm.workflow import NoAuthority, Refused

MAIN = Line("main", True, Fraction(3, 5), "60%")
ADMONISH = Line("admonish", True, Fraction(2, 3), "2/3")
UNFIT = Line("unfit", False, Fraction(1, 3), "1/3")


@pytest.mark.parametrize(
    ("competent", "unfit", "valid", "crosses"),
    [
        (60, 0, 100, ["admonish"]),  # exactly 60 % is not below
        (59, 0, 100, ["main", "admonish"]),
        (2, 0, 3, []),  # exactly two thirds
        (66, 0, 100, ["admonish"]),
        (67, 33, 100, []),
        (1, 1, 3, ["main", "admonish"]),  # exactly one third is not above
        (60, 34, 100, ["admonish", "unfit"]),
        (0, 0, 0, []),
    ],
)
def test_a_line_is_crossed_by_whole_numbers(competent: int, unfit: int, valid: int, crosses: list[str]) -> None:
    found = rules.crossed([MAIN, ADMONISH, UNFIT], competent=competent, unfit=unfit, valid=valid)
    assert [one.line.code for one in found] == crosses


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("优秀 100 优秀", "等次有 1 个"),
        ("优秀 100 优秀\n称职 100 称职", "从高到低"),
        ("优秀 100 优秀\n优秀 80 称职", "重复"),
        ("优秀 101 优秀\n称职 80 称职", "第 1 行"),
        ("优秀 100 优秀\n一般 50 一般", "第 2 行"),
    ],
)
def test_a_scale_of_the_units_own_must_be_readable(text: str, says: str) -> None:
    with pytest.raises(Refused, match=says):
        rules.parse_scale(text)


@pytest.mark.parametrize(
    ("legal_type", "second"),
    [("agency", "称职"), ("civil_service_managed", "称职"), ("enterprise", "称职"), ("public_institution", "合格")],
)
def test_the_scale_follows_the_legal_type_of_the_unit(legal_type: str, second: str) -> None:
    assert rules.leader_scales()[rules.leader_scale(legal_type)][1][1].words == second


@pytest.mark.django_db
def test_blanks_are_in_the_base_and_the_own_line_is_not() -> None:
    """EVA-43, EVA-49: ten ballots; the third leader is one of the voters and leaves the own line out."""
    stage = scenes.planned()
    first, _other, third = stage.leaders
    grades = [{first: "a", third: "b"}, {third: "d"}] + [{first: "b", third: "a"}] * 7 + [{first: "c"}]
    scenes.counted(stage, grades=grades)
    rows = {row.appraisee.person_id: row for row in results.rows_of(stage.appraisal)}
    of_first, of_third = rows[first.pk], rows[third.pk]
    assert (of_first.valid, of_first.blank, of_first.own) == (10, 1, 0)
    assert (of_first.excellent.of, of_first.competent.words) == ("1 / 10 票", "80.00%")
    assert (of_third.valid, of_third.blank, of_third.own) == (9, 0, 1)
    assert of_third.unfit.of == "1 / 9 票"
    assert rows[None].valid == 10


@pytest.mark.django_db
def test_flags_are_raised_with_the_count_and_decide_nothing() -> None:
    stage = scenes.planned()
    first = stage.leaders[0]
    before = (first.is_active, first.appointments.count())
    scenes.sent_up(stage, grades=[{first: "d"}] * 4 + [{first: "a"}] * 6)
    flags = list(Flag.objects.filter(appraisee=stage.line(first)))
    assert sorted(flag.line for flag in flags) == ["admonish", "unfit"]
    assert "4 票，有效票 10 张" in next(flag.sentence for flag in flags if flag.line == "unfit")
    first.refresh_from_db()
    assert (first.is_active, first.appointments.count()) == before
    owed = Duty.objects.of(flags[0]).owed().get()
    assert owed.unit == stage.superior
    with pytest.raises(NoAuthority):
        workflow.answer_flag(flags[0], stage.union, text="同意")
    workflow.answer_flag(flags[0], stage.above, text="已核实，谈话提醒。")
    assert not Duty.objects.of(flags[0]).owed().exists()


@pytest.mark.django_db
def test_lines_that_are_switched_off_raise_no_flag() -> None:
    stage = scenes.planned(lines=["main"])
    first = stage.leaders[0]
    scenes.counted(stage, grades=[{first: "d"}] * 4 + [{first: "a"}] * 6)
    assert not Flag.objects.filter(appraisee=stage.line(first)).exists()


@pytest.mark.django_db
def test_groups_weigh_as_the_plan_says_and_merged_ones_together() -> None:
    """EVA-46: representatives 40, heads 30, staff 30; heads and staff are two and three and are merged by the box."""
    stage = scenes.planned(groups=scenes.rules_three(), is_scored=True)
    heads, staff = ([make.person(stage.unit) for _ in range(number)] for number in (2, 3))
    for kind, people in (("lower_heads", heads), ("staff", staff)):
        workflow.add_voters(stage.appraisal, stage.union, group=stage.appraisal.groups.get(kind=kind), people=people)
    scenes.voting(stage)
    first = stage.leaders[0]
    for person in stage.voters:
        scenes.cast(stage, person, scenes.choice(stage, person, {first: "a"}))
    for person in [*heads, *staff]:
        scenes.cast(stage, person, scenes.choice(stage, person, {first: "c"}))
    scenes.opened(stage)
    row = next(row for row in results.rows_of(stage.appraisal) if row.appraisee.person_id == first.pk)
    assert row.score == Decimal("76.00")  # 0.4 × 100 + 0.6 × 60
    assert stage.appraisal.took_part == 10  # the others are no representatives


@pytest.mark.django_db
def test_comments_are_told_from_ten_ballots_on() -> None:
    stage = scenes.counted(scenes.planned(8), words="多下基层")
    assert all(
        row.hides_comments and not row.comments for row in results.rows_of(stage.appraisal) if row.appraisee.person_id
    )


@pytest.mark.django_db
def test_the_years_of_one_leader_stand_side_by_side_for_whoever_reads_them() -> None:
    stage = scenes.disclosed(scenes.planned())
    first = stage.leaders[0]
    type(stage.appraisal).objects.filter(pk=stage.appraisal.pk).update(year=stage.appraisal.year - 1)
    old = stage.again()
    assert old.year < timezone.localdate().year
    now = timezone.now()
    assert [row.appraisee.appraisal.year for row in results.years_of(first, stage.inspector, now)] == [old.year]
    assert [row.appraisee.appraisal.year for row in results.years_of(first, first, now)] == [old.year]
    assert results.years_of(first, stage.leaders[1], now) == []


@pytest.mark.django_db
def test_the_years_appraisal_is_owed_from_october_and_met_by_the_plan() -> None:
    stage = scenes.planned()
    workflow.call_off(stage.appraisal, stage.union, reason="改期")
    at = timezone.now()
    if timezone.localdate(at).month < 10:
        at = timezone.make_aware(timezone.datetime(at.year - 1, 11, 20, 9))
    year = timezone.localdate(at).year
    assert sweep.owe_yearly(at) == 1
    assert sweep.owe_yearly(at) == 0
    duty = Duty.objects.get(kind="appraisal.yearly")
    assert (duty.due_on, duty.unit) == (date(year, 12, 31), stage.unit)
    workflow.plan(stage.unit, stage.union, year=year, superior=stage.superior, leaders=[(stage.leaders[0], "院长")])
    duty.refresh_from_db()
    assert not duty.is_owed


@pytest.mark.django_db
def test_check_c3_of_the_year_reads_an_appraisal_held_by_itself() -> None:
    stage = scenes.planned()
    held = make.session(stage.appraisal.term, held_on=timezone.localdate())
    year = timezone.localdate().year
    assert facts_of(held).appraised_on == ()
    assert measures.appraisals_held(stage.unit, year, timezone.localdate()).value == 0
    scenes.counted(stage)
    assert facts_of(held).appraised_on == (timezone.localdate(),)
    assert measures.appraisals_held(stage.unit, year, timezone.localdate()).value == 1
    assert measures.taking_part(stage.appraisal).of == "10 / 10 人"


@pytest.mark.django_db
def test_a_leader_explains_the_own_result_once_after_the_feedback() -> None:
    stage = scenes.fed_back(scenes.planned())
    first, other = stage.leaders[:2]
    with pytest.raises(NoAuthority):
        workflow.explain(stage.line(first), other, text="代为说明")
    workflow.explain(stage.line(first), first, text="测站去得少，明年每季度一次。")
    with pytest.raises(Refused, match="已经作过说明"):
        workflow.explain(stage.line(first), first, text="再说一次")
