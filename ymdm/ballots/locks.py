"""The lock of a box: casts share it, the close has it alone. Lives until the end of the transaction."""

from __future__ import annotations

from datetime import datetime

from django.db import connection
from django.db.models import DateTimeField
from django.db.models.functions import Now

from .models import BallotBox

SPACE = 0x594D4258  # beside the locks of the ledger's sealer and the sweeps


def share(lock_no: int) -> None:
    """Hold off the close until this transaction ends. SQLite has one writer at a time anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock_shared(%s, %s)", [SPACE, lock_no])


def hold(box: BallotBox) -> None:
    """Wait for all casts that have begun, and let none begin. Taken before the row of the box, always."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [SPACE, box.lock_no])


def database_now(box: BallotBox) -> datetime:
    """The clock of the database: the one that every deadline of a ballot is measured by."""
    return BallotBox.objects.filter(pk=box.pk).values_list(Now(output_field=DateTimeField()), flat=True).get()
