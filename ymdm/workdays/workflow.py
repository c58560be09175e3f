"""Loading holiday notices and laying special days. Each sets the recomputing of due dates in motion."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from ymdm.workflow import step, takes_two

from . import rules
from .models import Calendar, HolidayNotice, SpecialDay


@step(HolidayNotice, says="载入放假通知", needs="workdays.announce", only=takes_two, creates=True)
def announce(
    unit: Any,
    by: Any,
    *,
    at: datetime,
    year: int,
    name: str,
    document_number: str,
    issued_on: date,
    days: Mapping[date, tuple[bool, str]],
) -> HolidayNotice:
    """Load the holiday notice of a year; a second loading is the next version. Rule CAL-07.

    `days` maps every day off (weekends inside the holiday too) to (False, name) and every make-up day to
    (True, name). Running due dates are recomputed by the functions that settings name.
    """
    rules.check_notice(year, days)
    calendar = _locked("")
    earlier = HolidayNotice.objects.filter(year=year).order_by("-version").first()
    notice = HolidayNotice.objects.create(
        year=year,
        version=earlier.version + 1 if earlier else 1,
        name=name,
        document_number=document_number,
        issued_on=issued_on,
        days={day.isoformat(): [works, why] for day, (works, why) in sorted(days.items())},
        loaded_by=str(by),
        loaded_at=at,
    )
    _changed(calendar, str(notice), at)
    return notice


@step(SpecialDay, says="登记特殊日期", needs="workdays.lay", only=takes_two, creates=True)
def lay(
    unit: Any, by: Any, *, at: datetime, on: date, is_workday: bool, name: str, calendar_code: str = ""
) -> SpecialDay:
    """Say of one day that a calendar works or rests on it; said again, it takes the place of the former. CAL-06."""
    calendar = _locked(calendar_code)
    special, _made = SpecialDay.objects.update_or_create(
        calendar=calendar,
        on=on,
        defaults={"is_workday": is_workday, "name": name, "laid_by": str(by), "laid_at": at},
    )
    _changed(calendar, f"{on:%Y年%-m月%-d日}{'上班' if is_workday else '放假'}（{name}）", at)
    return special


@step(Calendar, says="设置工作日历", needs="workdays.announce", only=takes_two, creates=True)
def keep_calendar(unit: Any, by: Any, *, at: datetime, code: str, name: str, rest_weekdays: str) -> Calendar:
    """Make a calendar for units with other rest days, or change its rest days. Rule CAL-02.

    `rest_weekdays` are the digits of the days of rest, Monday 1, e.g. "7" for a six-day week.
    """
    calendar = _locked(code)
    calendar.name, calendar.rest_weekdays = name, rest_weekdays
    calendar.save()
    _changed(calendar, f"{name}的每周休息日", at)
    return calendar


def _locked(code: str) -> Calendar:
    calendar, _made = Calendar.objects.select_for_update().get_or_create(code=code, defaults={"edition": _edition()})
    return calendar


def _changed(calendar: Calendar, by_what: str, at: datetime) -> None:
    """Make every process compute its table anew, then let the duties follow (CAL-07, CAL-08)."""
    calendar.edition, calendar.changed_by = _edition(), by_what[:160]
    calendar.save(update_fields=["edition", "changed_by"])
    calendar.changes.create(edition=calendar.edition, why=calendar.changed_by, at=at)
    for dotted in getattr(settings, "YMDM_AFTER_CALENDAR_CHANGE", []):
        import_string(dotted)()


def _edition() -> str:
    return secrets.token_hex(16)
