"""What ends by itself when its time is over: returned proposals, and ratings that nobody gave."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from ymdm.workflow import SYSTEM, Refused

from . import kinds, workflow
from .models import Proposal, State


def lapse_all(at: datetime | None = None) -> int:
    """End what is over by rule; returns how many. Selects by what is still owed, so a missed night loses nothing."""
    at = at or timezone.now()
    today = timezone.localdate(at)
    return sum(
        _lapse(state, kind, step, today, at)
        for state, kind, step in (
            (State.RETURNED, kinds.RESUBMIT, workflow.lapse_return),
            (State.REPLIED, kinds.EVALUATE, workflow.lapse_evaluation),
        )
    )


def _lapse(state: str, kind: str, step, today: date, at: datetime) -> int:
    over = Proposal.objects.filter(
        state=state,
        duties__kind=kind,
        duties__met_at=None,
        duties__cancelled_at=None,
        duties__due_on__lt=today,
    ).distinct()
    ended = 0
    for proposal in over:
        try:
            step(proposal, SYSTEM, at=at)
        except Refused:  # answered in this very moment, or another co-proposer still has time
            continue
        ended += 1
    return ended
