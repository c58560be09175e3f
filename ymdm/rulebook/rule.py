"""A rule with its id, sentence, value and source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .current import Law


class Confidence(StrEnum):
    """How well the source is known. Only what was read may be called by its source."""

    READ = "V"
    READ_AT_SECOND_HAND = "V2"
    FROM_MEMORY = "M"
    OWN_DECISION = "D"


def basis(tags: Sequence[Confidence], citation: str) -> str:
    """Where it is written, as the interface may say it: what is only remembered or decided here is not called law."""
    is_read = Confidence.READ in tags or Confidence.READ_AT_SECOND_HAND in tags
    words = [f"参照{citation}"] if is_read and citation else []
    if Confidence.FROM_MEMORY in tags:
        words.append("部分依据待核对" if words else "依据待核对")
    if Confidence.OWN_DECISION in tags and not (words and "本单位规定" in citation):
        words.append("部分为本单位规定" if words else "本单位规定")
    return "，".join(words)


@dataclass(frozen=True)
class Rule:
    """One rule as the code judges by it. `value` counts `measure`: days, people; None where the rule is a plain must.

    `value` is the library's default until `at` asks for the one in force. A rule with several amounts names its `part`.
    """

    id: str
    text: str
    value: int | None
    measure: str
    citation: str
    confidence: Confidence
    part: str = "main"
    # Where the value in force comes from; empty for the default that was not asked for yet.
    version: str = ""
    basis_here: str = ""

    @property
    def key(self) -> str:
        """How the library calls the amount: “PRO-23”, “PRO-37.close”."""
        return self.id if self.part == "main" else f"{self.id}.{self.part}"

    @property
    def says(self) -> str:
        return self.text.format(self.value)

    @property
    def basis(self) -> str:
        """Where it is written, as the interface may say it; for a value that a unit set, its own document."""
        return self.basis_here or basis((self.confidence,), self.citation)

    @property
    def is_in_library(self) -> bool:
        """Whether it has a page: a room's own decision of which no paper speaks has none."""
        from .library import entries  # cycle: the library is read once Django is there

        return self.id in entries()

    def at(self, unit: Any, on: date | datetime) -> Rule:
        """The rule with the value in force for `unit` on a day, or on the Shanghai day of an instant. One query."""
        if self.value is None or unit is None:
            return self
        from .current import law_of  # cycle: models are not ready when rules are first named

        return self.under(law_of(unit, on))

    def under(self, law: Law) -> Rule:
        """The rule with the value of that law; a plain must stays what it is."""
        if self.value is None:
            return self
        found = law.value(self.key)
        return replace(self, value=found.count, basis_here=found.own_basis, version=found.version)

    def __str__(self) -> str:
        counted = f"（{self.value} {self.measure}）" if self.value is not None and self.says == self.text else ""
        return f"{self.id}：{self.says}{counted}；{self.basis}"
