"""What pages hand to components: stations of a river, bars, points. Plain values, no queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

DONE, NOW, LATE, TODO = "done", "now", "late", "todo"


@dataclass(frozen=True)
class Station:
    """One stop of a process. `status` is done, now, late or todo; `notes` are short lines under the name."""

    name: str
    status: str = TODO
    notes: Sequence[str] = ()

    @property
    def is_current(self) -> bool:
        return self.status in (NOW, LATE)


@dataclass(frozen=True)
class Bar:
    """One bar of a chart. `words` is the value as read (`31 件`), `url` opens the rows that made it."""

    label: str
    value: float
    words: str = ""
    url: str = ""


@dataclass(frozen=True)
class Point:
    """One point of a line. `value` None leaves a gap: a year without cases has no average."""

    label: str
    value: float | None
    words: str = ""
    url: str = ""


@dataclass(frozen=True)
class Axis:
    """One axis of a radar, 0 to 100: the own value and that of the others."""

    label: str
    value: float
    other: float
    url: str = ""


@dataclass(frozen=True)
class Gap:
    """One row with two values on a scale: what was `said` and what was `found`; `words` tell the difference."""

    label: str
    said: float
    found: float
    words: str = ""
    url: str = ""


@dataclass(frozen=True)
class Placing:
    """One row of an order: its place (None where none is given), its value from 0 to 100, and the change to before."""

    label: str
    place: int | None
    value: float
    words: str
    change: float | None = None
    tone: str = ""
    url: str = ""
