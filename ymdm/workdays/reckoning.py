"""Counting days (CAL-01 to CAL-11): pure, immutable, without database or clock.

Every answer is a bisect in one sorted list of working days, so that a million due dates cost about as
much as a million bisects.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
WEEKEND = frozenset({6, 7})

# First and last day, both included, in which counting stood still (CAL-11). None: it still does.
Pause = tuple[date, date | None]


class OutsideCalendar(ValueError):
    """A day that lies before the first or after the last year of the calendar."""


@dataclass(frozen=True, slots=True)
class Day:
    """One line of the day-by-day reading. `counted` is its number from the start, None when it does not count."""

    on: date
    weekday: str
    is_workday: bool
    counted: int | None
    why: str
    is_provisional: bool


class Workdays:
    """The working days of one calendar over a span of years."""

    __slots__ = ("_announced", "_days", "_first", "_last", "_ordinals", "_rest", "_special", "_working", "edition")

    def __init__(
        self,
        *,
        first_year: int,
        last_year: int,
        special: Mapping[date, tuple[bool, str]],
        announced: Iterable[int],
        rest_weekdays: Iterable[int] = WEEKEND,
        edition: str = "",
    ) -> None:
        """`special` tells of single days whether they are worked, and why: the short name of the holiday.

        `announced` are the years whose holiday notice is known; `rest_weekdays` are ISO numbers, Monday 1. Dates that
        were computed under another `edition` are to be computed anew.
        """
        self.edition = edition
        self._first, self._last = date(first_year, 1, 1), date(last_year, 12, 31)
        self._special = dict(special)
        self._announced = frozenset(announced)
        self._rest = frozenset(rest_weekdays)
        span = (self._first + timedelta(n) for n in range((self._last - self._first).days + 1))
        # “调休上班” and “放假” go before the day of the week (CAL-01).
        self._days = [day for day in span if self._special.get(day, (day.isoweekday() not in self._rest,))[0]]
        self._ordinals = [day.toordinal() for day in self._days]
        self._working = frozenset(self._ordinals)

    def with_notice(self, year: int, days: Mapping[date, tuple[bool, str]]) -> Workdays:
        """The calendar as it would be with that notice for `year`: what a preview counts with."""
        special = {day: fact for day, fact in self._special.items() if day.year != year} | dict(days)
        return Workdays(
            first_year=self._first.year,
            last_year=self._last.year,
            special=special,
            announced=self._announced | {year},
            rest_weekdays=self._rest,
        )

    def with_day(self, on: date, is_workday: bool, name: str) -> Workdays:
        """The calendar as it would be with that one day."""
        return Workdays(
            first_year=self._first.year,
            last_year=self._last.year,
            special=self._special | {on: (is_workday, name)},
            announced=self._announced,
            rest_weekdays=self._rest,
        )

    def is_announced(self, year: int) -> bool:
        """Whether the holiday notice of that year is known (CAL-07)."""
        return year in self._announced

    def special_days(self, year: int) -> list[tuple[date, bool, str]]:
        """What is known of single days of a year, in order: the day, whether it is worked, the short name."""
        return sorted((day, works, name) for day, (works, name) in self._special.items() if day.year == year)

    def is_workday(self, day: date) -> bool:
        """Whether work is done on `day` (CAL-01)."""
        return self._ordinal(day) in self._working

    def add(self, start: date, days: int, pauses: Iterable[Pause] = ()) -> date:
        """The `days`-th working day after `start`, which itself is not counted (CAL-03).

        A start on a day off counts from the next working day as day 1 (CAL-04). A negative number counts
        back from the start, as a notice period before a meeting does; 0 is the start itself. Working days
        inside `pauses` are not counted (CAL-11; forward only).
        """
        ordinal = self._ordinal(start)
        if days == 0:
            return start
        if pauses:
            index = self._past_pauses(start, days, pauses)
        elif days > 0:
            index = bisect_right(self._ordinals, ordinal) + days - 1
        else:
            index = bisect_left(self._ordinals, ordinal) + days
        if not 0 <= index < len(self._days):
            raise self._outside(start)
        return self._days[index]

    def between(self, start: date, end: date, pauses: Iterable[Pause] = ()) -> int:
        """Working days after `start` up to and including `end`; negative when `end` lies before `start`."""
        if end < start:
            return -self.between(end, start, pauses)
        first = bisect_right(self._ordinals, self._ordinal(start))
        last = bisect_right(self._ordinals, self._ordinal(end))
        if not pauses:
            return last - first
        paused = _covering(pauses)
        return sum(not paused(day) for day in self._days[first:last])

    def left(self, today: date, due_on: date) -> int:
        """Working days left until `due_on` ends: 0 on the last day, always negative once that day is over.

        The due date ends at 24:00 (CAL-03): on the Saturday after a Friday it is late by one working day
        already, the one that would be needed.
        """
        if due_on >= today:
            return self.between(today, due_on)
        return min(-1, self.between(today, due_on))

    def natural(self, start: date, days: int = 0, months: int = 0) -> date:
        """The last day of a period of natural months and days, rolled forward off days off (CAL-05, CAL-09).

        A month period ends on the corresponding day, or on the month's last. A make-up working Saturday
        or Sunday is a working day, so the period ends there.
        """
        self._ordinal(start)
        year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
        end = date(year, month + 1, min(start.day, monthrange(year, month + 1)[1])) + timedelta(days)
        if not self._first <= end <= self._last:
            raise self._outside(end)
        index = bisect_left(self._ordinals, end.toordinal())
        if index == len(self._days):
            raise self._outside(end)
        return self._days[index]

    def notice_ends(self, published_on: date, days: int, publication_day_counts: bool = False) -> date:
        """The last day of a notice of `days` working days (公示, CAL-10)."""
        return self.add(published_on - timedelta(days=1) if publication_day_counts else published_on, days)

    def is_provisional(self, start: date, end: date | None = None) -> bool:
        """Whether the day, or any year of the period, has no holiday notice yet (CAL-07)."""
        return any(year not in self._announced for year in range(start.year, (end or start).year + 1))

    def explain(self, start: date, days: int, pauses: Iterable[Pause] = ()) -> list[Day]:
        """The reading that `add` sums up: each day from `start` to the due date, with its number or its reason.

        `days` is not negative. The last line is the due date and carries the number `days`.
        """
        if days < 0:
            raise ValueError("only a period that runs forward is explained")
        pauses = list(pauses)
        paused = _covering(pauses)
        due = self.add(start, days, pauses)
        lines, counted = [], 0
        for offset in range((due - start).days + 1):
            day = start + timedelta(offset)
            works = self.is_workday(day)
            counts = works and offset > 0 and not paused(day)
            counted += counts
            why = self.reason(day)
            if offset == 0:
                why = "起算当天，不计入" if works else f"起算当天，{why}"
            elif works and not counts:
                why = "暂停计算"
            lines.append(
                Day(day, WEEKDAYS[day.weekday()], works, counted if counts else None, why, self.is_provisional(day))
            )
        return lines

    def reason(self, day: date) -> str:
        """Why the day is worked or not, where the weekday does not tell: “春节放假”, “春节调休上班”, “周末”."""
        if day in self._special:
            works, name = self._special[day]
            if works and day.isoweekday() not in self._rest:
                return "照常上班"
            return f"{name}{'调休上班' if works else '放假'}"
        if day.isoweekday() not in self._rest:
            return ""
        return "周末" if day.isoweekday() >= 6 else "休息日"

    def _past_pauses(self, start: date, days: int, pauses: Iterable[Pause]) -> int:
        if days < 0:
            raise ValueError("pauses only move a period that runs forward")
        paused = _covering(pauses)
        index, counted = bisect_right(self._ordinals, start.toordinal()) - 1, 0
        while counted < days:
            index += 1
            if index >= len(self._days):
                raise self._outside(start)
            counted += not paused(self._days[index])
        return index

    def _ordinal(self, day: date) -> int:
        if not self._first <= day <= self._last:
            raise self._outside(day)
        return day.toordinal()

    def _outside(self, day: date) -> OutsideCalendar:
        return OutsideCalendar(
            f"工作日历只到 {self._first.year}—{self._last.year} 年，算不了从 {day.isoformat()} 起的期限。"
        )


def _covering(pauses: Iterable[Pause]):
    """A test whether a day lies in one of the pauses."""
    spans = [(first, last or date.max) for first, last in pauses]
    return lambda day: any(first <= day <= last for first, last in spans)
