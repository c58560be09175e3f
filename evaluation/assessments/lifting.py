"""What if: the few items that would lift a unit most, were they made good (F101). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from ..rules import rounded
from ..rules.scores import WEIGHTS
from .models import Answer

MOST = 3


@dataclass(frozen=True)
class Lift:
    """One item that lost points: by how much the total would rise, and what would raise it."""

    answer: Answer
    gain: Decimal
    how: str


def _points(answer: Answer) -> Decimal | None:
    """The best known points of an item: those that were verified, else claimed, else by the records."""
    known = (answer.verified, answer.claimed, answer.suggested)
    return next((points for points in known if points is not None), None)


def share_of_items(has_checks: bool, has_survey: bool) -> Fraction:
    """How much of the total hangs on the items: a part that is not there gives its weight to them (section 3)."""
    own, for_checks, for_survey = WEIGHTS
    return Fraction(own + (0 if has_checks else for_checks) + (0 if has_survey else for_survey), sum(WEIGHTS))


def lifts(answers: Iterable[Answer], share: Fraction = Fraction(1), most: int = MOST) -> list[Lift]:
    """The `most` items with the greatest gain, greatest first. Items outside the hundred or without a matter have none."""
    known = [
        (answer, points)
        for answer in answers
        if not answer.item.is_outside and answer.is_applicable and (points := _points(answer)) is not None
    ]
    whole = sum((Fraction(answer.item.full) for answer, _points in known), Fraction(0))
    gains = [
        (answer, share * 100 * (Fraction(answer.item.full) - Fraction(points)) / whole)
        for answer, points in known
        if points < answer.item.full
    ]
    gains.sort(key=lambda pair: -pair[1])  # stable: among equals the order of the scheme
    return [Lift(answer, rounded(gain), answer.raises or answer.verdict) for answer, gain in gains[:most]]


def together(found: Sequence[Lift]) -> Decimal:
    return sum((one.gain for one in found), Decimal(0))
