"""Words that only the key of their letter opens: AES-256-GCM, the key wrapped by the instance key (ymdm.encryption).

Without its key a letter is gone for good. Backups hold wrapped keys as well: they are gone with the next change of
SECRET_KEY and `manage.py reseal` (docs/decisions/0019).
"""

from __future__ import annotations

import base64
import json
import secrets
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ymdm.encryption import Unreadable, is_current, seal, unseal

from .models import Letter, LetterKey

BLOCK = 256  # sealed words come in steps of so many bytes: their length tells little


def new_key(letter: Letter) -> LetterKey:
    """A fresh key for a letter, wrapped; not saved."""
    key = base64.b64encode(secrets.token_bytes(32)).decode()
    return LetterKey(letter=letter, wrapped=seal(key, _about(letter.pk)))


def close(key: LetterKey, words: dict[str, Any], what: str) -> str:
    """`words` sealed. `what` tells apart the letter and each of its messages, so that none stands in another's place."""
    body = json.dumps(words, ensure_ascii=False).encode()
    body += b" " * (-len(body) % BLOCK)
    return base64.b64encode(close_bytes(key, body, what)).decode()


def open_up(key: LetterKey | None, sealed: str, what: str) -> dict[str, Any]:
    """What was sealed; an empty mapping where the key was destroyed. Raises Unreadable if it was altered."""
    if key is None:
        return {}
    return json.loads(open_bytes(key, base64.b64decode(sealed), what))


def close_bytes(key: LetterKey, data: bytes, what: str) -> bytes:
    nonce = secrets.token_bytes(12)
    return nonce + AESGCM(_unwrap(key)).encrypt(nonce, data, _place(key, what))


def open_bytes(key: LetterKey, sealed: bytes, what: str) -> bytes:
    """Raises Unreadable if it was altered."""
    try:
        return AESGCM(_unwrap(key)).decrypt(sealed[:12], sealed[12:], _place(key, what))
    except InvalidTag as error:
        raise Unreadable("Altered, or sealed for another letter.") from error


def key_of(letter: Letter) -> LetterKey | None:
    return LetterKey.objects.filter(pk=letter.pk).first()


def reseal() -> int:
    """Wrap every key under today's instance key; returns how many were not."""
    changed = 0
    for key in LetterKey.objects.iterator():
        if not is_current(key.wrapped):
            key.wrapped = seal(unseal(key.wrapped, _about(key.pk)), _about(key.pk))
            key.save(update_fields=["wrapped"])
            changed += 1
    return changed


def _unwrap(key: LetterKey) -> bytes:
    return base64.b64decode(unseal(key.wrapped, _about(key.pk)))


def _about(pk: int) -> str:
    return f"letterbox.key:{pk}"


def _place(key: LetterKey, what: str) -> bytes:
    return f"letterbox:{key.pk}:{what}".encode()
