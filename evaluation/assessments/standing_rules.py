"""The rules of ranking and publication, and the functions that give each unit of a class its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils import timezone

from ymdm.rulebook import Confidence, Rule
from ymdm.rulebook.current import law_of

from ..rules import Band, ranked

V, D = Confidence.READ, Confidence.OWN_DECISION

OUT = Rule(
    "EVA-26",
    "结果向职工公布：单位、得分、等次、各项得分和扣分，由另一人复核",
    None,
    "",
    "“及时向职工发布，接受职工监督”",
    V,
)
USE = Rule("EVA-29", "结果供领导班子考核使用，按上级定的权重折算", None, "", "单位民主管理的做法", V)
POINTS = Rule(
    "EVA-30",
    "得分不满六成的项目列入下一年工会工作要点，定责任人和期限，下一次检查先看",
    None,
    "",
    "单位民主管理的做法",
    V,
)
WEAK = Fraction(6, 10)  # of the points of an item, our own decision
PLAN_DAYS = 20  # working days to name person and day, our own decision
# The rule has results shown for fifteen days; within as many they have to be out, our own decision.
PUBLISH_DAYS = 15
CONFIRM_DAYS = 3  # working days for the second person, our own decision
WEIGHT = 5  # percent of the assessment of a leading body where nobody set another
FEWEST = 3  # below it neither rank nor quota: own decision


def weight_at(unit: Any, at: datetime) -> int:
    """The weight that the library of rules gives, in whole percent."""
    found = law_of(unit, timezone.localdate(at)).value(USE.key).fraction
    return round(100 * found) if found is not None else WEIGHT


def is_weak(verified: Decimal | None, full: Decimal) -> bool:
    """Whether an item that counted got less than six tenths of its points (EVA-30). An item without points is never weak."""
    return verified is not None and full > 0 and Fraction(verified) < WEAK * Fraction(full)


@dataclass(frozen=True)
class Placed:
    """A unit's rank (None in a small class), and its grade as published."""

    key: Any
    rank: int | None
    grade: str
    over_quota: bool


def placed(rows: Sequence[tuple[Any, Decimal, str]], bands: Sequence[Band], quota: int | None) -> list[Placed]:
    """Places of one class from (key, score, grade code), best first.

    Ties share a rank. At most `quota` percent keep the best grade; those of one score keep it or lose it together.
    A veto has lowered the grade already, so it is the grade that counts against the quota, not the score.
    """
    words = {band.code: band.words for band in bands}
    best, codes = bands[0], {key: code for key, _score, code in rows}
    standings = ranked((key, "", score) for key, score, _code in rows).get("", [])
    is_small = len(rows) < FEWEST
    most = len(rows) if quota is None or is_small or len(bands) < 2 else len(rows) * quota // 100
    holding = [one.score for one in standings if codes[one.unit] == best.code]
    told = []
    for one in standings:
        code = codes[one.unit]
        over = code == best.code and sum(score >= one.score for score in holding) > most
        grade = bands[1].words if over else words.get(code, code)
        told.append(Placed(one.unit, None if is_small else one.rank, grade, over))
    return told
