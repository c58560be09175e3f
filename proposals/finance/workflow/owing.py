"""What is owed on a review, and letting somebody off."""

from __future__ import annotations

from datetime import datetime

from ymdm.duties.models import Duty, DutyQuerySet
from ymdm.organization.models import Person

from ..models import ReviewPeriod


def owed_on(period: ReviewPeriod) -> DutyQuerySet:
    return Duty.objects.of(period).owed()


def release(period: ReviewPeriod, kind: str, person: Person, *, reason: str, at: datetime) -> int:
    """End what one person owed without its being done, with the reason; returns how many."""
    owed = owed_on(period).filter(kind=kind, person=person)
    return owed.update(cancelled_at=at, cancel_reason=reason[:200], next_stage_on=None)
