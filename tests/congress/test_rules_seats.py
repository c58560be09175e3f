"""How many representatives, and from where: the brackets of each text, largest remainder, a proposal that holds (CON-13 to 22)."""

from itertools import product

import pytest

from congress.rules import quotas, seats
from congress.rules.finding import Verdict
from congress.rules.quotas import Constituency, apportion, propose, share_out
from ymdm.workflow import Refused

from .laws import CHARTER, FACTORY, HENAN, NATIONAL, SCHOOL, SHAANXI, SHANGHAI, SICHUAN, ZHEJIANG, LawOf

SHANGHAI_FIRM = LawOf("enterprise", "上海")


@pytest.mark.parametrize(
    ("text", "employees", "least"),
    [
        # CON-13: five per cent, at least 30; above 100 the rest is negotiable
        ("national_enterprise_2012", 100, 30), ("national_enterprise_2012", 600, 30), ("national_enterprise_2012", 601, 31),
        ("national_enterprise_2012", 1000, 50), ("national_enterprise_2012", 1001, 51),
        ("national_enterprise_2012", 2000, 100), ("national_enterprise_2012", 2001, 100), ("national_enterprise_2012", 9999, 100),
        # CON-14: the values of the papers
        ("shanghai_2017", 99, 30), ("shanghai_2017", 100, 30), ("shanghai_2017", 199, 30), ("shanghai_2017", 200, 35),
        ("shanghai_2017", 1000, 75), ("shanghai_2017", 2999, 170), ("shanghai_2017", 3000, 175), ("shanghai_2017", 3001, 175),
        ("shanghai_2017", 3100, 175), ("shanghai_2017", 9000, 175),
        # CON-15
        ("zhejiang_2010", 99, 30), ("zhejiang_2010", 100, 40), ("zhejiang_2010", 199, 40), ("zhejiang_2010", 200, 47),
        ("zhejiang_2010", 999, 96), ("zhejiang_2010", 1000, 100), ("zhejiang_2010", 1999, 100), ("zhejiang_2010", 2000, 120),
        ("zhejiang_2010", 4999, 160), ("zhejiang_2010", 5000, 200), ("zhejiang_2010", 20000, 200),
        # CON-16: both bands meet at 1,000
        ("henan_2007", 100, 30), ("henan_2007", 200, 30), ("henan_2007", 400, 40), ("henan_2007", 1000, 100),
        ("henan_2007", 1001, 31), ("henan_2007", 10000, 300), ("henan_2007", 10001, 30),
        # CON-17
        ("sichuan_2008", 100, 30), ("sichuan_2008", 999, 30), ("sichuan_2008", 1000, 100), ("sichuan_2008", 9999, 100),
        ("sichuan_2008", 10000, 150),
    ],
)  # fmt: skip
def test_the_least_number_is_that_of_the_bracket(text, employees, least):
    assert seats.minimum_seats(text, employees).number == least


@pytest.mark.parametrize(
    ("law", "employees", "least", "rule"),
    [
        (SHANGHAI, 1000, 75, "CON-14"),
        (ZHEJIANG, 1000, 100, "CON-15"),
        (HENAN, 1000, 100, "CON-16"),
        (SICHUAN, 1000, 100, "CON-17"),
        (NATIONAL, 1000, 50, "CON-13"),
        (SHAANXI, 1000, 50, "CON-13"),  # its own text says nothing that was read
        (FACTORY, 1000, 50, "CON-13"),
        (SHANGHAI_FIRM, 3000, 175, "CON-14"),
        (HENAN, 1001, 51, "CON-13"),  # the national text asks more: the stricter holds (CON-02)
        (HENAN, 201, 30, "CON-13"),
    ],
)
def test_of_several_texts_the_largest_number_holds(law, employees, least, rule):
    found = seats.minimum_seats(law, employees)
    assert (found.number, found.rule.id) == (least, rule) and found.note


@pytest.mark.parametrize(("law", "rule"), [(CHARTER, "CON-10"), (SCHOOL, "CON-18"), ("school_2011", "CON-18")])
def test_where_no_text_sets_a_number_the_charter_does(law, rule):
    found = seats.minimum_seats(law, 1000)
    assert (found.number, found.rule.id) == (None, rule)
    assert seats.judge_number(1, 1000, law).verdict is Verdict.NA


