"""Square codes of trackers and roots, made in the same answer that shows the words, and kept nowhere.

They are drawn here and not in the browser, which would have to fetch a drawer: whoever asks has the tracker already, in
the very answer that carries the square, so that nothing is joined that was not joined before.
"""

from __future__ import annotations

from dataclasses import dataclass

import segno

QUIET = 2  # modules around


@dataclass(frozen=True)
class Square:
    """`size` in modules with the quiet zone; `path` for an SVG of that size."""

    size: int
    path: str


def _rows(words: str) -> list[list[bool]]:
    # The words are a hash, noise already: weighing all eight masks against each other would be most of the work of a cast.
    made = segno.make(words.upper(), error="m", micro=False, boost_error=False, mask=0)
    return [[bool(module) for module in row] for row in made.matrix]


def square(words: str) -> Square:
    """The square of a tracker or root, to stand in a template as numbers."""
    return _drawn(_rows(words))


def _drawn(rows: list[list[bool]]) -> Square:
    path = "".join(
        f"M{x + QUIET} {y + QUIET}h1v1h-1z" for y, row in enumerate(rows) for x, module in enumerate(row) if module
    )
    return Square(len(rows) + 2 * QUIET, path)


def lines(words: str) -> list[str]:
    """The same for a script: a line of 0 and 1 for each row, so that every answer has one length."""
    return ["".join("1" if module else "0" for module in row) for row in _rows(words)]


def groups(words: str, count: int = 3, size: int = 4) -> str:
    """The first characters of a tracker as they are read: A3F0 19BC 7D2E."""
    upper = words.upper()
    return " ".join(upper[at : at + size] for at in range(0, count * size, size))


def exact(words: str) -> Square:
    """The square of an address, whose letters keep their case."""
    made = segno.make(words, error="l", micro=False)
    rows = [[bool(module) for module in row] for row in made.matrix]
    return _drawn(rows)
