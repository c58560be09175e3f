"""Two heads issue the same book, or enter the same member, at once: one is served, the other reads a sentence."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from evaluation.foundations import workflow
from evaluation.foundations.models import DutyBook, GroupMember
from tests import factories as make
from tests.faults.test_races import at_once
from ymdm.organization.models import Role
from ymdm.workflow import Refused

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("what", ["book", "member"])
def test_of_two_at_once_the_second_is_told(what):
    unit = make.unit("测绘院")
    heads = [make.person(unit, role=Role.UNIT_HEAD) for _ in range(2)]
    somebody = make.person(unit)

    def act(by):
        if what == "book":
            year = timezone.localdate().year
            return workflow.issue(unit, by, year=year, holder=somebody, post="会务", lines=[("记录", "")])
        return workflow.enter_member(
            unit, by, person=somebody, side="heads", post="主任", duty="主持", from_on=date(2020, 1, 1)
        )

    answers = at_once(*(lambda by=by: act(by) for by in heads))
    (refused,) = [answer for answer in answers if not isinstance(answer, DutyBook | GroupMember)]
    assert isinstance(refused, Refused), refused
    assert "已经" in refused.sentence
