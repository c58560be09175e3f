"""What changed from one text to another, paragraph by paragraph, readable by people. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

# Above these the comparison of every sign with every other takes too long; whole paragraphs are then shown instead.
MOST_SIGNS = 1500
MOST_PAIRS = 900
LEAST_ALIKE = 0.5
NUMBER = re.compile(r"^第[一二三四五六七八九十百零〇\d]+条\s*")
SAME, NEW, GONE, CHANGED = "same", "new", "gone", "changed"


@dataclass(frozen=True)
class Piece:
    """Some signs of a paragraph: `same`, `new` or `gone`."""

    kind: str
    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph as it stands, came, went or was changed."""

    kind: str
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


def compare(old: str, new: str) -> list[Paragraph]:
    """The paragraphs of both texts in order; a changed one shows what went and what came inside it."""
    before, after = _paragraphs(old), _paragraphs(new)
    found: list[Paragraph] = []
    for word, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if word == "equal":
            found += [Paragraph(SAME, (Piece(SAME, text),)) for text in after[k:m]]
        else:
            found += _changed(before[i:j], after[k:m])
    return found


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _changed(before: list[str], after: list[str]) -> Iterator[Paragraph]:
    """Paragraphs that took the place of others: each beside the one that it was made from, in the order of the texts."""
    i = k = 0
    for old, new in [*_pairs(before, after), (len(before), len(after))]:
        yield from (Paragraph(GONE, (Piece(GONE, text),)) for text in before[i:old])
        yield from (Paragraph(NEW, (Piece(NEW, text),)) for text in after[k:new])
        if old < len(before):
            signs = SequenceMatcher(None, before[old], after[new], autojunk=False)
            yield Paragraph(CHANGED, tuple(_pieces(signs, before[old], after[new])))
        i, k = old + 1, new + 1


def _pairs(before: list[str], after: list[str]) -> list[tuple[int, int]]:
    """Which paragraphs are the same one changed: the alignment, in order, that is alike in sum the most."""
    if len(before) * len(after) > MOST_PAIRS:
        # Too many to compare each with each: those at the same place.
        both = enumerate(zip(before, after, strict=False))
        return [(at, at) for at, (old, new) in both if _alike(old, new) >= LEAST_ALIKE]
    best: list[list[tuple[float, list[tuple[int, int]]]]] = [[(0.0, [])] * (len(after) + 1)]
    for i, old in enumerate(before):
        line: list[tuple[float, list[tuple[int, int]]]] = [(0.0, [])]
        for k, new in enumerate(after):
            alike = _alike(old, new)
            choices = [best[i][k + 1], line[k]]
            if alike >= LEAST_ALIKE:
                choices.append((best[i][k][0] + alike, [*best[i][k][1], (i, k)]))
            line.append(max(choices, key=lambda choice: choice[0]))
        best.append(line)
    return best[-1][-1][1]


def _alike(old: str, new: str) -> float:
    """From 0 to 1, the number of the article left aside: it moves when one is put in before."""
    if max(len(old), len(new)) > MOST_SIGNS:
        return 0.0
    signs = SequenceMatcher(None, NUMBER.sub("", old), NUMBER.sub("", new), autojunk=False)
    return signs.ratio() if signs.quick_ratio() >= LEAST_ALIKE else 0.0


def _pieces(signs: SequenceMatcher[str], old: str, new: str) -> Iterator[Piece]:
    for word, i, j, k, m in signs.get_opcodes():
        if word == "equal":
            yield Piece(SAME, new[k:m])
            continue
        if j > i:
            yield Piece(GONE, old[i:j])
        if m > k:
            yield Piece(NEW, new[k:m])
