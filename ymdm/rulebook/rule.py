"""A rule with its id, sentence, value and source."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Confidence(StrEnum):
    """How well the source is known. Only what was read may be called by its source."""

    READ = "V"
    READ_AT_SECOND_HAND = "V2"
    FROM_MEMORY = "M"
    OWN_DECISION = "D"


@dataclass(frozen=True)
class Rule:
    """One row of the rule library. `value` counts `measure`: days, people; None where the rule is a plain must."""

    id: str
    says: str
    value: int | None
    measure: str
    citation: str
    confidence: Confidence

    @property
    def basis(self) -> str:
        """Where it is written, as the interface may say it: what is only remembered or decided here is not called law."""
        if self.confidence is Confidence.FROM_MEMORY:
            return "依据待核对"
        if self.confidence is Confidence.OWN_DECISION:
            return "本单位规定"
        return f"参照{self.citation}"

    def __str__(self) -> str:
        return f"{self.id}：{self.says}；{self.basis}"
