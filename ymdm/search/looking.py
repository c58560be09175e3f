"""Looking: the index proposes, the rights decide, the text itself confirms. Nothing is counted before all three."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from heapq import merge
from itertools import islice
from typing import Any

from django.db.models import Q

from ymdm.organization.models import Unit

from . import index
from .asked import Asked
from .index import Wanted
from .models import Document, day_of, source_of, subject_of
from .sources import sources
from .words import fold

# As many as are listed and counted; the first look reads few more than that, later ones many at a time.
MOST = 1000
LOOKS = (MOST + 200, 5000)


@dataclass(frozen=True)
class Hit:
    """A document in which every word was found; `is_whole` where the person may read all of it."""

    key: int
    kind: str
    unit: int
    title: str
    is_whole: bool

    @property
    def source(self) -> int:
        return source_of(self.key)

    @property
    def subject(self) -> int:
        return subject_of(self.key)

    @property
    def on(self) -> date:
        return day_of(self.key)


@dataclass(frozen=True)
class Found:
    """What was found, in the order asked for; `is_more` where it is more than a thousand."""

    hits: list[Hit]
    is_more: bool


def find(asked: Asked, person: Any) -> Found:
    """The first thousand of what `person` may see and what holds every word."""
    hits = list(islice(look(asked, person), MOST + 1))
    return Found(hits[:MOST], len(hits) > MOST)


def look(asked: Asked, person: Any) -> Iterator[Hit]:
    """Everything, one by one: of the most relevant first, those with all words in the title; then by day."""
    if asked.terms:
        yield from Look(asked, person).hits()


def texts_of(hits: Sequence[Hit]) -> dict[int, str]:
    """As much of the text of each hit as the person may read who found it. One query."""
    whole = {hit.key: hit.is_whole for hit in hits}
    rows = Document.objects.filter(pk__in=whole).values_list("pk", "text", "open_to")
    return {key: text if whole[key] else text[:open_to] for key, text, open_to in rows}


class Look:
    """One question of one person."""

    def __init__(self, asked: Asked, person: Any) -> None:
        self.asked, self.person = asked, person

    def hits(self) -> Iterator[Hit]:
        newest = self.asked.sort != "old"
        if self.asked.sort:
            yield from self._anywhere(newest=newest)
            return
        seen = set()
        for hit in self._walk(self._wanted(index.TITLE), newest=True, in_title=True):
            seen.add(hit.key)
            yield hit
        for hit in self._anywhere(newest=True):
            if hit.key not in seen:
                yield hit

    @cached_property
    def _units(self) -> frozenset[int] | None:
        """The unit that was asked for with all below it today; nothing where none was."""
        if not self.asked.unit:
            return None
        path = Unit.objects.filter(pk=self.asked.unit).values_list("path", flat=True).first()
        below = Unit.objects.filter(path__startswith=path).values_list("pk", flat=True) if path else ()
        return frozenset(below)

    def _wanted(self, place: str, *marks: set[str], among: list[int] | None = None) -> Wanted:
        asked_for = [] if self._units is None else [{index.mark_unit(pk) for pk in self._units}]
        return Wanted(self.asked.tokens(place), [*asked_for, *marks], among)

    def _anywhere(self, *, newest: bool) -> Iterator[Hit]:
        """Those with the words anywhere in what the person may read, by day.

        What everybody may read is looked up by itself, and what the person alone may open where that lies: else
        whoever may open little would be led through all that speaks of it where it must not be read.
        """
        walks = [self._walk(wanted, newest=newest) for wanted in self._where()]
        last = None
        for hit in merge(*walks, key=lambda hit: hit.key, reverse=newest):
            if hit.key != last:
                yield hit
            last = hit.key

    def _where(self) -> list[Wanted]:
        anywhere, (low, high) = self._wanted(""), self.asked.span
        if len(index.matching(anywhere, low, high, newest=True, limit=LOOKS[0])) < LOOKS[0]:
            return [anywhere]
        units: set[str] = set()
        others: list[int] = []
        for code, source in sources().items():
            reach = source.reach(self.person)
            if reach is None:
                return [anywhere]
            units |= {index.mark_unit(pk) for pk in reach.units}
            if reach.subjects:
                documents = Document.objects.filter(source=code, subject__in=reach.subjects)
                others += documents.values_list("pk", flat=True)
        wanted = [self._wanted(index.OPEN)]
        wanted += [self._wanted("", units)] if units else []
        wanted += [self._wanted("", among=others)] if others else []
        return wanted

    def _walk(self, wanted: Wanted, *, newest: bool, in_title: bool = False) -> Iterator[Hit]:
        low, high = self.asked.span
        for look_at in _sizes():
            keys = proposed = index.matching(wanted, low, high, newest=newest, limit=look_at)
            if look_at != LOOKS[0]:
                # Little of the first look was right: let the database read before rights are asked of many.
                right = Document.objects.filter(saying(self.asked.terms), pk__in=keys).values_list("pk", flat=True)
                kept = set(right)
                keys = [key for key in keys if key in kept]
            yield from self._confirmed(keys, in_title=in_title)
            if len(proposed) < look_at:
                return
            low, high = (low, proposed[-1]) if newest else (proposed[-1] + 1, high)

    def _confirmed(self, keys: list[int], *, in_title: bool) -> Iterator[Hit]:
        """Those that hold every word, in the text as a whole; then, as rights have it, in what the person may read."""
        columns = ("id", "kind", "unit", "title", *(() if in_title else ("text", "open_to")))
        rows = {
            row["id"]: row
            for row in Document.objects.filter(pk__in=keys).values(*columns)
            if self._has_filters(row) and self._holds(row["title"], row.get("text"))
        }
        whole, readable = _rights([key for key in keys if key in rows], self.person)
        for key in keys:
            if key not in readable:
                continue
            row, is_whole = rows[key], key in whole
            if is_whole or in_title or self._holds(row["title"], row["text"][: row["open_to"]]):
                yield Hit(key, row["kind"], row["unit"], row["title"], is_whole)

    def _holds(self, title: str, text: str | None) -> bool:
        return holds(self.asked.terms, title if text is None else f"{title}\n{text}")

    def _has_filters(self, row: Mapping[str, Any]) -> bool:
        asked = self.asked
        return (not asked.kind or row["kind"] == asked.kind) and (self._units is None or row["unit"] in self._units)


def _sizes() -> Iterator[int]:
    yield from LOOKS
    while True:
        yield LOOKS[-1]


def _rights(keys: list[int], person: Any) -> tuple[set[int], set[int]]:
    """Of these keys, those that the person may read whole, and those of which at least the open part. Two a source."""
    by_source: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for key in keys:
        by_source[source_of(key)][subject_of(key)] = key
    whole: set[int] = set()
    readable: set[int] = set()
    for code, subjects in by_source.items():
        source = sources().get(code)
        if source is None:
            continue
        seen = source.visible_to(person, list(subjects)).order_by().values_list("pk", flat=True)
        whole |= {subjects[pk] for pk in seen}
        rest = [pk for pk, key in subjects.items() if key not in whole]
        if rest:
            opened = source.open_to_all().filter(pk__in=rest).order_by().values_list("pk", flat=True)
            readable |= {subjects[pk] for pk in opened}
    return whole, readable | whole


def saying(terms: Iterable[str], text: str = "text") -> Q:
    """Condition on documents: that every word stands in title or `text`, however it is cased."""
    found = Q()
    for term in terms:
        # Reading without regard to capitals costs much; most words have none.
        how = "contains" if term == term.upper() else "icontains"
        found &= Q(**{f"title__{how}": term}) | Q(**{f"{text}__{how}": term})
    return found


def holds(terms: list[str], text: str) -> bool:
    """Whether every word stands in a text as it is kept. Most stand there as they were asked, and most have no capitals."""
    missing = [term for term in terms if term not in text]
    if not missing or any(term == term.upper() for term in missing):
        return not missing
    folded = fold(text)
    return all(term in folded for term in missing)
