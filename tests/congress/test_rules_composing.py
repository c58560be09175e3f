"""Who the representatives and the organs are (CON-19 to CON-25, CON-33, 35, 38 to 40, 42)."""

import csv
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from congress.rules.composing import Roll, judge_roll
from congress.rules.serving import (
    COMMITTEES,
    Committee,
    judge_committees,
    judge_length,
    judge_presidium,
    judge_reports,
    judge_term,
    judge_vacancies,
    years_after,
)

from .laws import CHARTER, FACTORY, HENAN, NATIONAL, SCHOOL, SHAANXI, SHANGHAI, SICHUAN, ZHEJIANG, LawOf

ROSTER = Path(__file__).resolve().parents[3] / "shared" / "data" / "roster" / "expected_accepted.csv"
LEADERS = re.compile("局长|处长|科长|站长|主任$|总经理|段长")
# The roster of the bureau: 154 representatives among 1150 employees.
BUREAU = Roll(total=154, staff=1150, managers=26, front_line=90, women=47, staff_women=369)
FEW_MANAGERS = Roll(total=60, staff=600, managers=12, front_line=30, women=20, staff_women=200)


def verdict(code, roll, law):
    return {finding.code: finding for finding in judge_roll(roll, law)}[code]


@pytest.mark.skipif(not ROSTER.exists(), reason=f"{ROSTER} is not here; it lies beside the checkout")
def test_the_bureau_above_is_that_of_its_roster():
    rows = list(csv.DictReader(ROSTER.read_text(encoding="utf-8").splitlines()))
    representatives = [row for row in rows if row["rep"] == "是"]
    assert (len(representatives), len(rows)) == (BUREAU.total, BUREAU.staff)
    assert sum(row["gender"] == "女" for row in representatives) == BUREAU.women
    assert sum(row["gender"] == "女" for row in rows) == BUREAU.staff_women
    assert sum(bool(LEADERS.search(row["post"])) for row in representatives) == BUREAU.managers


@pytest.mark.parametrize(
    ("law", "found"),
    [(ZHEJIANG, "fail"), (SHANGHAI, "warn"), (HENAN, "warn"), (NATIONAL, "warn"), (SHAANXI, "warn"), (CHARTER, "warn")],
    ids=["zhejiang", "shanghai", "henan", "national", "shaanxi", "charter"],
)
def test_the_women_of_the_roster_are_too_few_under_zhejiang_and_a_warning_elsewhere(law, found):
    finding = verdict("women", BUREAU, law)
    assert finding.verdict == found and finding.rule.id == "CON-22"
    assert finding.sentence == (
        "女职工代表占 47/154（30.52%），女职工占职工 369/1150（32.09%），女职工代表须不少于 50 名，不符合。"
    )
    assert finding.remedy == "补选、换届时请至少增加 3 名女职工代表。"


def test_the_leaders_of_the_roster_are_within_a_fifth():
    finding = verdict("managers", BUREAU, ZHEJIANG)
    assert finding.verdict == "pass" and "26/154（16.88%），须不超过 20% 即 30 名" in finding.sentence


@pytest.mark.parametrize(
    ("managers", "law", "found", "rule"),
    [
        (12, ZHEJIANG, "pass", "CON-19"),  # exactly a fifth of 60
        (13, ZHEJIANG, "fail", "CON-19"),
        (13, SHANGHAI, "fail", "CON-19"),
        (13, CHARTER, "fail", "CON-19"),
        (13, FACTORY, "fail", "CON-19"),  # the Shaanxi text binds it too
        (13, LawOf("enterprise", "", "soe_industrial_1986"), "warn", "CON-20"),
        (12, LawOf("enterprise", "", "soe_industrial_1986"), "pass", "CON-20"),
        (10, LawOf(own=[("CON-19", "1/6")]), "pass", "CON-19"),
        (11, LawOf(own=[("CON-19", "1/6")]), "fail", "CON-19"),
        (None, ZHEJIANG, "fail", "CON-19"),
    ],
)
def test_managers_are_at_most_a_fifth(managers, law, found, rule):
    finding = verdict("managers", replace(FEW_MANAGERS, managers=managers), law)
    assert (finding.verdict, finding.rule.id) == (found, rule)


