"""The law under which a session stands: that of the day of its notice, before it that of today (CON-01)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from ymdm.rulebook import law

from .models import CongressSession

if TYPE_CHECKING:
    from ymdm.rulebook.current import Law


def law_for(session: CongressSession) -> Law:
    """One query."""
    return law(session.unit, session.ruled_on or timezone.localdate())
