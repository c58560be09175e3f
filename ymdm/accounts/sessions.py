"""The store of sessions: Django's, with owner, device and times in the row. It knows no request and asks nothing."""

from __future__ import annotations

import secrets
import time
from datetime import UTC, datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.cached_db import SessionStore as CachedStore
from django.db.models import QuerySet

from .models import AccountSession

# Rows are not touched more often, and their times are no finer: write order must not tell who just came from a page
# of the house to one that knows nobody (security.md 3).
TOUCH_SECONDS = 300
ABSOLUTE_SECONDS = 12 * 3600
IDLE_SECONDS = 30 * 60
IDLE_SECONDS_ADMINISTRATOR = 10 * 60


class SessionStore(CachedStore):
    """Instants stand in the session itself, so that no request asks for them."""

    @classmethod
    def get_model_class(cls) -> type[AccountSession]:
        return AccountSession

    def save(self, must_create: bool = False) -> None:
        if SESSION_KEY in self and "born" not in self:
            now = int(time.time())
            self.update({"born": now, "seen": now, "handle": secrets.token_urlsafe(16)})
        super().save(must_create)

    def create_model_instance(self, data: dict[str, Any]) -> AccountSession:
        row: AccountSession = super().create_model_instance(data)  # type: ignore[assignment]
        row.expire_date = _rounded(int(row.expire_date.timestamp()))
        if SESSION_KEY in data:
            row.person_id = int(data[SESSION_KEY])
            row.handle, row.device = data.get("handle", ""), data.get("device", "")[:60]
            row.began_at, row.seen_at = _rounded(data.get("born", 0)), _rounded(data.get("seen", 0))
        return row


def _rounded(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds // TOUCH_SECONDS * TOUCH_SECONDS, UTC)


def end(rows: QuerySet[AccountSession]) -> int:
    """End sessions, their copies in the cache included; returns how many."""
    keys = list(rows.values_list("session_key", flat=True))
    for key in keys:
        SessionStore(key).delete()
    return len(keys)
