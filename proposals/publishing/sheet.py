"""The ledger as rows of a workbook: what the page tells, and not a name more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any

from ymdm.workdays import Workdays

from ..listing.orders import NEWEST
from ..models.querysets import ProposalQuerySet
from ..models.states import State
from .entries import FIELDS, parts
from .standings import STANDINGS, standing

HEADINGS = (
    "编号", "案由", "提出", "办理情况", "承办单位", "交办日期", "答复期限", "首次答复日期", "再次答复日期", "用时", "办理结果", "评价", "答复",
)  # fmt: skip
AT_ONCE = 500


def lines(rows: ProposalQuerySet, today: date, workdays: Workdays) -> Iterator[list[Any]]:
    """One row for each entry in the order of the page, read in portions."""
    for one in STANDINGS:
        keys = (*one.keys, NEWEST)
        order = [f"{'-' if key.falls else ''}{key.name}" for key in keys]
        found = rows.filter(one.where).annotate(standing=standing()).order_by(*order).values(*FIELDS)
        for some in _portions(found.iterator(chunk_size=AT_ONCE)):
            told = {line.number: line for part in parts(some, today, workdays) for line in part.lines}
            for facts in some:
                yield _line(facts, told[facts["number"]], one.words)


def _portions(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while some := list(islice(rows, AT_ONCE)):
        yield some


def _line(facts: dict[str, Any], line: Any, standing_words: str) -> list[Any]:
    return [
        facts["number"],
        facts["title"],
        line.meta.partition(" · ")[2],
        line.doing or standing_words,
        line.unit,
        facts["assigned_on"],
        facts["reply_due_on"],
        facts["replied_on"],
        facts["second_replied_on"],
        "，".join(filter(None, (line.took, line.late))),
        line.chip[0] if line.chip else State(facts["state"]).label,
        line.grade,
        line.answer,
    ]
