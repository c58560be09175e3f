"""Everything that the leaders' page tells of a year, read at once: a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ymdm.organization.models import Person, Unit

from ..figures.reading import last_day
from . import table
from .live import Live, live
from .results import Result, seen_by
from .scores import Scores, scores
from .shares import Shares, shares


@dataclass(frozen=True)
class Board:
    """`one` is the unit whose sides are shown; None without results."""

    scored: Scores
    told: Live
    units: Sequence[table.Listed]
    one: Result | None = None
    parts: Shares | None = None


def under(person: Person) -> Unit:
    """The widest unit over which the person watches the assessment."""
    return person.units_for("assessments.read").order_by("depth", "path").first() or person.unit


def units_of(person: Person, year: int, unit_class: str, sort: str, today: date) -> Board:
    """The table alone, for a download."""
    scored = scores(person, year, unit_class)
    told = live(under(person), year, last_day(year, today), scored.results)
    return Board(scored, told, table.listed(told, scored, unit_class, sort or table.DEFAULT))


def board(person: Person, year: int, unit_class: str, sort: str, today: date, unit: str = "") -> Board:
    """The whole page; the sides are those of `unit` (key or words of its name), else of the one that most needs a look."""
    read = units_of(person, year, unit_class, sort, today)
    results = read.scored.results
    one = _named(results, unit) or min(results, key=lambda found: (found.score, found.name), default=None)
    parts = shares(seen_by(person), year, unit_class, one.pk if one else None)
    return Board(read.scored, read.told, read.units, one, parts)


def _named(results: Sequence[Result], asked: str) -> Result | None:
    asked = asked.strip()
    if not asked:
        return None
    exact = (found for found in results if asked in {str(found.unit), found.name})
    return next(exact, None) or next((found for found in results if asked in found.name), None)
