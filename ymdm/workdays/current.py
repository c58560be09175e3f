"""The calendar in force: the library's table with the notices and special days of the database laid over it."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from .models import Calendar, CalendarChange, HolidayNotice, SpecialDay
from .reckoning import Workdays
from .years import FIRST_YEAR, LAST_YEAR, national

NATIONAL = ""


def calendar_of(unit: Any = None) -> Workdays:
    """The calendar of `unit`: its own, that of the nearest unit above it that has one, or the national one (CAL-02)."""
    # One short query tells whether anything changed since this process computed the tables.
    known = {row["code"]: row for row in Calendar.objects.values("code", "rest_weekdays", "edition")}
    code = _code(unit, known) if unit is not None and known.keys() - {NATIONAL} else NATIONAL
    nation, own = known.get(NATIONAL), known.get(code)
    return _table(
        code, nation["edition"] if nation else "", own["edition"] if own else "", own["rest_weekdays"] if own else "67"
    )


def _code(unit: Any, known: dict[str, Any]) -> str:
    if unit.calendar in known and unit.calendar != NATIONAL:
        return unit.calendar
    above = type(unit)._default_manager.above(unit).values_list("calendar", flat=True)
    return next((code for code in reversed(above) if code in known and code != NATIONAL), NATIONAL)


def changes_since(edition: str, code: str = NATIONAL) -> str:
    """What changed since a table of that edition was computed, in words: every change, the oldest first. One query.

    `code` is the calendar by which it is computed now.
    """
    # The edition of a calendar of one's own is that of the nation and the own one behind each other.
    known = {edition[at : at + 32] for at in range(0, len(edition), 32)}
    changes = CalendarChange.objects.filter(calendar__code__in={NATIONAL, code})
    found = list(changes.select_related("calendar").order_by("pk"))
    said: dict[int, str] = {}
    for which in dict.fromkeys((NATIONAL, code)):
        rows = [row for row in found if row.calendar.code == which]
        last = max((at for at, row in enumerate(rows) if row.edition in known), default=None)
        if last is None and which != NATIONAL and rows:
            said[rows[-1].pk] = f"改按“{rows[-1].calendar}”计算"
        else:
            said |= {row.pk: row.why for row in rows[0 if last is None else last + 1 :]}
    return "；".join(said[pk] for pk in sorted(said)) or "工作日历变动"


@lru_cache(maxsize=16)
def _table(code: str, national_edition: str, own_edition: str, rest_weekdays: str) -> Workdays:
    """Computed once per edition and process; a new edition misses the cache."""
    special, announced = national()
    notices = {notice.year: notice for notice in HolidayNotice.objects.order_by("version")}
    special = {day: fact for day, fact in special.items() if day.year not in notices}
    for notice in notices.values():
        special |= {date.fromisoformat(day): (works, name) for day, (works, name) in notice.days.items()}
    # The own calendar's days come last, so that they win.
    for laid in SpecialDay.objects.filter(calendar__code__in={NATIONAL, code}).order_by("calendar__code"):
        special[laid.on] = (laid.is_workday, laid.name)
    return Workdays(
        first_year=FIRST_YEAR,
        last_year=LAST_YEAR,
        special=special,
        announced=announced | notices.keys(),
        rest_weekdays=[int(weekday) for weekday in rest_weekdays],
        edition=national_edition if code == NATIONAL else f"{national_edition}{own_edition}",
    )
