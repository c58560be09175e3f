"""A figure as assessment reads it: a share of rows, with every row, which of them count, and what would raise it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ymdm.measures import Measure
from ymdm.organization.models import Unit

MOST_NAMED = 3


@dataclass(frozen=True)
class Row:
    """One row behind a figure: what it is called, where it opens, whether it counts for the numerator.

    `mark` are the facts by which it counted, e.g. its due day and the day of the answer; they go into the fingerprint.
    """

    label: str
    is_met: bool
    url: str = ""
    mark: str = ""

    @property
    def fingerprint(self) -> str:
        """SHA-256 over name, verdict and facts."""
        text = "\x1f".join((self.label, str(self.is_met), self.url, self.mark))
        return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()


@dataclass(frozen=True)
class Figure:
    """`part` of `whole` rows count; with 0 of 0 there is no value. `address` opens the rows where they live."""

    key: str
    label: str
    definition: str
    rows: Sequence[Row]
    address: str = ""
    rule: str = ""
    counted: str = "件"
    on: date | None = None
    is_kept: bool = False

    @cached_property
    def part(self) -> int:
        return sum(row.is_met for row in self.rows)

    @property
    def whole(self) -> int:
        return len(self.rows)

    @cached_property
    def fingerprint(self) -> str:
        """One digest of all rows, in whatever order they came."""
        return hashlib.sha256("".join(sorted(row.fingerprint for row in self.rows)).encode()).hexdigest()

    @property
    def measure(self) -> Measure:
        return Measure.share(
            self.label, self.part, self.whole, definition=self.definition, rule=self.rule, rows=self.address,
            counted=self.counted,
        )  # fmt: skip

    @property
    def unmet(self) -> list[Row]:
        return [row for row in self.rows if not row.is_met]

    @property
    def raises(self) -> str:
        """What would raise it, by name; empty where nothing is left."""
        if not self.unmet:
            return ""
        named = "、".join(row.label for row in self.unmet[:MOST_NAMED])
        more = f"等 {len(self.unmet)} {self.counted}" if len(self.unmet) > MOST_NAMED else ""
        return f"还差：{named}{more}"


@dataclass(frozen=True)
class Source:
    """Where a figure comes from. `names` are the items of published tables that it fills (`取数` left empty)."""

    key: str
    label: str
    definition: str
    read: Callable[[Unit, int, date], Iterable[Row]]
    address: Callable[[Unit, int], str]
    rule: str = ""
    counted: str = "件"
    names: tuple[str, ...] = ()

    def figure(self, unit: Unit, year: int, on: date) -> Figure:
        """The figure of a unit and year as the records stand; what happened after `on` does not count."""
        return Figure(
            self.key, self.label, self.definition, list(self.read(unit, year, on)), self.address(unit, year), self.rule,
            self.counted, on,
        )  # fmt: skip
