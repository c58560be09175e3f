"""Celery's way in."""

from celery import shared_task

from . import sweep


@shared_task
def ask_back() -> int:
    """Ask proposers whether what was solved some weeks ago is really done; returns how many. Safe to run again."""
    return sweep.ask_back_all()
