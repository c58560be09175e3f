"""Terms and constituencies: how long, for whom, how many seats and from where (CON-08 to CON-27, CON-38, CON-39)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from congress.models import CongressTerm, Constituency, Mandate
from congress.posts import guess
from congress.workflow import roll as workflow
from proposals.models import Category
from tests import factories as make
from tests.congress import roll_scenes as scenes
from ymdm.organization import roll as organization
from ymdm.organization.models import Person, Role
from ymdm.rulebook.workflow import settle
from ymdm.workflow import SYSTEM, NoAuthority, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return make.bureau()


@pytest.fixture
def small():
    """A unit of twelve in Shanghai, where the texts name both ends of a term."""
    unit = make.unit("小单位")
    settle(unit, SYSTEM, place="上海", profile="")
    for _ in range(11):
        make.person(unit)
    return unit, make.person(unit, role=Role.UNION_OFFICER)


def later(day: date, years: int) -> date:
    return day.replace(year=day.year + years) - timedelta(1)


def opened(unit, by, *, years: int = 5, **fields) -> CongressTerm:
    begins = timezone.localdate().replace(day=1)
    typed = {"number": 1, "begins_on": begins, "ends_on": later(begins, years)} | fields
    return workflow.open_term(unit, by, **typed)


@pytest.mark.parametrize(("years", "fits"), [(2, False), (3, True), (4, True), (5, True), (6, False)])
def test_a_term_lasts_three_to_five_years_where_the_text_says_so(small, years, fits):
    if fits:
        assert opened(*small, years=years).pk
    else:
        with pytest.raises(Refused) as refusal:
            opened(*small, years=years)
        assert refusal.value.rule.id == "CON-38"
        assert not CongressTerm.objects.exists()


def test_a_new_term_begins_after_the_former_one_and_counts_on(house):
    with pytest.raises(Refused, match="届满"):
        opened(house.unit, house.union, number=7)
    begins = house.term.ends_on + timedelta(1)
    with pytest.raises(Refused, match="第 7 届"):
        opened(house.unit, house.union, number=6, begins_on=begins, ends_on=later(begins, 5))
    made = opened(house.unit, house.union, number=7, begins_on=begins, ends_on=later(begins, 5))
    # Proposals of the new term have their categories at once.
    assert Category.objects.filter(term=made).count() == 9


def test_only_who_keeps_the_roll_opens_a_term(house):
    with pytest.raises(NoAuthority):
        opened(house.branch, house.leader)


def test_election_is_put_off_once_by_a_year_at_most_and_seats_run_on(house):
    until = house.term.ends_on
    seat = Mandate.objects.get(person=house.proposer)
    with pytest.raises(Refused, match="最多推迟到"):
        workflow.extend_term(house.term, house.union, until=until + timedelta(400), because="机构改革", paper="批复")
    with pytest.raises(Refused, match="文件"):
        workflow.extend_term(house.term, house.union, until=until + timedelta(90), because="机构改革", paper=" ")
    workflow.extend_term(
        house.term, house.union, until=until + timedelta(90), because="机构改革", paper="黄工〔2026〕3号"
    )
    seat.refresh_from_db()
    assert seat.appointment.until_on == until + timedelta(90) == house.term.ends_on
    with pytest.raises(Refused, match="推迟过一次"):
        workflow.extend_term(house.term, house.union, until=until + timedelta(99), because="再推", paper="批复")


def test_everybody_of_a_small_unit_takes_part_in_its_assembly(small):
    unit, union = small
    term = opened(unit, union, is_assembly=True)
    assert workflow.seat_all(term, union) == 12
    assert Mandate.objects.in_force(timezone.localdate()).filter(term=term).count() == 12
    with pytest.raises(Refused, match="都已经登记"):
        workflow.seat_all(term, union)
    newcomer = make.person(unit)
    assert workflow.seat_all(term, union) == 1
    newcomer.forget_grants()
    assert newcomer.may("proposals.submit", unit)
    from ymdm.organization.workflow import leave

    leave(newcomer, union, on=timezone.localdate())
    assert Mandate.objects.in_force(timezone.localdate() + timedelta(1)).filter(term=term).count() == 12


def test_seating_everybody_asks_as_often_for_ninety_as_for_twelve(small):
    unit, union = small
    term = opened(unit, union, is_assembly=True)

    def asked() -> int:
        with CaptureQueriesContext(connection) as told:
            workflow.seat_all(term, union)
        return len(told)

    asked()  # the office is made with the first
    make.person(unit)
    one = asked()
    for _ in range(40):
        make.person(unit)
    assert asked() == one


def test_a_unit_of_a_hundred_holds_a_congress_and_no_assembly():
    unit = make.unit()
    settle(unit, SYSTEM, place="上海", profile="")
    union = make.person(unit, role=Role.UNION_OFFICER)
    Person.objects.bulk_create(Person(name="某人", unit=unit, staff_number=f"H-{number:03d}") for number in range(98))
    assert opened(unit, union, is_assembly=True).pk  # 99 employees
    make.person(unit)
    with pytest.raises(Refused) as refusal:
        opened(unit, union, number=2, begins_on=date(2040, 1, 1), ends_on=date(2044, 12, 31), is_assembly=True)
    assert refusal.value.rule.id == "CON-08"


# --- constituencies --------------------------------------------------------------------------------------------------


def test_employees_of_a_constituency_are_counted_off_the_roll(house):
    unit = scenes.department(house, 10, women=4)
    make.person(unit, post="科长", gender="female")
    gone = make.person(unit)
    gone.left_on = timezone.localdate() - timedelta(1)
    gone.save()
    made = workflow.set_up_constituency(house.term, house.union, name="甲选区", units=[unit])
    assert (made.employees, made.women, made.front_line, made.managers) == (11, 5, 10, 1)


def test_an_employee_elects_in_one_constituency_only(house):
    scenes.constituency(house)
    first = workflow.set_up_constituency(house.term, house.union, name="西峰选区", units=[house.branch])
    with pytest.raises(Refused, match="西峰选区"):
        workflow.set_up_constituency(house.term, house.union, name="班组选区", units=[house.team])
    with pytest.raises(Refused, match="只选一个"):
        workflow.amend_constituency(first, house.union, name="西峰选区", units=[house.branch, house.team])
    elsewhere = make.unit("别的局")
    with pytest.raises(Refused, match="不属于"):
        workflow.set_up_constituency(house.term, house.union, name="外选区", units=[elsewhere])


def test_seats_are_proposed_by_employees_and_adjusted_with_a_reason(house):
    for name, people in (("甲", 30), ("乙", 15), ("丙", 5)):
        unit = scenes.department(house, people)
        workflow.set_up_constituency(house.term, house.union, name=name, units=[unit])
    assert workflow.share_seats(house.term, house.union, total=10, on=timezone.localdate()) == 10
    rows = {one.name: one for one in Constituency.objects.all()}
    assert [rows[name].seats for name in "甲乙丙"] == [6, 3, 1]
    assert sum(one.managers_at_most for one in rows.values()) <= 2
    with pytest.raises(Refused, match="写明原因"):
        workflow.adjust_seats(rows["丙"], house.union, seats=2)
    workflow.adjust_seats(rows["丙"], house.union, seats=2, because="野外班组分散")
    assert (rows["丙"].proposed, rows["丙"].seats) == (1, 2)


def test_fewer_seats_than_the_text_asks_are_refused():
    unit = make.unit()
    settle(unit, SYSTEM, place="上海", profile="")
    union = make.person(unit, role=Role.UNION_OFFICER)
    Person.objects.bulk_create(Person(name="某人", unit=unit, staff_number=f"H-{n:03d}") for n in range(250))
    term = opened(unit, union)
    workflow.set_up_constituency(term, union, name="全体", units=[unit])
    with pytest.raises(Refused) as refusal:
        workflow.share_seats(term, union, total=34, on=timezone.localdate())
    assert refusal.value.rule.id == "CON-14" and "35" in refusal.value.sentence
    assert workflow.share_seats(term, union, total=35, on=timezone.localdate()) == 35


@pytest.mark.parametrize(
    ("post", "title", "kind"),
    [
        ("局长", "高级工程师", "leader"),
        ("党组书记", "", "leader"),
        ("副总经理", "", "leader"),
        ("副处长", "", "manager"),
        ("科长", "", "manager"),
        ("办公室主任", "", "manager"),
        ("站长", "工程师", "manager"),
        ("站长", "", "manager"),
        ("班长", "", "front_line"),
        ("二级主任科员", "", "front_line"),
        ("四级调研员", "", "front_line"),
        ("项目工程师", "", "professional"),
        ("职员", "经济师", "professional"),
        ("监测员", "工程师", "front_line"),
        ("", "", "front_line"),
    ],
)
def test_the_category_is_guessed_from_the_post(post, title, kind):
    assert guess(post, title) == kind


def test_a_guess_stays_marked_until_somebody_has_looked(house):
    seat = Mandate.objects.get(person=house.proposer)
    Mandate.objects.filter(pk=seat.pk).update(category="front_line", is_guess=True)
    workflow.categorise(seat, house.union, category="manager")
    assert (seat.category, seat.is_guess) == ("manager", False)
    with pytest.raises(Refused, match="没有待核对"):
        workflow.confirm_guesses(house.term, house.union)


def test_whoever_moves_out_of_the_constituency_loses_the_seat_and_the_union_learns_it(house):
    one = scenes.constituency(house)
    stays, moves = scenes.elected(house, one)
    inner = make.unit(parent=one.units.get(), level="team")
    organization.amend(stays.person, house.union, unit=inner)
    organization.amend(moves.person, house.union, unit=house.hr)
    today = timezone.localdate()
    for seat in (stays, moves):
        seat.refresh_from_db()
        seat.appointment.refresh_from_db()
    assert stays.is_in_force(today) and not stays.ended_because
    # A seat of one day ends with that day; it is nobody's tomorrow.
    assert moves.ended_because == "moved" and moves.appointment.until_on <= today
    assert house.union.notices.filter(kind="congress-vacant").exists()


def test_whoever_leaves_the_bureau_leaves_the_seat_vacant(house):
    from congress.roster import vacancies
    from ymdm.organization.workflow import leave

    one = scenes.constituency(house)
    seat, _other = scenes.elected(house, one)
    type(seat.appointment).objects.filter(pk=seat.appointment_id).update(from_on=scenes.days_ago(90))
    leave(seat.person, house.union, on=scenes.days_ago(70))
    ((where, missing, since),) = vacancies(house.term, timezone.localdate())
    assert (where, missing, since) == (one, 1, scenes.days_ago(70))


@pytest.mark.parametrize("number", ["1000", "58061", "99999999999999999999"])
def test_a_number_that_no_term_can_have_is_told_and_nothing_is_lost(house, client, number):
    client.force_login(house.union)
    answer = client.post(reverse("congress:term-new"), {"number": number, "begins_on": "2029-01-01"})
    assert answer.status_code == 422
    assert "数字太大" in answer.content.decode()
    assert 'value="2029-01-01"' in answer.content.decode()
