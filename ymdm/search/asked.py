"""What is looked for, read out of an address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property

from . import index, words
from .models import first_key
from .sources import kinds

ORDERS = {"": "最相关的在前", "new": "最新的在前", "old": "最早的在前"}


@dataclass(frozen=True)
class Asked:
    """Words and filters. What we do not know counts as nothing, so that an old link still opens."""

    q: str = ""
    kind: str = ""
    unit: str = ""
    year: str = ""
    sort: str = ""

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> Asked:
        given = {field.name: str(asked.get(field.name, "")).replace("\0", "").strip() for field in fields(cls)}
        given["q"] = given["q"][: words.LONGEST_QUESTION]
        for name, known in (("kind", kinds()), ("sort", ORDERS)):
            if given[name] not in known:
                given[name] = ""
        if not (given["unit"].isascii() and given["unit"].isdecimal() and len(given["unit"]) < 18):
            given["unit"] = ""
        if not (given["year"].isascii() and given["year"].isdecimal() and 1900 <= int(given["year"][:5]) <= 2200):
            given["year"] = ""
        return cls(**given)

    @cached_property
    def terms(self) -> list[str]:
        return words.terms(self.q)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.kind or self.unit or self.year)

    @property
    def span(self) -> tuple[int, int]:
        """The keys of the days that are asked for: from, and below."""
        if not self.year:
            return 0, 1 << 62
        return first_key(date(int(self.year), 1, 1)), first_key(date(int(self.year) + 1, 1, 1))

    def tokens(self, place: str = "") -> list[str]:
        """What a document must have in the index to be worth reading; `place` is TITLE, OPEN, or anywhere."""
        pieces = sorted({piece for term in self.terms for piece in words.pieces_of(term)})
        marks = [index.mark_kind(self.kind)] if self.kind else []
        return [*(f"{place}{piece}" for piece in pieces), *marks]
