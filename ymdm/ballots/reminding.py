"""Remind everybody on the roll of an open box before it closes."""

from __future__ import annotations

from django.db import transaction

from . import locks, notices, rules
from .models import BallotBox, RollState, State


def remind_due() -> int:
    """Write the reminders that the clock of the database has reached; returns how many. Safe to run again and at once.

    A hall that sits together needs none, nor a box in which everybody has voted.
    """
    told = 0
    for pk in BallotBox.objects.filter(state=State.OPEN, is_hall=False).values_list("pk", flat=True):
        with transaction.atomic():
            # Not waiting for a row that its close or another scan holds: the next scan comes in a quarter of an hour.
            box = BallotBox.objects.select_for_update(skip_locked=True).filter(pk=pk, state=State.OPEN).first()
            if box is None or box.opens_at is None or box.closes_at is None:
                continue
            rung = rules.reminder(box.opens_at, box.closes_at, locks.database_now(box))
            if rung and box.roll.filter(state=RollState.FRESH).exists():
                told += len(notices.ends_soon(box, rung))
    return told
