"""Ranking: like with like only, ties share a rank."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Standing:
    """One unit among those of its class. `of` is how many there are."""

    unit: Hashable
    score: Decimal
    rank: int
    of: int


def ranked(scores: Iterable[tuple[Hashable, str, Decimal]]) -> dict[str, list[Standing]]:
    """Standings by class from (unit, class, score), best first; units of two classes never meet in one list."""
    classes: dict[str, list[tuple[Hashable, Decimal]]] = defaultdict(list)
    for unit, kind, score in scores:
        classes[kind].append((unit, score))
    return {
        kind: [
            Standing(unit, score, 1 + sum(other > score for _unit, other in rows), len(rows))
            for unit, score in sorted(rows, key=lambda row: -row[1])
        ]
        for kind, rows in classes.items()
    }