@pytest.mark.parametrize(
    ("front_line", "law", "found"),
    [
        (30, SICHUAN, "pass"),
        (29, SICHUAN, "fail"),
        (29, SHANGHAI, "warn"),
        (29, CHARTER, "warn"),
        (None, CHARTER, "fail"),
    ],
)
def test_half_are_front_line_where_a_number_is_set_and_a_warning_elsewhere(front_line, law, found):
    assert verdict("front_line", replace(FEW_MANAGERS, front_line=front_line), law).verdict == found


@pytest.mark.parametrize(("women", "found"), [(20, "pass"), (19, "fail"), (21, "pass"), (None, "fail")])
def test_the_share_of_women_is_compared_in_whole_numbers(women, found):
    """20 of 60 is exactly 200 of 600."""
    assert verdict("women", replace(FEW_MANAGERS, women=women), ZHEJIANG).verdict == found


@pytest.mark.parametrize(
    ("change", "law", "found"),
    [
        ({}, ZHEJIANG, "n/a"),
        ({"places_disabled": True, "disabled": 6, "staff_disabled": 60}, ZHEJIANG, "pass"),
        ({"places_disabled": True, "disabled": 5, "staff_disabled": 60}, ZHEJIANG, "fail"),
        ({"places_disabled": True, "disabled": 5, "staff_disabled": 60}, SHAANXI, "warn"),
        ({"places_disabled": True}, SHAANXI, "fail"),
    ],
)
def test_units_that_place_disabled_people_have_them_represented(change, law, found):
    assert verdict("disabled", replace(FEW_MANAGERS, **change), law).verdict == found


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, "n/a"),
        ({"staff_dispatched": 80}, "warn"),
        ({"staff_dispatched": 80, "dispatched": 1}, "pass"),
        ({"staff_dispatched": 80, "dispatched_observers": 2}, "pass"),
    ],
)
def test_dispatched_workers_are_represented_or_attend(change, found):
    assert verdict("dispatched", replace(FEW_MANAGERS, **change), ZHEJIANG).verdict == found


@pytest.mark.parametrize(
    ("field", "professionals", "law", "found"),
    [
        ("", None, SHANGHAI, "n/a"),
        ("professional", 30, SHANGHAI, "pass"),
        ("professional", 29, SHANGHAI, "warn"),
        ("school", 36, SCHOOL, "pass"),
        ("school", 35, SCHOOL, "fail"),
        ("school", None, SCHOOL, "fail"),
    ],
)
def test_professionals_are_the_main_body_of_their_units_and_teachers_of_schools(field, professionals, law, found):
    roll = replace(FEW_MANAGERS, field=field, professionals=professionals)
    assert verdict("professionals", roll, law).verdict == found


def test_a_roll_without_representatives_or_staff_is_never_silently_fine():
    for roll in (Roll(0, 600), Roll(60, 0)):
        (finding,) = judge_roll(roll, ZHEJIANG)
        assert finding.verdict == "fail" and finding.remedy
    assert [finding.code for finding in judge_roll(BUREAU, CHARTER)] == [
        "managers", "front_line", "women", "disabled", "dispatched", "professionals",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("representatives", "members", "front", "found", "words"),
    [
        (29, 1, 1, "pass", ""), (29, 9, 5, "pass", ""),
        (30, 3, 2, "pass", ""), (30, 2, 2, "fail", "不足 3 人"), (100, 5, 3, "pass", ""), (100, 6, 3, "fail", "超过 5 人"),
        (101, 7, 4, "pass", ""), (101, 6, 6, "fail", "不足 7 人"), (101, 40, 20, "pass", ""),
        (60, 4, 2, "pass", ""), (60, 5, 2, "fail", "低于 50%"), (60, 4, None, "fail", "没有登记"),
        (60, 0, 0, "fail", "还没有选出"),
    ],
)  # fmt: skip
def test_the_presidium_has_its_size_and_half_of_it_is_front_line(representatives, members, front, found, words):
    finding = judge_presidium(members, front, representatives, SHANGHAI)
    assert finding.verdict == found and words in finding.sentence and finding.rule.id == "CON-40"


FULL = [Committee(kind, 5, True, True) for kind in COMMITTEES]


