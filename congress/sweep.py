"""What time brings to the congress: the steps of a plan whose day comes near are owed."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from . import workflow
from .models import CongressSession

RUNNING = [state for state in CongressSession.State if state not in {"postponed", "cancelled", "archived", "past"}]


def owe_all(at: datetime | None = None) -> int:
    """Open the duties of all plans; returns how many are new. Finds what is missing, so a missed night loses nothing."""
    at = at or timezone.now()
    sessions = CongressSession.objects.filter(state__in=RUNNING).select_related("term__unit")
    return sum(workflow.owe_near(session, at) for session in sessions)
