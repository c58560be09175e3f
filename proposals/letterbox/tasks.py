"""Celery's way in."""

from celery import shared_task

from . import clock


@shared_task
def tend() -> int:
    """Empty the box at its hour and carry answers and writers' words across; returns how many. Safe to run again."""
    return clock.gather_all() + clock.pass_on_all() + clock.ask_back_all() + clock.take_up_all()
