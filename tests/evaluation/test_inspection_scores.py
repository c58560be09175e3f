"""What inspections give to the score: checks and the survey of representatives, which nobody can be read out of (EVA-03)."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from evaluation.assessments.results import parts_of
from evaluation.inspections import workflow
from evaluation.inspections.models import Asked, Kind, Result, VisitSurvey
from evaluation.inspections.scores import checks_of, survey_of
from evaluation.inspections.workflow.surveying import may_hand_in
from evaluation.inspections.workflow.visits import Seen
from tests import factories as make
from tests.evaluation.test_inspections import Stage, fresh, look_at_all, stage
from ymdm.ledger.models import Event
from ymdm.notices.models import Notice
from ymdm.organization.models import Person
from ymdm.workflow import NoAuthority, Refused

__all__ = ["stage"]
pytestmark = pytest.mark.django_db


def seated(stage: Stage, number: int) -> list[Person]:
    term = make.term(stage.unit, 3, begins_on=date(2026, 1, 1), ends_on=date(2030, 12, 31))
    return [make.representative(term, stage.unit) for _ in range(number)]


def asked(stage: Stage, number: int) -> tuple[Any, VisitSurvey, list[Person]]:
    people = seated(stage, number)
    visit = stage.underway(Kind.COMPREHENSIVE)
    return visit, workflow.ask_representatives(visit, stage.first), people


def over(stage: Stage, visit: Any) -> VisitSurvey:
    look_at_all(visit, stage.first)
    workflow.conclude(fresh(visit), stage.first, summary="总体较好。")
    return VisitSurvey.objects.get(visit=visit)


def test_every_representative_of_the_unit_is_asked_once_and_nobody_else(stage):
    visit, survey, people = asked(stage, 3)
    assert survey.invited == 3 and Notice.objects.filter(kind="visit-survey").count() == 3
    assert all(may_hand_in(survey, person) for person in people)
    assert not may_hand_in(survey, stage.second)
    with pytest.raises(Refused, match="已经请代表"):
        workflow.ask_representatives(visit, stage.first)
    with pytest.raises(NoAuthority):
        workflow.ask_representatives(visit, people[0])


def test_a_unit_without_representatives_cannot_be_asked(stage):
    with pytest.raises(Refused, match="没有在任的职工代表"):
        workflow.ask_representatives(stage.underway(), stage.first)


def test_a_form_counts_once_and_leaves_no_trace_of_who_gave_what(stage):
    visit, survey, people = asked(stage, 6)
    before = Event.objects.count()
    workflow.hand_in(survey, people[0], grade="dissatisfied")
    for who, grade, says in (
        (people[0], "satisfied", "已经交过"),
        (stage.first, "satisfied", "不在名单上"),
        (people[1], "", "请选一项"),
    ):
        with pytest.raises(Refused, match=says):
            workflow.hand_in(survey, who, grade=grade)
    survey.refresh_from_db()
    assert (survey.forms, survey.dissatisfied, survey.satisfied) == (1, 1, 0)
    assert Event.objects.count() == before
    over(stage, visit)
    assert not Asked.objects.exists()
    with pytest.raises(Refused, match="已经结束"):
        workflow.hand_in(survey, people[1], grade="satisfied")


def test_sums_are_shown_after_the_end_only_and_never_of_fewer_than_five(stage):
    visit, survey, people = asked(stage, 6)

    def page(person: Person) -> str:
        client = Client()
        client.force_login(person)
        return client.get(reverse("inspections:survey", args=[survey.pk])).content.decode()

    for person in people[:4]:
        workflow.hand_in(survey, person, grade="satisfied")
    assert "提交" in page(people[5]) and "4 份" not in page(stage.first)
    over(stage, visit)
    assert "不满 5 份" in page(stage.first) and "4 份</span>" not in page(stage.first)
    assert survey_of(stage.unit, 2026) is None


def test_the_survey_counts_from_two_thirds_of_the_representatives(stage):
    visit, survey, people = asked(stage, 9)
    for person, grade in zip(people[:5], ("satisfied",) * 3 + ("basically", "dissatisfied"), strict=True):
        workflow.hand_in(survey, person, grade=grade)
    over(stage, visit)
    assert survey_of(stage.unit, 2026) is None  # five of nine
    VisitSurvey.objects.update(invited=7)
    assert survey_of(stage.unit, 2026) == Fraction(370, 5)
    assert survey_of(stage.unit, 2025) is None and survey_of(stage.sibling, 2026) is None


def test_irregular_and_special_checks_count_by_what_agreed_and_others_do_not(stage):
    def reported(kind: str, **more: Any) -> None:
        visit = stage.teamed(kind, **more)
        workflow.begin(visit, stage.first)
        visit = fresh(visit)
        keys = list(visit.items.values_list("pk", flat=True))
        seen = {pk: Seen(Result.MET) for pk in keys}
        seen[keys[0]], seen[keys[1]] = Seen(Result.NOT_MET, "没有"), Seen(Result.NOT_HERE)
        workflow.mark(visit, stage.first, seen=seen)
        workflow.conclude(fresh(visit), stage.first, summary="见问题。")
        workflow.sign(fresh(visit), stage.second)
        told.append(Fraction(100 * (len(keys) - 2), len(keys) - 1))

    told: list[Fraction] = []
    reported(Kind.REGULAR)
    assert checks_of(stage.unit, 2026) == []
    told.clear()
    reported(Kind.IRREGULAR)
    reported(Kind.SPECIAL, topic="公开栏")
    assert checks_of(stage.unit, 2026) == told and len(told) == 2
    checks, survey = parts_of(SimpleNamespace(unit=stage.unit, year=2026))
    assert (checks, survey) == (told, None)


def test_the_form_is_filled_on_the_phone(stage):
    _visit, survey, people = asked(stage, 2)
    client = Client()
    client.force_login(people[0])
    url = reverse("inspections:survey", args=[survey.pk])
    assert client.post(url, {}).status_code == 409
    assert client.post(url, {"grade": "satisfied"}).status_code == 302
    assert "已经交过" in client.post(url, {"grade": "satisfied"}).content.decode()
    assert timezone.now() - survey.opened_at < timedelta(days=1)
