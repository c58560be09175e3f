"""The rules of publicity sessions, and the pure functions that judge by them."""

from __future__ import annotations

from datetime import date

from ymdm.rulebook import Confidence, Rule
from ymdm.workflow import Refused

V, D = Confidence.READ, Confidence.OWN_DECISION

ATTENDANCE = Rule(
    "EVA-01", "宣讲的人数只按本人现场签到计算，没有人签到的不能记为已举行", None, "", "单位民主管理的做法", V
)
OPINIONS = Rule("EVA-48", "听过宣讲的人可以评一次，只显示合计，不写姓名；不足 5 人评价时不显示", None, "", "", D)

FEWEST = 5  # opinions below which nothing is shown
RECORD_DAYS = 3  # working days after the day for recording it, our own decision


def check_day(on: date, today: date) -> None:
    """Refuse to plan what is over: nobody could sign in any more."""
    if on < today:
        raise Refused("宣讲日期不能早于今天，过去的宣讲没有现场签到，不能补记。", rule=ATTENDANCE)


def check_today(on: date, today: date) -> None:
    if on != today:
        raise Refused(f"签到只在宣讲当天（{on:%-m月%-d日}）开放。", rule=ATTENDANCE)


def check_held(came: int) -> None:
    if not came:
        raise Refused("还没有人签到，不能记为已举行；没有办的请取消并写明原因。", rule=ATTENDANCE)


def check_called_off(came: int) -> None:
    if came:
        raise Refused(f"已有 {came} 人签到，不能取消，请记为已举行。", rule=ATTENDANCE)
