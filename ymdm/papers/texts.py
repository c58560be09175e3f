"""Lists as .csv, in which no text can become a formula when a table program opens it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone

# What table programs take for the beginning of a formula, in both widths, and the signs that hide one.
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
GUARD = "'"


def guarded(text: str) -> str:
    """The text with an apostrophe in front where it could be computed. One that is there already gets a second."""
    return GUARD + text if text.startswith(STARTS) or _is_guarded(text) else text


def unguarded(text: str) -> str:
    """The text as it was before `guarded`; any other text as it is."""
    return text[1:] if _is_guarded(text) else text


def _is_guarded(text: str) -> bool:
    rest = text.lstrip(GUARD)
    return text.startswith(GUARD) and rest.startswith(STARTS)


def write(file: Any, title: str, headers: Sequence[str], rows: Iterable[Sequence[Any]], note: str = "") -> int:
    """Write title, a line that notes who, when and which filter, the headings, the rows; returns their number.

    UTF-8 with a byte order mark, without which table programs take Chinese for something else.
    """
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    lines, count = csv.writer(text), 0
    for head in ([title], [note], headers):
        lines.writerow([guarded(cell) for cell in head])
    for row in rows:
        lines.writerow([_plain(value) for value in row])
        count += 1
    text.detach()
    return count


def _plain(value: Any) -> Any:
    """Numbers stay numbers, minus sign and all; everything else is text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return value
    if isinstance(value, datetime):
        return f"{timezone.localtime(value) if timezone.is_aware(value) else value:%Y-%m-%d %H:%M}"
    return value.isoformat() if isinstance(value, date) else guarded(str(value))
