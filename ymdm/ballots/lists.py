"""The list of what lies in a closed box: a plain file outside of the database, that anyone may fetch and search."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from django.conf import settings

from .models import BallotBox, SealedBallot


def path(box: BallotBox) -> Path:
    return Path(settings.BALLOT_LISTS) / f"{box.pk}.txt"


def text(box: BallotBox) -> str:
    """First a line of what it is, number and root; then the trackers, sorted, one a line."""
    trackers = SealedBallot.objects.filter(box=box).order_by("tracker").values_list("tracker", flat=True)
    return "".join(f"{line}\n" for line in [f"ymdm/box/1 {box.pk} {box.box_count} {box.box_root}", *trackers])


def write(box: BallotBox) -> Path:
    """Put the file in place, whole or not at all. Not after the ballots were destroyed: the file stays as it was."""
    target = path(box)
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(text(box))
        file.flush()
        os.fsync(file.fileno())
    Path(name).chmod(0o644)
    Path(name).replace(target)
    return target
