"""Entry points of the clock."""

from celery import shared_task

from .health.checks import beat


@shared_task
def pulse() -> None:
    """Note that clock, queue, worker and database are alive."""
    beat()