@pytest.mark.parametrize(
    ("employees", "gap"), [(99, False), (100, True), (101, False), (999, False), (1000, True), (1001, False)]
)
def test_zhejiang_shows_the_gap_between_its_brackets(employees, gap):
    assert ("档次空缺" in seats.minimum_seats("zhejiang_2010", employees).note) is gap


@pytest.mark.parametrize(
    ("law", "employees", "representatives", "verdict"),
    [
        (ZHEJIANG, 1000, 100, "pass"), (ZHEJIANG, 1000, 99, "fail"),
        (HENAN, 1000, 150, "pass"), (HENAN, 1000, 151, "warn"), (HENAN, 1000, 99, "fail"),
        (HENAN, 12000, 500, "pass"), (HENAN, 12000, 501, "warn"),
        (NATIONAL, 2001, 100, "pass"), (NATIONAL, 2001, 99, "fail"),
    ],
)  # fmt: skip
def test_too_few_fail_and_too_many_are_worth_a_look(law, employees, representatives, verdict):
    found = seats.judge_number(representatives, employees, law)
    assert found.verdict == verdict and dict(found.numbers)["职工代表"] == representatives
    assert bool(found.remedy) == (verdict != "pass")


@pytest.mark.parametrize(
    ("law", "employees", "holds"), [(NATIONAL, 100, True), (NATIONAL, 99, False), (CHARTER, 100, True)]
)
def test_a_unit_of_100_holds_a_congress_and_a_smaller_one_an_assembly(law, employees, holds):
    assert seats.holds_congress(employees, law) is holds  # CON-08


@pytest.mark.parametrize(
    ("employees", "forms"),
    [(100, "assembly"), (101, "assembly congress"), (300, "assembly congress"), (301, "congress")],
)
def test_a_town_collective_chooses_between_100_and_300(employees, forms):
    assert seats.forms_of_town_collective(employees) == set(forms.split())  # CON-09


# --- sharing out -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("total", "rows", "shares"),
    [
        (10, {"a": 50, "b": 30, "c": 20}, [5, 3, 2]),
        (10, {"a": 47, "b": 33, "c": 20}, [5, 3, 2]),
        (4, {"a": 97, "b": 1, "c": 1, "d": 1}, [1, 1, 1, 1]),
        (6, {"a": 97, "b": 1, "c": 1, "d": 1}, [3, 1, 1, 1]),
        (3, {"a": 10, "b": 10}, [2, 1]),  # equal in everything: the earlier
        (5, {"a": 10, "b": 0, "c": 10}, [3, 0, 2]),  # where nobody works nobody is elected
        (3, {"a": 1, "b": 1, "c": 1}, [1, 1, 1]),
        (154, {"局机关": 180, "晋陕蒙": 150, "天水": 220, "西峰": 160, "绥德": 190, "直属": 300}, [23, 19, 28, 21, 24, 39]),
    ],
)  # fmt: skip
def test_seats_follow_the_employees_by_largest_remainder_and_at_least_one_each(total, rows, shares):
    assert list(share_out(total, rows.items()).values()) == shares


def test_every_seat_is_given_nobody_with_employees_goes_without_and_none_has_more_than_it_has_people():
    for total, *sizes in product(range(1, 13), (1, 2, 7), (1, 5), (0, 3, 40)):
        peopled = [n for n in sizes if n]
        if len(peopled) <= total <= sum(sizes):
            given = list(share_out(total, list(zip("abc", sizes, strict=True))).values())
            assert sum(given) == total
            assert all(1 <= got <= n if n else got == 0 for got, n in zip(given, sizes, strict=True)), (total, sizes)
            pairs = list(zip(sizes, given, strict=True))
            assert all(got >= other for n, got in pairs for m, other in pairs if n > m), (total, sizes)


@pytest.mark.parametrize(("total", "rows"), [(2, {"a": 5, "b": 5, "c": 5}), (7, {"a": 3, "b": 3}), (1, {})])
def test_seats_that_cannot_be_shared_out_are_refused(total, rows):
    with pytest.raises(Refused, match="名额"):
        share_out(total, rows.items())


