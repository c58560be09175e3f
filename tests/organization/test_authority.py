"""Authority comes from appointments, holds for the subtree, and costs the same for any tree."""

from datetime import timedelta

import pytest
from django.utils import timezone

from proposals.models import Proposal
from tests import factories as make
from ymdm.duties.models import Duty
from ymdm.duties.ownership import ownerless
from ymdm.organization import workflow
from ymdm.organization.models import GrantRequest, Office, Person, Role, Unit, UnitGroupPermission
from ymdm.organization.permissions import acts_of, all_acts, grant_all
from ymdm.organization.workflow import appoint, end_appointment
from ymdm.workflow import SYSTEM, NoAuthority, Refused

close_unit, move_unit, rename_unit = (
    make.together(workflow.close_unit),
    make.together(workflow.move_unit),
    make.together(workflow.rename_unit),
)

pytestmark = pytest.mark.django_db


def fresh(person):
    return Person.objects.get(pk=person.pk)


@pytest.fixture
def tree():
    root = make.unit("局", code="R")
    a, b = make.unit("甲", parent=root, code="A"), make.unit("乙", parent=root, code="B")
    return {"root": root, "a": a, "b": b, "a1": make.unit("甲一", parent=a, code="A1")}


def test_a_role_holds_in_its_unit_and_below_and_never_above_or_beside(tree):
    officer = make.person(tree["a"], role=Role.UNION_OFFICER)
    may = {name: officer.may("proposals.review", unit) for name, unit in tree.items()}
    assert may == {"root": False, "a": True, "b": False, "a1": True}
    assert set(officer.units_for("proposals.review")) == {tree["a"], tree["a1"]}


def test_a_unit_whose_path_begins_with_the_same_digits_is_not_below(tree):
    """/1/2/ must not cover /1/21/."""
    officer = make.person(tree["a"], role=Role.UNION_OFFICER)
    siblings = [make.unit(parent=tree["root"]) for _ in range(40)]
    alike = [unit for unit in siblings if str(unit.pk).startswith(str(tree["a"].pk))]
    assert not any(officer.may("proposals.review", unit) for unit in siblings)
    assert alike or tree["a"].path.endswith("/")


@pytest.mark.parametrize(
    ("begins", "ends", "holds"), [(-10, None, True), (0, 0, True), (1, None, False), (-10, -1, False), (-10, 0, True)]
)
def test_an_appointment_holds_from_its_first_to_its_last_day(tree, begins, ends, holds):
    today = timezone.localdate()
    somebody = make.person(tree["a"])
    appoint(
        tree["a"], SYSTEM, person=somebody, role=Role.HANDLER, from_on=today + timedelta(days=begins),
        until_on=None if ends is None else today + timedelta(days=ends),
    )  # fmt: skip
    assert fresh(somebody).may("proposals.handle", tree["a"]) is holds


def test_an_ended_appointment_ends_access_with_the_next_request(tree):
    handler = make.person(tree["a"], role=Role.HANDLER)
    assert fresh(handler).may("proposals.handle", tree["a"])
    end_appointment(handler.appointments.get(), SYSTEM, on=timezone.localdate() - timedelta(days=1))
    assert not fresh(handler).may("proposals.handle", tree["a"])


def test_nobody_is_appointed_twice_to_one_office_and_not_backwards(tree):
    handler = make.person(tree["a"], role=Role.HANDLER)
    today = timezone.localdate()
    with pytest.raises(Refused, match="不必重复登记"):
        appoint(tree["a"], SYSTEM, person=handler, role=Role.HANDLER, from_on=today)
    with pytest.raises(Refused, match="截止日期早于起始日期"):
        appoint(tree["b"], SYSTEM, person=handler, role=Role.HANDLER, from_on=today, until_on=today - timedelta(days=1))


@pytest.mark.parametrize("role", Role.values)
def test_nobody_gives_or_ends_an_office_alone_whatever_she_is(tree, role):
    somebody, handler = make.person(tree["root"], role=role), make.person(tree["a"], role=Role.HANDLER)
    with pytest.raises(NoAuthority, match="由安全管理员确认"):
        appoint(tree["a"], somebody, person=somebody, role=Role.LEADER, from_on=timezone.localdate())
    with pytest.raises(NoAuthority, match="由安全管理员确认"):
        end_appointment(handler.appointments.get(), somebody, on=timezone.localdate())


