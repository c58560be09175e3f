"""会议质量评价: opened by the close, handed in on the phone, ended by the clock. Only sums are kept (CON-76)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from ymdm.organization.models import Person
from ymdm.workflow import SYSTEM, Refused, step

from .. import notices
from ..models import CongressSession, SessionSurvey, SurveyHandedIn, SurveySum
from ..models.survey import DAYS
from ..rules import catalogue as rule
from ..rules.surveying import ITEMS, check_form
from .planning import mark

State = SessionSurvey.State


def ask(session: CongressSession, at: datetime) -> None:
    """Within the close: ask every representative who came, for so many days."""
    people = [row.person for row in _asked(session).select_related("person")]
    survey = SessionSurvey.objects.create(
        session=session, opened_at=at, until_on=timezone.localdate(at) + timedelta(DAYS), invited=len(people)
    )
    SurveySum.objects.bulk_create(SurveySum(survey=survey, code=code) for code in ITEMS)
    notices.asks_to_rate(survey, people)


def _asked(session: CongressSession) -> Any:
    return session.attendees.voters().filter(arrived_at__isnull=False)


def may_hand_in(survey: SessionSurvey, person: Person, today: date) -> bool:
    """Whether the person came as a representative and has not handed in yet, while forms are taken."""
    return (
        survey.state == State.ASKED
        and today <= survey.until_on
        and _asked(survey.session).filter(person=person).exists()
        and not survey.handed_in.filter(person=person).exists()
    )


def hand_in(survey: SessionSurvey, by: Person, *, grades: Mapping[str, str], at: datetime | None = None) -> None:
    """Hand a form in, once. No step, hence no event of the ledger: that would keep the name beside the form (CON-76).

    Raises Refused for a form with gaps, a second time, after the last day, and for whoever did not come as a representative.
    """
    today = timezone.localdate(at or timezone.now())
    check_form(grades)
    if survey.handed_in.filter(person=by).exists():
        raise Refused("您已经评价过，每人评价一次。", rule=rule.UNION_DUTIES)
    if not may_hand_in(survey, by, today):
        raise Refused("会议质量由到会的代表在闭幕后三天内评价。", rule=rule.UNION_DUTIES)
    try:
        with transaction.atomic():
            # The row of the survey first, so that a form and the end of the survey wait for each other.
            open_ = SessionSurvey.objects.filter(pk=survey.pk, state=State.ASKED)
            if not open_.update(forms=F("forms") + 1):
                raise Refused("评价已经结束。", rule=rule.UNION_DUTIES)
            SurveyHandedIn.objects.create(survey=survey, person=by)
            for code in ITEMS:
                SurveySum.objects.filter(survey=survey, code=code).update(**{grades[code]: F(grades[code]) + 1})
    except IntegrityError as doubled:
        raise Refused("您已经评价过，每人评价一次。", rule=rule.UNION_DUTIES) from doubled


def _only_the_clock(survey: SessionSurvey, by: Any) -> str:
    return "" if by is SYSTEM else "评价到期由系统结束。"


@step(SessionSurvey, leaves=[State.ASKED], reaches=State.OVER, only=_only_the_clock, says="结束会议质量评价")
def end_survey(survey: SessionSurvey, by: Any, *, at: datetime) -> None:
    """Take no more forms; from now on the sums may be read, and who handed in is forgotten."""
    survey.ended_at = at
    survey.handed_in.all().delete()
    mark(
        survey.session, "quality_survey", by, at=at, proof=f"到会代表 {survey.invited} 人，收到评价表 {survey.forms} 份"
    )


def end_due(at: datetime | None = None) -> int:
    """End the surveys whose last day is over; returns how many. Safe to run again."""
    at = at or timezone.now()
    due = SessionSurvey.objects.filter(state=State.ASKED, until_on__lt=timezone.localdate(at))
    over = list(due.select_related("session__term__unit"))
    for survey in over:
        end_survey(survey, SYSTEM, at=at)
    return len(over)
