"""Writing an event. Called by `@step` inside its own transaction, and by exports and imports."""

import json
import secrets
import unicodedata
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from .hashing import chosen, digest
from .models import Event, EventPayload


def canonical(value: Any) -> bytes:
    """Canonical JSON: UTF-8 NFC, sorted keys, no spaces; strings, integers, booleans and null only.

    Raises TypeError for a float or any other type, so that no platform can print it differently.
    """
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return value if value.isascii() else unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {_plain(str(key)): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    raise TypeError(f"{type(value).__name__} has no canonical form")


def commitment(salt: str, payload: Any, hash_name: str = "") -> str:
    """Hash of salt and canonical payload, hex. The salt keeps short payloads from being guessed."""
    return digest(hash_name or chosen(), bytes.fromhex(salt), canonical(payload)).hex()


def record(
    act: str,
    obj: models.Model,
    by: Any,
    *,
    says: str,
    role: str = "",
    at: datetime | None = None,
    unit: Any = None,
    payload: dict[str, Any] | None = None,
) -> Event:
    """Append one event about `obj`. `by` is a person or the system, in the office `role`; `unit` the unit in whose name."""
    event, kept = _event(act, obj, by, says=says, role=role, at=at, unit=unit, payload=payload)
    # Never one without the other, also outside of a step: the sealer may look in between.
    with transaction.atomic(savepoint=False):
        event.save()
        kept.event_id = event.pk
        kept.save()
    return event


def record_all(entries: Iterable[dict[str, Any]]) -> int:
    """Append many events in a few statements; each entry holds the arguments of `record` by name. Returns how many."""
    pairs = [_event(**entry) for entry in entries]
    with transaction.atomic(savepoint=False):
        Event.objects.bulk_create([event for event, _kept in pairs], batch_size=500)
        for event, kept in pairs:
            kept.event_id = event.pk
        EventPayload.objects.bulk_create([kept for _event_, kept in pairs], batch_size=500)
    return len(pairs)


def _event(
    act: str,
    obj: models.Model,
    by: Any,
    *,
    says: str,
    role: str = "",
    at: datetime | None = None,
    unit: Any = None,
    payload: dict[str, Any] | None = None,
) -> tuple[Event, EventPayload]:
    now = timezone.now()
    salt = secrets.token_hex(16)
    body = payload or {}
    event = Event(
        act=act,
        says=says,
        object_type=obj._meta.label_lower,
        object_id=str(obj.pk),
        object_label=str(obj)[:200],
        unit_id=getattr(unit, "pk", None),
        unit_label=str(unit or "")[:100],
        actor_id=getattr(by, "pk", None),
        actor_label=str(by)[:60],
        actor_role=role[:100],
        at=at or now,
        recorded_at=now,
        commitment=commitment(salt, body),
    )
    return event, EventPayload(salt=salt, payload=body)
