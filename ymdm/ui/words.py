"""How dates, instants, sizes and shares are written on our pages (design system, "Content tone")."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

WEEKDAYS = "一二三四五六日"


def day(value: date | datetime | None, *, today: date | None = None) -> str:
    """`11月20日`, with the year in front where it is not this year. None becomes nothing."""
    if value is None:
        return ""
    on = _date(value)
    year = "" if on.year == (today or timezone.localdate()).year else f"{on.year}年"
    return f"{year}{on.month}月{on.day}日"


def full_day(value: date | datetime | None) -> str:
    """`2026年11月20日 星期五`."""
    if value is None:
        return ""
    on = _date(value)
    return f"{on.year}年{on.month}月{on.day}日 星期{WEEKDAYS[on.weekday()]}"


def instant(value: datetime | None, *, today: date | None = None) -> str:
    """`11月20日 10:26`, in Shanghai time."""
    if value is None:
        return ""
    at = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{day(at, today=today)} {at:%H:%M}"


def size(octets: int | None) -> str:
    """`46 KB`, `3.2 MB`."""
    if octets is None:
        return ""
    if octets < 1024:
        return f"{octets} 字节"
    if octets < 1024 * 1024:
        return f"{octets / 1024:.0f} KB"
    return f"{octets / 1024 / 1024:.1f} MB"


def share(value: float | None) -> str:
    """`96.3%` of a share between 0 and 1; a share of nothing is `—`."""
    return "—" if value is None else f"{value * 100:.1f}%"


def _date(value: date | datetime) -> date:
    if isinstance(value, datetime):
        return timezone.localdate(value) if timezone.is_aware(value) else value.date()
    return value
