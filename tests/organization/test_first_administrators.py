"""A new installation has nobody who could appoint: one command gives each of the three offices once."""

import pytest
from django.core.management import CommandError, call_command

from tests import factories as make
from ymdm.organization.models import ActivationCode, Person, Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def root():
    return make.unit("局", code="R")


def test_the_first_of_each_is_appointed_with_a_code_and_the_second_is_not(root, capsys):
    department = make.unit(parent=root)
    for role in (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN):
        one, two = make.person(department), make.person(department)
        call_command("appoint_administrator", role, one.staff_number)
        code = capsys.readouterr().out.partition("激活码 ")[2].partition("，")[0]
        assert ActivationCode.find(code, one.staff_number[-4:]).person == one
        assert one.appointments.get().office.unit == root
        with pytest.raises(CommandError, match="已经是"):
            call_command("appoint_administrator", role, two.staff_number)
    asks, confirms = (
        Person.objects.holding(act, root).count() for act in ("organization.appoint", "organization.confirm_grants")
    )
    assert (asks, confirms) == (1, 1)


def test_one_person_is_not_made_two_of_them_and_nobody_is_invented(root):
    one = make.person(root)
    call_command("appoint_administrator", Role.AUDIT_ADMIN, one.staff_number)
    with pytest.raises(CommandError, match="三个人分别担任"):
        call_command("appoint_administrator", Role.SYSTEM_ADMIN, one.staff_number)
    with pytest.raises(CommandError, match="没有工号 X-1"):
        call_command("appoint_administrator", Role.SYSTEM_ADMIN, "X-1")
