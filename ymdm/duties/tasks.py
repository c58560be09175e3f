"""Celery's way in to the sweep."""

import datetime as dt
import logging

from celery import shared_task
from django.conf import settings
from django.utils.module_loading import import_string
from kombu.exceptions import OperationalError

from . import recounting, succession, sweep

log = logging.getLogger("ymdm.duties")


@shared_task
def remind(on: str | None = None) -> int:
    """Send the reminders that are due; returns how many slips. `on` is an ISO date, today in Shanghai when absent.

    What ends by itself today ends first (settings name it): nobody is called late for what is not owed any more.
    """
    try:
        for dotted in settings.YMDM_BEFORE_REMINDING:
            import_string(dotted)()
    finally:
        written = sweep.remind_all(dt.date.fromisoformat(on) if on else None)
    return written


@shared_task
def recount() -> int:
    """Count anew what was computed under an older calendar; returns how many due days moved. Safe to run again."""
    return recounting.recount_all()


def ask_to_recount() -> None:
    """Hand it to a worker now; without a broker the minute's scan does it."""
    try:
        recount.delay()
    except OperationalError:
        log.info("broker away; deadlines are counted anew with the next scan")


@shared_task
def succeed() -> int:
    """Move what former holders of an office owe by name to their successors; returns how many. Safe to run again."""
    return succession.succeed_all()


def ask_to_succeed() -> None:
    """Hand it to a worker now; without a broker the minute's scan does it."""
    try:
        succeed.delay()
    except OperationalError:
        log.info("broker away; duties change hands with the next scan")
