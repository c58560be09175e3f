"""The figures of a unit and year: of a closed year as they were kept, else as the records stand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ymdm.organization.models import Unit

from .models import ClosedYear
from .shapes import Figure
from .sources import SOURCES


def last_day(year: int, today: date) -> date:
    """Up to which day a year is counted: today, or its last day once it is over."""
    return min(today, date(year, 12, 31))


def figures_of(unit: Unit, year: int, today: date, keys: Iterable[str] = ()) -> dict[str, Figure]:
    """Figures by key, all of them without `keys`. A key that nobody knows any more is left out."""
    wanted = [key for key in (keys or SOURCES) if key]
    closed = ClosedYear.objects.filter(unit=unit, year=year).first()
    if closed is not None:
        kept = {row.key: row for row in closed.figures.select_related("closed")}
        return {key: kept[key].figure for key in wanted if key in kept}
    on = last_day(year, today)
    return {key: SOURCES[key].figure(unit, year, on) for key in dict.fromkeys(wanted) if key in SOURCES}
