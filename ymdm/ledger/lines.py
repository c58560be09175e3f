"""What a seal covers: every column of an event, the names in it only through a salted hash.

The line is public as it stands. It tells which kind of act was done at which instant, and fixes the rest:

    subject     what it was about and where, hashed with a salt of the seal
    person      who did it and how the object is called, hashed with the salt of the payload, erased with it
    commitment  what was typed and what changed, hashed with the same salt
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from .hashing import digest
from .record import canonical

SUBJECT = ("says", "object_type", "object_id", "unit_id", "unit_label")
PERSON = ("object_label", "actor_id", "actor_label", "actor_role")
PLAIN = ("id", "act", "at", "recorded_at", "commitment")
COLUMNS = (*PLAIN, *SUBJECT, *PERSON)


def instant(at: datetime) -> str:
    """UTC with microseconds, the same on every database."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def opened(row: dict[str, Any], names: tuple[str, ...]) -> bytes:
    """The canonical text of some columns of an event."""
    return canonical({name: row[name] for name in names})


def fixed(hash_name: str, salt: str, text: bytes) -> str:
    """Salted hash, hex."""
    return digest(hash_name, bytes.fromhex(salt), text).hex()


def told(row: dict[str, Any], subject: str, person: str) -> dict[str, Any]:
    """The public line of an event."""
    return {
        "event": row["id"],
        "act": row["act"],
        "at": instant(row["at"]),
        "recorded_at": instant(row["recorded_at"]),
        "commitment": row["commitment"],
        "subject": subject,
        "person": person,
    }


def seal_hash(hash_name: str, prev: str, line: bytes) -> str:
    """H(0x00 ‖ prev ‖ canonical event), hex: at once the link of the chain and the leaf of RFC 9162 over prev ‖ event."""
    return digest(hash_name, b"\0", bytes.fromhex(prev), line).hex()
