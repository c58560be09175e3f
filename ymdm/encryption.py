"""Fields that may not lie in the clear: AES-256-GCM under a key that HKDF derives from SECRET_KEY (docs/crypto.md).

A sealed text names its suite and its key, so that a row tells by itself how it was sealed. After SECRET_KEY has
changed, texts sealed under one of SECRET_KEY_FALLBACKS are still read; `manage.py reseal` writes them anew.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

SUITE = "aes256gcm"


class Unreadable(Exception):
    """Sealed under a key that is not there any more, for something else, or altered."""


@lru_cache(maxsize=16)
def _key(secret: str) -> tuple[str, bytes]:
    key = HKDF(SHA256(), 32, salt=None, info=b"ymdm/field/1").derive(secret.encode())
    return hashlib.sha256(key).hexdigest()[:8], key


def seal(text: str, about: str) -> str:
    """`text` sealed; `about` says whose and what it is, and is needed again to read it."""
    name, key = _key(settings.SECRET_KEY)
    nonce = secrets.token_bytes(12)
    body = nonce + AESGCM(key).encrypt(nonce, text.encode(), about.encode())
    return f"{SUITE}.{name}.{base64.urlsafe_b64encode(body).decode()}"


def unseal(sealed: str, about: str) -> str:
    """The text that was sealed for `about`. Raises Unreadable."""
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        name, key = _key(secret)
        suite, _, rest = sealed.partition(".")
        if suite == SUITE and rest.startswith(f"{name}."):
            body = base64.urlsafe_b64decode(rest.partition(".")[2])
            try:
                return AESGCM(key).decrypt(body[:12], body[12:], about.encode()).decode()
            except InvalidTag:
                break
    raise Unreadable("Sealed under another key; put the old SECRET_KEY into YMDM_SECRET_KEY_FALLBACKS.")


def is_current(sealed: str) -> bool:
    """Whether it is sealed under today's key."""
    return sealed.startswith(f"{SUITE}.{_key(settings.SECRET_KEY)[0]}.")
