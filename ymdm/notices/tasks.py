"""Celery's way in to the outbox."""

from celery import shared_task

from . import outbox


@shared_task
def deliver() -> int:
    """Send the mails that are due; returns how many. Safe to run again and side by side."""
    return outbox.deliver_due()
