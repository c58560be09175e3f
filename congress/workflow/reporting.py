"""The yearly report of a representative: owed, given, rated by the constituency (CON-35)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from ymdm.duties import workflow as duties
from ymdm.organization.models import Person, Unit
from ymdm.workdays import calendar
from ymdm.workflow import SYSTEM, NoAuthority, Refused, step

from .. import kinds
from .. import roll_notices as notices
from ..models import Mandate, Rater, YearReport
from ..rules import catalogue as rule

State = YearReport.State
GRADES = {"satisfied": "满意", "mostly": "基本满意", "unsatisfied": "不满意"}
# From this month on the report of the year is a duty; whoever took office later owes the first one a year on.
FROM_MONTH, LAST_START = 10, (9, 30)


def constituents(mandate: Mandate) -> QuerySet[Person]:
    """Who is reported to and rates: the constituency, or the own department where none is known; never oneself."""
    if mandate.constituency is not None:
        return mandate.constituency.voters().exclude(pk=mandate.person_id)
    here = Person.objects.filter(unit__path__startswith=mandate.person.unit.path, left_on=None)
    return here.exclude(pk=mandate.person_id)


@step(YearReport, creates=True, says="通知述职")
def owe_report(unit: Unit, by: Any, *, at: datetime, mandate: Mandate, year: int) -> YearReport:
    """Let a representative owe the report of a year until its last day; she herself may begin earlier."""
    if by is not SYSTEM and by.pk != mandate.person_id:
        raise NoAuthority("述职由代表本人办理。")
    today = timezone.localdate(at)
    if not mandate.is_in_force(today):
        raise Refused("代表资格已经终止，不用述职。", rule=rule.YEARLY_REPORT)
    if YearReport.objects.filter(mandate=mandate, year=year).exists():
        raise Refused(f"{year} 年度的述职已经登记。", rule=rule.YEARLY_REPORT)
    report = YearReport.objects.create(mandate=mandate, year=year)
    last = max(date(year, 12, 31), today)
    duties.open_duty(
        report, kind=kinds.REPORT, says="向选区职工述职", act="congress.keep_roll", unit=unit, watcher=unit,
        person=mandate.person, is_own=True, days=max(0, calendar(unit).between(today, last)), due_on=last,
        rule=rule.YEARLY_REPORT.id, at=at,
    )  # fmt: skip
    return report


def _only_self(report: YearReport, by: Person) -> str:
    return "" if report.mandate.person_id == by.pk else "述职由代表本人办理。"


@step(YearReport, leaves=[State.OWED], reaches=State.GIVEN, only=_only_self, says="述职")
def give_report(report: YearReport, by: Person, *, at: datetime, text: str) -> None:
    """Tell the constituency what one did in the year; it is asked to rate."""
    if not text.strip():
        raise Refused("请写明这一年做了什么。", rule=rule.YEARLY_REPORT)
    report.text, report.given_at = text.strip(), at
    duties.meet(report, kinds.REPORT, by, at=at)
    notices.reported(report, list(constituents(report.mandate)))


def _only_the_clock(report: YearReport, by: Any) -> str:
    return "代表资格终止时由系统办理。"


@step(YearReport, leaves=[State.OWED], reaches=State.LAPSED, only=_only_the_clock, says="不再述职")
def lapse_report(report: YearReport, by: Any, *, at: datetime) -> None:
    """Whose seat has ended owes no report."""
    duties.cancel(report, reason="代表资格终止", at=at)


def seat_ended(mandate: Mandate, at: datetime) -> None:
    """Whose seat has ended owes no report; the union learns that a seat is vacant. Safe to call again."""
    for report in YearReport.objects.filter(mandate=mandate, state=State.OWED):
        lapse_report(report, SYSTEM, at=at)
    if not mandate.term.is_assembly:
        notices.vacant(mandate)


def may_rate(report: YearReport, person: Person, today: date) -> bool:
    """Whether the person belongs to the constituency and has not rated yet, while the rating runs."""
    until = report.rated_until
    return (
        report.state == State.GIVEN
        and until is not None
        and today <= until
        and constituents(report.mandate).filter(pk=person.pk).exists()
        and not report.raters.filter(person=person).exists()
    )


def rate(report: YearReport, by: Person, *, grade: str, at: datetime | None = None) -> None:
    """Rate a report once. No step, hence no event of the ledger: that would keep the name beside the grade (CON-76).

    Raises Refused for whoever is not of the constituency, a second time, or after the last day.
    """
    today = timezone.localdate(at or timezone.now())
    if grade not in GRADES:
        raise Refused("请选择评议等次。", rule=rule.YEARLY_REPORT)
    if report.raters.filter(person=by).exists():
        raise Refused("您已经评议过，每人评议一次。", rule=rule.YEARLY_REPORT)
    if not may_rate(report, by, today):
        raise Refused("评议由选区职工在期限内进行。", rule=rule.YEARLY_REPORT)
    try:
        with transaction.atomic():
            Rater.objects.create(report=report, person=by)
            YearReport.objects.filter(pk=report.pk).update(**{grade: F(grade) + 1})
    except IntegrityError as doubled:
        raise Refused("您已经评议过，每人评议一次。", rule=rule.YEARLY_REPORT) from doubled


def owe_all(at: datetime | None = None) -> int:
    """Let everybody owe who has to report this year; returns how many are new. Safe to run again."""
    at = at or timezone.now()
    today = timezone.localdate(at)
    if today.month < FROM_MONTH:
        return 0
    owing = (
        Mandate.objects.in_force(today)
        .filter(term__is_assembly=False, appointment__from_on__lte=date(today.year, *LAST_START))
        .exclude(reports__year=today.year)
        .select_related("term__unit", "appointment", "person")
    )
    number = 0
    for mandate in owing.order_by("pk"):
        try:
            owe_report(mandate.unit, SYSTEM, at=at, mandate=mandate, year=today.year)
        except Refused:  # begun by the representative in this very moment
            continue
        number += 1
    return number
