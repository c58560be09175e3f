"""How fast events are sealed, against bare inserts of rows of the same shape; and the whole check of the chain."""

from __future__ import annotations

import time
from statistics import median

from django.db import connection, transaction

from ymdm.ledger import sealing
from ymdm.ledger.checking import check
from ymdm.ledger.models import EventSeal
from ymdm.ledger.record import record_all

from .filling import Bureau
from .tables import heading, table

COLUMNS = ("chain", "seq", "event_id", "salt", "subject", "person", "prev", "hash")


def _raw(number: int, first: int) -> float:
    """Seconds for so many rows in batches as the sealer's, into a table with the same columns and indexes."""
    row = "(" + ",".join(["%s"] * len(COLUMNS)) + ")"
    start = time.perf_counter()
    with connection.cursor() as cursor:
        for at in range(first, first + number, sealing.BATCH):
            values = []
            for seq in range(at, min(at + sealing.BATCH, first + number)):
                digits = f"{seq:064x}"
                values += ["main", seq, seq, digits[:32], digits, digits, digits, digits]
            rows = ",".join([row] * (len(values) // len(COLUMNS)))
            with transaction.atomic():
                cursor.execute(f"INSERT INTO bench_seal ({','.join(COLUMNS)}) VALUES {rows}", values)  # noqa: S608
    return time.perf_counter() - start


def measure(bureau: Bureau, number: int, rounds: int) -> None:
    """`number` events a round, sealed; the same number of bare rows; taking turns."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_seal")
        cursor.execute(
            "CREATE TABLE bench_seal (chain varchar(20), seq bigint, event_id bigint UNIQUE, salt varchar(32), "
            "subject varchar(64), person varchar(64), prev varchar(64), hash varchar(64), "
            "PRIMARY KEY (chain, seq), UNIQUE (chain, prev))"
        )
    sealing.seal_all(whole=True)
    raw: list[float] = []
    sealed: list[float] = []
    for turn in range(rounds):
        entry = {
            "act": "bench.act",
            "obj": bureau.house.unit,
            "by": "系统",
            "says": "试一试",
            "unit": bureau.house.unit,
        }
        record_all(entry | {"payload": {"数": n, "说": "答复提案" * 20}} for n in range(number))
        raw.append(_raw(number, turn * number))
        start = time.perf_counter()
        assert sealing.seal_all() == number
        sealed.append(time.perf_counter() - start)
    start = time.perf_counter()
    findings = check()
    checked = time.perf_counter() - start
    assert findings.is_whole
    each = [its / mine for mine, its in zip(sealed, raw, strict=True)]
    heading(f"Sealing {number:,} events a round, {EventSeal.objects.count():,} in the chain at the end")
    table(
        ("", "× raw rate", "least", "most", "events/s"),
        [
            ("raw: insert rows of the same shape", "1.00", "1.00", "1.00", f"{number / median(raw):,.0f}"),
            ("seal", f"{median(each):.2f}", f"{min(each):.2f}", f"{max(each):.2f}", f"{number / median(sealed):,.0f}"),
            ("check the whole chain", "", "", "", f"{findings.seals / checked:,.0f}"),
        ],
    )
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE bench_seal")
