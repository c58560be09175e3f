"""A figure together with where it came from: what it counts, out of what, by which rule, and where its rows are.

Whole numbers in, so that nothing is rounded twice; a percentage is given with two decimals, half up, and never
without its counts (GEN-04). Where there is nothing to count there is no value: neither 0 nor 100 %.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

NO_VALUE = "—"


def rounded(part: int, whole: int, places: int = 2) -> Decimal | None:
    """`part` / `whole` with `places` decimals, half up; None when there is nothing to divide by."""
    if not whole:
        return None
    return (Decimal(part) / Decimal(whole)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


@dataclass(frozen=True)
class Measure:
    """One figure. `value` is in `unit` (“%”, “件”, “个工作日”), None where there is nothing to count.

    `rows` is the address at which the rows behind the numerator open; `of` are the counts in words.
    """

    label: str
    definition: str
    value: Decimal | None
    unit: str
    numerator: int | None = None
    denominator: int | None = None
    counted: str = "件"
    rows: str = ""
    rule: str = ""

    @classmethod
    def share(
        cls, label: str, part: int, whole: int, *, definition: str, rule: str = "", rows: str = "", counted: str = "件"
    ) -> Measure:
        """`part` of `whole` as a percentage."""
        value = rounded(100 * part, whole)
        return cls(label, definition, value, "%", part, whole, counted, rows, rule)

    @classmethod
    def count(
        cls, label: str, number: int, *, definition: str, rule: str = "", rows: str = "", counted: str = "件"
    ) -> Measure:
        """A plain number of rows."""
        return cls(label, definition, Decimal(number), counted, number, None, counted, rows, rule)

    @classmethod
    def mean(
        cls, label: str, total: int, number: int, *, unit: str, definition: str, rule: str = "", rows: str = "",
        counted: str = "件",
    ) -> Measure:  # fmt: skip
        """`total` spread over `number` rows, one decimal."""
        return cls(label, definition, rounded(total, number, 1), unit, total, number, counted, rows, rule)

    @classmethod
    def most(
        cls,
        label: str,
        value: int | None,
        *,
        unit: str,
        definition: str,
        rule: str = "",
        rows: str = "",
        counted: str = "件",
    ) -> Measure:
        """The greatest value that occurs."""
        return cls(label, definition, None if value is None else Decimal(value), unit, value, None, counted, rows, rule)

    @property
    def words(self) -> str:
        """The figure as it is read: `96.30%`, `31 件`, `16.2 个工作日`, or a dash."""
        if self.value is None:
            return NO_VALUE
        if self.unit == "%":
            return f"{self.value}%"
        return f"{self.value:,} {self.unit}"

    @property
    def of(self) -> str:
        """The counts behind it: `26 / 27 件`; of a mean, over how many; nothing where the figure is the count."""
        if self.denominator is None:
            return ""
        if self.unit == "%":
            return f"{self.numerator:,} / {self.denominator:,} {self.counted}"
        return f"{self.denominator:,} {self.counted}"

    @property
    def fraction(self) -> float | None:
        """A share as a number from 0 to 1 with four decimals, for files that other programs read."""
        return None if self.value is None else float(self.value / 100)


@dataclass(frozen=True)
class OwnRows:
    """What one person has under one of the four rights (四权): the rows themselves, so that counter and list agree.

    `rows` is a queryset of rows that the person may open; `day` its field of the day or instant by which it is ordered;
    `tells` gives the words of a row and the address where it opens.
    """

    key: str
    label: str
    definition: str
    rows: Any
    day: str
    tells: Callable[[Any], tuple[str, str]]
    counted: str = "件"
