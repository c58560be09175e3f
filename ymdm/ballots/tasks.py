"""Celery's way in to the boxes. No word, key or ballot ever passes through here."""

from celery import shared_task


@shared_task
def close_due() -> int:
    """Close the boxes whose time is over; returns how many. A late run lets nobody vote longer: casts ask the clock."""
    from .closing import close_due  # slow import: cryptography

    return close_due()


@shared_task
def remind_voters() -> int:
    """Remind everybody on the rolls of boxes that close soon; returns how many. Safe to run again."""
    from .reminding import remind_due  # slow import: cryptography

    return remind_due()
