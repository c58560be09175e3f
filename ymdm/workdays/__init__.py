"""The working-day calendar: `calendar(unit)` gives the one in force, an immutable `Workdays`."""

from __future__ import annotations

from typing import Any

from .reckoning import Day, OutsideCalendar, Workdays

__all__ = ["Day", "OutsideCalendar", "Workdays", "calendar"]


def calendar(unit: Any = None) -> Workdays:
    """The calendar in force for `unit`, the national one when the unit has none of its own (CAL-02).

    Costs one short query, whatever the size of the tree; ask once per page or sweep, not once per row.
    """
    from .current import calendar_of  # cycle: models are not ready when this package is first named

    return calendar_of(unit)
