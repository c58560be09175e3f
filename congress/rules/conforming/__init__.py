"""三个规范: the 24 checks of a session, in order, each with its numbers, its rule and what would cure it.

A check that nothing was recorded for says so: it fails, or n/a while it is not due or does not concern the unit; it never
passes in silence. A fail can be explained beside, never removed.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ..finding import Finding
from . import contents, procedure, timely
from .facts import ConstituencyElection, Facts, Item, UnitDecision, VoteFacts

if TYPE_CHECKING:
    from ymdm.rulebook.current import Law
    from ymdm.workdays import Workdays

__all__ = ["CHECKS", "NORMS", "ConstituencyElection", "Facts", "Item", "UnitDecision", "VoteFacts", "conformity"]

NORMS = {"T": "时间规范", "C": "内容规范", "P": "程序规范"}
CHECKS = {
    "T1": "每年召开", "T2": "届期", "T3": "议题交工会", "T4": "材料送达", "T5": "会前公开", "T6": "公布决议",
    "T7": "报告上级", "T8": "归档",
    "C1": "应有的报告", "C2": "职权与事项相符", "C3": "民主评议", "C4": "提案办理", "C5": "年度专项报告", "C6": "须经通过的事项",
    "P1": "代表的人数、构成和选举", "P2": "预备会议和主席团", "P3": "资格审查", "P4": "法定人数", "P5": "无记名、逐项表决",
    "P6": "票数相符", "P7": "表决线", "P8": "计票人和监票人", "P9": "代表团讨论", "P10": "会议记录和案卷",
}  # fmt: skip


def conformity(facts: Facts, law: Law, workdays: Workdays, today: date) -> list[Finding]:
    """The 24 findings T1–T8, C1–C6, P1–P10 as they stand on `today`; `code` is the check."""
    return [
        *timely.check(facts, law, workdays, today),
        *contents.check(facts, law, today),
        *procedure.check(facts, law, today),
    ]