def test_an_inactive_person_may_nothing(tree):
    officer = make.person(tree["a"], role=Role.UNION_OFFICER)
    Person.objects.filter(pk=officer.pk).update(is_active=False)
    assert not fresh(officer).may("proposals.review", tree["a"])
    assert officer not in Person.objects.holding("proposals.review", tree["a"])


@pytest.mark.parametrize("units", [1, 300])
def test_the_questions_of_authority_cost_the_same_for_any_tree(tree, units, django_assert_num_queries):
    parent = tree["a"]
    for _ in range(units - 1):
        parent = make.unit(parent=parent) if parent.depth < 8 else make.unit(parent=tree["a1"])
    officer = make.person(tree["root"], role=Role.UNION_OFFICER)
    everywhere = list(Unit.objects.all())
    officer = fresh(officer)
    with django_assert_num_queries(1):
        assert all(officer.may("proposals.review", unit) for unit in everywhere)
    with django_assert_num_queries(1):
        list(Person.objects.visible_to(officer))
    for rows, queries in ((Duty.objects, 1), (Proposal.objects, 1), (GrantRequest.objects, 0)):
        with django_assert_num_queries(queries):
            list(rows.visible_to(officer))
    with django_assert_num_queries(5):
        list(ownerless())


def test_two_offices_cover_each_other_and_are_asked_once(tree):
    officer = make.person(tree["root"], role=Role.UNION_OFFICER)
    make.appoint(officer, Role.UNION_OFFICER, tree["a"])
    assert officer.scope("proposals.review") == [tree["root"].path]


def test_an_office_holds_exactly_the_acts_of_its_role_also_after_the_table_changed(tree):
    office = Office.of(tree["a"], Role.HANDLER)
    granted = lambda: set(office.group.unitgrouppermission_set.values_list("permission__codename", flat=True))  # noqa: E731
    wanted = {act.replace(".", "_") for act in acts_of(Role.HANDLER)}
    assert granted() == wanted
    UnitGroupPermission.objects.filter(group=office.group).first().delete()
    grant_all()
    assert granted() == wanted


def test_every_act_has_words_and_at_least_one_role():
    assert all(words and roles for words, roles in all_acts().values())
    assert all(roles <= set(Role.values) for _, roles in all_acts().values())


def test_those_who_answer_for_a_unit_are_found_there_and_else_above(tree):
    above = make.person(tree["a"], role=Role.HANDLER)
    assert list(Person.objects.holding_here("proposals.handle", tree["a1"])) == []
    assert list(Person.objects.holding("proposals.handle", tree["a1"])) == [above]


def test_a_new_name_leaves_the_old_one_as_alias_and_in_the_history(tree):
    admin = make.person(tree["root"], role=Role.SYSTEM_ADMIN)
    rename_unit(tree["a"], admin, name="甲（新）", on=timezone.localdate())
    unit = Unit.objects.get(pk=tree["a"].pk)
    assert (unit.name, unit.aliases) == ("甲（新）", "甲")
    assert [str(row) for row in unit.history.all()] == ["设立： → 甲", "更名：甲 → 甲（新）"]


def test_a_moved_unit_takes_its_subtree_and_rights_along(tree):
    admin, officer = make.person(tree["root"], role=Role.SYSTEM_ADMIN), make.person(tree["b"], role=Role.UNION_OFFICER)
    move_unit(tree["a"], admin, parent=tree["b"], on=timezone.localdate())
    below = Unit.objects.get(code="A1")
    assert below.path == f"{tree['b'].path}{tree['a'].pk}/{below.pk}/"
    assert below.depth == 3
    assert fresh(officer).may("proposals.review", below)
    with pytest.raises(Refused, match="划到自己下面"):
        move_unit(tree["b"], admin, parent=below, on=timezone.localdate())


def test_a_unit_with_people_or_open_units_is_not_closed(tree):
    admin = make.person(tree["root"], role=Role.SYSTEM_ADMIN)
    with pytest.raises(Refused, match="下面还有 1 个单位"):
        close_unit(tree["a"], admin, on=timezone.localdate())
    make.person(tree["a1"])
    with pytest.raises(Refused, match="还有 1 人"):
        close_unit(tree["a1"], admin, on=timezone.localdate())
    close_unit(tree["b"], admin, on=timezone.localdate())
    assert Unit.objects.get(code="B").closed_on == timezone.localdate()
