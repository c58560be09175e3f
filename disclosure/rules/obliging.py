"""By which day what has to be open (DIS-18 to DIS-21): periods of a year, and days after an event. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ymdm.rulebook import Confidence, Rule

D, V = Confidence.OWN_DECISION, Confidence.READ

AT_ONCE = Rule("DIS-19", "形成后 {} 个工作日内向职工公开", 3, "个工作日", "", D)
TO_PUBLIC = Rule(
    "DIS-19", "形成或变更后 {} 个工作日内向社会公开", 20, "个工作日", "《政府信息公开条例》第26条", V, part="public"
)
BY_PERIOD = Rule(
    "DIS-20", "月度事项次月 10 日前、季度事项次月 15 日前、半年和年度事项次月末前公开", None, "", "《政府信息公开条例》第49条", D
)  # fmt: skip
BEFORE_SESSION = Rule("DIS-21", "职代会的议题会前至少 {} 天公开", 7, "天", "《山东省厂务公开条例》第12条第(3)项", V)
RESOLUTIONS = Rule("DIS-21", "职代会的决议闭幕后 {} 天内公开", 3, "天", "《山东省厂务公开条例》第12条第(3)项", V, part="resolutions")  # fmt: skip

# Natural days after the last day of a period: 10 December, 15 October, 31 July, 31 January (DIS-20).
AFTER = {"M": 10, "Q": 15, "H": 31, "Y": 31}
MONTHS = {"M": 1, "Q": 3, "H": 6, "Y": 12}
SPAN = re.compile(r"([0-9]{4})(?:([HQM])([0-9]{1,2}))?")
# What a congress discusses is put on the clerk's clock this long before the session.
SESSION_AHEAD = timedelta(days=30)


@dataclass(frozen=True)
class Period:
    """One period for which a stage is owed. `counts_from` plus `days` natural days is the day on which it is due."""

    code: str
    label: str
    ends_on: date
    counts_from: date
    days: int

    @property
    def owed_from_on(self) -> date:
        return self.counts_from + timedelta(days=1)


def periods(stage: str, frequency: str, year: int) -> Iterator[Period]:
    """The periods of a year. What is owed beforehand is due when the year begins, not when it is over (DIS-20)."""
    if frequency not in MONTHS:
        return
    for number in range(1, 12 // MONTHS[frequency] + 1):
        last_month = number * MONTHS[frequency]
        ends = date(year + last_month // 12, last_month % 12 + 1, 1) - timedelta(days=1)
        begins = date(year, last_month - MONTHS[frequency] + 1, 1)
        code, label = named(frequency, year, number)
        yield Period(code, label, ends, begins - timedelta(days=1) if stage == "before" else ends, AFTER[frequency])


def named(frequency: str, year: int, number: int) -> tuple[str, str]:
    if frequency == "Y":
        return str(year), f"{year}年"
    if frequency == "H":
        return f"{year}H{number}", f"{year}年{'上下'[number - 1]}半年"
    if frequency == "Q":
        return f"{year}Q{number}", f"{year}年第{number}季度"
    return f"{year}M{number:02d}", f"{year}年{number}月"


def span(code: str) -> tuple[date, date]:
    """First and last day of 2026, 2026H1, 2026Q3 or 2026M11; ValueError for anything else."""
    found = SPAN.fullmatch(code)
    if found is None:
        raise ValueError(code)
    year, frequency, number = int(found[1]), found[2] or "Y", int(found[3] or "1")
    if not 1 <= number <= 12 // MONTHS[frequency] or not 2000 <= year <= 2200:
        raise ValueError(code)
    last = number * MONTHS[frequency]
    return (
        date(year, last - MONTHS[frequency] + 1, 1),
        date(year + last // 12, last % 12 + 1, 1) - timedelta(days=1),
    )


def session_topics_due(held_on: date, days: int) -> date:
    """The last day on which topics are open in time: `days` natural days before the session. DIS-21."""
    return held_on - timedelta(days=days)
