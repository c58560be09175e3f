"""The roster's representatives get their seats, once."""

from types import SimpleNamespace

import pytest

from congress.importing import seat
from congress.models import Delegation, Mandate
from tests import factories as make

pytestmark = pytest.mark.django_db


def row(is_representative=True, delegation="西峰代表团"):
    return SimpleNamespace(is_representative=is_representative, delegation=delegation)


def test_a_representative_of_the_roster_is_seated_in_the_delegation_named_and_once():
    house = make.bureau()
    other = make.person(house.branch)
    rows = [(house.employee, row()), (other, row(is_representative=False))]
    assert seat(rows) == 1
    assert seat(rows) == 0
    mandate = Mandate.objects.get(person=house.employee)
    assert (mandate.delegation.name, mandate.term) == ("西峰代表团", house.term)
    house.employee.forget_grants()
    assert house.employee.may("proposals.submit", house.unit)
    assert not other.may_anywhere("proposals.submit")


def test_without_a_term_in_force_nobody_is_seated_and_nothing_fails():
    unit = make.unit()
    assert seat([(make.person(unit), row())]) == 0
    assert not Delegation.objects.exists()
