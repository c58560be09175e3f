"""What a target may be, and how much of it was reached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from ymdm.rulebook import Confidence, Rule
from ymdm.workflow import Refused

FROZEN = Rule(
    "EVA-02", "民主管理列入年度目标管理；目标和权重下达以后不再改", None, "", "单位民主管理的做法", Confidence.READ
)
HUNDRED = 100
# The figures of the leaders' page; each is measured from 0 to 100 and is better the greater it is.
FIGURES = {"score": "考评平均分", "replies": "按期答复率", "satisfied": "满意率（含基本满意）", "covered": "按期公开率"}


@dataclass(frozen=True)
class Aim:
    """One target: its value from 0 to 100, and its weight in percent."""

    code: str
    value: Decimal
    weight: int


def check(aims: Sequence[Aim]) -> None:
    """Raise Refused for no target, a value outside of 0 to 100, and weights that do not add up to a hundred."""
    if not aims:
        raise Refused("还没有填目标。", rule=FROZEN)
    for aim in aims:
        if not 0 < aim.value <= HUNDRED:
            raise Refused(f"“{FIGURES[aim.code]}”的目标要在 0 到 100 之间。", rule=FROZEN)
    if (total := sum(aim.weight for aim in aims)) != HUNDRED:
        raise Refused(f"各项权重加起来是 {total}，要正好是 100。", rule=FROZEN)


def reached(aims: Sequence[Aim], results: Mapping[str, Decimal | None]) -> Decimal | None:
    """How much of the targets was reached, 0 to 100 by weight; what exceeds a target makes good for no other.

    None while something has no result yet.
    """
    if any(results.get(aim.code) is None for aim in aims):
        return None
    total = sum(
        (aim.weight * min(Decimal(1), (results[aim.code] or Decimal(0)) / aim.value) for aim in aims), Decimal(0)
    )
    return total.quantize(Decimal("0.01"), ROUND_HALF_UP)
