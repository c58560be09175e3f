"""Celery entry points: they call the workflow."""

import logging

from celery import shared_task
from kombu.exceptions import OperationalError

log = logging.getLogger(__name__)


@shared_task
def owe_steps() -> int:
    """Steps that come near, and files of sessions that a killed worker left unwritten."""
    from . import archiving, sweep, workflow  # cycle: the workflow asks for these tasks

    archiving.tend()
    workflow.end_due()
    return sweep.owe_all()


@shared_task
def write_archive(pk: int) -> bool:
    """Write the file of an archived session. Safe to run again."""
    from . import archiving  # cycle: the workflow asks for this task

    return archiving.make(pk)


def ask_for_archive(pk: int) -> None:
    """Hand the file to the worker. If there is no broker, the next scan finds it."""
    try:
        write_archive.delay(pk)
    except OperationalError:
        log.warning("No broker: the file of archived session %s waits for the next scan.", pk)


@shared_task
def owe_reports() -> int:
    from .workflow.reporting import owe_all  # cycle, as above

    return owe_all()
