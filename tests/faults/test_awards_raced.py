"""Two decide for the last place of a quota, and an employee supports a name twice, at once: one is served, one reads a sentence."""

from __future__ import annotations

import pytest

from evaluation.awards import workflow
from evaluation.awards.models import Support
from tests.evaluation.award_scenes import staged
from tests.faults.test_races import at_once
from ymdm.workflow import Refused

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def stage():
    with staged() as made:
        yield made


def test_of_two_who_decide_for_the_last_place_the_second_reads_the_numbers(stage):
    campaign = stage.campaign()
    names = [stage.nominated(campaign), stage.nominated(campaign)]
    for station in (stage.shown, stage.handed_in, stage.reviewed, stage.proposed):
        names = [station(one) for one in names]
    by = (stage.second, stage.house.leader)
    answers = at_once(*(lambda one=one, by=by: workflow.award(one, by) for one, by in zip(names, by, strict=True)))
    (refused,) = [answer for answer in answers if answer is not None]
    assert isinstance(refused, Refused), refused
    assert "先进个人名额 1 个，已经决定 1 个" in refused.sentence
    assert campaign.nominations.given().count() == 1


def test_who_supports_a_name_twice_at_once_is_counted_once(stage):
    nomination = stage.nominated(wants_support=True)
    answers = at_once(*(lambda: workflow.support(nomination, stage.house.employee) for _ in range(2)))
    (refused,) = [answer for answer in answers if answer is not None]
    assert isinstance(refused, Refused), refused
    assert Support.objects.count() == 1


def test_of_two_who_open_the_years_campaign_the_second_reads_that_it_was_done(stage):
    answers = at_once(*(lambda: stage.campaign() for _ in range(2)))
    (refused,) = [answer for answer in answers if isinstance(answer, Exception)]
    assert isinstance(refused, Refused), refused
    assert "已经下达过" in refused.sentence
