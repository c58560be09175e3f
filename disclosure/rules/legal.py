"""The 90 items of four published ordinances, and under which items of the master list each falls. A table made by hand.

`legal_items.csv` holds the texts word for word with the codes; where none fits, why. They are published examples of
other provinces, not the law of every house.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class LegalItem:
    """One numbered item of an ordinance. `codes` is empty where it names a form or leaves open what is meant."""

    law: str
    version: str
    article: str
    item: str
    kind: str
    text: str
    codes: tuple[str, ...]
    why_none: str

    @property
    def cites(self) -> str:
        return f"《{self.law}》{self.article}第{self.item}项"


@cache
def legal_items() -> tuple[LegalItem, ...]:
    """All 90, in the order of the ordinances."""
    with (Path(__file__).parent / "legal_items.csv").open(encoding="utf-8") as file:
        return tuple(LegalItem(**row | {"codes": tuple(row["codes"].split())}) for row in csv.DictReader(file))


def behind(code: str) -> list[LegalItem]:
    """Which published items speak of one item of the master list."""
    return [one for one in legal_items() if code in one.codes]
