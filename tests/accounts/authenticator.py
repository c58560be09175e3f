"""An authenticator of our own: real keys and real signatures, with a switch for each thing that may be wrong.

Its CBOR is written here by hand, so that reader and writer are not the same library.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import struct
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

ORIGIN = "http://localhost"
PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def raw(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def cbor(value: Any) -> bytes:
    """RFC 8949, as much of it as WebAuthn uses."""
    if isinstance(value, dict):
        return _head(5, len(value)) + b"".join(cbor(name) + cbor(kept) for name, kept in value.items())
    if isinstance(value, int):
        return _head(0, value) if value >= 0 else _head(1, -1 - value)
    data = value.encode() if isinstance(value, str) else value
    return _head(3 if isinstance(value, str) else 2, len(data)) + data


def _head(kind: int, size: int) -> bytes:
    if size < 24:
        return bytes([kind << 5 | size])
    if size < 256:
        return bytes([kind << 5 | 24, size])
    return bytes([kind << 5 | 25]) + struct.pack(">H", size)


def _numbers(number: int, size: int) -> bytes:
    return number.to_bytes(size, "big")


@dataclass
class Key:
    """A pair of one of the three algorithms that the house takes; `cose` is what it says of its public half."""

    kind: str = "ES256"
    private: Any = None
    cose: dict[int, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.kind == "ES256":
            self.private = ec.generate_private_key(ec.SECP256R1())
            point = self.private.public_key().public_numbers()
            self.cose = {1: 2, 3: -7, -1: 1, -2: _numbers(point.x, 32), -3: _numbers(point.y, 32)}
        elif self.kind == "EdDSA":
            self.private = ed25519.Ed25519PrivateKey.generate()
            public = self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
            self.cose = {1: 1, 3: -8, -1: 6, -2: public}
        elif self.kind == "RS256":
            self.private = rsa.generate_private_key(65537, 2048)
            public = self.private.public_key().public_numbers()
            self.cose = {1: 3, 3: -257, -1: _numbers(public.n, 256), -2: b"\x01\x00\x01"}
        else:  # one that nobody asked for
            self.private = ec.generate_private_key(ec.SECP384R1())
            point = self.private.public_key().public_numbers()
            self.cose = {1: 2, 3: -35, -1: 2, -2: _numbers(point.x, 48), -3: _numbers(point.y, 48)}

    def sign(self, data: bytes) -> bytes:
        if isinstance(self.private, ec.EllipticCurvePrivateKey):
            return self.private.sign(data, ec.ECDSA(SHA256()))
        if isinstance(self.private, rsa.RSAPrivateKey):
            return self.private.sign(data, padding.PKCS1v15(), SHA256())
        return self.private.sign(data)


class Authenticator:
    """One security key, plugged into one browser. What is given to `make` and `answer` by name is told instead."""

    def __init__(self, kind: str = "ES256", counter: int | None = 0) -> None:
        self.key, self.id = Key(kind), secrets.token_bytes(32)
        self.counter = counter  # None: it does not count

    def make(self, options: dict[str, Any], **told: Any) -> str:
        """What navigator.credentials.create answers, as the page posts it."""
        asked = {parameter["alg"] for parameter in options["pubKeyCredParams"]}
        assert told or self.key.cose[3] in asked, "a browser would not even ask this key"
        credential = told.get("aaguid", bytes(16)) + struct.pack(">H", len(self.id)) + self.id
        credential += cbor(told.get("cose", self.key.cose))
        data = self._data(options["rp"]["id"], told, told.get("flags", PRESENT | ATTESTED), credential)
        client = self._client("webauthn.create", options, told)
        attestation = cbor({"fmt": "none", "attStmt": {}, "authData": data})
        return self._posted(told, clientDataJSON=b64(client), attestationObject=b64(attestation))

    def answer(self, options: dict[str, Any], **told: Any) -> str:
        """What navigator.credentials.get answers, as the page posts it."""
        data = self._data(options["rpId"], told, told.get("flags", PRESENT))
        client = self._client("webauthn.get", options, told)
        signature = told.get("key", self.key).sign(data + hashlib.sha256(client).digest())
        if told.get("touched_up"):
            signature = signature[:-1] + bytes([signature[-1] ^ 1])
        return self._posted(
            told, clientDataJSON=b64(client), authenticatorData=b64(data), signature=b64(signature)
        )  # fmt: skip

    def _data(self, rp: str, told: dict[str, Any], flags: int, credential: bytes = b"") -> bytes:
        if self.counter is not None and "counter" not in told:
            self.counter += 1
        counter = told.get("counter", self.counter or 0)
        hashed = hashlib.sha256(told.get("rp", rp).encode()).digest()
        return hashed + struct.pack(">BI", flags, counter) + (credential if flags & ATTESTED else b"")

    def _client(self, kind: str, options: dict[str, Any], told: dict[str, Any]) -> bytes:
        facts = {
            "type": told.get("type", kind),
            "challenge": told.get("challenge", options["challenge"]),
            "origin": told.get("origin", ORIGIN),
            "crossOrigin": told.get("cross_origin", False),
        }
        return json.dumps(facts).encode()

    def _posted(self, told: dict[str, Any], **response: str) -> str:
        named = b64(told.get("id", self.id))
        return json.dumps({"id": named, "rawId": named, "type": "public-key", "response": response})
