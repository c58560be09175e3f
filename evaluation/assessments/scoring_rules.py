"""The rules of scoring, appeal and veto, and the pure functions that judge by them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from ymdm.organization.models import Level, Unit
from ymdm.rulebook import Confidence, Rule

V, V2, D = Confidence.READ, Confidence.READ_AT_SECOND_HAND, Confidence.OWN_DECISION

TWO = Rule(
    "EVA-07", "检查人不给本单位打分；至少两名检查人分别评分、签名，相差 {} 分以上由第三人评定", 5, "分", "", D, "gap"
)
LEFT = Rule("EVA-07", "离开不满 {} 年的单位也不打分", 2, "年", "", D, "years")
EVERY = Rule("EVA-09", "每一处扣分都写明规则、次数、依据或者“未提供依据”，以及检查人", None, "", "", D)
STOPS = Rule("EVA-11", "每一项得分在 0 到分值之间", None, "", "几份考核表（“扣完为止”）", V2)
FEEDBACK = Rule("EVA-24", "定论以前单位看到每一处扣分，{} 个工作日内可以申诉", 5, "个工作日", "", D)
APPEAL = Rule(
    "EVA-25",
    "申诉写明项目和依据，由没有参加评分的人在 {} 个工作日内复核；只改申诉的项目，只升不降",
    10,
    "个工作日",
    "",
    D,
)
FROZEN = Rule("EVA-28", "结果定案以后不再改动", None, "", "《档案法》第21条", V)
VETO = Rule("EVA-17", "一票否决由检查人提出、单位说明、考评组过半数决定", None, "", "《山东省厂务公开条例》第18条", V)
HEAR_DAYS = 5  # working days, own decision (section 3)

PARTS = {Level.DEPARTMENT, Level.TEAM, Level.PROJECT_OFFICE, Level.RESEARCH_GROUP}


def home_of(unit: Unit, above: Iterable[Unit]) -> int:
    """The unit that somebody belongs to: the nearest one that is no part of another. `above` are its ancestors."""
    by_pk = {one.pk: one for one in above} | {unit.pk: unit}
    return next((pk for pk in reversed(unit.lineage) if pk in by_pk and by_pk[pk].level not in PARTS), unit.pk)


def years_before(on: date, years: int) -> date:
    """The same day so many years earlier; the 28th for a leap day."""
    return on.replace(year=on.year - years, day=min(on.day, 28) if on.month == 2 else on.day)


def settled(given: Sequence[Decimal | None]) -> Decimal | None:
    """What two inspectors' points come to: their mean; whoever found that there is no such matter counts when both did."""
    points = [one for one in given if one is not None]
    return sum(points, Decimal(0)) / len(points) if points else None


def differ(first: Sequence[Decimal | None], second: Sequence[Decimal | None]) -> Decimal:
    """By how much the sums of two inspectors differ, not applicable items counting as nought."""
    zero = Decimal(0)
    return abs(sum((one or zero for one in first), zero) - sum((one or zero for one in second), zero))
