"""What inspections give to the score of a year: K, the mean of irregular and special checks, and S, the survey (section 3)."""

from __future__ import annotations

from fractions import Fraction

from django.db.models import Count, Q

from ymdm.organization.models import Unit

from ..rules import survey_score
from .models import Kind, Result, State, Visit, VisitSurvey

SHOWN_FROM = 5  # forms; of fewer nothing is told, however many representatives there are (CON-76)


def checks_of(unit: Unit, year: int) -> list[Fraction]:
    """Of each irregular or special visit of the year whose report is out: what agreed, of what was there, out of 100.

    How a visit becomes a number is our own decision; one at which nothing was looked at gives none.
    """
    looked = ~Q(items__result__in=["", Result.NOT_HERE]) & Q(items__isnull=False)
    rows = (
        Visit.objects.filter(unit=unit, year=year, state=State.REPORTED, kind__in=[Kind.IRREGULAR, Kind.SPECIAL])
        .order_by("on", "pk")
        .annotate(met=Count("items", filter=Q(items__result=Result.MET)), looked=Count("items", filter=looked))
    )
    return [Fraction(100 * one.met, one.looked) for one in rows if one.looked]


def survey_of(unit: Unit, year: int) -> Fraction | None:
    """The survey of the year's last visit that had one; None for too few forms, whose weight then goes to the indicators."""
    over = VisitSurvey.objects.filter(visit__unit=unit, visit__year=year, ended_at__isnull=False)
    last = over.order_by("-ended_at", "-pk").first()
    if last is None or last.forms < SHOWN_FROM:
        return None
    return survey_score(last.satisfied, last.basically, last.dissatisfied, representatives=last.invited)
