"""Which matters speak of the same thing as a text: looked up by their sketches, then compared word for word (F50)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from heapq import nlargest
from math import log
from typing import Any

from django.db.models import Count

from ymdm.workdays import Workdays

from ..models import Proposal, Sketch
from ..models.querysets import ProposalQuerySet
from ..publishing.entries import FIELDS, Around, Line, line_of
from ..publishing.standings import standing
from ..rules.likeness import SHOWN, Likeness, Text, alike, difference, sketch

# How many rows of the sketches are looked through, and how many texts are compared: what bounds the time.
LOOKED_THROUGH = 4000
COMPARED = 200
READ = 800


@dataclass(frozen=True)
class Similar:
    """A published matter like the one that is being written. `differs` holds what two like titles differ in."""

    line: Line
    share: int
    differs: tuple[str, str] | None


def likest(title: str, words: str, category: int | None, among: ProposalQuerySet, shown: int = SHOWN) -> list[Likeness]:
    """The most alike of `among`, most alike first. Three queries, however many there are."""
    weights = _telling(sketch(title, words))
    shared: defaultdict[int, float] = defaultdict(float)
    for gram, pk in Sketch.objects.filter(gram__in=weights).order_by().values_list("gram", "proposal_id"):
        shared[pk] += weights[gram]
    near = nlargest(COMPARED, shared, key=shared.__getitem__)
    # Rights are asked of the few that are left, not of every row that was looked through.
    others = among.filter(pk__in=near).order_by().values_list("pk", "search_text", "category")
    return alike(Text(0, words[:READ], category), (Text(pk, text[:READ], its) for pk, text, its in others), shown)


def _telling(grams: list[int]) -> dict[int, float]:
    """The rarest of these pairs, as many as can be looked through, with what each tells: what all share tells nothing."""
    counted = Sketch.objects.filter(gram__in=grams).order_by().values_list("gram").annotate(number=Count("pk"))
    chosen: dict[int, float] = {}
    rows = 0
    for gram, number in sorted(counted, key=lambda row: row[1]):
        rows += number
        if chosen and rows > LOOKED_THROUGH:
            break
        chosen[gram] = 1 / log(1 + number)
    return chosen


def similar_published(proposal: Proposal, today: date, workdays: Workdays, shown: int = 3) -> list[Similar]:
    """What everybody may read in the ledger and is like this draft, with what came of it."""
    title = proposal.title.strip()
    if len(title) < 4:
        return []
    among = Proposal.objects.published().exclude(pk=proposal.pk)
    found = likest(title, proposal.search_text, proposal.category_id, among, shown)
    if not found:
        return []
    rows: list[Any] = list(
        Proposal.objects.filter(pk__in=[row.pk for row in found]).annotate(standing=standing()).values(*FIELDS)
    )
    around, by_key = Around.of(rows), {row["pk"]: row for row in rows}
    return [
        Similar(
            line_of(by_key[row.pk], around, today, workdays),
            round(row.share * 100),
            difference(title, by_key[row.pk]["title"]),
        )
        for row in found
    ]
