"""Destroy the ballots of a box when the time for objections is over."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from django.db import connection, transaction

from ymdm.organization.models import Person

from . import locks, workflow
from .closing import sweep_out
from .models import BallotBox


def destroy(box: BallotBox, by: Person, keepers: Sequence[Person]) -> None:
    """Delete ballots and envelopes, by a keeper and as many others as open a box. They burn their cards.

    What old backups hold are locked envelopes only.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete=ON")
    with transaction.atomic():
        locks.hold(box)
        workflow.destroy(box, by, keepers=list(keepers))
        transaction.on_commit(partial(sweep_out), robust=True)
