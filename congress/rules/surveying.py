"""The form on which representatives rate a session: eight items of three levels (E13), and how it is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ymdm.workflow import Refused

from . import catalogue as rule

ITEMS = {
    "agenda": "议题：是职工关心的、应当由职代会审议的事",
    "papers": "会前：材料提前发到手，来得及征求职工意见",
    "reports": "报告：说得清楚，数字实在",
    "procedure": "程序：签到、讨论、表决按规定进行",
    "voting": "表决：方式恰当，能按自己的意愿投票",
    "air": "民主气氛：能讲话，敢讲话，意见有人记",
    "style": "会风：紧凑、务实、节俭",
    "running": "组织：通知、会场、资料和服务周到",
}
LEVELS = {"good": "好", "fair": "一般", "poor": "差"}


@dataclass(frozen=True)
class Row:
    """One item with how often each level was given."""

    code: str
    good: int
    fair: int
    poor: int

    @property
    def says(self) -> str:
        return ITEMS[self.code]


def check_form(grades: Mapping[str, str]) -> None:
    """Refuse a form on which an item is missing or a level unknown: every form counts in every item."""
    if missing := next((says for code, says in ITEMS.items() if grades.get(code) not in LEVELS), ""):
        raise Refused(f"请评价“{missing.partition('：')[0]}”这一项。", rule=rule.UNION_DUTIES)


def good_share(rows: Sequence[Row]) -> tuple[int, int]:
    """How many of all ratings say 好, and of how many."""
    return sum(row.good for row in rows), sum(row.good + row.fair + row.poor for row in rows)
