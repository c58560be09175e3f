"""The majorities and what is counted: whole numbers, on all representatives (CON-63 to CON-65, CON-69)."""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields
from enum import StrEnum
from typing import TYPE_CHECKING

from . import catalogue as rule

if TYPE_CHECKING:
    from ymdm.rulebook.current import Law

HANDS, PAPER, BALLOT = "hands", "paper", "ballot"
SECRET = frozenset({PAPER, BALLOT})


class Line(StrEnum):
    """The majority that a question needs, always of all representatives (CON-63, CON-64)."""

    GT_HALF = "gt_half"
    GE_HALF = "ge_half"
    TWO_THIRDS = "two_thirds"

    @property
    def says(self) -> str:
        return {"gt_half": "过半数", "ge_half": "半数以上", "two_thirds": "三分之二以上"}[self.value]

    def reckons(self, total: int) -> str:
        """How it is reckoned, as the result page must say (CON-65)."""
        if self is Line.TWO_THIRDS:
            return f"赞成票 × 3 ≥ 应到 {total} × 2"
        return f"赞成票 × 2 {'＞' if self is Line.GT_HALF else '≥'} 应到 {total}"

    def reached(self, yes: int, total: int) -> bool:
        """“以上” includes the number (民法典第1259条), “过半数” does not."""
        if total <= 0:
            return False
        if self is Line.TWO_THIRDS:
            return 3 * yes >= 2 * total
        return 2 * yes > total if self is Line.GT_HALF else 2 * yes >= total

    def needed(self, total: int) -> int:
        """The smallest number of votes that reaches it. More than half of 60 is 31, never 30; of 61 it is 31."""
        if self is Line.TWO_THIRDS:
            return -(-2 * total // 3)
        return total // 2 + 1 if self is Line.GT_HALF else (total + 1) // 2


def line_of(law: Law | None, matter: str = "") -> Line:
    """The line of a vote on `matter` under that law. Rule CON-64."""
    return line_called(rule.LINE.under(law, matter=matter).number)


def line_called(words: str) -> Line:
    """The line that the rulebook writes as “过半数” or “半数以上”."""
    return next(line for line in Line if line.says == words)


@dataclass(frozen=True)
class Tally:
    """What was counted. A show of hands has no ballots: `issued` and `returned` stay empty, `invalid` is 0."""

    issued: int | None
    returned: int | None
    yes: int
    no: int
    abstain: int
    invalid: int = 0

    @property
    def cast(self) -> int:
        return self.yes + self.no + self.abstain + self.invalid

    def __add__(self, other: Tally) -> Tally:
        pairs = zip(astuple(self), astuple(other), strict=True)
        return Tally(*(None if None in pair else sum(pair) for pair in pairs))  # type: ignore[arg-type]

    @property
    def is_whole(self) -> bool:
        """No count below zero and none that was not taken; ballots issued and returned go together."""
        counts = [getattr(self, field.name) for field in fields(self)]
        if (self.issued is None) != (self.returned is None) or None in counts[2:]:
            return False
        return all(count >= 0 for count in counts if count is not None)
