"""What time brings: a publication on its day, the end of a posting, the yearly look at what is withheld (DIS-15, 22)."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F, Q
from django.utils import timezone

from ymdm.duties import workflow as duties
from ymdm.duties.models import Duty
from ymdm.workflow import SYSTEM, Refused

from . import kinds, workflow
from .models import Publication, Version, Withholding
from .rules.publishing import REEXAMINE

AHEAD = timedelta(days=14)  # so long before the yearly day its duty begins: within the year means decided by then
MOST = 500  # one run's share; what is left is taken by the next


def publish_due(at: datetime | None = None) -> int:
    """Publish what was approved for today or before; returns how many. Safe to run again."""
    at = at or timezone.now()
    due = Version.objects.filter(state=Version.State.SCHEDULED, publish_on__lte=timezone.localdate(at))
    return _each(due.select_related("publication")[:MOST], workflow.publish, at)


def end_due(at: datetime | None = None) -> int:
    """End postings whose last day is over; returns how many. Safe to run again."""
    at = at or timezone.now()
    due = Publication.objects.filter(state=Publication.State.PUBLISHED, ends_on__lt=timezone.localdate(at))
    return _each(due.select_related("unit")[:MOST], workflow.end, at)


def owe_examinations(at: datetime | None = None) -> int:
    """Open the duty to look again at what is withheld, due on its day; returns how many are new.

    What was put off until a day is looked at when that day has come, not before it: then it is opened (DIS-14).
    """
    at = at or timezone.now()
    today, made = timezone.localdate(at), 0
    yearly = Q(until_on=None) | Q(examine_by_on__lt=F("until_on"))
    has_come = Q(examine_by_on__lte=today) | yearly & Q(examine_by_on__lte=today + AHEAD)
    due = Withholding.objects.filter(has_come, state=Withholding.State.IN_FORCE)
    for one in due.select_related("unit", "obligation__item")[:MOST]:
        day = one.examine_by_on
        if Duty.objects.of(one).owed().filter(kind=kinds.REEXAMINE).exists():
            continue
        duties.open_duty(
            one, kind=kinds.REEXAMINE, says="重新审查不公开事项", act="disclosure.approve", unit=one.unit, watcher=one.unit,
            days=7, due_on=day if day and day > today else None, rule=REEXAMINE.id, at=at,
        )  # fmt: skip
        made += 1
    return made


def _each(rows: object, act: object, at: datetime) -> int:
    done = 0
    for row in rows:  # type: ignore[attr-defined]
        try:
            act(row, SYSTEM, at=at)  # type: ignore[operator]
        except Refused:
            continue  # somebody else was there first
        done += 1
    return done
