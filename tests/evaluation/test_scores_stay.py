"""Last year's score is the same after rules, holidays and rosters have changed (EVA-28)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone

from evaluation.assessments import workflow
from evaluation.assessments.models import Assessment
from evaluation.assessments.prefill import read_all
from evaluation.assessments.results import outcome_of, result_row
from evaluation.assessments.workflow.scoring import Mark
from evaluation.schemes import workflow as schemes
from proposals.models import Proposal
from tests import factories as make
from ymdm.duties.models import Duty
from ymdm.organization.models import Person, Role
from ymdm.roof.demo.assessments import indicators
from ymdm.rulebook.workflow import confirm, propose
from ymdm.workdays.workflow import lay
from ymdm.workflow import SYSTEM

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 10, tzinfo=timezone.get_default_timezone())


def scored(house) -> Assessment:
    """Final by the acts themselves, every item by the records where they say something."""
    second = make.person(house.unit, role=Role.UNION_OFFICER)
    scheme = schemes.draft(
        house.unit, house.union, year=2026, unit_class="institution", indicators=indicators(),
        self_check_due_on=timezone.localdate(),
    )  # fmt: skip
    schemes.announce(scheme, second)
    scheme.refresh_from_db()
    one = workflow.begin(house.branch, house.union, scheme=scheme)

    def again() -> Assessment:
        return Assessment.objects.select_related("unit", "scheme__unit").get(pk=one.pk)

    one.answers.filter(claimed=None, is_applicable=True).update(claimed=Decimal(1))
    workflow.hand_in(again(), house.branch_union)
    workflow.sign(again(), make.person(house.branch, role=Role.LEADER))
    people = [make.person(house.unit) for _ in range(2)]
    workflow.name_inspectors(again(), house.union, people=people)
    for person in people:
        marks = {
            a.pk: Mark(a.suggested, a.raises or "少")
            for a in again().answers.select_related("item")
            if not a.item.is_outside
        }
        workflow.score(again(), person, marks=marks)
        workflow.sign_scores(again(), person)
    workflow.show(again(), house.union)
    with time_machine.travel(NOW + timedelta(days=14)):
        workflow.finish(again(), house.union)
    return again()


def told(one: Assessment) -> tuple[object, ...]:
    """The stored result, the same computed anew, and what the records of that year suggest when they are asked again."""
    answers = list(one.answers.select_related("item"))
    read_all(one.unit, one.year, answers, timezone.localdate())
    outcome = outcome_of(one)
    return (
        one.score, one.grade, one.result, outcome.score, result_row(one, outcome),
        [(answer.item.code, answer.part, answer.whole, answer.suggested) for answer in answers],
    )  # fmt: skip


def test_a_final_score_is_the_same_after_rules_holidays_and_rosters_have_changed():
    with time_machine.travel(NOW):
        house = make.bureau()
        make.closed(house, title="修路灯")
        late = make.in_progress(house, at=NOW - timedelta(days=100), title="换空调")
        one = scored(house)
    with time_machine.travel(NOW + timedelta(days=60)):
        before = told(one)
        on = timezone.localdate()
        change = propose(
            house.unit,
            house.union,
            key="EVA-07.gap",
            number="3",
            from_on=on,
            reason="更严",
            document="局工会〔2027〕1号",
        )
        confirm(change, make.person(house.unit, role=Role.UNION_OFFICER))
        lay(house.unit, SYSTEM, at=timezone.now(), on=date(2026, 9, 9), is_workday=False, name="局庆日")
        Proposal.objects.filter(pk=late.pk).update(reply_due_on=on + timedelta(days=9))
        Duty.objects.of(late).update(due_on=on + timedelta(days=9))
        Person.objects.filter(unit=house.branch).update(is_active=False, left_on=on)
        make.unit("新测站", parent=house.branch, level="team")
    with time_machine.travel(NOW + timedelta(days=90)):
        assert told(Assessment.objects.select_related("unit", "scheme__unit").get(pk=one.pk)) == before
