"""What the records say of an item: the figure behind it and the points that follow."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction

from ymdm.organization.models import Unit

from ..figures.reading import figures_of
from ..figures.shapes import Figure
from ..kinds import Kind
from ..rules import Found, points_of, rounded
from ..schemes.models import SchemeItem
from .models import Answer

COUNTED = {Kind.PER_COUNT_DEDUCTION, Kind.EXTRA_DEDUCTION}
WHOLE_OR_NOTHING = {Kind.FULL_OR_ZERO, Kind.MANDATORY}
SHARED = {Kind.RATIO, Kind.STEP}


def found_by(item: SchemeItem, part: int, whole: int) -> Found | None:
    """What `part` of `whole` means for the kind of the item; None where no count can fill it."""
    if item.kind in COUNTED:
        return Found(count=whole - part, whole=whole)
    if item.kind in WHOLE_OR_NOTHING:
        return Found(met=part == whole, whole=whole)
    return Found(part=part, whole=whole) if item.kind in SHARED else None


def points_by(item: SchemeItem, part: int, whole: int) -> Fraction | None:
    """Points of an item by the records; None where there was nothing to count or no rule for counts."""
    found = found_by(item, part, whole)
    if found is None or not whole:
        return None
    # “年内未召开的不得分”: printed standards say in the same sentence what counts singly and what takes all.
    if not part and "不得分" in item.criteria:
        return Fraction(0)
    return points_of(item.item, found)


def read_into(answer: Answer, figure: Figure | None) -> None:
    """Put what the records say into an answer; what the unit wrote itself stays, what it left to the records follows."""
    left_to_records = answer.claimed is None or answer.claimed == answer.suggested
    answer.part = answer.whole = answer.suggested = None
    answer.raises = ""
    if figure is None or found_by(answer.item, figure.part, figure.whole) is None:
        return
    answer.part, answer.whole, answer.raises = figure.part, figure.whole, figure.raises[:300]
    points = points_by(answer.item, figure.part, figure.whole)
    if points is None:
        # Nothing of the kind happened: set aside unless the unit says otherwise (EVA-12).
        answer.is_applicable = answer.claimed is not None and not left_to_records
        if left_to_records:
            answer.claimed = None
        return
    answer.suggested = rounded(points)
    if left_to_records:
        answer.claimed, answer.is_applicable = answer.suggested, True


def read_all(unit: Unit, year: int, answers: Iterable[Answer], today: date) -> None:
    """The same for all answers of an assessment, with one reading of each figure."""
    answers = list(answers)
    figures = figures_of(unit, year, today, [answer.item.measure for answer in answers if answer.item.measure] or [""])
    for answer in answers:
        read_into(answer, figures.get(answer.item.measure))


def prefilled(answers: Iterable[Answer]) -> tuple[int, int]:
    """How many of the items that the unit answers were filled by the records, and how many there are."""
    asked = [answer for answer in answers if not answer.item.is_outside]
    return sum(answer.is_read for answer in asked), len(asked)


def claimed_sum(answers: Iterable[Answer]) -> Decimal:
    """What the unit gives itself, bonus included, as the sheets add it up."""
    return sum((a.claimed for a in answers if a.is_applicable and a.claimed is not None), Decimal(0))


__all__ = ["claimed_sum", "found_by", "points_by", "prefilled", "read_all", "read_into"]
