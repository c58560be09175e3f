"""The State Council's holidays and make-up days as the `holidays` library knows them (CAL-01)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

FIRST_YEAR, LAST_YEAR = 1990, 2060
_SUBSTITUTED = re.compile(r"由 (\d{4})-(\d\d)-(\d\d) 调休")
_SHORT = {"农历除夕": "春节", "春节延长假期": "春节"}


@cache
def national() -> tuple[dict[date, tuple[bool, str]], frozenset[int]]:
    """Special days with the short name of their holiday, and the years whose notice the library holds.

    For a year without a notice it goes on with the statutory days; such a year has no make-up day, and
    none is announced without one. Computed once in a process.
    """
    from holidays import country_holidays  # slow import

    library = country_holidays("CN", years=range(FIRST_YEAR, LAST_YEAR + 1), language="zh_CN")
    made_up = set(library.weekend_workdays)
    off: dict[date, tuple[bool, str]] = {}
    names: dict[date, str] = {}
    for run in _runs(set(library), made_up):
        named = {day: _name(library[day]) for day in run if day in library and not _SUBSTITUTED.search(library[day])}
        # A substituted or moved day and a weekend inside the holiday bear the names of the whole stretch.
        whole = "、".join(dict.fromkeys(name for names_of in named.values() for name in names_of.split("、")))
        for day in run:
            names[day] = named[day] if day in named and "补假" not in library[day] else whole
            off[day] = (False, names[day])
    worked = {}
    for day, text in library.items():
        if found := _SUBSTITUTED.search(text):
            worked[date(*map(int, found.groups()))] = (True, names[day])
    special = off | {day: (True, "") for day in made_up} | worked
    return special, frozenset(day.year for day in made_up)


def _runs(holidays: set[date], made_up: set[date]) -> Iterator[list[date]]:
    """Stretches of days off, weekends included, that hold at least one holiday."""
    seen: set[date] = set()
    one = timedelta(days=1)

    def is_off(day: date) -> bool:
        return day in holidays or (day.isoweekday() >= 6 and day not in made_up)

    for start in sorted(holidays):
        if start in seen:
            continue
        first = start
        while is_off(first - one):
            first -= one
        last = start
        while is_off(last + one):
            last += one
        run = [first + timedelta(n) for n in range((last - first).days + 1)]
        seen.update(run)
        yield run


def _name(text: str) -> str:
    """“劳动节（补假）” is 劳动节; “国庆节; 中秋节” is 国庆节、中秋节."""
    words = [word.strip().partition("（")[0] for word in text.split(";")]
    return "、".join(dict.fromkeys(_SHORT.get(word, word) for word in words))
