"""What time brings: the review of a month or quarter that has ended, opened where nobody thought of it."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from ymdm.workflow import SYSTEM

from . import rules, workflow
from .models import FinanceGroup


def open_ended(at: datetime | None = None) -> int:
    """Open the review of every period that ended since its group was registered; returns how many are new.

    Selects by what is missing, so a missed night loses nothing. What was called off stays called off.
    """
    at = at or timezone.now()
    today, made = timezone.localdate(at), 0
    running = FinanceGroup.objects.running().filter(until_on__gte=today)
    for group in running.select_related("unit", "keeper", "head").prefetch_related("periods"):
        spans = [rules.first_and_last(one.year, one.month, one.quarter) for one in group.periods.all()]
        for year, month, quarter in rules.ended(group.rhythm, timezone.localdate(group.founded_at), today):
            first, last = rules.first_and_last(year, month, quarter)
            if not any(begins <= last and first <= ends for begins, ends in spans):
                workflow.open_period(group, SYSTEM, at=at, year=year, month=month, quarter=quarter)
                made += 1
    return made
