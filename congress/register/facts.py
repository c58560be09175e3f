"""The unit's decisions of the year, for check C6 of a session; named in settings."""

from __future__ import annotations

from typing import Any

from congress.models import CongressSession
from congress.rules.conforming import UnitDecision

from .models import Decision


def facts(session: CongressSession) -> dict[str, Any]:
    """Each with whether the congress passed it, before or after it was made."""
    rows = Decision.objects.made().filter(unit=session.unit, decided_on__year=session.held_on.year)
    return {
        "decisions": tuple(
            UnitDecision(one.title, one.matter, one.resolution_id is not None) for one in rows.order_by("decided_on")
        )
    }
