"""A random sample that anybody can draw again: rows stand in the order of SHA-256 over seed and row, the first ones count.

By hand: for each row `printf '%s' '<seed>:<digest of the row>' | sha256sum`, sort, take as many as the sample has.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from ..figures.shapes import Row


def place_of(seed: str, row: Row) -> str:
    """Where a row stands in the order that a seed gives; 64 hexadecimal digits."""
    return hashlib.sha256(f"{seed}:{row.fingerprint}".encode()).hexdigest()


def in_order(seed: str, rows: Iterable[Row]) -> list[Row]:
    """All rows as the seed puts them, however they came."""
    return sorted(rows, key=lambda row: (place_of(seed, row), row.fingerprint))


def drawn(seed: str, rows: Iterable[Row], size: int) -> list[Row]:
    """The sample: the first `size` rows, all of them where there are fewer."""
    return in_order(seed, rows)[:size]