@pytest.mark.parametrize(
    ("committees", "found", "words"),
    [
        (FULL, "pass", ""),
        (FULL[:5], "warn", "还没有代表资格审查"),
        ([], "warn", "还没有提案、民主评议"),
        ([*FULL[:5], Committee("qualification", 0, True, True)], "warn", "还没有代表资格审查"),
        ([*FULL[:5], Committee("qualification", 3, False, True)], "fail", "不由职工代表负责"),
        ([*FULL[:5], Committee("qualification", 3, True, False)], "fail", "没有经职代会通过"),
    ],
)
def test_six_committees_headed_by_representatives_and_passed_by_the_congress(committees, found, words):
    finding = judge_committees(committees, CHARTER)
    assert finding.verdict == found and words in finding.sentence


@pytest.mark.parametrize(
    ("begins", "ends", "law", "found"),
    [
        ("2024-01-01", "2026-12-31", SHANGHAI, "pass"),  # three years
        ("2024-01-01", "2026-12-30", SHANGHAI, "fail"),
        ("2022-01-01", "2026-12-31", SHANGHAI, "pass"),  # five
        ("2022-01-01", "2027-01-01", SHANGHAI, "fail"),
        ("2023-01-01", "2026-12-31", SHANGHAI, "pass"),  # four
        ("2023-01-01", "2026-12-31", HENAN, "fail"),  # three or five
        ("2024-01-01", "2026-12-31", HENAN, "pass"),
        ("2022-01-01", "2026-12-31", HENAN, "pass"),
        ("2024-02-29", "2029-02-28", CHARTER, "pass"),
    ],
)
def test_a_term_lasts_three_to_five_years_and_in_henan_three_or_five(begins, ends, law, found):
    finding = judge_length(date.fromisoformat(begins), date.fromisoformat(ends), law)
    assert finding.verdict == found and finding.rule.id == "CON-38"


@pytest.mark.parametrize(
    ("held", "approved", "law", "found"),
    [
        ("2021-12-31", None, SHANGHAI, "fail"),
        ("2022-01-01", None, SHANGHAI, "pass"),
        ("2026-12-31", None, SHANGHAI, "pass"),
        ("2027-01-01", None, SHANGHAI, "warn"),
        ("2027-01-01", True, SHANGHAI, "pass"),
        ("2027-01-01", False, SHANGHAI, "fail"),
        ("2027-01-01", None, ZHEJIANG, "fail"),
        ("2027-01-01", True, ZHEJIANG, "pass"),
        ("2027-12-31", True, SHANGHAI, "pass"),
        ("2028-01-01", True, SHANGHAI, "fail"),
    ],
)
def test_a_session_lies_in_its_term_or_within_a_year_of_approved_extension(held, approved, law, found):
    term = date(2022, 1, 1), date(2026, 12, 31)
    finding = judge_term(*term, date.fromisoformat(held), law, is_extension_approved=approved)
    assert finding.verdict == found


def test_years_end_on_the_same_day_and_the_leap_day_on_the_first_of_march():
    assert years_after(date(2026, 12, 31), 1) == date(2027, 12, 31)
    assert years_after(date(2024, 2, 29), 1) == date(2025, 3, 1)
    assert years_after(date(2024, 2, 29), 4) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("since", "found"),
    [([], "pass"), (["2026-09-26"], "pass"), (["2026-09-25"], "warn"), (["2026-11-01", "2026-01-01"], "warn")],
)
def test_a_seat_that_stands_empty_longer_than_60_days_is_a_warning(since, found):
    finding = judge_vacancies([date.fromisoformat(one) for one in since], date(2026, 11, 25), CHARTER)
    assert finding.verdict == found and dict(finding.numbers)["出缺"] == len(since)


@pytest.mark.parametrize(
    ("representatives", "reported", "law", "found"),
    [
        (60, 60, CHARTER, "pass"),
        (60, 59, CHARTER, "warn"),
        (60, 59, SHANGHAI, "fail"),
        (60, 59, HENAN, "fail"),
        (0, 0, HENAN, "n/a"),
    ],
)
def test_every_representative_reports_once_a_year(representatives, reported, law, found):
    assert judge_reports(representatives, reported, law).verdict == found
