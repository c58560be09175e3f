"""How the register of a past session comes in: rows written directly, one event for each proposal.

Not through the steps of the workflow. What happened on paper cannot be done again: the register holds no votes, no
contacts, no signatures, the rules of those years were others, and every step would tell people of things that were
settled long ago. Only what is still owed today is opened by the ordinary verb, and only that is told.
See docs/decisions/0010-registers-of-past-sessions.md.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ..finding import keep_all_found
from ..models.states import State
from .entries import Entries
from .standing import Standing, standing
from .surroundings import Surroundings

if TYPE_CHECKING:
    from ..papers.register import RegisterReading

__all__ = ["Standing", "bring_in", "standing"]


def bring_in(reading: RegisterReading, by: Any, progress: Callable[[int, int], None]) -> int:
    """Write the accepted rows that are not here yet, inside the caller's transaction; returns how many."""
    rows = reading.fresh
    if not rows:
        return 0
    entries = Entries(Surroundings(reading, by))
    # Heads first: what was merged points at them.
    for done, row in enumerate(sorted(rows, key=lambda row: row.result == State.MERGED), start=1):
        entries.write(row)
        progress(done, len(rows))
    keep_all_found(proposal.pk for proposal in entries.written.values())
    return len(rows)
