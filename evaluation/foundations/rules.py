"""The rules of the five lights, and the pure functions that judge by them."""

from __future__ import annotations

from datetime import date

from ymdm.rulebook import Confidence, Rule
from ymdm.workflow import Refused

V, D = Confidence.READ, Confidence.OWN_DECISION

LIGHTS = Rule(
    "EVA-01", "认识、制度、组织、人员、经费五个到位按系统记录和确认过的材料显示，没有材料的不能点亮", None, "",
    "单位民主管理的做法", V,
)  # fmt: skip
EVIDENCE = Rule("EVA-10", "材料写明日期；当年的材料只算当年", None, "", "", D)
CONFIRM = Rule("EVA-07", "材料由本单位工会填报，由上级检查人员确认，检查人员不确认本单位的材料", None, "", "", D)
GROUP = Rule(
    "LEA-01", "党政共同负责、工会组织协调、部门齐抓共管、职工参与的领导小组，职责落实到人，人人有职责", None, "", "", D,
)  # fmt: skip
BOOK = Rule("BOK-01", "责任书本人签字以后才算落实，没有签字的不计", None, "", "", D)
SIGN = Rule("BOK-02", "责任书下发以后 10 个工作日内由本人签字", None, "", "", D)
REVIEW = Rule(
    "BOK-03", "责任书在年底由下发的负责人考核，写明完成没有和意见，次年 1 月底前办完，本人不考核本人的", None, "", "", D
)

MEETINGS = 2  # meetings of the leadership about the subject in a year, L1
SPENT = 80  # percent of the budget line that has to be used for a full light, our own decision
TRAINED = 1  # a training of the year before still counts, our own decision
CONFIRM_DAYS = 10  # working days for confirming, our own decision
SIGN_DAYS = 10  # working days for signing a duty book, our own decision (BOK-02)
REVIEW_FROM = (12, 1)  # month and day of the book's year, our own decision (BOK-03)
REVIEW_BY = (1, 31)  # of the year after
MOST_CENTS = 10**13


def colour(met: int, whole: int) -> str:
    """“ok” where all rows of a light count, “bad” where none does or there are none, “warn” between."""
    return "bad" if not met else "ok" if met == whole else "warn"


def check_day(on: date, year: int, today: date) -> None:
    """Refuse evidence of another year or of a day to come."""
    if on > today:
        raise Refused("日期还没有到，办了以后再填。", rule=EVIDENCE)
    if on.year != year:
        raise Refused(f"日期要在 {year} 年里，{on.year} 年的材料请填到那一年。", rule=EVIDENCE)


def check_trained(trained_on: date, year: int, today: date) -> None:
    if trained_on > today or not year - TRAINED <= trained_on.year <= year:
        raise Refused(f"培训日期要在 {year - TRAINED} 年或 {year} 年，并且已经办了。", rule=EVIDENCE)


def check_money(planned: int, spent: int) -> None:
    """Both in fen."""
    if planned <= 0:
        raise Refused("没有列预算的，不能作为经费材料。", rule=LIGHTS)
    if spent < 0:
        raise Refused("已使用的金额不能小于零。", rule=LIGHTS)


def is_used(planned: int, spent: int) -> bool:
    """Whether the line was used as far as a full light asks. In whole numbers (GEN-05)."""
    return planned > 0 and spent * 100 >= planned * SPENT
