"""Motions and suggestions of past years as a file (案由 or 建议内容): kept as settled suggestions, every column in words."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any, ClassVar

from django.utils import timezone

from ymdm.organization.papers import cells

from ..channels import Channel
from ..importing.past import Past
from .past import Cells, PastList

TITLE = 120
YEAR_ONE = 1911  # of the calendar in which 民国102年 is 2013
_MINGUO = re.compile(r"民国\s*(\d{1,3})\s*年(.+)")
_MONTH = re.compile(r"\d{4}-\d{1,2}")
NOTE, UNDATED = "历年议案，已经办结。", "历年议案，已经办结；原件没有日期，按导入的日期登记。"


class Motions(PastList):
    """Each row becomes a settled suggestion. What has no field of its own stands in its text, by its heading."""

    title = "历年议案和建议"
    headings: ClassVar[dict[str, tuple[str, ...]]] = {
        "no": ("编号",),
        "title": ("案由", "建议内容"),
        "source": ("来源",),
        "serial": ("案号",),
        "session": ("届次",),
        "category": ("类别",),
        "month": ("建议年月",),
        "proposer": ("提案人", "建议人"),
        "co_signers": ("附议人",),
        "co_signed": ("附议人数",),
        "place": ("地点",),
        "suggested": ("建议金额",),
        "approved": ("核定金额",),
        "budget": ("经费科目",),
        "lead": ("主办单位",),
        "bought": ("采购方式",),
        "received": ("收文日期",),
        "reviewed": ("审查日期",),
        "sent": ("发文日期",),
        "reasons": ("说明",),
        "measures": ("办法",),
        "review": ("审查意见",),
        "resolution": ("大会决议",),
        "answer": ("办理情况",),
    }
    needed = ("no", "source", "title")
    columns = tuple(heads[0] for heads in headings.values())
    hint = (
        "必须有编号、来源、案由（或建议内容）三列；同一编号只导入一次。导入后作为已经办结的合理化建议，不再催办。"
        "其他各列按列名写进内容，不在名册里的姓名也照原样保留。原件没有日期的，按导入的日期登记。"
    )

    also = ("letters", "已经答复的历年来信，改用这里")

    @classmethod
    def read_row(cls, sheet: str, number: int, values: dict[str, Any], told: Cells) -> Past:
        no, full = told.text("no", "NO_MISSING").replace(" ", ""), " ".join(told.text("title", "TITLE_MISSING").split())
        if len(no) > 20:
            told.tell("NO_LONG")
        facts = [
            f"{cls.headings[word][0]}：{written}"
            for word in cls.headings
            if word not in {"no", "title", "answer", "resolution"} and (written := told.text(word))
        ]
        title = full
        if len(full) > TITLE:
            title = f"{full[: TITLE - 1]}…"
            facts.insert(0, f"案由：{full}")
        said_at = _said_at(told)
        return Past(
            sheet, number, Channel.SUGGESTION, no, title, "\n".join(facts), said_at or timezone.now(),
            told.text("answer"), None, told.text("resolution"), NOTE if said_at else UNDATED, said_at is None,
        )  # fmt: skip


def _said_at(told: Cells) -> datetime | None:
    """The first day that the row tells of; a month stands for its first day, 民国 years are written out."""
    for word in ("received", "month", "reviewed", "sent"):
        value = told.values.get(word)
        written = cells.text(value).replace(" ", "")
        if not written:
            continue
        if found := _MINGUO.fullmatch(written):
            value = f"{int(found[1]) + YEAR_ONE}年{found[2]}"
        elif _MONTH.fullmatch(written):
            value = f"{written}-01"
        probe = Cells({word: value}, told.headings)
        at = probe.moment(word, needed=False)
        told.reasons += probe.reasons
        if at is not None:
            return at
    return None
