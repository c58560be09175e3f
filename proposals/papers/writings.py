"""The many ways in which registers of proposals write a day, a session, a list of names, a number. Pure."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

from congress.models import ordinal
from ymdm.organization.papers import cells

_DAY = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?(?:[ T]0?0:00(?::00)?)?")
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\r")) | {0xA0: " "}
_SERIAL_ZERO = date(1899, 12, 30)
_SERIALS = range(30_000, 60_000)  # 1982 to 2064
_NUMERALS = {ordinal(number): number for number in range(1, 100)} | {"两": 2}
_SESSION = re.compile(r"第?([\d零一二三四五六七八九十两]+)届(?:职代会)?第?([\d零一二三四五六七八九十两]+)次")
_BETWEEN_NAMES = re.compile(r"[、，,;；/\s]+")
_NUMBERED = re.compile(r"(?m)^\s*(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十]+)[)）、.．]|[①-⑳])\s*")
_SENTENCE = re.compile(r"(?<=[。；;！？])")


class Unreadable(ValueError):
    """A cell that holds something, but not what its column says."""


def prose(value: Any) -> str:
    """The text of a cell as it was written, punctuation and all; only what nobody can see is taken away."""
    if not isinstance(value, str):
        return cells.text(value)
    return value.translate(_INVISIBLE).strip()


def day(value: Any) -> date | None:
    """The day that a cell means; None for an empty one. Raises Unreadable.

    Date cells, 2025-02-27, 2025.2.27, 2025/2/27, 2025年2月27日, 20250227, Excel serial numbers.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    written = cells.text(value)
    if not written:
        return None
    plain = written.replace("年 ", "年").replace("月 ", "月")
    if plain.isdigit() and len(plain) == 5 and int(plain) in _SERIALS:
        return _SERIAL_ZERO + timedelta(days=int(plain))
    found = _DAY.fullmatch(plain) or _DIGITS.fullmatch(plain)
    if not found:
        raise Unreadable(written)
    try:
        return date(*map(int, found.groups()))
    except ValueError:
        raise Unreadable(written) from None


def whole(value: Any) -> int | None:
    """The whole number that a cell means, such as 30, 30.0 or “30个工作日”; None for an empty one. Raises Unreadable."""
    written = cells.text(value)
    if not written:
        return None
    found = re.fullmatch(r"(\d+)\s*(?:个?工作日|天|日)?", written)
    if not found:
        raise Unreadable(written)
    return int(found[1])


def session(value: Any) -> tuple[int, int] | None:
    """Term and session: (6, 2) of “第六届第二次”, “六届二次职代会” or “第6届第2次”; None where it names none."""
    found = _SESSION.search(cells.heading(value))
    if not found:
        return None
    term, number = (int(word) if word.isdigit() else _NUMERALS.get(word, 0) for word in found.groups())
    return (term, number) if term and number else None


def names(value: Any) -> list[str]:
    """The names of a cell, parted by 、 ， , ; ； / or blanks, each once, in order."""
    parted = (cells.name(part) for part in _BETWEEN_NAMES.split(cells.text(value)))
    return list(dict.fromkeys(filter(None, parted)))


def points(text: str, longest: int = 500) -> list[str]:
    """The measures of a proposal one by one: numbered or one to a line; what is too long is parted at its sentences."""
    parts = [part.strip() for part in _NUMBERED.split(text) if part.strip()]
    lines = [line.strip() for part in parts for line in part.splitlines() if line.strip()]
    return [piece for line in lines for piece in _pieces(line, longest)]


def _pieces(line: str, longest: int) -> list[str]:
    pieces, now = [], ""
    for sentence in _SENTENCE.split(line):
        if now and len(now) + len(sentence) > longest:
            pieces.append(now)
            now = ""
        now += sentence
        while len(now) > longest:
            pieces.append(now[:longest])
            now = now[longest:]
    return [*pieces, now] if now else pieces
