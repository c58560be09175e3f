"""Which texts speak of the same matter. Pure; it suggests and never decides: merging is the committee's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from math import log, sqrt
from zlib import crc32

# Below this, two matters have nothing in common; people who say the same in words of their own reach 0.06.
LEAST = 0.05
SHOWN = 5
SKETCHED = 48
READ = 1500  # characters of a text; who has not said it by then says something else
TEMPLATE = 0.6  # how alike two titles are that only differ in a name


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


def sketch(title: str, text: str) -> list[int]:
    """The pairs by which a text is found again: all of its title, and a sample of the rest, as 32-bit numbers.

    The sample is the pairs of smallest checksum, so that texts that share much share many of the sample, whenever
    and in whatever order they are written; nothing has to be known of other texts.
    """
    numbers = sorted(crc32(pair.encode()) for pair in pairs(text[:READ]))[:SKETCHED]
    return sorted({number - 2**31 for number in (*numbers, *(crc32(pair.encode()) for pair in pairs(title)))})


def difference(title: str, other: str) -> tuple[str, str] | None:
    """Where two titles of one pattern differ: (“西峰”, “南小河沟”). None where they differ altogether, or not at all.

    The same words about another place are another matter: that is said beside the likeness.
    """
    match = SequenceMatcher(None, title, other, autojunk=False)
    if title == other or match.ratio() < TEMPLATE:
        return None
    parts = [(title[a:b], other[c:d]) for kind, a, b, c, d in match.get_opcodes() if kind != "equal"]
    if len(parts) > 2:
        return None
    mine, theirs = ("……".join(part for part in side if part) for side in zip(*parts, strict=True))
    return mine, theirs


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
