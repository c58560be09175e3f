"""How many must be present, counted on all representatives (CON-61, CON-62)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from ymdm.workflow import Refused

from . import catalogue as rule

if TYPE_CHECKING:
    from ymdm.rulebook.current import Law

TWO_THIRDS = Fraction(2, 3)


@dataclass(frozen=True)
class Quorum:
    """`present` of `total` valid representatives; `total` is the frozen 应到, never who was invited or seated (CON-61)."""

    total: int
    present: int
    share: Fraction = TWO_THIRDS

    @property
    def needed(self) -> int:
        """The smallest number that is enough: “三分之二以上” includes the number itself (民法典第1259条)."""
        return -(-self.total * self.share.numerator // self.share.denominator)

    @property
    def met(self) -> bool:
        """“实到 × 3 ≥ 应到 × 2”. A roll of nobody has no quorum, nor has a hall with more people than the roll."""
        enough = self.present * self.share.denominator >= self.total * self.share.numerator
        return 0 < self.total >= self.present >= 0 and enough

    @property
    def missing(self) -> int:
        """How many more must come."""
        return max(0, self.needed - self.present)

    @property
    def sentence(self) -> str:
        if self.total <= 0:
            return "应到代表人数还没有确定，不能判断法定人数。"
        head = f"应到 {self.total} 人，实到 {self.present} 人，"
        if self.present > self.total:
            return f"{head}实到多于应到，请核对签到。"
        if self.met:
            return f"{head}达到法定人数（至少 {self.needed} 人）。"
        return f"{head}不足法定人数（至少 {self.needed} 人），还差 {self.missing} 人。"


def smaller_of(*counts: int | None) -> int | None:
    """The smallest of the counts that were taken, None where there is none: the figure that rules (CON-62)."""
    return min((count for count in counts if count is not None), default=None)


def quorum(total: int, *counts: int | None, law: Law | None = None, matter: str = "") -> Quorum:
    """The quorum by the smallest of the counts and the share of that law; nobody counted is nobody present."""
    return Quorum(total, smaller_of(*counts) or 0, rule.QUORUM.under(law, matter=matter).fraction)


def check_quorum(found: Quorum, *, law: Law | None = None) -> None:
    """Refuse to open a session or a vote without quorum. Rules CON-61, CON-62."""
    if not found.met:
        raise Refused(
            found.sentence,
            rule=rule.QUORUM.under(law),
            remedy=f"请等候代表签到，到会 {found.needed} 人后再开始；仍不足的，改期召开。" if found.missing else "",
        )
