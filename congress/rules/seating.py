"""Who sits where: delegation by delegation, in rows. The house's own practice, no rule of law prescribes it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

Seat = tuple[int, int]  # row, chair in the row, both from 1


def in_rows(groups: Sequence[int], rows: int, per_row: int) -> list[list[Seat]] | None:
    """The seats of groups of so many people each, in order; None where there are not enough chairs.

    Every group begins a row of its own as long as the room is large enough for that; otherwise all sit one after another.
    """
    if sum(groups) > rows * per_row:
        return None
    if sum(-(-size // per_row) for size in groups) <= rows:
        seats, row = [], 0
        for size in groups:
            seats.append([(row + at // per_row + 1, at % per_row + 1) for at in range(size)])
            row += -(-size // per_row)
        return seats
    starts = accumulate(groups[:-1], initial=0)
    return [
        [(at // per_row + 1, at % per_row + 1) for at in range(start, start + size)]
        for start, size in zip(starts, groups, strict=True)
    ]


def seat_words(seat: Seat) -> str:
    """3排12座"""
    return f"{seat[0]}排{seat[1]}座"
