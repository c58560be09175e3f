"""The ledger as a posting for the notice board, with a number and a date (GEN-10)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ymdm.measures import Measure
from ymdm.workdays import Workdays
from ymdm.workflow import Refused

from ..listing.orders import NEWEST
from .asked import Asked
from .entries import FIELDS, Part, parts
from .standings import STANDINGS, standing
from .summary import Summary, summary

# What hangs on a board, and what a worker lays out in half a minute.
MOST_POSTED = 500


@dataclass(frozen=True)
class Posting:
    """What is posted. `number` is the day and six digits made of everything that is told: no two postings share it."""

    number: str
    on: date
    words: str
    measures: Sequence[Measure]
    parts: Sequence[Part]
    entries: int


def posting(asked: Asked, on: date, workdays: Workdays) -> Posting:
    """What the ledger shows for these filters, the overdue first. Raises Refused past 500 entries."""
    rows = asked.narrow(on)
    if (whole := rows.count()) > MOST_POSTED:
        raise Refused(
            f"符合条件的有 {whole:,} 件，一份张贴稿最多 {MOST_POSTED} 件。",
            rule="GEN-10",
            remedy="请先按届次、渠道或承办单位筛选，或导出表格。",
        )
    told: list[Part] = []
    for one in STANDINGS:
        order = [f"{'-' if key.falls else ''}{key.name}" for key in (*one.keys, NEWEST)]
        told += parts(
            rows.filter(one.where).annotate(standing=standing()).order_by(*order).values(*FIELDS), on, workdays
        )
    numbers = summary(asked, on)
    words = chosen_words(asked, numbers)
    content = repr((words, [(one.label, one.words, one.of) for one in numbers.measures], told))
    digits = hashlib.sha256(content.encode()).hexdigest()[:6].upper()
    return Posting(f"{on:%Y%m%d}-{digits}", on, words, numbers.measures, told, whole)


def chosen_words(asked: Asked, numbers: Summary) -> str:
    """The filters in words."""
    chosen = []
    for facet in numbers.facets:
        value = asked.state if facet.name == "state" else getattr(asked.scope, facet.name)
        chosen += [f"{facet.head} {choice.words}" for choice in facet.choices if value and choice.value == value]
    return "；".join([*chosen, *([f"查找“{asked.q}”"] if asked.q else [])]) or "全部"
