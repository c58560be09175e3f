"""What leaves the house: the chain line by line, and the proof that some events of one object are in it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import F

from .checkpoints import document, inclusion_paths
from .lines import PLAIN, SUBJECT, opened, told
from .models import CHAIN, Checkpoint, EventSeal
from .record import canonical

PART = 100_000  # lines in one download
AT_ONCE = 2000
SEAL = ("seq", "prev", "salt", "subject", "person", "hash")


def _read(seals: Any, names: tuple[str, ...]) -> Any:
    columns = {name: F(f"event__{name}") for name in names if name != "id"}
    return seals.order_by("seq").values(*SEAL, **columns, id=F("event_id"))


def lines(part: int, size: int) -> Iterator[bytes]:
    """The lines of one part, as far as `size` seals; a few thousand at a time, so that memory stays flat."""
    start, end = part * PART, min(size, (part + 1) * PART)
    for first in range(start, end, AT_ONCE):
        seals = EventSeal.objects.filter(chain=CHAIN, seq__gte=first, seq__lt=min(first + AT_ONCE, end))
        rows = _read(seals, PLAIN)
        yield b"".join(
            canonical({"seq": row["seq"], "hash": row["hash"], "event": told(row, row["subject"], row["person"])})
            + b"\n"
            for row in rows
        )


def parts(size: int) -> int:
    """How many downloads the chain has."""
    return -(-size // PART)


def proof(object_type: str, object_id: str, acts: Collection[str], checkpoint: Checkpoint) -> dict[str, Any]:
    """That the events of these acts about one object are in the signed chain; who acted stays closed."""
    seals = EventSeal.objects.filter(
        chain=CHAIN,
        seq__lt=checkpoint.size,
        event__object_type=object_type,
        event__object_id=object_id,
        event__act__in=acts,
    )
    rows = list(_read(seals, (*PLAIN, *SUBJECT)))
    paths = inclusion_paths([row["seq"] for row in rows], checkpoint.size)
    return {
        "object_type": object_type,
        "object_id": object_id,
        "records": [
            {
                "seq": row["seq"],
                "prev": row["prev"],
                "line": canonical(told(row, row["subject"], row["person"])).decode(),
                "salt": row["salt"],
                "opened": opened(row, SUBJECT).decode(),
                "path": paths[row["seq"]],
            }
            for row in rows
        ],
        "checkpoint": document(checkpoint),
    }


def printed(told_: dict[str, Any]) -> str:
    """As a file or a page shows it."""
    return json.dumps(told_, ensure_ascii=False, indent=1)
