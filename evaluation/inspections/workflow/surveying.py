"""Asking the representatives of the inspected unit, without their names (EVA-03, CON-76)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from congress.measures import representatives
from ymdm.organization.models import Person
from ymdm.workflow import Refused, step

from .. import notices, rules
from ..models import Asked, State, Visit, VisitSurvey
from ..models.surveys import GRADES
from .visits import only_team


@step(
    Visit, leaves=[State.UNDERWAY], only=only_team, within=lambda visit: visit.organiser, cites=rules.STEPS,
    says="请代表测评",
)  # fmt: skip
def ask_representatives(visit: Visit, by: Any, *, at: datetime) -> VisitSurvey:
    """Ask everybody who holds a seat in the unit's congress. Raises Refused a second time, and where nobody holds one."""
    if VisitSurvey.objects.filter(visit=visit).exists():
        raise Refused("已经请代表测评了。", rule=rules.STEPS)
    people = list(representatives(visit.unit, timezone.localdate(at)))
    if not people:
        raise Refused(f"{visit.unit}现在没有在任的职工代表，没有人可以测评。", rule=rules.STEPS)
    made = VisitSurvey.objects.create(visit=visit, invited=len(people), opened_at=at)
    Asked.objects.bulk_create(Asked(survey=made, person=person) for person in people)
    notices.asks(made, people)
    return made


def may_hand_in(survey: VisitSurvey, person: Person) -> bool:
    """Whether the person was asked and has not answered yet, while forms are taken."""
    return not survey.is_over and survey.asked.filter(person=person, is_in=False).exists()


def hand_in(survey: VisitSurvey, by: Person, *, grade: str) -> None:
    """Hand the form in, once. No step, hence no event of the ledger: that would keep the name beside the form.

    Raises Refused for a form without a mark, a second one, after the end, and for whoever was not asked.
    """
    if grade not in GRADES:
        raise Refused("请选一项再提交。", rule=rules.STEPS)
    with transaction.atomic():
        # The row of the survey first, so that a form and the end of the survey wait for each other.
        open_ = VisitSurvey.objects.filter(pk=survey.pk, ended_at=None)
        if not open_.update(**{"forms": F("forms") + 1, grade: F(grade) + 1}):
            raise Refused("测评已经结束。", rule=rules.STEPS)
        if not Asked.objects.filter(survey=survey, person=by, is_in=False).update(is_in=True):
            raise Refused("这次测评请的是职工代表，每人一份；您不在名单上，或者已经交过。", rule=rules.STEPS)


def end(visit: Visit, at: datetime) -> None:
    """Within the report: take no more forms; from now on the sums may be read, and who handed in is forgotten."""
    survey = VisitSurvey.objects.filter(visit=visit, ended_at=None).first()
    if survey is not None:
        survey.ended_at = at
        survey.save(update_fields=["ended_at"])
        survey.asked.all().delete()
