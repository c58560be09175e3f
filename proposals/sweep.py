"""What time itself brings: returned proposals, ratings and re-visits that end, and proposers to be asked back."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from ymdm.workflow import SYSTEM, Refused

from . import kinds, workflow
from .models import Proposal, State


def lapse_all(at: datetime | None = None) -> int:
    """End what is over by rule; returns how many. Selects by what is still owed, so a missed night loses nothing."""
    at = at or timezone.now()
    today = timezone.localdate(at)
    return _lapse_unnamed(at) + sum(
        _lapse(state, kind, step, today, at)
        for state, kind, step in (
            (State.RETURNED, kinds.RESUBMIT, _lapse_return),
            (State.REPLIED, kinds.EVALUATE, workflow.lapse_evaluation),
            (State.CLOSED, kinds.REVISIT, workflow.lapse_revisit),
            (State.ARCHIVED, kinds.REVISIT, workflow.lapse_revisit),
        )
    )


def ask_back_all(at: datetime | None = None) -> int:
    """Ask the proposers of what was solved some weeks ago whether it is really done (F73); returns of how many proposals."""
    at = at or timezone.now()
    asked = 0
    for proposal in Proposal.objects.filter(ask_back_on__lte=timezone.localdate(at)):
        try:
            workflow.ask_back(proposal, SYSTEM, at=at)
        except Refused:  # asked by another sweep in this very moment
            continue
        asked += 1
    return asked


def _lapse_return(proposal: Proposal, by: Any, *, at: datetime) -> None:
    """What a representative was asked to bring and did not goes on as a suggestion; all else ends unfiled (PRO-14)."""
    if workflow.is_raised(proposal):
        workflow.hand_back(proposal, by, at=at, reason="逾期没有提出")
    else:
        workflow.lapse_return(proposal, by, at=at)


def _lapse_unnamed(at: datetime) -> int:
    """Whoever wrote without a name owes no rating that could be late; the time ends all the same (PRO-33)."""
    ended = 0
    for proposal in Proposal.objects.filter(state=State.REPLIED, proposer=None):
        try:
            workflow.lapse_evaluation(proposal, SYSTEM, at=at)
        except Refused:  # not over yet
            continue
        ended += 1
    return ended


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
