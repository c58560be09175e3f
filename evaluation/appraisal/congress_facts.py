"""What check C3 of a session needs to know of appraisals that were held in a room of their own; named in settings."""

from __future__ import annotations

from typing import Any

from congress.models import CongressSession

from .sweep import appraised_on


def facts(session: CongressSession) -> dict[str, Any]:
    """The days of the year's counted appraisals, beside those that stood on the agenda of a session."""
    return {"appraised_on": appraised_on(session.unit, session.held_on.year)}
