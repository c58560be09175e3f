"""The two hashes that a ledger may be built with: SHA-256, or SM3 where the national suite is asked for."""

from __future__ import annotations

import hashlib

from django.conf import settings

SHA256, SM3 = "sha256", "sm3"
NAMES = (SHA256, SM3)
NOTHING = "0" * 64  # what the first seal points at


def chosen() -> str:
    """The hash of this installation. It is fixed with the first seal; the setting counts only until then."""
    return settings.LEDGER_HASH


def digest(name: str, *parts: bytes) -> bytes:
    """The 32 bytes of `name` over the parts, one after the other. Raises ValueError where OpenSSL lacks the hash."""
    if name == SHA256:
        return hashlib.sha256(b"".join(parts)).digest()
    return hashlib.new(name, b"".join(parts)).digest()
