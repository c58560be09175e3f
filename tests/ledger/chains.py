"""Small chains to seal, and ways round the triggers, which an attacker who owns the database has as well."""

from __future__ import annotations

from typing import Any

from django.db import connection

from tests import factories as make
from ymdm.ledger import checkpoints, protection, sealing
from ymdm.ledger.models import Event
from ymdm.ledger.record import record


def happen(number: int, **typed: Any) -> list[Event]:
    """So many events about one unit, by one person."""
    unit = make.unit("西峰局")
    by = make.person(unit, "石拴柱")
    return [
        record("test.act", unit, by, says="试一试", role="职工", unit=unit, payload={"数": n, "说": "好", **typed})
        for n in range(number)
    ]


def sealed(number: int) -> list[Event]:
    """So many events, sealed and under a signed checkpoint."""
    events = happen(number)
    sealing.seal_all()
    assert checkpoints.make()
    sealing.seal_all()
    return events


def lift_protection() -> None:
    """As the owner of the tables could."""
    if connection.vendor == "postgresql":
        sql("SET CONSTRAINTS ALL IMMEDIATE")
    else:
        sql("PRAGMA defer_foreign_keys = ON")
    protection.remove(connection)
    if connection.vendor == "postgresql":
        sql("SET CONSTRAINTS ALL DEFERRED")


def sql(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
