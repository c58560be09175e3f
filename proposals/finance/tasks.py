"""Celery's way in."""

from celery import shared_task

from . import sweep


@shared_task
def open_ended() -> int:
    """Open the reviews of periods that have ended; returns how many. Safe to run again."""
    return sweep.open_ended()