@pytest.mark.parametrize(
    ("total", "weights", "caps", "parts"),
    [(5, [1, 1], [1, 9], [1, 4]), (5, [1, 1], [1, 1], [1, 1]), (3, [0, 2], [9, 9], [0, 3]), (0, [1], [3], [0]),
     (7, [3, 2, 2], None, [3, 2, 2]), (4, [1, 1, 1], [9, 9, 9], [2, 1, 1]), (3, [], [], [])],
)  # fmt: skip
def test_parts_keep_to_their_caps_and_say_by_their_sum_when_these_are_too_low(total, weights, caps, parts):
    assert apportion(total, weights, caps) == parts


def test_parts_add_up_to_the_whole_or_to_what_the_caps_hold():
    for total, caps in product(range(8), product(range(4), repeat=3)):
        for weights in ((1, 2, 3), (5, 1, 1), (2, 2, 0)):
            parts = apportion(total, weights, caps)
            holds = sum(cap for cap, weight in zip(caps, weights, strict=True) if weight)
            assert sum(parts) == min(total, holds), (total, caps, weights)
            assert all(part <= cap for part, cap in zip(parts, caps, strict=True))


BUREAU = [
    Constituency("局机关", 120, 45, 20, 50),
    Constituency("天水", 300, 90, 220, 30),
    Constituency("西峰", 250, 70, 190, 25),
    Constituency("绥德", 280, 100, 210, 28),
    Constituency("左家场测站", 4, 0, 4, 0),
]


@pytest.mark.parametrize(
    "law", [NATIONAL, ZHEJIANG, LawOf(own=[("CON-19", "1/6")])], ids=["national", "zhejiang", "own"]
)
def test_whoever_keeps_to_the_proposal_meets_the_shares_of_the_whole(law):
    total, staff, staff_women = 100, 954, 305
    plan = propose(total, BUREAU, law)
    rows = plan.seats
    assert sum(row.seats for row in rows) == total and not plan.shortfalls
    assert sum(row.women_at_least for row in rows) * staff >= staff_women * total  # CON-22
    assert 2 * sum(row.front_line_at_least for row in rows) >= total  # CON-21
    most = law.value("CON-19").fraction
    assert sum(row.managers_at_most for row in rows) <= total * most  # CON-19
    for row, one in zip(rows, BUREAU, strict=True):
        assert row.seats >= 1 and row.women_at_least <= min(row.seats, one.women)
        assert row.front_line_at_least <= min(row.seats, one.front_line)
        assert row.managers_at_most <= one.managers
        assert row.front_line_at_least + row.managers_at_most <= row.seats
    assert "最多 20 名" in plan.sentence or "最多 16 名" in plan.sentence


def test_no_constituency_is_promised_more_places_than_it_has():
    """Front line and managers are different people: together they never exceed the seats."""
    for fronts, managers, total in product(product((1, 6, 10), repeat=2), product((0, 4, 9), repeat=2), (3, 8)):
        rows = [Constituency(key, 20, 8, f, m) for key, f, m in zip("ab", fronts, managers, strict=True)]
        for row, one in zip(propose(total, rows).seats, rows, strict=True):
            assert row.front_line_at_least + row.managers_at_most <= row.seats, (rows, total)
            assert row.front_line_at_least <= one.front_line and row.managers_at_most <= one.managers
            assert row.women_at_least <= min(row.seats, one.women)


def test_the_proposal_asks_for_no_more_than_the_rules_do():
    plan = propose(100, BUREAU)
    assert (plan.women, plan.front_line, plan.managers) == (32, 50, 20)  # 31.97 women: the next whole one
    assert sum(row.women_at_least for row in plan.seats) == 32
    assert [row.seats for row in plan.seats] == [13, 31, 26, 29, 1]
    assert plan.seats[0].says == "13 名，其中女职工至少 5 名、一线职工至少 1 名、管理人员最多 8 名"
    assert plan.seats[-1].says == "1 名，其中一线职工至少 1 名、不选管理人员"


def test_what_no_distribution_can_reach_is_said():
    bare = [Constituency("机关", 50, 10, 3, 30), Constituency("后勤", 50, 10, 3, 10)]
    assert propose(20, bare).shortfalls == ("各选区最多能选出 6 名一线职工代表，达不到 10 名（CON-21）。",)
    assert quotas.propose(20, bare) == quotas.propose(20, bare)
