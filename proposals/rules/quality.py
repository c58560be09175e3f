"""What a good reply has beside an answer: 认真负责，注重实效，保证质量. Marks for whoever signs, never a bar."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

# “12月20日前”, “2027年3月底”, “下月”, “本周五”: a day on which somebody can come back and look.
_DAY = re.compile(r"\d{1,2}\s*月|\d{4}\s*年|[本下]个?(?:周|月|季度|半年)|今天|明天|[明今]年|年[底内前]|日前|即日")
_DONE = re.compile(
    r"已[经]?[^，。；]{0,6}(?:修|换|装|建|购|发|改|补|办|完成|开通|落实|执行|印发|拨|安排|解决)|从[^，。；]{1,8}起|将于|拟"
)


@dataclass(frozen=True)
class Mark:
    """One mark: what it says when it is there, and what is missing when it is not."""

    says: str
    lacks: str
    is_there: bool


def quality(
    *, contacts: int, texts: Iterable[str], has_day: bool, files: int, wants_contact: bool = True
) -> list[Mark]:
    """The marks of one reply: talked to the author, a concrete measure, a day, proof. `texts` are all its words."""
    words = "".join(texts)
    marks = [
        Mark("有具体措施", "没有写做了什么", bool(_DONE.search(words))),
        Mark("有日期", "没有写什么时候", has_day or bool(_DAY.search(words))),
        Mark("有佐证", "没有附件佐证", files > 0),
    ]
    if wants_contact or contacts:
        marks.insert(0, Mark("已沟通", "没有沟通", contacts > 0))
    return marks
