"""Keys that nobody holds: a private half locked by the words of every t keepers, one envelope inside the other.

Pure: no query, no setting. Nothing here keeps a word or a scalar; whoever calls forgets them. No arithmetic of secret
sharing: an envelope for every ordered quorum, so that whoever comes first peels the outer one (security.md 2.3, 2).
"""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import permutations

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from .sealing import CURVE, private_from, public_hex

DIGITS = 16
SCRYPT_R = 8


class WrongWord(Exception):
    """The word does not open this envelope."""


@dataclass(frozen=True)
class Envelope:
    """`order` of the keepers' places, outermost first: “1>3”. Salt and ciphertext are hex."""

    order: str
    salt: str
    ciphertext: str


@dataclass(frozen=True)
class Locked:
    """One pair as it is kept: the public half, a salt for each keeper's place, and the envelopes."""

    number: int
    public_key: str
    salts: Mapping[str, str]
    envelopes: Sequence[Envelope]


@dataclass
class Made:
    """A pair in the moment of its making. `words` by the keeper's place are shown once."""

    locked: Locked
    words: dict[int, str] = field(repr=False)


def make(context: str, number: int, places: Sequence[int], t: int, n: int) -> Made:
    """A pair with its envelopes. `context` binds them to the ceremony; `n` is the cost of scrypt."""
    key = ec.generate_private_key(CURVE)
    scalar = key.private_numbers().private_value.to_bytes(32, "big")
    words = {place: f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}" for place in places}
    salts = {str(place): secrets.token_hex(16) for place in places}
    stretched = {place: stretch(words[place], salts[str(place)], n) for place in places}
    envelopes = []
    for order in permutations(places, t):
        name, salt = ">".join(map(str, order)), secrets.token_hex(16)
        text = scalar
        for depth in reversed(range(t)):
            text = _box(stretched[order[depth]], salt, context, number, name, depth, text)
        envelopes.append(Envelope(name, salt, text.hex()))
    return Made(Locked(number, public_hex(key.public_key()), salts, envelopes), words)


def make_all(context: str, numbers: Sequence[int], places: Sequence[int], t: int, n: int) -> list[Made]:
    """All pairs of a ceremony. scrypt lets other threads run, so both cores work."""
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(lambda number: make(context, number, places, t, n), numbers))


def clean(word: str) -> str:
    """The digits of a word as somebody types it: with blanks, hyphens, full-width digits."""
    return "".join(char for char in unicodedata.normalize("NFKC", word) if char.isdigit())


def stretch(word: str, salt: str, n: int) -> bytes:
    """scrypt over a word, once for all envelopes of a pair."""
    return hashlib.scrypt(
        clean(word).encode(), salt=bytes.fromhex(salt), n=n, r=SCRYPT_R, p=1, maxmem=256 * n * SCRYPT_R, dklen=32
    )


def peel(
    stretched: bytes,
    context: str,
    number: int,
    given: Sequence[int],
    place: int,
    envelopes: Mapping[str, tuple[str, str]],
) -> dict[str, tuple[str, str]]:
    """Open one layer of every envelope that `place` comes next in, after those of `given`.

    `envelopes` and the answer: order to (salt, text), hex. Raises WrongWord; KeyError never.
    """
    depth, peeled = len(given), {}
    for name, (salt, text) in envelopes.items():
        order = [int(part) for part in name.split(">")]
        if order[:depth] == list(given) and depth < len(order) and order[depth] == place:
            try:
                inner = _open(stretched, salt, context, number, name, depth, bytes.fromhex(text))
            except InvalidTag as error:
                raise WrongWord from error
            peeled[name] = (salt, inner.hex())
    if not peeled:
        raise WrongWord
    return peeled


def private_key(scalar: str, public_key: str) -> ec.EllipticCurvePrivateKey:
    """The private half out of the innermost envelope. Raises WrongWord where it does not fit the public one."""
    key = private_from(bytes.fromhex(scalar))
    if public_hex(key.public_key()) != public_key:
        raise WrongWord
    return key


def unlock(locked: Locked, context: str, words: Sequence[tuple[int, str]], n: int) -> ec.EllipticCurvePrivateKey:
    """The private half, from (place, word) of t keepers in any order. Raises WrongWord."""
    left = {one.order: (one.salt, one.ciphertext) for one in locked.envelopes}
    given: list[int] = []
    for place, word in words:
        if str(place) not in locked.salts:
            raise WrongWord
        left = peel(stretch(word, locked.salts[str(place)], n), context, locked.number, given, place, left)
        given.append(place)
    inner = left.get(">".join(map(str, given)))
    if inner is None:
        raise WrongWord
    return private_key(inner[1], locked.public_key)


def _key_and_nonce(
    stretched: bytes, salt: str, context: str, number: int, order: str, depth: int
) -> tuple[AESGCM, bytes, bytes]:
    info = f"ymdm/envelope/1|{context}|{number}|{order}|{depth}".encode()
    # A salt and a place are used once, so the nonce may come out of the same derivation as the key.
    derived = HKDF(SHA256(), 44, bytes.fromhex(salt), info).derive(stretched)
    return AESGCM(derived[:32]), derived[32:], info


def _box(stretched: bytes, salt: str, context: str, number: int, order: str, depth: int, text: bytes) -> bytes:
    cipher, nonce, info = _key_and_nonce(stretched, salt, context, number, order, depth)
    return cipher.encrypt(nonce, text, info)


def _open(stretched: bytes, salt: str, context: str, number: int, order: str, depth: int, text: bytes) -> bytes:
    cipher, nonce, info = _key_and_nonce(stretched, salt, context, number, order, depth)
    return cipher.decrypt(nonce, text, info)
