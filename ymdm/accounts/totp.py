"""Time-based one-time codes (RFC 6238: HMAC-SHA-1, 30 seconds, six digits), which every authenticator app knows."""

from __future__ import annotations

import base64
import hmac
import secrets
import struct
from collections.abc import Iterator
from urllib.parse import quote, urlencode

SECONDS = 30
DIGITS = 6
# Clocks of phones go wrong by a step; more would only help a guesser.
TOLERANCE = 1


def new_secret() -> str:
    """160 random bits in base32."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def code(secret: str, step: int) -> str:
    """The code of a step of 30 seconds."""
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", step), "sha1")
    offset = digest[-1] & 15
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}d}"


def matching(secret: str, typed: str, at: float) -> Iterator[int]:
    """The steps around the instant `at` (seconds since 1970) whose code was typed, oldest first."""
    now = int(at) // SECONDS
    for step in range(now - TOLERANCE, now + TOLERANCE + 1):
        if hmac.compare_digest(code(secret, step).encode(), typed.encode()):
            yield step


def address(secret: str, account: str, issuer: str) -> str:
    """What the square code carries: `otpauth://totp/…`."""
    query = urlencode({"secret": secret, "issuer": issuer, "digits": DIGITS, "period": SECONDS}, quote_via=quote)
    return f"otpauth://totp/{quote(f'{issuer}:{account}')}?{query}"
