"""Which texts speak of the same matter. Pure; it suggests and never decides: merging is the committee's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from math import log, sqrt

LEAST = 0.12
SHOWN = 5


@dataclass(frozen=True)
class Text:
    """A proposal as far as likeness is asked: its key, its words, its category."""

    pk: int
    words: str
    category: int | None = None


@dataclass(frozen=True)
class Likeness:
    """How alike two texts are, from 0 to 1."""

    pk: int
    share: float


def pairs(text: str) -> set[str]:
    """The pairs of neighbouring characters of a text, without blanks and punctuation."""
    kept = [character if character.isalnum() else " " for character in text.lower()]
    return {"".join(pair) for pair in pairwise(kept) if " " not in pair}


def alike(text: Text, others: Iterable[Text], shown: int = SHOWN) -> list[Likeness]:
    """Those of `others` that are most like `text`, most alike first.

    Cosine over pairs of characters; a pair that many texts share (提案, 建议) weighs little. The same category
    counts for a tenth.
    """
    others = list(others)
    sets = {other.pk: pairs(other.words) for other in others}
    mine = pairs(text.words)
    number = len(others) + 1
    seen: dict[str, int] = {}
    for pair in mine:
        seen[pair] = 1 + sum(pair in has for has in sets.values())
    weight = {pair: 1 + log(number / count) for pair, count in seen.items()}
    usual = 1 + log(number)
    length = sqrt(sum(value * value for value in weight.values()))
    found = []
    for other in others:
        common = sum(weight[pair] ** 2 for pair in mine & sets[other.pk])
        long = sqrt(sum(weight.get(pair, usual) ** 2 for pair in sets[other.pk]))
        share = common / (length * long) if length and long else 0.0
        same = text.category is not None and text.category == other.category
        found.append(Likeness(other.pk, min(1.0, share * 0.9 + (0.1 if same and share >= LEAST / 2 else 0.0))))
    found.sort(key=lambda row: -row.share)
    return [row for row in found[:shown] if row.share >= LEAST]
