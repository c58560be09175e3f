"""The key that signs checkpoints: Ed25519, from the environment or generated once into the data folder."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


def _file() -> Path:
    return Path(settings.DATA_DIR) / "checkpoint_key"


def _seed(text: str) -> bytes:
    try:
        seed = bytes.fromhex(text.strip())
    except ValueError:
        seed = b""
    if len(seed) != 32:
        raise ImproperlyConfigured("YMDM_CHECKPOINT_KEY must be 64 hex digits: openssl rand -hex 32")
    return seed


def private_key() -> Ed25519PrivateKey:
    """The key of this installation, generated now if there is none. Raises ImproperlyConfigured for a broken one."""
    if settings.CHECKPOINT_KEY:
        return Ed25519PrivateKey.from_private_bytes(_seed(settings.CHECKPOINT_KEY))
    try:
        with os.fdopen(os.open(_file(), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
    except FileExistsError:
        pass
    return Ed25519PrivateKey.from_private_bytes(_seed(_file().read_text(encoding="utf-8")))


def known_keys() -> set[str]:
    """The public keys, hex, that a checkpoint may carry. Empty on a machine that holds no key and names none."""
    known = set(settings.CHECKPOINT_OLD_KEYS)
    if settings.CHECKPOINT_KEY or _file().exists():
        known.add(private_key().public_key().public_bytes_raw().hex())
    return known


def is_signed(public_key: str, signature: str, message: bytes) -> bool:
    """Whether the signature over `message` is that of the key; both hex."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key)).verify(bytes.fromhex(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True
