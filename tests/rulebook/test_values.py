"""The value in force: by place and legal type, by day, the strictest of what applies, overrides only tighter."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests import factories as make
from ymdm.ledger.models import Event
from ymdm.organization.models import LegalType, Level, Role, Unit
from ymdm.rulebook import law, value, workflow
from ymdm.rulebook.current import law_of
from ymdm.rulebook.models import Override, State
from ymdm.rulebook.profiles import texts_of
from ymdm.workflow import SYSTEM, NoAuthority, Refused

pytestmark = pytest.mark.django_db
E, P, A, C = LegalType.ENTERPRISE, LegalType.PUBLIC_INSTITUTION, LegalType.AGENCY, LegalType.CIVIL_SERVICE_MANAGED
TODAY = date(2026, 11, 25)


@pytest.fixture
def house():
    return make.bureau()


def unit(code="X", legal_type=E, place="", **fields):
    return Unit.objects.create(
        code=code, name=f"{code}单位", legal_type=legal_type, level=Level.UNIT, place=place, **fields
    )


@pytest.mark.parametrize(
    ("legal_type", "place", "chosen", "base", "beside"),
    [
        (E, "", "", "national_enterprise_2012", []),
        (E, "甘肃", "", "national_enterprise_2012", []),
        (E, "河南", "", "henan_2007", ["national_enterprise_2012", "henan_union_2004"]),
        (E, "上海", "", "shanghai_2017", ["national_enterprise_2012"]),
        (E, "陕西", "", "shaanxi_2012", ["national_enterprise_2012"]),
        (E, "陕西", "soe_industrial_1986", "soe_industrial_1986", ["shaanxi_2012", "national_enterprise_2012"]),
        (P, "上海", "", "shanghai_2017", []),
        (P, "四川", "", "sichuan_2008", []),
        (P, "陕西", "", "bureau_charter", []),  # the Shaanxi text speaks of enterprises alone
        (P, "河南", "", "bureau_charter", ["henan_union_2004"]),
        (P, "", "school_2011", "school_2011", []),
        (E, "", "school_2011", "national_enterprise_2012", []),  # chosen by a school above, no text for enterprises
        (A, "上海", "school_2011", "bureau_charter", []),
        (C, "湖南", "", "bureau_charter", []),  # the ordinance excludes them (CON-10)
    ],
)
def test_a_unit_stands_under_the_texts_of_its_place_and_legal_type(legal_type, place, chosen, base, beside):
    found = [text.code for text in texts_of(legal_type, place, TODAY, chosen=chosen)]
    assert found == [base, *beside]


@pytest.mark.parametrize(
    ("key", "legal_type", "place", "number", "why"),
    [
        # the contradictions of congress.md section 11
        ("CON-64", E, "上海", "过半数", "profile"),  # national and Shanghai both apply: the stricter (CON-02)
        ("CON-64", P, "上海", "半数以上", "profile"),
        ("CON-64", P, "浙江", "过半数", "profile"),
        ("CON-50", E, "", "1", "profile"),
        ("CON-54", E, "河南", "15", "profile"),
        ("CON-54", E, "北京", "7", "profile"),
        ("CON-54", P, "河南", "15", "profile"),  # the union ordinance of Henan covers public institutions
        ("CON-56", E, "山东", "7", "profile"),
        ("CON-56", E, "重庆", "5", "profile"),
        ("CON-79", E, "山东", "15", "profile"),
        ("CON-79", E, "河南", "7", "profile"),
        ("CON-79", E, "陕西", "15", "default"),
        ("CON-78", E, "山东", "3", "profile"),
        ("CON-22", E, "浙江", "不通过", "profile"),
        ("CON-22", E, "上海", "提示", "profile"),
        ("PRO-23", C, "陕西", "90", "default"),
        ("PRO-37.close", C, "", "5", "default"),
    ],
)
def test_the_value_is_that_of_place_and_type(key, legal_type, place, number, why):
    found = value(key, unit(legal_type=legal_type, place=place), TODAY)
    assert (found.number, found.why) == (number, why)


def test_the_1986_rule_asks_for_two_sessions_where_a_unit_stands_under_it():
    mill = unit(place="陕西", profile="soe_industrial_1986")
    found = value("CON-50", mill, TODAY)
    assert (found.count, found.profile.code, found.version) == (
        2,
        "soe_industrial_1986",
        "soe_industrial_1986@1986-09-15",
    )


def test_a_collective_contract_in_henan_takes_the_stricter_majority():
    """CON-02 names this very case: 集体合同规定 36 says 半数以上, 河南 20 过半数."""
    assert value("CON-64", unit(place="河南"), TODAY, matter="collective_contract").number == "过半数"
    assert value("CON-64", unit("Y", P, "上海"), TODAY, matter="collective_contract").number == "半数以上"


@pytest.mark.parametrize(
    ("on", "number", "why"),
    [(date(2008, 1, 1), "7", "profile"), (date(2007, 12, 31), "15", "default")],
)
def test_the_law_of_a_day_is_that_of_the_texts_in_force_on_it(on, number, why):
    found = value("CON-79", unit(place="河南"), on)
    assert (found.number, found.why) == (number, why)


def test_a_unit_without_a_place_of_its_own_lies_where_the_one_above_it_does():
    above = unit(place="河南")
    below = unit("Y", parent=above)
    assert law(below, TODAY).profile.code == "henan_2007"
    workflow.settle(below, SYSTEM, place="山东", profile="")
    assert law(below, TODAY).profile.code == "shandong_2014"
    assert Event.objects.of(below).last().says == "登记规则口径"
    with pytest.raises(Refused, match="不适用于企业单位"):
        workflow.settle(below, SYSTEM, place="山东", profile="school_2011")


def test_asking_costs_one_query_however_many_amounts_and_overrides(house, django_assert_num_queries):
    for number in range(89, 79, -1):
        set_(house, str(number))
    law(house.branch, TODAY)
    with django_assert_num_queries(1):
        here = law(house.team, TODAY + timedelta(days=30))
        assert [here.value(key).number for key in ("PRO-23", "CON-79", "PRO-37.close")] == ["80", "15", "5"]


# --- overrides ---------------------------------------------------------------------------------------------------


def second(house):
    return make.person(house.unit, "赵国栋", role=Role.UNION_OFFICER)


def proposed(house, number="60", *, key="PRO-23", where=None, by=None, days=0, **fields):
    typed = {
        "key": key, "number": number, "from_on": timezone.localdate() + timedelta(days=days),
        "reason": "职代会要求加快", "document": "局工会〔2026〕8号",
    } | fields  # fmt: skip
    return workflow.propose(where or house.unit, by or house.union, **typed)


def set_(house, number="60", **fields):
    override = proposed(house, number, **fields)
    workflow.confirm(override, second(house))
    return override


def test_a_proposed_value_holds_only_once_another_officer_has_confirmed_it(house):
    override = proposed(house)
    today = timezone.localdate()
    assert value("PRO-23", house.unit, today).count == 90
    workflow.confirm(override, second(house))
    found = value("PRO-23", house.unit, today)
    assert (found.count, found.why, found.version, found.since) == (60, "override", f"override-{override.pk}", today)
    assert found.because.startswith(f"{house.unit.short}规定（局工会〔2026〕8号），")
    assert [event.says for event in Event.objects.of(override)] == ["提出修改", "确认修改"]
    assert len({event.actor_id for event in Event.objects.of(override)}) == 2


def test_nobody_confirms_what_she_proposed_herself(house):
    override = proposed(house)
    with pytest.raises(NoAuthority, match="另一位工会干部"):
        workflow.confirm(override, house.union)
    with pytest.raises(IntegrityError), transaction.atomic():
        Override.objects.filter(pk=override.pk).update(
            state=State.CONFIRMED, confirmed_by=house.union, confirmed_at=timezone.now()
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Override.objects.filter(pk=override.pk).update(state=State.CONFIRMED)
    assert value("PRO-23", house.unit, timezone.localdate()).count == 90


@pytest.mark.parametrize(
    ("key", "looser", "equal_or_tighter"),
    [
        ("PRO-23", "91", "45"),  # a limit for the unit: smaller is stricter
        ("PRO-33", "9", "15"),  # time that workers are given: larger is stricter
        ("PRO-07", "1", "3"),
        ("CON-19", "21%", "1/6"),
        ("EVA-26", "14", "15"),
    ],
)
def test_an_override_may_tighten_and_never_loosen(house, key, looser, equal_or_tighter):
    with pytest.raises(Refused, match="只能更严") as refused:
        proposed(house, looser, key=key)
    assert "CON-03" in str(refused.value) and value(key, house.unit, TODAY).words in str(refused.value)
    if equal_or_tighter != value(key, house.unit, TODAY).number:
        set_(house, equal_or_tighter, key=key)
        assert value(key, house.unit, timezone.localdate()).number == equal_or_tighter


NOT_TO_BE_SET = (
    # amount, what is typed, what the refusal says
    ("CON-61", "3/4", "不由单位规定"),
    ("CON-79", "20", "只随口径变化"),
    ("PRO-16", "5", "不由单位规定"),
    ("PRO-23", "六十", "整数"),
    ("PRO-23", "0", "大于 0"),
    ("PRO-23", "1/2", "大于 0"),
    ("CON-19", "0", "比例"),
    ("CON-19", "15", "比例"),
    ("EVA-04", "看情况", "不实行"),
)


def test_what_may_not_be_set_or_makes_no_sense_is_refused(house):
    for key, number, words in NOT_TO_BE_SET:
        with pytest.raises(Refused, match=words):
            proposed(house, number, key=key)
    assert not Override.objects.exists()


def test_a_unit_below_may_tighten_further_but_not_past_what_the_one_above_set(house):
    set_(house, "60")
    with pytest.raises(Refused, match="现在是 60 天"):
        proposed(house, "75", where=house.branch, by=house.branch_union)
    workflow.confirm(proposed(house, "45", where=house.branch, by=house.branch_union), house.union)
    today = timezone.localdate()
    assert [value("PRO-23", here, today).count for here in (house.unit, house.branch, house.team)] == [60, 45, 45]
    # When the one above becomes stricter than its child, the stricter binds the child too.
    set_(house, "30")
    assert [value("PRO-23", here, today).count for here in (house.unit, house.branch, house.team)] == [30, 30, 30]


def test_a_unit_may_ease_its_own_override_as_far_as_the_rule(house):
    set_(house, "60")
    set_(house, "75")
    assert value("PRO-23", house.unit, timezone.localdate()).count == 75
    set_(house, "90")
    assert value("PRO-23", house.unit, timezone.localdate()).why == "default"


def test_an_earlier_day_keeps_its_value(house):
    set_(house, "60", days=10)
    today = timezone.localdate()
    assert [value("PRO-23", house.unit, today + timedelta(days=n)).count for n in (0, 9, 10, 400)] == [90, 90, 60, 60]
    with pytest.raises(Refused, match="不能早于今天"):
        proposed(house, "50", days=-1)


def test_a_late_confirmation_never_reaches_back(house):
    override = proposed(house, "60")
    Override.objects.filter(pk=override.pk).update(from_on=timezone.localdate() - timedelta(days=7))
    workflow.confirm(override, second(house))
    override.refresh_from_db()
    assert override.from_on == timezone.localdate()
    assert value("PRO-23", house.unit, timezone.localdate() - timedelta(days=1)).count == 90


def test_what_was_meanwhile_overtaken_by_a_stricter_value_above_is_refused_at_confirmation(house):
    override = proposed(house, "60", where=house.branch, by=house.branch_union)
    set_(house, "30")
    with pytest.raises(Refused, match="现在是 30 天"):
        workflow.confirm(override, house.union)
    override.refresh_from_db()
    assert override.state == State.PROPOSED


def test_a_waiting_change_can_be_declined_or_withdrawn_and_leaves_the_value(house):
    override = proposed(house)
    with pytest.raises(Refused, match="等待确认"):
        proposed(house, "50")
    with pytest.raises(NoAuthority):
        workflow.decline(override, house.union, reason="x")
    workflow.decline(override, second(house), reason="先征求承办单位意见")
    again = proposed(house, "50")
    with pytest.raises(NoAuthority):
        workflow.withdraw(again, second(house))
    workflow.withdraw(again, house.union)
    assert value("PRO-23", house.unit, timezone.localdate()).count == 90
    assert [row.state for row in Override.objects.order_by("pk")] == [State.DECLINED, State.WITHDRAWN]


def test_only_union_officers_change_and_only_in_their_units(house):
    for person in (house.leader, house.handler, house.inspector, house.admin, house.employee, house.proposer):
        with pytest.raises(NoAuthority):
            proposed(house, by=person)
    with pytest.raises(NoAuthority):
        proposed(house, by=house.branch_union)
    mine = proposed(house, where=house.branch, by=house.branch_union)
    with pytest.raises(NoAuthority):
        workflow.confirm(mine, house.leader)


MOVED = date(2026, 10, 1)


@pytest.mark.parametrize(
    ("on", "place"),
    [(date(2019, 5, 1), "河南"), (date(2026, 9, 30), "河南"), (MOVED, "陕西"), (date(2027, 1, 1), "陕西")],
    ids=["years before", "the day before", "the day", "after"],
)
def test_an_old_day_is_judged_by_where_the_unit_lay_on_that_day(on, place):
    moved = unit(place="河南")
    below = unit("Y", parent=moved)
    workflow.settle(moved, SYSTEM, place="陕西", profile="", from_on=MOVED)
    assert (law_of(moved, on).place, law_of(below, on).place) == (place, place)
    assert value("CON-79", moved, on).profile == law_of(moved, on).profile


def test_a_move_to_come_changes_nothing_yet():
    moving = unit(place="河南")
    workflow.settle(moving, SYSTEM, place="陕西", profile="", from_on=timezone.localdate() + timedelta(days=9))
    moving.refresh_from_db()
    assert (moving.place, law_of(moving, timezone.localdate()).place) == ("河南", "河南")
    assert law_of(moving, timezone.localdate() + timedelta(days=9)).place == "陕西"


def test_a_correction_without_a_day_holds_for_all_days_before_the_next_change():
    wrong = unit(place="河南")
    workflow.settle(wrong, SYSTEM, place="陕西", profile="", from_on=MOVED)
    workflow.settle(wrong, SYSTEM, place="山东", profile="")
    assert [law_of(wrong, on).place for on in (date(2020, 1, 1), MOVED)] == ["山东", "陕西"]
    wrong.refresh_from_db()
    assert wrong.place == "陕西"
