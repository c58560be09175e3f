"""What a check finds: a verdict, a sentence with its numbers, the rule, and what would cure it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ymdm.rulebook import Rule

Number = tuple[str, int | str]


class Verdict(StrEnum):
    """How a check ends. A fail can be explained, never removed (congress.md 10)."""

    PASS = "pass"  # noqa: S105 (no password)
    FAIL = "fail"
    WARN = "warn"
    NA = "n/a"

    @property
    def says(self) -> str:
        return {"pass": "符合", "fail": "不符合", "warn": "请注意", "n/a": "不适用"}[self.value]


@dataclass(frozen=True)
class Finding:
    """One judged point. `numbers` are (label, value) pairs, days written out; `remedy` is empty where nothing is to do."""

    code: str
    verdict: Verdict
    sentence: str
    numbers: tuple[Number, ...]
    rule: Rule
    remedy: str = ""
    # Not due yet; only beside n/a.
    is_pending: bool = False

    @property
    def is_met(self) -> bool:
        return self.verdict in (Verdict.PASS, Verdict.NA)


def day(on: date) -> str:
    """A day as sentences write it: 2026年3月4日."""
    return f"{on:%Y年%-m月%-d日}"


def share(part: int, whole: int) -> str:
    """A percentage with its numerator and denominator, two decimals, half up (GEN-04): “47/154（30.52%）”."""
    if whole <= 0:
        return f"{part}/{whole}"
    hundredths = (20000 * part + whole) // (2 * whole)
    return f"{part}/{whole}（{hundredths // 100}.{hundredths % 100:02d}%）"
