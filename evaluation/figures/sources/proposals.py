"""Figures about proposals and suggestions that a unit handles: the same sets as the page of figures (proposals.measures)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from proposals.measures import Scope
from ymdm.organization.models import Unit

from ..shapes import Row, Source

OTHERS = ("suggestion", "floor_opinion", "forum", "symposium")


def _scope(unit: Unit, year: int, channel: str) -> Scope:
    return Scope(channel=channel, unit=str(unit.pk), year=str(year))


def share(part: str, whole: str, channels: tuple[str, ...] = ("proposal",)):
    """Rows of the set `whole`; those count that are in the set `part` as well."""

    def read(unit: Unit, year: int, on: date) -> Iterator[Row]:
        for channel in channels:
            scope = _scope(unit, year, channel)
            met = set(scope.cut(part, on).values_list("pk", flat=True))
            for one in scope.cut(whole, on).order_by("pk"):
                mark = f"{one.reply_due_on} {one.replied_on} {one.grade or one.first_grade}"
                yield Row(f"{one.number or ''} {one.title}".strip(), one.pk in met, one.get_absolute_url(), mark)

    return read


def rows(cut: str, channel: str = "proposal"):
    return lambda unit, year: _scope(unit, year, channel).rows(cut)


SOURCES = (
    Source("proposals.in_time", "按期答复率", "到期前答复的，占应答复的（已答复的，加上到期没有答复的）。",
           share("in_time", "due"), rows("due"), "PRO-41", "件", ("按时答复率", "按期答复率")),
    Source("proposals.content", "满意率（含基本满意）", "评价为满意和基本满意的，占已评价的。", share("content", "evaluated"),
           rows("evaluated"), "PRO-36", "件", ("满意率",)),
    Source("proposals.closed", "办结率", "已经办结的，占立案的。", share("closed", "filed"), rows("filed"), "PRO-42", "件",
           ("办结率",)),
    Source("proposals.talked", "沟通率", "登记了与提案人沟通的，占立案的。", share("talked", "talk_wanted"), rows("talk_wanted"),
           "PRO-45", "件", ("沟通率",)),
    Source("suggestions.in_time", "建议按期回复", "合理化建议和会上意见中，到期前回复的，占应回复的。",
           share("in_time", "due", OTHERS), rows("due", "suggestion"), "", "件", ("合理化建议",)),
)  # fmt: skip
