"""The rules of the mailbox: when the box is opened, by how many, and how soon a letter is answered."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from ymdm.rulebook import Confidence, Rule

D = Confidence.OWN_DECISION

EVERY_MATTER = Rule(
    "PRO-01", "收到后限期交给责任单位，没有责任单位的时间不得超过期限", 5, "个工作日", "信访工作有关规定", D
)
REPORTS = Rule(
    "PRO-03", "检举控告转纪检机构办理，不得让被检举的人或单位看到或经手", None, "", "信访工作条例", Confidence.READ
)
NAMELESS = Rule("PRO-63", "匿名来信不保存账号、地址、设备，时间只精确到天", None, "", "", D)
OPENINGS = Rule("PRO-64", "意见箱每周至少开启 {} 次", 1, "次", "", D)
OPENERS = Rule("PRO-64", "意见箱由 {} 个人一起开启，原文须两种角色同时在场才能看", 2, "人", "", D, "openers")
ANSWER = Rule("PRO-69", "意见箱、接待日和恳谈会的事项限期答复", 15, "个工作日", "", D)

OPENED_AT = time(9)  # in Shanghai


def last_opening(now: datetime, openings: int) -> date:
    """The day of the latest fixed hour that has passed, with `openings` of them a week, the first on Monday (PRO-64)."""
    local = timezone.localtime(now)
    day = local.date() if local.time() >= OPENED_AT else local.date() - timedelta(days=1)
    while day.weekday() not in _weekdays(openings):
        day -= timedelta(days=1)
    return day


def next_opening(today: date, openings: int) -> date:
    """The day on which what is put in `today` comes out of the box."""
    day = today + timedelta(days=1)
    while day.weekday() not in _weekdays(openings):
        day += timedelta(days=1)
    return day


def _weekdays(openings: int) -> set[int]:
    return {slot * 7 // max(1, openings) for slot in range(max(1, openings))}
