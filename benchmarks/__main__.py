"""`python -m benchmarks` (make bench): ratios side by side, ten minutes at most.

    --quick          1,000 and 5,000 proposals, three short rounds
    --sizes 1000 …   other sizes
    --texts FILE     a CSV of motions (案由, 说明, 办法); else YMDM_BENCH_TEXTS, the shared data, or generated texts

Runs on a PostgreSQL of its own out of a wheel, or on the one that YMDM_DATABASE_URL names (which is filled with rows).
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

SIZES, ROUNDS, SECONDS, DUTIES, DATES = [1_000, 10_000, 100_000], 7, 0.5, 1_000_000, 1_000_000
MOVED = 10_000  # open deadlines that a change of calendar moves
SEALED = 10_000  # events a round
QUICK = [1_000, 5_000], 3, 0.25, 50_000, 200_000


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--quick", action="store_true")
    asked.add_argument("--sizes", type=int, nargs="+")
    asked.add_argument("--rounds", type=int)
    asked.add_argument("--texts", default="")
    asked.add_argument(
        "--only",
        choices=[
            *("pages", "authority", "sweep", "workdays", "changes", "sealing", "search", "routing", "hall", "imports"),
            *("export", "ballots", "coverage", "dashboard", "portal", "assessment"),
        ],
    )
    given = asked.parse_args()
    sizes, rounds, seconds, duties, dates = QUICK if given.quick else (SIZES, ROUNDS, SECONDS, DUTIES, DATES)
    with ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="ymdm-bench-"))
        folder.chmod(0o755)
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        os.environ |= {"DJANGO_SETTINGS_MODULE": "benchmarks.settings", "YMDM_DATA_DIR": str(folder / "data")}
        os.environ["YMDM_DEBUG"] = ""
        if "YMDM_DATABASE_URL" not in os.environ:
            from tests.services import start_postgres

            os.environ["YMDM_DATABASE_URL"] = start_postgres(folder, stack)
        return run(given, given.sizes or sizes, given.rounds or rounds, seconds, duties, dates)


def run(given: argparse.Namespace, sizes: list[int], rounds: int, seconds: float, duties: int, dates: int) -> int:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from . import (
        assessing,
        authority,
        ballots,
        covering,
        exporting,
        hall,
        importing,
        leading,
        pages,
        portal,
        routing,
        sealing,
        searching,
        sweeping,
    )
    from .filling import Bureau
    from .tables import line
    from .texts import texts

    started = time.monotonic()
    call_command("prepare", verbosity=0)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0")
    source, stream = texts(given.texts)
    line(f"{connection.vendor} {connection.pg_version if connection.vendor == 'postgresql' else ''}, {os.cpu_count()} cores,"
         f" {rounds} rounds, texts: {source}")  # fmt: skip
    bureau = Bureau()
    if given.only in {None, "imports"}:
        importing.measure(bureau, rounds)
    if given.only in {None, "pages"}:
        pages.measure(bureau, sizes, stream, rounds, seconds)
    if given.only in {None, "search"}:
        searching.measure(bureau, sizes[-1], stream, rounds)
    if given.only in {None, "export"}:
        exporting.measure(bureau, sizes[-1], stream)
    if given.only in {None, "routing"}:
        routing.measure()
    if given.only in {None, "hall"}:
        hall.measure()
    if given.only in {None, "ballots"}:
        ballots.measure(given.sizes or ((500,) if given.quick else (500, 20_000)))
    if given.only in {None, "authority"}:
        authority.measure_authority(bureau, rounds)
    if given.only in {None, "sweep"}:
        for number in (duties // 10, duties):
            sweeping.measure_sweep(bureau, number, rounds)
    if given.only in {None, "coverage"}:
        covering.measure(rounds)
    if given.only in {None, "dashboard"}:
        leading.measure(rounds)
    if given.only in {None, "portal"}:
        portal.measure((1_000, 5_000) if given.quick else portal.SIZES, rounds, seconds)
    if given.only in {None, "assessment"}:
        assessing.measure()
    if given.only in {None, "workdays"}:
        sweeping.measure_workdays(dates, rounds)
    if given.only in {None, "sealing"}:
        sealing.measure(bureau, SEALED, rounds)
    if given.only in {None, "changes"}:
        authority.measure_changes(bureau, MOVED, rounds)
    line(f"\n{time.monotonic() - started:,.0f} s in all")
    return 0


if __name__ == "__main__":
    sys.exit(main())
