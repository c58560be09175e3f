"""The check-in code that the hall shows: six digits that change every minute, made from the session's own secret.

A photo of the code serves nobody outside: it is over after the minute that follows. A phone that was cut off keeps the code
with the minute in which it was read and sends it later; how much later is bounded, and the desk sees which ones these are.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime, timedelta

from .models import CongressSession

WINDOW = 60  # seconds
LATE = timedelta(minutes=20)  # how long after it was read a kept code is still taken


def code_at(session: CongressSession, at: datetime) -> str:
    """The six digits of the minute."""
    return _code(session, int(at.timestamp()) // WINDOW)


def _code(session: CongressSession, window: int) -> str:
    word = hmac.new(bytes.fromhex(session.secret), f"{session.pk}:{window}".encode(), hashlib.sha256).digest()
    return f"{int.from_bytes(word[:8], 'big') % 1_000_000:06d}"


def seconds_left(at: datetime) -> int:
    """How long the code of the moment is still shown."""
    return WINDOW - int(at.timestamp()) % WINDOW


def is_good(session: CongressSession, code: str, at: datetime) -> bool:
    """Whether the code is that of the minute of `at` or of the one before, while which it was typed."""
    window = int(at.timestamp()) // WINDOW
    return any(hmac.compare_digest(code.encode(), _code(session, one).encode()) for one in (window, window - 1))


def read_at(session: CongressSession, code: str, claimed: datetime, at: datetime) -> datetime | None:
    """When a kept code was read, if that is believable: within LATE, and the code that the hall showed then."""
    if not at - LATE <= claimed <= at or not is_good(session, code, claimed):
        return None
    return claimed
