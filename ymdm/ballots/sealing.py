"""Sealing a ballot to a box and unsealing it: HPKE (RFC 9180, base mode), the same bytes as the script in the browser.

Pure: no query, no setting. A body is 65 bytes of an uncompressed point, the ciphertext, and 16 bytes of its tag.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

POINT, TAG = 65, 16
CURVE = ec.SECP256R1()
_SUITE = Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


class NotSealed(Exception):
    """These bytes do not open with this key in this box."""


def public_hex(key: ec.EllipticCurvePublicKey) -> str:
    """The uncompressed point in hex, as the browser takes it."""
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint).hex()


def private_from(scalar: bytes) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(scalar, "big"), CURVE)


def pack(choice: Any, body_len: int) -> bytes:
    """The plaintext of a ballot: `{"c": choice}`, padded with spaces, so that every body of a box has one length.

    Raises ValueError where the choice does not fit.
    """
    text = json.dumps({"c": choice}, ensure_ascii=False, separators=(",", ":")).encode()
    room = body_len - POINT - TAG
    if len(text) > room:
        raise ValueError(f"a choice of {len(text)} bytes in a ballot of {room}")
    return text.ljust(room)


def seal(public_key: str, info: bytes, plaintext: bytes) -> bytes:
    """The body of a ballot. `public_key` is hex; `info` binds it to the box."""
    key = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, bytes.fromhex(public_key))
    return _SUITE.encrypt(plaintext, key, info)


def unseal(key: ec.EllipticCurvePrivateKey, info: bytes, body: bytes) -> bytes:
    """The plaintext. Raises NotSealed for anything that was not sealed to this key and this box."""
    try:
        return _SUITE.decrypt(bytes(body), key, info)
    except (InvalidTag, ValueError) as error:
        raise NotSealed from error


def tracker(box_id: Any, body: bytes) -> str:
    """The name of a ballot in its box, hex."""
    return hashlib.sha256(f"ymdm/box/1|{box_id}|".encode() + bytes(body)).hexdigest()


def begins_with_a_point(body: bytes) -> bool:
    """Whether the first 65 bytes are a point of the curve, uncompressed."""
    if len(body) < POINT or body[0] != 4:
        return False
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(CURVE, bytes(body[:POINT]))
    except ValueError:
        return False
    return True


# --- what is announced of a box ------------------------------------------------------------------------------------


def root(trackers: Iterable[str]) -> str:
    """The Merkle root (RFC 9162, SHA-256) over the sorted trackers, hex."""
    row = [hashlib.sha256(b"\0" + bytes.fromhex(one)).digest() for one in sorted(trackers)]
    if not row:
        return hashlib.sha256(b"").hexdigest()
    while len(row) > 1:
        row = [
            hashlib.sha256(b"\1" + row[at] + row[at + 1]).digest() if at + 1 < len(row) else row[at]
            for at in range(0, len(row), 2)
        ]
    return row[0].hex()


def strata_digest(pairs: Iterable[tuple[str, str]]) -> str:
    """SHA-256 over (tracker, group) in the order of trackers, hex: that no ballot was moved to another group."""
    lines = "".join(f"{tracker}|{stratum}\n" for tracker, stratum in sorted(pairs))
    return hashlib.sha256(lines.encode()).hexdigest()


def roll_digest(pairs: Iterable[tuple[int, str]]) -> str:
    """The Merkle root over (person, group), hex, in an order that tells nothing."""
    return root(hashlib.sha256(f"ymdm/roll/1|{person}|{stratum}".encode()).hexdigest() for person, stratum in pairs)
