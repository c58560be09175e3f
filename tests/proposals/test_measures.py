"""The figures of section 8: what each counts, what it counts out of, and the rows that open behind it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from proposals import workflow
from proposals.measures import CUTS, NONE, Scope, figures, reply_rate
from proposals.measures.register import register_figures
from proposals.models import Proposal, State
from tests import factories
from tests.proposals.registers import UNHANDLED, bring_in, row
from ymdm.workdays import calendar

pytestmark = pytest.mark.django_db

ON = date(2025, 9, 30)
UNANSWERED = {"答复日期": None, "答复内容": None, "办理结果": None, "满意度": None}


@pytest.fixture
def house():
    house = factories.bureau()
    for name in ("刘家辉", "姚明磊"):
        factories.person(house.branch, name)
    return house


@pytest.fixture
def register(house):
    """Ten rows: in time, late, overdue, not yet due, dissatisfied, converted, merged twice, not filed, unclassified."""
    bring_in(
        row(提案编号="01"),
        row(提案编号="02", 答复日期="2025-06-11", 满意度="基本满意", 办理结果="B"),
        row(提案编号="03", 承办部门="财务处", **UNANSWERED),
        row(提案编号="04", 承办部门="财务处", **UNANSWERED | {"交办日期": "2025-09-22"}),
        row(提案编号="05", 满意度="不满意", 二次答复日期="2025-05-20"),
        row(提案编号="06", 审查结果="转为建议", 类别=None),
        row(提案编号="07", 审查结果="并案", 并入提案="01", **UNHANDLED),
        row(提案编号="08", 审查结果="并案", 并入提案="02", **UNHANDLED),
        row(提案编号="09", 审查结果="不予立案", **UNHANDLED),
        row(提案编号="10", 办理结果=None),
    )
    return house


def told(scope=None, on=ON):
    told = figures(scope or Scope(), on)
    return {measure.label: measure for section in told.sections for measure in section.measures} | {
        measure.label: measure for measure in [*told.headline, *told.identity]
    }


def share(measure):
    return measure.numerator, measure.denominator


def test_an_open_overdue_proposal_counts_against_the_reply_rate_and_one_not_due_does_not(register):
    assert share(told()["按期答复率"]) == (4, 6), "01 05 06 10 of those and 02 (late) and 03 (overdue, unanswered)"
    assert told()["按期答复率"].words == "66.67%"
    assert (told()["逾期答复"].numerator, told()["逾期未答复"].numerator, told()["尚未到期"].numerator) == (1, 1, 1)


def test_the_due_day_itself_is_in_time_and_the_day_after_is_late(register):
    due = Proposal.objects.get(register_number="03").reply_due_on
    assert told(on=due)["逾期未答复"].numerator == 0
    assert told(on=due + timedelta(days=1))["逾期未答复"].numerator == 2, "02 was answered still later"


def test_what_was_answered_after_the_day_of_the_figures_is_not_yet_answered(register):
    before = told(on=date(2025, 6, 10))
    assert (before["逾期答复"].numerator, before["逾期未答复"].numerator) == (0, 2)
    assert share(before["已答复"]) == (4, 6)


def test_received_is_the_sum_of_what_became_of_it(register):
    numbers = figures(Scope(), ON)
    assert [measure.numerator for measure in numbers.identity] == [10, 6, 2, 1, 1, 0, 0]
    assert numbers.adds_up


def test_the_filing_rate_is_told_before_and_after_merging(register):
    assert share(told()["立案率（并案前）"]) == (8, 10)
    assert share(told()["立案率（并案后）"]) == (6, 8)


def test_withdrawn_proposals_stand_apart_and_pending_ones_keep_the_balance(register):
    withdrawn = factories.submitted(register)
    workflow.withdraw(withdrawn, withdrawn.proposer, reason="另有安排")
    factories.submitted(register)
    numbers = figures(Scope(), timezone.localdate())
    assert numbers.adds_up
    assert numbers.identity[0].numerator == 11 and numbers.identity[-1].numerator == 1
    assert told()["撤回"].numerator == 1


def test_a_second_answer_that_nobody_rated_does_not_wash_the_first_grade_away(register):
    assert share(told()["满意率"]) == (3, 5), "01 06 10 of those and 02 and 05"
    assert share(told()["满意率（含基本满意）"]) == (4, 5)
    assert Scope().cut("dissatisfied", ON).get().register_number == "05"


def test_who_did_not_rate_counts_neither_as_satisfied_nor_as_rated(house):
    bring_in(row(提案编号="01"), row(提案编号="02", 满意度=None))
    assert share(told()["满意率"]) == (1, 1)
    assert told()["未评价"].numerator == 1


def test_days_are_told_in_working_and_in_natural_days(house):
    bring_in(row(提案编号="01", 答复日期="2025-04-15"), row(提案编号="02", 答复日期="2025-04-08"))
    workdays = calendar()
    days = [workdays.between(date(2025, 3, 26), day) for day in (date(2025, 4, 15), date(2025, 4, 8))]
    assert days == [13, 8], "without the weekends and the three days of 清明节"
    assert told()["平均答复用时"].value == Decimal("10.5")
    assert told()["最长用时"].value == 13
    assert told()["平均用时（自然日）"].value == Decimal("16.5")
    assert told()["最长用时（自然日）"].value == 20


def test_classes_of_two_schemes_never_mix_and_the_unclassified_have_a_row(register):
    factories.replied(register)  # by the standard scheme
    classes = {
        one.scheme: {m.label: share(m) for m in one.measures} for one in figures(Scope(), timezone.localdate()).classes
    }
    assert classes["register_abc"] == {
        "A 类 已办结": (2, 4),
        "B 类 已列入计划": (1, 4),
        "C 类 留作参考": (0, 4),
        "未分类": (1, 4),
    }
    assert classes["abcd_standard"]["A 类 已解决或基本解决"] == (1, 1)


def test_the_contact_rate_leaves_out_registers_that_hold_no_talks(register):
    assert told()["沟通率"].words == "—"
    factories.contacted(register, factories.in_progress(register))
    factories.assigned(register)
    assert share(told(on=timezone.localdate())["沟通率"]) == (1, 2)


def test_the_closure_rate_counts_filed_ones_and_not_those_merged_into_them(register):
    assert share(told()["办结率"]) == (4, 6)


def test_each_table_has_a_row_for_those_that_have_none(house):
    tables = {table.code: table for table in figures(Scope(), ON).tables}
    assert [tables[code].rows[-1].name for code in ("lead", "category", "delegation")] == [
        "没有交办",
        "没有归类",
        "没有代表团",
    ]
    bring_in(row(提案编号="01"), row(提案编号="02", 类别=None))
    tables = {table.code: table for table in figures(Scope(), ON).tables}
    assert {group.name: group.received.numerator for group in tables["category"].rows} == {"生活后勤": 1, "没有归类": 1}


def test_the_rows_of_a_table_add_up_to_the_whole(register):
    numbers = figures(Scope(), ON)
    for table in numbers.tables:
        assert sum(group.received.numerator for group in table.rows) == 10, table.code
        assert sum(group.open_overdue.numerator for group in table.rows) == 1, table.code
    units = {group.name: share(group.reply_rate) for group in numbers.tables[0].rows}
    assert units == {"人事劳动处": (4, 5), "财务处": (0, 1), "没有交办": (0, 0)}


@pytest.mark.parametrize("name", CUTS)
def test_every_number_counts_the_rows_that_open_behind_it(register, name):
    assert Scope().counts(ON)[name] == Scope().cut(name, ON).count()


def test_a_scope_narrows_by_session_year_unit_category_and_delegation(register):
    session, category = Proposal.objects.first().session, "生活后勤"
    for scope, number in (
        (Scope(session=str(session.pk)), 10),
        (Scope(session="999999"), 0),
        (Scope(year="2025"), 10),
        (Scope(year="2024"), 0),
        (Scope(unit=str(register.finance.pk)), 2),
        (Scope(unit=str(register.unit.pk)), 7),
        (Scope(unit=str(register.branch.pk)), 0),
        (Scope(lead=NONE), 3),
        (Scope(category=category), 9),
        (Scope(category=NONE), 1),
        (Scope(delegation=NONE), 0),
    ):
        assert scope.counts(ON)["received"] == number, scope


def test_the_unit_filter_takes_no_unit_whose_number_only_begins_alike(register):
    assert "/1/" in "/1/12/" and Scope(unit="1").query == "?unit=1"
    other = factories.unit("另一个局", level="bureau")
    assert Scope(unit=str(other.pk)).counts(ON)["received"] == 0


@pytest.mark.parametrize(
    "asked",
    [{"session": "x"}, {"year": "1' or 1=1"}, {"unit": "-3"}, {"lead": "9" * 40}, {"year": "99999"}, {"year": "0"}],
)
def test_what_an_address_says_wrongly_counts_as_nothing(db, asked):
    assert Scope.read(asked) == Scope()


def test_figures_cost_the_same_for_one_proposal_and_for_ten(
    house, django_assert_num_queries, django_assert_max_num_queries
):
    bring_in(row(提案编号="01"))
    with django_assert_max_num_queries(12) as first:
        figures(Scope(), ON)
    bring_in(*(row(提案编号=f"1{number}", 承办部门="财务处", 类别=f"类别{number}") for number in range(9)))
    with django_assert_num_queries(len(first.captured_queries)):
        figures(Scope(), ON)


def test_the_one_figure_for_assessment_is_the_same_as_on_the_page(register):
    scope = Scope(unit=str(register.hr.pk))
    assert share(reply_rate(scope, ON)) == share(told(scope)["按期答复率"]) == (4, 5)


def test_a_year_without_proposals_has_no_rate(house):
    assert all(measure.value is None for measure in figures(Scope(year="1999"), ON).headline)


def test_a_register_is_told_from_the_database_and_not_from_the_sheet(register):
    before = register_figures(Proposal.objects.all(), ON)
    assert (before["all"]["by_state"], before["all"]["dissatisfied_without_second_reply"]) == (
        {"on_time": 4, "late": 1, "open_overdue": 1, "open_in_time": 1}, 0,
    )  # fmt: skip
    Proposal.objects.filter(register_number="03").update(replied_on=date(2025, 5, 1))
    after = register_figures(Proposal.objects.all(), ON)
    assert after["all"]["by_state"] == {"on_time": 5, "late": 1, "open_in_time": 1}
    assert before["merge_groups"] == [["01", "07"], ["02", "08"]]
    assert {state for state in State.values if Proposal.objects.filter(state=state).exists()} >= {"closed", "merged"}
