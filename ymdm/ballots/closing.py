"""Close a box, by the clock or by its keepers (security.md 2.3, point 5)."""

from __future__ import annotations

import logging
from functools import partial

from django.db import DatabaseError, connection, transaction
from django.db.models.functions import Now

from ymdm.organization.models import Person
from ymdm.workflow import SYSTEM, Refused

from . import lists, locks, rules, workflow
from .models import BallotBox, RollEntry, SealedBallot, State

log = logging.getLogger("ymdm.ballots")


def close(box: BallotBox, by: Person | None = None, second: Person | None = None) -> None:
    """Close when the time is over; earlier by two keepers, or by one where everybody on the roll has voted.

    Afterwards `box.state` is closed, or disputed where the box does not hold what the roll says.
    """
    with transaction.atomic():
        # First the lock of the box, then its row: whoever casts holds the first while the second is read.
        locks.hold(box)
        workflow.close(box, by or SYSTEM, second=second)
        transaction.on_commit(partial(_afterwards, box), robust=True)


def close_due() -> int:
    """Close every box whose time is over by the clock of the database; returns how many. Safe to run again."""
    closed = 0
    for box in BallotBox.objects.filter(state=State.OPEN, closes_at__lte=Now()):
        try:
            close(box)
        except Refused:  # closed by its keepers in this very moment
            continue
        closed += 1
    for box in BallotBox.objects.filter(state=State.CLOSED):
        if not lists.path(box).is_file():
            lists.write(box)
    return closed


def slip(box: BallotBox) -> str:
    """What is printed for the keepers and pinned to the board: the root as 8×4 characters."""
    return rules.on_the_slip(box.box_root)


def _afterwards(box: BallotBox) -> None:
    lists.write(box)
    sweep_out()


def sweep_out() -> None:
    """Have the database drop what the rows were before they were written anew.

    Only the owner of the tables may on PostgreSQL; where the web's role owns nothing, autovacuum does it later.
    """
    if connection.in_atomic_block:
        return
    tables = f"{SealedBallot._meta.db_table}, {RollEntry._meta.db_table}"
    try:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(f"VACUUM {tables}")
            else:
                cursor.execute("VACUUM")
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except DatabaseError as error:
        log.warning("vacuum after a close was not done: %s", type(error).__name__)
