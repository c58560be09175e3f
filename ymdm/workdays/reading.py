"""Reading the days of a holiday notice from a table or from typed lines: 日期, 星期, 类型 (休 or 班), 节日."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from .reckoning import WEEKDAYS

HEADINGS = ("日期", "星期", "类型", "节日", "是否调休")
OFF, WORKED = {"休", "放假", "休息"}, {"班", "上班", "调休上班"}
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_GAP = re.compile(r"[,，;；\t]|\s{1,}")


@dataclass(frozen=True)
class BadRow:
    """A row that does not come in: its number, what stands there, and why."""

    row: int
    text: str
    why: str


@dataclass
class Reading:
    """`days` as `announce` takes them; `others` counts rows of other years, which are passed over."""

    days: dict[date, tuple[bool, str]] = field(default_factory=dict)
    bad: list[BadRow] = field(default_factory=list)
    others: int = 0


def split(text: str) -> list[list[str]]:
    """Typed lines as rows of cells, empty lines left out by `read`."""
    return [[cell.strip() for cell in _GAP.split(line.strip())] for line in text.splitlines()]


def read(rows: Iterable[Sequence[Any]], year: int) -> Reading:
    """Judge every row by itself; what cannot be right is named and left out (CAL-01, CAL-07)."""
    found, places = Reading(), _places(())
    for number, row in enumerate(rows, 1):
        cells = [_text(cell) for cell in row]
        if not any(cells):
            continue
        if "日期" in cells:
            places = _places(cells)
            continue
        try:
            on, works, name = _day(cells, places)
        except ValueError as why:
            found.bad.append(BadRow(number, "，".join(filter(None, cells))[:60], str(why)))
            continue
        # New Year's days of a notice may lie in the December before.
        if not date(year, 1, 1) - timedelta(days=15) <= on <= date(year, 12, 31):
            found.others += 1
        elif on in found.days and found.days[on] != (works, name):
            found.bad.append(BadRow(number, "，".join(filter(None, cells))[:60], "这一天前面已经写过，说法不同。"))
        else:
            found.days[on] = (works, name)
    return found


def written(days: dict[date, tuple[bool, str]], bad: Iterable[BadRow] = ()) -> str:
    """The days as lines that `split` and `read` understand; rows that did not come in stand below as they were."""
    lines = [f"{on.isoformat()},{'班' if works else '休'},{name}" for on, (works, name) in sorted(days.items())]
    return "\n".join([*lines, *(row.text.replace("，", ",") for row in bad)])


def _text(cell: Any) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if cell is None else str(cell).strip()


def _places(headings: Sequence[str]) -> dict[str, int] | None:
    """Where each column stands; None for typed lines without headings."""
    return {word: headings.index(word) for word in HEADINGS if word in headings} if headings else None


def _day(cells: list[str], places: dict[str, int] | None) -> tuple[date, bool, str]:
    """Day, whether it is worked, and the holiday's name. Raises ValueError with the sentence."""
    if places is None:
        on_text, *rest = [cell for cell in cells if cell]
        weekday = next((cell for cell in rest if cell in WEEKDAYS), "")
        others = [cell for cell in rest if cell != weekday]
        kind, name = [*others, "", ""][:2]
    else:
        on_text, weekday, kind, name = (
            cells[places[word]] if word in places and places[word] < len(cells) else "" for word in HEADINGS[:4]
        )
    on = _date(on_text)
    if weekday and weekday != WEEKDAYS[on.weekday()]:
        raise ValueError(f"写的是{weekday}，这一天是{WEEKDAYS[on.weekday()]}，请核对日期。")
    if kind not in OFF | WORKED:
        raise ValueError("类型要写“休”或“班”。")
    if not name:
        raise ValueError("没有写节日名称，请按通知补上。")
    if len(name) > 30:
        raise ValueError("节日名称不超过 30 个字。")
    if kind in WORKED and on.isoweekday() < 6:
        raise ValueError("是周一至周五，不能登记为调休上班。")
    return on, kind in WORKED, name


def _date(text: str) -> date:
    found = _DATE.match(text)
    try:
        return date(*map(int, found.groups())) if found else date.fromisoformat(text)
    except ValueError:
        raise ValueError("看不懂日期，请写成 2027-01-01。") from None
