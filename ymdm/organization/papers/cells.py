"""Making one spelling out of the many in which people write the same thing. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_BLANKS = dict.fromkeys(map(ord, "\u00a0\u3000\t\r\n"), " ")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))
_TABLE = _WIDTH | _BLANKS | _INVISIBLE
_NAME_DOTS = str.maketrans(dict.fromkeys("•・‧．.﹒∙", "·"))
_PHONE_NOISE = str.maketrans("", "", " -—()（）")
# Han characters, the rare ones beyond the basic plane and 〇 included; one dot inside.
_HAN = r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇]"
_NAME = re.compile(rf"{_HAN}+(·{_HAN}+)?")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_YEAR_FIRST = re.compile(r"(\d{4}|\d{2})[-./年](\d{1,2})(?:[-./月](?:(\d{1,2})日?)?)?")
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})?")
_SERIAL_ZERO = date(1899, 12, 30)


def text(value: Any) -> str:
    """The cell as trimmed half-width text; 15412345678.0 is “15412345678”, a date is ISO."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).translate(_TABLE).strip()


def heading(value: Any) -> str:
    """A column heading without the blanks inside."""
    return "".join(text(value).split())


def name(value: Any) -> str:
    """A person's name: no blanks, one kind of dot."""
    return "".join(text(value).split()).translate(_NAME_DOTS)


def is_name(value: str) -> bool:
    """Two or more Han characters, rare ones and one · inside allowed."""
    return len(value) >= 2 and _NAME.fullmatch(value) is not None


def phone(value: Any) -> str:
    """A number without blanks, hyphens, brackets and country code."""
    digits = text(value).translate(_PHONE_NOISE)
    for prefix in ("+86", "0086"):
        digits = digits.removeprefix(prefix)
    return digits


def is_mobile(value: str) -> bool:
    return _MOBILE.fullmatch(value) is not None


def birth_month(value: Any) -> str:
    """YYYY-MM out of whatever a birth date is written as; empty when it cannot be read.

    Date cells, 1985-03, 1985.3, 1985/3/1, 1985年3月1日, 198503, 19850301, Excel serials 18000–45000; of
    two-digit years 30–99 are 19xx.
    """
    if isinstance(value, datetime | date):
        return f"{value:%Y-%m}"
    written = text(value).replace(" ", "")
    if written.isdigit() and len(written) == 5 and 18_000 <= int(written) <= 45_000:
        return f"{_SERIAL_ZERO + timedelta(days=int(written)):%Y-%m}"
    found = _YEAR_FIRST.fullmatch(written) or _DIGITS.fullmatch(written)
    if not found:
        return ""
    year, month, day = found.groups()
    if len(year) == 2:
        if int(year) < 30:
            return ""
        year = f"19{year}"
    try:
        return f"{date(int(year), int(month), int(day or 1)):%Y-%m}"
    except ValueError:
        return ""


def age(birth: str, on: date) -> int:
    """Full years on the day, by year and month."""
    year, month = map(int, birth.split("-"))
    return on.year - year - (on.month < month)


def one_of(value: Any, spellings: Mapping[str, Iterable[str]]) -> str | None:
    """The word that `value` is a spelling of, or None."""
    written = text(value).replace(" ", "").upper()
    for word, others in spellings.items():
        if written == word.upper() or written in (other.upper() for other in others):
            return word
    return None
