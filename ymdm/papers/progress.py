"""How far a run has come, in a small file beside the uploaded one.

Not in the database: the rows are written in one transaction, out of which nothing can be seen before its end.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

from django.core.files.storage import default_storage

from .models import ImportRun

EVERY_SECONDS = 0.2


def note(run: ImportRun) -> Callable[[int, int], None]:
    """A function (done, total) that notes how far the run is, a few times a second at most."""
    path, last = _path(run), 0.0

    def noted(done: int, total: int) -> None:
        nonlocal last
        if done < total and time.monotonic() - last < EVERY_SECONDS:
            return
        last = time.monotonic()
        # Renamed into place: a reader never sees half a number.
        path.with_suffix(".new").write_text(f"{done} {total}", encoding="ascii")
        os.replace(path.with_suffix(".new"), path)

    return noted


def of(run: ImportRun) -> tuple[int, int] | None:
    """Rows done and rows in all, or None while there is nothing to tell."""
    if not run.stored_as:
        return None
    try:
        done, total = _path(run).read_text(encoding="ascii").split()
    except (OSError, ValueError):
        return None
    return int(done), int(total)


def forget(run: ImportRun) -> None:
    _path(run).unlink(missing_ok=True)


def _path(run: ImportRun) -> Path:
    return Path(default_storage.path(f"{run.stored_as}.progress"))
