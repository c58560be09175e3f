"""Codes that change every minute, made from a secret of the matter and kept nowhere.

A photo of the code serves nobody outside: it is over after the minute that follows.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime

WINDOW = 60  # seconds


def code_at(secret: str, name: object, at: datetime) -> str:
    """The six digits of the minute; `secret` in hex, `name` keeps matters with one secret apart."""
    return _code(secret, name, int(at.timestamp()) // WINDOW)


def _code(secret: str, name: object, window: int) -> str:
    word = hmac.new(bytes.fromhex(secret), f"{name}:{window}".encode(), hashlib.sha256).digest()
    return f"{int.from_bytes(word[:8], 'big') % 1_000_000:06d}"


def seconds_left(at: datetime) -> int:
    """How long the code of the moment is still shown."""
    return WINDOW - int(at.timestamp()) % WINDOW


def is_good(secret: str, name: object, code: str, at: datetime) -> bool:
    """Whether the code is that of the minute of `at` or of the one before, while which it was typed."""
    window = int(at.timestamp()) // WINDOW
    return any(hmac.compare_digest(code.encode(), _code(secret, name, one).encode()) for one in (window, window - 1))
