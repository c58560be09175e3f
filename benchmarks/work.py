"""How much the processors worked for something: server and database, in seconds, whatever else the machine does.

A ratio of rates needs a quiet machine; a ratio of work does not. Linux tells the running time of each thread.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.db import connection

PROC = Path("/proc")


def parent_of(pid: int) -> int:
    """The parent of a process; 0 if it is gone."""
    try:
        # The name in brackets may hold blanks.
        return int((PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, ValueError, IndexError):
        return 0


def children_of(parents: set[int]) -> set[int]:
    """All processes whose parent is one of `parents`."""
    pids = (int(path.name) for path in PROC.iterdir() if path.name.isdigit())
    return {pid for pid in pids if parent_of(pid) in parents}


def worked(pids: set[int]) -> float:
    """Seconds that the threads of `pids` have run so far."""
    nanoseconds = 0
    for pid in pids:
        for task in (PROC / str(pid) / "task").glob("*/schedstat"):
            try:
                nanoseconds += int(task.read_text().split()[0])
            except (OSError, ValueError, IndexError):
                continue
    return nanoseconds / 1e9


def meter(server: int) -> Callable[[], float]:
    """A function that tells the seconds worked so far by the workers of `server` and by the database's processes."""
    if not (PROC / "self" / "schedstat").exists():
        return lambda: 0.0
    parents = {server}
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            postmaster = parent_of(cursor.fetchone()[0])
        if postmaster > 1:
            parents.add(postmaster)
    return lambda: worked(parents | children_of(parents))
