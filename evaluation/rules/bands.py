"""Grades. A band is data: its lower bound, and whether the bound itself belongs to it (EVA-15, EVA-16)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise


@dataclass(frozen=True)
class Band:
    """One grade. Bands stand best first; each reaches up to the one above, so that no score falls between two."""

    code: str
    words: str
    lower: Decimal
    included: bool = True

    def holds(self, score: Decimal) -> bool:
        return score >= self.lower if self.included else score > self.lower


def _bands(*rows: tuple[str, str, int]) -> tuple[Band, ...]:
    return tuple(Band(code, words, Decimal(lower)) for code, words, lower in rows)


DEFAULT_BANDS = _bands(
    ("excellent", "优秀", 90), ("good", "良好", 75), ("qualified", "合格", 60), ("unqualified", "不合格", 0)
)
# As printed below the table of the bureau's units: 80 to 89.99 is good.
PUBLISHED_BANDS = _bands(
    ("excellent", "优秀", 90), ("good", "良好", 80), ("qualified", "合格", 60), ("unqualified", "不合格", 0)
)


def check_bands(bands: Sequence[Band]) -> list[str]:
    """What is wrong with a list of bands, in sentences; empty when every score from 0 up has exactly one grade."""
    wrong = []
    if not bands:
        return ["没有等次。"]
    for above, below in pairwise(bands):
        if below.lower >= above.lower:
            wrong.append(f"等次“{below.words}”的下限 {below.lower} 不低于“{above.words}”的下限 {above.lower}。")
    if bands[-1].lower != 0 or not bands[-1].included:
        wrong.append(f"最低等次“{bands[-1].words}”要从 0 分（含）起，否则有的得分没有等次。")
    return wrong


def grade_of(score: Decimal, bands: Sequence[Band]) -> Band:
    """The grade of a score with two decimals. Raises ValueError for more decimals: round once, before (EVA-15)."""
    if score != score.quantize(Decimal("0.01")):
        raise ValueError(f"{score} has more than two decimals")
    return next((band for band in bands if band.holds(score)), bands[-1])


def no_better_than(grade: Band, ceiling: str, bands: Sequence[Band]) -> Band:
    """The worse of a grade and a ceiling; a ceiling that the scheme does not know is the lowest grade."""
    limit = next((band for band in bands if band.code == ceiling), bands[-1])
    return max(grade, limit, key=list(bands).index)
