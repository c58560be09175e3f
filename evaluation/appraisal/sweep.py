"""What time brings: the appraisal that is owed each year (EVA-38)."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from congress.models import CongressTerm
from ymdm.duties import workflow as duties
from ymdm.duties.models import Duty
from ymdm.organization.models import LegalType

from . import kinds, rules
from .models import Appraisal, State

# Whose leaders the congress appraises by the ordinances; where leaders are civil servants the charter may say so.
OWING = (LegalType.ENTERPRISE, LegalType.PUBLIC_INSTITUTION)
FROM_MONTH = 10


def owing(on: date) -> QuerySet[CongressTerm]:
    """Terms that run on a day, of units whose leaders are to be appraised every year."""
    return CongressTerm.objects.filter(
        begins_on__lte=on, ends_on__gte=on, unit__legal_type__in=OWING, unit__closed_on=None
    ).select_related("unit")


def owe_yearly(at: datetime | None = None) -> int:
    """From October on, open a duty for each unit that has planned no appraisal of the year; returns how many are new.

    Selects by what is missing, so that a missed night loses nothing. Safe to run again.
    """
    at = at or timezone.now()
    today = timezone.localdate(at)
    if today.month < FROM_MONTH:
        return 0
    planned = Appraisal.objects.standing().filter(year=today.year).values("unit")
    made = 0
    for term in owing(today).exclude(unit__in=planned):
        if Duty.objects.of(term).filter(kind=kinds.YEARLY, due_on__year=today.year).exists():
            continue
        duty = duties.open_duty(
            term, kind=kinds.YEARLY, says=f"组织{today.year}年民主评议", act="appraisal.run", unit=term.unit,
            watcher=term.unit.parent or term.unit, days=0, due_on=date(today.year, 12, 31), rule=rules.YEARLY.id,
            label=f"{term.unit.short}{today.year}年民主评议", at=at,
        )  # fmt: skip
        Duty.objects.filter(pk=duty.pk).update(url=f"{reverse('appraisal:appraisal-new')}?unit={term.unit_id}")
        made += 1
    return made


def appraised_on(unit: object, year: int) -> tuple[date, ...]:
    """The days on which the ballots of the year were counted with enough representatives."""
    rows = Appraisal.objects.with_result().filter(unit=unit, year=year).exclude(state=State.CALLED_OFF)
    return tuple(timezone.localdate(at) for at in rows.values_list("counted_at", flat=True) if at)
