"""Who may call a session, what it may take up, and from when its papers count as delivered (CON-44, 50 to 53, 60)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ymdm.workflow import Refused

from . import catalogue as rule
from .finding import Finding, Verdict, day

if TYPE_CHECKING:
    from ymdm.rulebook.current import Law

EMPLOYER, UNION, REPRESENTATIVES = "employer", "union", "representatives"


def check_extraordinary(by: str, *, supporters: int = 0, total: int = 0, law: Law | None = None) -> None:
    """An extraordinary session is held when employer or union asks, or a third of the representatives. Rule CON-52."""
    if by in (EMPLOYER, UNION):
        return
    here = rule.EXTRAORDINARY.under(law)
    needed = -(-total * here.fraction.numerator // here.fraction.denominator)
    if total <= 0 or supporters < needed or supporters > total:
        raise Refused(
            f"提议召开临时会议的代表 {supporters} 名，代表总数 {total} 名，须有三分之一以上即 {needed} 名。",
            rule=here,
            remedy="请征集更多代表联名，或者由工会、行政提议。",
        )


def check_joint_meeting(called_by: str) -> None:
    """Only the union calls a joint meeting, never the administration. Rule CON-44."""
    if called_by != UNION:
        raise Refused("联席会议只能由工会召集。", rule=rule.JOINT_BY_UNION, remedy="请由工会发出通知。")


def check_noticed(title: str, *, is_noticed: bool, is_extraordinary: bool, law: Law | None = None) -> None:
    """An extraordinary session takes up only what was notified. Rule CON-53. A regular one may deliberate more, not vote."""
    if is_extraordinary and not is_noticed:
        raise Refused(
            f"“{title}”不在临时会议的通知之内，不能列入议程。",
            rule=rule.TOPICS.under(law),
            remedy="请重新发出通知，或者列入下一次会议。",
        )


@dataclass(frozen=True)
class Delivery:
    """A version of a paper as it reached a representative."""

    on: date
    is_substantive: bool = True
    is_from_floor: bool = False


def counts_from(deliveries: Iterable[Delivery]) -> date | None:
    """The day from which the seven days run: the last substantive version, unless the congress changed it itself. CON-60.

    None while nothing was delivered. The first version always counts.
    """
    rows = sorted(deliveries, key=lambda one: one.on)
    if not rows:
        return None
    return max([rows[0].on, *(one.on for one in rows[1:] if one.is_substantive and not one.is_from_floor)])


def judge_sessions(held: Iterable[date], year: int, law: Law) -> Finding:
    """How many sessions the calendar year saw, for state industrial enterprises in each half. Rules CON-50, CON-51."""
    by = rule.YEARLY_SESSION.under(law)
    days = sorted(one for one in held if one.year == year)
    numbers = (("年度", year), ("已召开", len(days)), ("至少", by.count))
    listed = "、".join(day(one) for one in days) or "没有召开"
    if len(days) < by.count:
        words = f"{year} 年召开职代会 {len(days)} 次（{listed}），少于 {by.count} 次。"
        return Finding("sessions", Verdict.FAIL, words, numbers, by, f"请在年内再召开 {by.count - len(days)} 次。")
    half_yearly = any(text.code == "soe_industrial_1986" for text in law.texts)
    if half_yearly and not (days[0].month <= 6 < days[-1].month):
        empty = "上半年" if days[0].month > 6 else "下半年"
        words = f"{year} 年召开职代会 {len(days)} 次（{listed}），{empty}没有召开。"
        return Finding("sessions", Verdict.FAIL, words, numbers, rule.HALF_YEARLY.under(law), "请每半年至少召开一次。")
    return Finding("sessions", Verdict.PASS, f"{year} 年召开职代会 {len(days)} 次（{listed}）。", numbers, by)
