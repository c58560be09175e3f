"""The check-in code that the hall shows: six digits that change every minute, made from the session's own secret.

A phone that was cut off keeps the code with the minute in which it was read and sends it later; how much later is bounded,
and the desk sees which ones these are.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from ymdm import turning
from ymdm.turning import seconds_left

from .models import CongressSession

__all__ = ["LATE", "code_at", "is_good", "read_at", "seconds_left"]
LATE = timedelta(minutes=20)  # how long after it was read a kept code is still taken


def code_at(session: CongressSession, at: datetime) -> str:
    """The six digits of the minute."""
    return turning.code_at(session.secret, session.pk, at)


def is_good(session: CongressSession, code: str, at: datetime) -> bool:
    """Whether the code is that of the minute of `at` or of the one before, while which it was typed."""
    return turning.is_good(session.secret, session.pk, code, at)


def read_at(session: CongressSession, code: str, claimed: datetime, at: datetime) -> datetime | None:
    """When a kept code was read, if that is believable: within LATE, and the code that the hall showed then."""
    if not at - LATE <= claimed <= at or not is_good(session, code, claimed):
        return None
    return claimed
