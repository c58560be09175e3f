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


def ask_for(pk: int) -> None:
    """Hand the run to the worker. If there is no broker, the page offers to go on later."""
    try:
        run_import.delay(pk)
    except OperationalError:
        log.warning("No broker: import run %s waits until it is asked for again.", pk)
