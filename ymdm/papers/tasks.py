"""Entry points for the worker."""

from __future__ import annotations

import logging

from celery import shared_task
from kombu.exceptions import OperationalError

from ymdm.workflow import Refused

log = logging.getLogger(__name__)


@shared_task
def run_import(pk: int) -> str:
    """Read or write what an import run waits for. Safe to run again."""
    from . import workflow  # slow import: the workflow reads every app's kinds

    try:
        return workflow.go_on(pk)
    except Refused:
        # Another worker was faster, or the person has decided otherwise in between.
        return "refused"


@shared_task
def make_export(pk: int) -> bool:
    """Write one long list. Safe to run again."""
    from . import long_exports  # slow import: it reads every app's kinds

    return long_exports.make(pk)


@shared_task
def tend_exports() -> int:
    """Make what waits and take away what is a day old; returns how many were made."""
    from . import long_exports  # slow import: it reads every app's kinds

    return long_exports.tend()


def ask_for_export(pk: int) -> None:
    """Hand the list to the worker. If there is no broker, the next minute's scan finds it."""
    try:
        make_export.delay(pk)
    except OperationalError:
        log.warning("No broker: export run %s waits for the next scan.", pk)


def ask_for(pk: int) -> None:
    """Hand the run to the worker. If there is no broker, the page offers to go on later."""
    try:
        run_import.delay(pk)
    except OperationalError:
        log.warning("No broker: import run %s waits until it is asked for again.", pk)
