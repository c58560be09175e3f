"""Plain tables for a terminal; a Han character is two columns wide."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def heading(text: str) -> None:
    sys.stdout.write(f"\n{text}\n{'-' * _width(text)}\n")


def line(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """The first column is text, the others are figures."""
    widths = [max(_width(row[at]) for row in [head, *rows]) for at in range(len(head))]
    for row in [head, *rows]:
        first = row[0] + " " * (widths[0] - _width(row[0]))
        rest = (" " * (width - _width(cell)) + cell for cell, width in zip(row[1:], widths[1:], strict=True))
        line("  ".join([first, *rest]))


def _width(text: str) -> int:
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text)
