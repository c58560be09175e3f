"""What a change of the calendar may do to a date that people already count on, and what a notice must look like."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from ymdm.workflow import Refused


def recomputed(due_on: date, newly_computed: date, today: date) -> date:
    """The due date after a change of calendar: an expired one stays, a running one is never shortened. Rule CAL-08."""
    if due_on < today:
        return due_on
    return max(due_on, newly_computed)


def check_notice(year: int, days: Mapping[date, tuple[bool, str]]) -> None:
    """Refuse a holiday notice that cannot be right. Rule CAL-01, CAL-07.

    `days` maps each date to whether it is worked and the holiday's short name.
    """
    # New Year's days of a notice may lie in the December before (2022-12-31 belongs to 2023).
    first, last = date(year, 1, 1) - timedelta(days=15), date(year, 12, 31)
    for day, (works, name) in days.items():
        if not first <= day <= last:
            raise Refused(f"{day:%Y-%m-%d} 不属于 {year} 年的放假安排。", rule="CAL-07", remedy="请核对日期后再载入。")
        if not name:
            raise Refused(f"{day:%Y-%m-%d} 没有写节日名称。", rule="CAL-07", remedy="请按通知补上名称。")
        if works and day.isoweekday() < 6:
            raise Refused(f"{day:%Y-%m-%d} 是周一至周五，不能登记为调休上班。", rule="CAL-01", remedy="请核对日期。")
    if not any(not works and day.year == year for day, (works, _name) in days.items()):
        raise Refused(f"{year} 年的放假安排里没有放假日期。", rule="CAL-07", remedy="请按国务院办公厅通知逐日录入。")
