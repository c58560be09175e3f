"""The rules of awards as the pages cite them, and the pure functions that judge days, quotas and cycles by them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from ymdm.rulebook import Confidence, Rule
from ymdm.workflow import Refused

V, V2, D = Confidence.READ, Confidence.READ_AT_SECOND_HAND, Confidence.OWN_DECISION

FLOW = Rule(
    "EVA-32", "先下达名额，单位听取职工或者职代会意见后提名、公示，上级征求纪检等部门意见、审核、公示，再决定、公布",
    None, "", "国家表彰奖励的规定：公开公平、控制名额、从严审批", V2,
)  # fmt: skip
NOTICE = Rule("EVA-33", "每一级公示至少 {} 个工作日，有异议的书面结论以前停下，异议成立的取消", 5, "个工作日", "", D)
CONDITIONS = Rule(
    "EVA-34", "先进单位考评优秀，先进集体良好以上；个人有事迹；优秀职工代表在任、出席率 90% 以上、有立案提案或者巡视报告、评议满意",
    None, "", "", D,
)  # fmt: skip
CYCLE = Rule("EVA-35", "表彰每 {} 年一次", 2, "年", "全国厂务公开表彰管理办法第4条", V2)
OPEN = Rule("EVA-36", "条件、名额和结果公开", None, "", "《山东省厂务公开条例》第8条第(6)项", V)
FRAUD = Rule("EVA-37", "弄虚作假的，撤销称号、收回奖励", None, "", "《合理化建议和技术改进奖励条例》第21条", V)
BARRED = Rule(
    "EVA-31", "不合格或者被否决的，单位、负责人和责任人当年不能评优", None, "", "《山东省厂务公开条例》第18条", V
)

MOST = 500  # places of one kind
MOST_DAYS = 60  # working days of a notice
FEWEST_WORDS = 10  # of an objection without a name, so that it can be looked into
# Working days, own decision: for the review, for the conclusion of an objection, for the decision, for ending a notice.
REVIEW_DAYS, OBJECTION_DAYS, DECIDE_DAYS, END_DAYS = 10, 10, 10, 5
EMPTY = ("无", "没有", "同意", "已征求意见", "已听取意见")


def check_open(year: int, nominate_until: date, today: date, places: int) -> None:
    """Refuse a campaign for a year to come, without time to nominate, or without a place."""
    if year not in {today.year, today.year - 1}:
        raise Refused(f"{today.year}年只评选 {today.year - 1} 年或 {today.year} 年的先进。", rule=FLOW)
    if nominate_until < today:
        raise Refused("提名截止日要在今天或者以后。", rule=FLOW)
    if not places:
        raise Refused("至少一种称号要有名额。", rule=FLOW)


def check_cycle(year: int, earlier: Collection[int], years: int) -> None:
    """Refuse a campaign sooner than `years` after the last one (EVA-35)."""
    last = max((one for one in earlier if one < year), default=None)
    if last is not None and year - last < years:
        raise Refused(
            f"{last}年评选过，{last + years}年才能再评。", rule=CYCLE, remedy="本单位要改周期的，请在规则库按程序修改。"
        )


def check_nominate_day(until: date, today: date) -> None:
    if today > until:
        raise Refused(f"提名到{until:%-m月%-d日}截止。", rule=FLOW)


def check_days(days: int, least: int) -> None:
    """Refuse a notice shorter than the rule here (EVA-33)."""
    if days < least:
        raise Refused(f"公示至少 {least} 个工作日，不能是 {days} 个。", rule=NOTICE)
    if days > MOST_DAYS:
        raise Refused(f"公示最多 {MOST_DAYS} 个工作日。", rule=NOTICE)


def check_end(until: date, today: date, open_objections: int) -> None:
    """Refuse to end a notice before its last day is over, or while an objection waits for its conclusion."""
    if today <= until:
        raise Refused(f"公示到{until:%-m月%-d日}，期限不能缩短。", rule=NOTICE)
    if open_objections:
        raise Refused(f"还有 {open_objections} 件异议没有书面结论。", rule=NOTICE, remedy="请先逐件核查、写出结论。")


def check_quota(kind_words: str, number: int, given: int) -> None:
    """Refuse one more than the quota, with the numbers."""
    if given >= number:
        raise Refused(f"{kind_words}名额 {number} 个，已经决定 {given} 个，没有剩余。", rule=FLOW)


def check_opinions(text: str) -> None:
    """Refuse a nomination that does not say whose opinions were heard and what came out."""
    if len(text.strip().strip("。.")) < 6 or text.strip().strip("。.") in EMPTY:
        raise Refused("请写明征求了哪些人的意见、多少人参加、结果怎样。", rule=FLOW)
