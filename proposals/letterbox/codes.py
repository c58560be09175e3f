"""The number that everybody may know, and the secret that only the writer holds.

Key and secret of a letter follow from the token of its form: who sends the same form again, because the answer was lost
on the way, gets the same letter and the same secret. The token itself is stored nowhere.
"""

from __future__ import annotations

import hashlib
import re
import secrets

from django.utils.crypto import constant_time_compare, salted_hmac

# Crockford's: what is mistaken for one another is read alike (O as 0, I and L as 1). Five bits a sign, 120 in all.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
READ_AS = str.maketrans("OIL", "011")
SIGNS, GROUP = 24, 4
NUMBER = re.compile(r"YJ-(\d{4})-(\d{4,6})")
NOBODY = hashlib.sha256(b"no such letter").hexdigest()


def random_key() -> int:
    """A primary key that tells nothing of what came before or after."""
    return secrets.randbits(62)


def key_of(nonce: str, what: str) -> int:
    """The primary key that follows from the nonce of a form."""
    return int.from_bytes(salted_hmac(f"letterbox.key.{what}", nonce, algorithm="sha256").digest()[:8], "big") >> 2


def secret_of(nonce: str) -> str:
    """The secret that follows from the nonce of a form: 6 groups of 4 signs."""
    bits = int.from_bytes(salted_hmac("letterbox.secret", nonce, algorithm="sha256").digest()[:15], "big")
    signs = "".join(ALPHABET[bits >> 5 * place & 31] for place in range(SIGNS))
    return "-".join(signs[at : at + GROUP] for at in range(0, SIGNS, GROUP))


def plain(secret: str) -> str:
    """The secret as it is hashed, whatever blanks, strokes and small letters it was typed with."""
    return re.sub(r"[^0-9A-Z]", "", secret.upper().translate(READ_AS))


def hash_of(secret: str) -> str:
    return hashlib.sha256(plain(secret).encode()).hexdigest()


def is_secret(secret: str, kept: str) -> bool:
    """Compared in the same time whether or not there is such a letter: `kept` is then empty."""
    return constant_time_compare(hash_of(secret), kept or NOBODY) and bool(kept)


def number_of(year: int, serial: int) -> str:
    """YJ-2026-0007."""
    return f"YJ-{year}-{serial:04d}"


def read_number(typed: str) -> str:
    """The number as it is stored, from what was typed by hand; empty where it is none."""
    found = NUMBER.fullmatch(re.sub(r"[\s‐-―－]+", "-", typed.strip().upper()).replace("--", "-"))
    return number_of(int(found[1]), int(found[2])) if found else ""
