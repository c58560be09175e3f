"""The rules of reception days and meetings (PRO-65 to PRO-69), and the pure functions that judge by them."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ymdm.rulebook import Confidence, Rule
from ymdm.workdays import Workdays
from ymdm.workflow import Refused

V2, D = Confidence.READ_AT_SECOND_HAND, Confidence.OWN_DECISION

FIRST_RECEIVER = Rule(
    "PRO-65",
    "接待的领导负责到答复为止；能当场解决的当场解决，其余给出承诺日期",
    None,
    "",
    "几个单位的领导接待日制度",
    V2,
)
SCHEDULE = Rule(
    "PRO-66", "接待日按周期安排，遇节假日顺延到下一个工作日，并事先指定代班领导", None, "",
    "《信访工作条例》第18条；几个单位的领导接待日制度", V2,
)  # fmt: skip
BOOKING = Rule("PRO-67", "提前预约，最晚在接待日前 {} 个工作日", 2, "个工作日", "一个局的领导接待日制度", V2)
CONFIDENTIAL = Rule(
    "PRO-67", "来访人的身份和反映的内容只有接待人、记录人和承办人知道", None, "", "一个局的领导接待日制度", V2
)
POINTS = Rule("PRO-68", "恳谈会、座谈会的每一条意见限期有责任单位和日期", 3, "个工作日", "单位民主管理的做法", V2)
REPLY = Rule("PRO-69", "意见箱、接待日和恳谈会的事项限期答复", 15, "个工作日", "", D)
SPOKEN = Rule(
    "PRO-68", "职代会上的发言记下发言人、代表团和议程，逐条可以转为事项办理", None, "", "单位民主管理的做法", V2
)
MINUTES = Rule("PRO-68", "开过的会须有记录，没有开的须写明原因", None, "", "单位民主管理的做法", V2)

# A month may have no fifth Friday, but the twentieth working day is rare enough to be left out too.
MOST_NTH = 15


@dataclass(frozen=True)
class Recurrence:
    """When something comes round: on a weekday of every week, or on the n-th working day of every month (PRO-66).

    Exactly one of the two is given; `weekday` is an ISO number, Monday 1.
    """

    weekday: int | None = None
    nth: int | None = None

    def days(self, first: date, last: date, workdays: Workdays) -> Iterator[tuple[date, date]]:
        """(nominal day, day after the holiday rule) of every turn whose nominal day lies from `first` to `last`.

        Of two turns that a holiday puts on the same day only the first counts.
        """
        seen: set[date] = set()
        for nominal in self._nominal(first, last, workdays):
            on = nominal if workdays.is_workday(nominal) else workdays.add(nominal, 1)
            if on not in seen:
                seen.add(on)
                yield nominal, on

    def _nominal(self, first: date, last: date, workdays: Workdays) -> Iterator[date]:
        if self.weekday is not None:
            day = first + timedelta((self.weekday - first.isoweekday()) % 7)
            while day <= last:
                yield day
                day += timedelta(7)
            return
        month = first.replace(day=1)
        while month <= last:
            end = month.replace(day=monthrange(month.year, month.month)[1])
            # The n-th working day of a month is the n-th after the last day of the month before.
            day = workdays.add(month - timedelta(1), self.nth or 1)
            if first <= day <= min(last, end):
                yield day
            month = end + timedelta(1)


def last_booking_day(on: date, days: int, workdays: Workdays) -> date:
    """The last day on which a reception day can be booked: `days` working days before it. Rule PRO-67."""
    return workdays.add(on, -days)


def check_due_day(due_on: date, today: date, days: int, workdays: Workdays, law: Rule) -> int:
    """Working days from today to the promised day; refuses none at all and more than `days`. Rule PRO-69."""
    if due_on <= today:
        raise Refused("承诺日期要晚于今天。", rule=law)
    if not workdays.is_workday(due_on):
        raise Refused(f"{due_on:%-m月%-d日}不是工作日，请另选一天。", rule=law)
    left = workdays.between(today, due_on)
    if left > days:
        last = workdays.add(today, days)
        raise Refused(f"承诺日期最晚是 {last:%-m月%-d日}（{days} 个工作日）。", rule=law)
    return left
