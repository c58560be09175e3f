"""The numbers of the ledger: five figures and the counts beside the facets.

Exact, and at most a minute old: they are kept for that long, and the page says of which moment they are. Counting
a hundred thousand rows for every reader would make the page the slowest of the house.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.core.cache import cache
from django.db.models import Count
from django.utils import timezone

from congress.models import CongressSession
from ymdm.measures import Measure
from ymdm.organization.models import Unit

from ..measures import NONE
from ..measures.figures import headline
from .asked import FACETS, Asked
from .standings import STANDINGS, standing

KEPT_SECONDS = 60
COLUMNS = {"session": "session", "category": "category__name", "lead": "lead_unit", "state": "standing"}
HEADS = {"state": "办理情况", "session": "届次", "category": "类别", "lead": "承办单位"}
NOTHING = {"category": "没有归类", "lead": "没有承办单位", "session": "", "state": ""}


@dataclass(frozen=True)
class Choice:
    """One value of a facet with the number of entries that it leaves."""

    value: str
    words: str
    number: int


@dataclass(frozen=True)
class Facet:
    name: str
    head: str
    total: int
    choices: Sequence[Choice]


@dataclass(frozen=True)
class Summary:
    """What stands around the entries. `at` is the moment of which the numbers are."""

    at: datetime
    measures: Sequence[Measure]
    facets: Sequence[Facet]
    overdue: int
    found: int

    def number(self, code: str) -> int:
        """How many entries have a standing, whichever is chosen."""
        choices = next(facet.choices for facet in self.facets if facet.name == "state")
        return next((choice.number for choice in choices if choice.value == code), 0)

    @property
    def replied(self) -> Measure:
        return self.measures[1]


def summary(asked: Asked, on: date) -> Summary:
    """The numbers for what was asked; of words that were searched for they are never kept."""
    if asked.q:
        return _count(asked, on)
    key = f"ledger:{on.isoformat()}:{sha256(asked.query.encode()).hexdigest()[:32]}"
    kept = cache.get(key)
    if kept is None:
        kept = _count(asked, on)
        cache.set(key, kept, KEPT_SECONDS)
    return kept


def _count(asked: Asked, on: date) -> Summary:
    """Five queries: the figures take two, the facets one for the numbers and two for the names."""
    at = timezone.now()
    counts = asked.scope.counts(on)
    # Every facet counts what the others leave, so one question by all four columns answers all of them.
    wide = Asked(type(asked.scope)(), asked.q, "", asked.cut)
    rows = wide.narrow(on).annotate(standing=standing()).values_list(*COLUMNS.values())
    cube = [(row[:-1], row[-1]) for row in rows.annotate(number=Count("pk")).order_by()]
    chosen = {name: getattr(asked.scope, name) for name in FACETS} | {"state": asked.state}
    numbers = {name: _numbers(cube, chosen, name) for name in COLUMNS}
    words = _words(numbers)
    facets = [
        Facet(name, head, sum(numbers[name].values()), _choices(name, numbers[name], words[name]))
        for name, head in HEADS.items()
    ]
    found = sum(number for key, number in cube if _fits(key, chosen, ""))
    return Summary(at, headline(asked.scope, on, counts), facets, counts["open_overdue"], found)


def _fits(key: Sequence[Any], chosen: dict[str, str], but: str) -> bool:
    return all(
        not chosen[name] or name == but or _value(value) == chosen[name]
        for name, value in zip(COLUMNS, key, strict=True)
    )


def _value(value: Any) -> str:
    return NONE if value is None else str(value)


def _numbers(cube: Iterable[tuple[Any, int]], chosen: dict[str, str], name: str) -> Counter[str]:
    place = list(COLUMNS).index(name)
    numbers: Counter[str] = Counter()
    for key, number in cube:
        if _fits(key, chosen, name):
            numbers[_value(key[place])] += number
    return numbers


def _words(numbers: dict[str, Counter[str]]) -> dict[str, dict[str, str]]:
    """Words of the values, in the order in which they are shown."""
    sessions = CongressSession.objects.select_related("term__unit").in_bulk([int(pk) for pk in numbers["session"]])
    several = len({session.term.unit_id for session in sessions.values()}) > 1
    newest = sorted(sessions.values(), key=lambda session: session.held_on, reverse=True)
    units = Unit.objects.in_bulk([int(pk) for pk in numbers["lead"] if pk != NONE])
    by_number = [code for code, _n in numbers["category"].most_common() if code != NONE]
    return {
        "state": {one.code: one.words for one in STANDINGS},
        "session": {
            str(session.pk): f"{session.term.unit.short} {session.short}" if several else session.short
            for session in newest
        },
        "category": {name: name for name in by_number},
        "lead": {str(unit.pk): unit.short for unit in sorted(units.values(), key=lambda unit: unit.path)},
    }


def _choices(name: str, numbers: Counter[str], words: dict[str, str]) -> list[Choice]:
    shown = [Choice(value, says, numbers[value]) for value, says in words.items() if numbers[value]]
    if numbers[NONE]:
        shown.append(Choice(NONE, NOTHING[name], numbers[NONE]))
    return shown
