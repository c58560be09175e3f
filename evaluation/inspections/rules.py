"""The rules of inspections as the pages cite them, and the pure functions that judge by them."""

from __future__ import annotations

from datetime import date

from ymdm.rulebook import Confidence, Rule
from ymdm.workflow import Refused

V, V2, D = Confidence.READ, Confidence.READ_AT_SECOND_HAND, Confidence.OWN_DECISION

KINDS = Rule(
    "EVA-01", "自查和上级定期、不定期检查结合，综合和专项检查结合；不定期检查当天才告知单位", None, "", "单位民主管理的做法", V
)  # fmt: skip
STEPS = Rule(
    "EVA-03", "检查听汇报、查资料、抽查记录，随机抽样的种子留存，谁都可以再抽一次", None, "", "长江委 2012 年考核", V2
)
PEER = Rule("EVA-04", "互检由同一上级下面的兄弟单位派人进行", None, "", "陕西", V2)
TEAM = Rule("EVA-07", "检查人不检查本单位，也不检查离开不满两年的单位；至少两人检查、两人签名", None, "", "", D)
EVERY = Rule("EVA-09", "每一个问题写明依据的规定和事实，没有材料的写“未提供依据”，并有检查人姓名", None, "", "", D)
RECTIFY = Rule(
    "EVA-27", "问题列入整改清单，有责任单位和期限，下一次检查先看清单", None, "", "《山东省厂务公开条例》第16条", V
)

FEWEST = 2  # inspectors, EVA-07
RECTIFY_DAYS = 20  # working days offered for putting a finding right, our own decision
RECHECK_DAYS = 10  # working days for looking at it again, our own decision
MOST_DRAWN = 50


def check_day(on: date, today: date) -> None:
    """Refuse a visit whose day is over: paper records of earlier visits do not come in this way."""
    if on < today:
        raise Refused(f"{on:%-m月%-d日}已经过去，检查日要在今天或者以后。", rule=KINDS)


def check_year(year: int, on: date) -> None:
    """A visit looks at the year in which it is made or at the one before."""
    if year not in {on.year, on.year - 1}:
        raise Refused(f"{on.year}年的检查看 {on.year - 1} 年或 {on.year} 年的工作，不看 {year} 年。", rule=KINDS)


def check_begin(on: date, today: date, people: int) -> None:
    """Refuse to begin before the day, or with fewer than two inspectors (EVA-07)."""
    if today < on:
        raise Refused(f"检查日是{on:%-m月%-d日}，还没有到。", rule=KINDS)
    if people < FEWEST:
        raise Refused(f"检查组只有 {people} 人，至少 {FEWEST} 人。", rule=TEAM, remedy="请组织单位增补检查人。")


def check_due(due_on: date, today: date) -> None:
    if due_on <= today:
        raise Refused("整改期限要在今天以后。", rule=RECTIFY)
