"""Taking the names and the payload out of one event. The step that asks for authority and reason stands higher up."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, models

from .models import ERASED, Erasure, Event, EventPayload
from .protection import EMPTY


def empty(event: Event, *, reason: str, at: datetime) -> Erasure:
    """Say that the event is emptied, then empty it; inside the caller's transaction. Nothing brings it back."""
    made = Erasure(event=event, reason=reason, at=at)
    made.save()
    if connection.vendor == "postgresql":
        # The role that serves people may not update these tables; the owner's function may, exactly this (protection.py).
        with connection.cursor() as cursor:
            cursor.callproc(EMPTY, [event.pk])
        return made
    # Past our own querysets, which refuse: the triggers let exactly this through, and only now.
    models.QuerySet(Event).filter(pk=event.pk).update(
        object_label=ERASED, actor_label=ERASED, actor_role="", actor_id=None
    )
    models.QuerySet(EventPayload).filter(pk=event.pk).update(salt="", payload={})
    return made
