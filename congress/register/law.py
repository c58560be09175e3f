"""What the right over a matter depends on in one unit."""

from __future__ import annotations

from datetime import date

from ymdm.organization.models import Unit
from ymdm.rulebook import law

from .rules import Place

STATE_ENTERPRISES = "soe_industrial_1986"


def place_of(unit: Unit, on: date) -> Place:
    """The unit as the table of matters asks for it. A state enterprise is one that names the text of 1986 as its own."""
    if unit.legal_type != "enterprise":
        return Place(unit.legal_type)
    return Place(unit.legal_type, any(text.code == STATE_ENTERPRISES for text in law(unit, on).texts))
