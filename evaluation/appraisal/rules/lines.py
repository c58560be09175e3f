"""The three warning lines (EVA-44). A line that is crossed is a flag for the competent body and decides nothing (EVA-45)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Line:
    """One line as it holds for the unit: `below` judges competent or better, otherwise unfit above. `at` is exact."""

    code: str
    below: bool
    at: Fraction
    at_words: str

    @property
    def words(self) -> str:
        if self.below:
            return f"称职以上得票率低于 {self.at_words}"
        return f"不称职得票率超过 {self.at_words}"

    @property
    def suggests(self) -> str:
        return SUGGESTS[self.code]


SUGGESTS = {
    "main": "职代会可以建议免职，由主管机关决定",
    "admonish": "可以诫勉或者调整岗位，由主管机关决定",
    "unfit": "经组织认定后免职、责令辞职或者降职，由主管机关决定",
}
# code of the line: the amount in the library (EVA-44) and whether it looks at competent or better.
CODES = {"main": True, "admonish": True, "unfit": False}


@dataclass(frozen=True)
class Crossed:
    """A line that was crossed, with the counts that crossed it."""

    line: Line
    part: int
    whole: int

    @property
    def sentence(self) -> str:
        what = "称职以上" if self.line.below else "不称职"
        return f"{what} {self.part} 票，有效票 {self.whole} 张，{self.line.words}。{self.line.suggests}。"


def crossed(lines: Iterable[Line], *, competent: int, unfit: int, valid: int) -> list[Crossed]:
    """Which lines these counts cross; integers only (GEN-05). Without valid ballots none is."""
    found = []
    for line in lines:
        part = competent if line.below else unfit
        if valid and (Fraction(part, valid) < line.at if line.below else Fraction(part, valid) > line.at):
            found.append(Crossed(line, part, valid))
    return found
