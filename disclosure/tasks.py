"""Celery's way in."""

from celery import shared_task

from . import obliging, sweep


@shared_task
def publish_due() -> int:
    """Publish what was approved for today; returns how many. Safe to run again."""
    return sweep.publish_due()


@shared_task
def end_due() -> int:
    """End postings whose days are over; returns how many. Safe to run again."""
    return sweep.end_due()


@shared_task
def owe_examinations() -> int:
    """Open the duties to look again at what is withheld; returns how many. Safe to run again."""
    return sweep.owe_examinations()


@shared_task
def owe() -> int:
    """Write what has to be opened, and put on the clock what has come to its day; returns how many rows are new."""
    return obliging.owe_all()
