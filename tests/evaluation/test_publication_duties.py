"""After the last unit is final the results are owed (EVA-26), and once they are proposed, a second look."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from evaluation.assessments import kinds, workflow
from evaluation.assessments.models import Assessment, State
from tests import factories as make
from tests.evaluation.classes import NOW, a_class, assessed
from ymdm.duties.models import Duty
from ymdm.organization.models import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    with a_class() as made:
        yield made


def owed(kind):
    return list(Duty.objects.owed().filter(kind=kind))


def shown(house, number):
    """One that the unit accepted and that can become final."""
    unit = make.unit(f"库站{number}", parent=house.unit, legal_type="public_institution")
    made = workflow.begin(unit, house.union, scheme=house.scheme)
    made.answers.update(verified=1)
    Assessment.objects.filter(pk=made.pk).update(state=State.SHOWN, accepted_at=NOW, shown_at=NOW)
    return Assessment.objects.select_related("unit", "scheme__unit").get(pk=made.pk)


def test_the_last_unit_that_becomes_final_makes_the_results_owed_within_fifteen_days(house):
    first, second = shown(house, 1), shown(house, 2)
    workflow.finish(first, house.union)
    assert owed(kinds.PUBLISH) == []
    workflow.finish(second, house.union)
    [duty] = owed(kinds.PUBLISH)
    assert (duty.unit, duty.due_on) == (house.unit, NOW.date() + timedelta(days=17)), "the fifteenth is a Saturday"
    client = Client()
    client.force_login(house.union)
    assert "提出考评结果" in client.get(duty.url).content.decode()


def test_the_second_person_owes_a_look_and_whoever_publishes_meets_both(house):
    workflow.finish(shown(house, 1), house.union)
    made = workflow.propose_standings(house.unit, house.union, scheme=house.scheme)
    [duty] = owed(kinds.CONFIRM)
    assert duty.person == house.second, "there is only one other who can"
    assert [one.kind for one in Duty.objects.owed_by(house.second).filter(kind=kinds.CONFIRM)] == [kinds.CONFIRM]
    workflow.return_standings(made, house.second, because="名额写错")
    assert owed(kinds.CONFIRM) == [] and len(owed(kinds.PUBLISH)) == 1
    again = workflow.propose_standings(house.unit, house.union, scheme=house.scheme)
    workflow.publish_standings(again, house.second)
    assert owed(kinds.CONFIRM) == owed(kinds.PUBLISH) == []


def test_where_several_can_the_unit_owes_the_look(house):
    make.person(house.unit, role=Role.UNION_OFFICER)
    assessed(house, 3)
    workflow.propose_standings(house.unit, house.union, scheme=house.scheme)
    [duty] = owed(kinds.CONFIRM)
    assert (duty.person, duty.unit) == (None, house.unit)
