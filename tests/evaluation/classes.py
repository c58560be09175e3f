"""A class of units under one scheme, as many of them final as a test wants."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal

import time_machine
from django.utils import timezone

from evaluation.assessments.models import Assessment, State
from evaluation.schemes import workflow as schemes
from tests import factories as make
from tests.security.scheme_matters import hundred
from ymdm.organization.models import Role

NOW = datetime(2026, 11, 20, 10, tzinfo=timezone.get_default_timezone())


@contextmanager
def a_class() -> Iterator[make.House]:
    """A bureau with an announced scheme for its institutions, on a day late in the year."""
    with time_machine.travel(NOW):
        made = make.bureau()
        made.second = make.person(made.unit, role=Role.UNION_OFFICER)
        scheme = schemes.draft(
            made.unit, made.union, year=2026, unit_class="institution", indicators=hundred(),
            self_check_due_on=timezone.localdate(),
        )  # fmt: skip
        schemes.announce(scheme, made.second)
        scheme.refresh_from_db()
        made.scheme = scheme
        yield made


def assessed(house, number, state=State.FINAL):
    """So many units of the class, final with 95, 94, …"""
    before = Assessment.objects.count()
    for n in range(before, before + number):
        unit = house.branch if n == 0 else make.unit(f"测站{n}", parent=house.unit, legal_type="public_institution")
        score = Decimal(95 - n % 40)
        grade = "excellent" if score >= 90 else "good"
        Assessment.objects.create(
            scheme=house.scheme, unit=unit, year=2026, state=state, begun_at=NOW, due_on=NOW.date(), read_at=NOW,
            score=score, grade=grade, may_be_awarded=True, final_at=NOW if state == State.FINAL else None,
            result={"groups": [["组织领导", "50.00", "60"], ["职代会", "30.00", "40"]]},
        )  # fmt: skip
