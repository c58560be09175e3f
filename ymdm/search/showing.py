"""How what was found is shown: the words marked, a piece of the text around them, and what can be narrowed down."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Min

from ymdm.organization.models import Unit
from ymdm.ui.words import day

from .asked import Asked
from .looking import Found, Hit, texts_of
from .models import Document, day_of
from .sources import Told, kinds, sources
from .words import fold

BEFORE, SHOWN = 24, 120
# Pieces of text in their order, with whether it is what was looked for.
Parts = list[tuple[str, bool]]
Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Line:
    """One result."""

    title: Parts
    excerpt: Parts
    kind: str
    on: str
    told: Told


def lines(hits: Sequence[Hit], terms: list[str], person: Any) -> list[Line]:
    """The hits in words; a fixed number of queries for each source."""
    told: dict[int, Told] = {}
    for code in dict.fromkeys(hit.source for hit in hits):
        own = [hit for hit in hits if hit.source == code]
        whole = {hit.subject for hit in own if hit.is_whole}
        facts = sources()[code].tell([hit.subject for hit in own], whole, person)
        told |= {hit.key: facts[hit.subject] for hit in own if hit.subject in facts}
    words, texts = kinds(), texts_of(hits)
    return [
        Line(
            marked(hit.title, terms), excerpt(texts[hit.key], terms), words.get(hit.kind, ""), day(hit.on), told[hit.key]
        )
        for hit in hits
        if hit.key in told and hit.key in texts
    ]  # fmt: skip


def marked(text: str, terms: list[str]) -> Parts:
    """The text in parts, those marked that were looked for; overlapping words are marked together."""
    spans: list[list[int]] = []
    folded = fold(text)
    for start, end in sorted(m.span() for term in terms for m in re.finditer(re.escape(term), folded)):
        if spans and start <= spans[-1][1]:
            spans[-1][1] = max(end, spans[-1][1])
        else:
            spans.append([start, end])
    parts, last = [], 0
    for start, end in spans:
        parts += [(text[last:start], False), (text[start:end], True)]
        last = end
    return [part for part in [*parts, (text[last:], False)] if part[0]]


def excerpt(text: str, terms: list[str]) -> Parts:
    """A piece of the text around the first word that stands in it, or its beginning."""
    folded = fold(text)
    places = [place for term in terms if (place := folded.find(term)) >= 0]
    first = min(places, default=0)
    start = max(0, first - BEFORE)
    # The first line is the numbers, which stand beside the title already.
    heads = text.find("\n") + 1
    if start < heads <= first or not places:
        start = heads
    piece = " ".join(text[start : start + SHOWN].split())
    before, after = ("…" if start > heads else ""), ("…" if start + SHOWN < len(text) else "")
    return [part for part in [(before, False), *marked(piece, terms), (after, False)] if part[0]]


def plain(parts: Iterable[tuple[str, bool]]) -> str:
    return "".join(text for text, _ in parts)


@dataclass(frozen=True)
class Choices:
    """What a result can be narrowed down to, with numbers as long as everything was counted."""

    kinds: Pairs
    units: Pairs
    years: Pairs


def choices(found: Found, asked: Asked, today: date) -> Choices:
    """The kinds, units and years of what was found. What is chosen already is always among them."""

    def told(pairs: Iterable[tuple[str, str, int]]) -> Pairs:
        return [
            (value, words if found.is_more or not number else f"{words}（{number}）") for value, words, number in pairs
        ]

    by_kind = Counter(hit.kind for hit in found.hits)
    by_year = Counter(str(hit.on.year) for hit in found.hits)
    own = Counter(hit.unit for hit in found.hits)
    by_unit: Counter[str] = Counter()
    for unit in Unit.objects.filter(pk__in=own):
        by_unit.update({str(pk): own[unit.pk] for pk in unit.lineage})
    years = set(by_year) | ({asked.year} if asked.year else set())
    if found.is_more:
        first = Document.objects.aggregate(first=Min("pk"))["first"]
        years |= {str(year) for year in range(day_of(first).year if first else today.year, today.year + 1)}
    units = Unit.objects.filter(pk__in=[*by_unit, *([asked.unit] if asked.unit else [])]).order_by("path")
    names = kinds()
    return Choices(
        kinds=told(
            (kind, words, by_kind[kind])
            for kind, words in names.items()
            if by_kind[kind] or kind == asked.kind or (found.is_more and not asked.kind)
        ),
        units=told((str(unit.pk), unit.short, by_unit[str(unit.pk)]) for unit in units),
        years=told((year, f"{year} 年", by_year[year]) for year in sorted(years, reverse=True)),
    )


def words_of(asked: Asked, given: Choices) -> str:
    """The question as the export tells it."""

    def name(pairs: Pairs, value: str) -> str:
        return dict(pairs).get(value, "").partition("（")[0]

    told = [
        f"查找“{asked.q}”",
        name(given.kinds, asked.kind),
        name(given.units, asked.unit),
        name(given.years, asked.year),
    ]
    return "，".join(word for word in told if word)
