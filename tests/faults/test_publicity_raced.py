"""One person presses “sign in” twice at once: one row, and no error page for either press."""

from __future__ import annotations

from datetime import time

import pytest
from django.utils import timezone

from evaluation.publicity import workflow
from evaluation.publicity.models import Kind, PublicitySession, SignIn
from tests import factories as make
from tests.faults.test_races import at_once
from ymdm import turning
from ymdm.organization.models import Role

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_presses_of_one_person_both_are_served_with_one_row():
    unit = make.unit(parent=make.unit(level="bureau"))
    officer, employee = make.person(unit, role=Role.UNION_OFFICER), make.person(unit)
    made = workflow.plan(
        unit, officer, topic="条例", speaker="王讲", kind=Kind.TEAM, place="二班", on=timezone.localdate(), starts=time(9)
    )  # fmt: skip
    workflow.open_signing(made, officer)
    code = turning.code_at(made.secret, made.pk, timezone.now())
    fresh = [PublicitySession.objects.select_related("unit").get() for _ in range(3)]
    answers = at_once(*(lambda one=one: workflow.sign_in(one, employee, code=code) for one in fresh))
    assert {type(answer) for answer in answers} == {SignIn}, answers
    assert SignIn.objects.count() == 1
