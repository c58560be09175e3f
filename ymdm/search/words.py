"""How texts and questions are taken apart. Pure; a text and a question are always treated alike."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from itertools import pairwise

LONGEST_QUESTION = 100
MOST_TERMS = 8
MEASURES = "%‰°"


class _OneForOne(dict[int, int]):
    """Each character in its plain form. One for one, so that a place stays the same place."""

    def __init__(self, form: Callable[[str], str]) -> None:
        self.form = form

    def __missing__(self, code: int) -> int:
        plain = self.form(chr(code))
        self[code] = ord(plain) if len(plain) == 1 else code
        return self[code]


_PLAIN = _OneForOne(lambda one: unicodedata.normalize("NFKC", one))
_FOLDED = _OneForOne(lambda one: unicodedata.normalize("NFKC", one).lower())


def plain(text: str) -> str:
    """The text as it is kept, full width as half width, so that a database can look through it; of the same length."""
    return text.translate(_PLAIN)


def fold(text: str) -> str:
    """The text as it is compared, capitals as small letters too; of the same length."""
    return text.translate(_FOLDED)


def pieces(folded: str) -> set[str]:
    """Every character and every pair of neighbours of a folded text; blanks and punctuation part them."""
    found: set[str] = set()
    for run in _runs(folded):
        found.update(run)
        found.update(a + b for a, b in pairwise(run))
    return found


def terms(question: str) -> list[str]:
    """The words of a question, folded: parted at blanks, without the quotes and signs around them, eight at most."""
    words = fold(question[:LONGEST_QUESTION].replace("\0", " ")).split()
    return list(dict.fromkeys(word for word in map(_bare, words) if word))[:MOST_TERMS]


def pieces_of(term: str) -> set[str]:
    """The fewest pieces that every text with this term has: its pairs, single characters only where they stand alone."""
    found: set[str] = set()
    for run in _runs(term):
        found.update((a + b for a, b in pairwise(run)) if len(run) > 1 else (run,))
    return found


def _runs(folded: str) -> list[str]:
    return "".join(character if character.isalnum() else " " for character in folded).split()


def _bare(word: str) -> str:
    """The word from its first letter or digit to its last, with a sign of measure that belongs to it: 10%, 30°."""
    places = [place for place, character in enumerate(word) if character.isalnum()]
    if not places:
        return ""
    end = places[-1] + 1
    return word[places[0] : end + (word[end : end + 1] in MEASURES and end < len(word))]
