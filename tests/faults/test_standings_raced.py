"""Two officers lay the results of one class before the second person at once: one is served, one reads a sentence."""

from __future__ import annotations

import pytest
from django.utils import timezone

from disclosure.models import Survey
from disclosure.workflow import inspecting
from evaluation.assessments import workflow
from evaluation.assessments.models import Standings
from tests import factories as make
from tests.evaluation.test_standings import assessed
from tests.evaluation.test_standings import house as _house
from tests.faults.test_races import at_once
from ymdm.organization.models import Role
from ymdm.workflow import Refused

pytestmark = pytest.mark.django_db(transaction=True)
house = _house


def test_of_two_who_propose_one_is_told_that_it_was_done(house):
    assessed(house, 4)
    answers = at_once(
        *(
            lambda by=by: workflow.propose_standings(house.unit, by, scheme=house.scheme, quota=40)
            for by in (house.union, house.second)
        )
    )
    (refused,) = [answer for answer in answers if not isinstance(answer, Standings)]
    assert isinstance(refused, Refused), refused
    assert "已经提出过" in refused.sentence
    assert Standings.objects.count() == 1


def test_of_two_who_register_a_survey_one_is_told_that_it_was_done():
    unit = make.unit(parent=make.unit(level="bureau"))
    people = [make.person(unit.parent, role=Role.SUPERIOR_INSPECTOR) for _ in range(2)]
    typed = {"held_on": timezone.localdate(), "handed_out": 30, "came_back": 28, "satisfied": 25, "how": "纸质问卷"}
    answers = at_once(*(lambda by=by: inspecting.record_survey(unit, by, **typed) for by in people))
    (refused,) = [answer for answer in answers if not isinstance(answer, Survey)]
    assert isinstance(refused, Refused), refused
    assert Survey.objects.count() == 1
