"""Celery's way in to the sweep."""

import datetime as dt

from celery import shared_task

from . import sweep


@shared_task
def remind(on: str | None = None) -> int:
    """Send the reminders that are due; returns how many slips. `on` is an ISO date, today in Shanghai when absent."""
    return sweep.remind_all(dt.date.fromisoformat(on) if on else None)
