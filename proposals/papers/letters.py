"""Letters of past years with their answers as a file: 留言编号, 留言主题, 留言时间, 留言详情, 答复意见, 答复时间."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils import timezone

from ymdm.organization.papers import cells

from ..channels import Channel
from ..importing.past import Past
from .past import Cells, PastList

NOTE = "历年来信，已经答复，办结日期按答复的日期。"


class Letters(PastList):
    """Each row is a letter that was answered. Who wrote it is not read."""

    title = "历年来信"
    noun = "封"
    headings: ClassVar[dict[str, tuple[str, ...]]] = {
        "no": ("留言编号", "来信编号", "编号"),
        "title": ("留言主题", "来信主题", "主题"),
        "written": ("留言时间", "来信时间", "来信日期"),
        "text": ("留言详情", "来信内容", "内容"),
        "answer": ("答复意见", "答复内容"),
        "answered": ("答复时间", "答复日期"),
    }
    needed = ("no", "title", "written", "text", "answer", "answered")
    columns = tuple(heads[0] for heads in headings.values())
    hint = (
        "只导入已经答复的来信，导入后就是办结，不再催办；同一编号只导入一次。写信人不读取、不保存。"
        "全部核对完才写入；有要改的行，您可以先改好再导入，也可以只导入合格的行。"
    )

    also = ("motions", "历年议案和建议，改用这里")

    @classmethod
    def read_row(cls, sheet: str, number: int, values: dict[str, Any], told: Cells) -> Past:
        no, title = _number(told), " ".join(told.text("title", "TITLE_MISSING").split())
        if len(title) > 120:
            told.tell("TITLE_LONG")
        written, answered = told.moment("written", needed=True), told.moment("answered", needed=True)
        text, answer = told.text("text", "TEXT_MISSING"), told.text("answer", "ANSWER_MISSING")
        # A day without an hour lies at its beginning: only whole days can contradict each other.
        if written and answered and timezone.localdate(answered) < timezone.localdate(written):
            told.tell("DATE_ORDER")
        return Past(
            sheet, number, Channel.MAILBOX, no, title, text, written or timezone.now(), answer, answered, note=NOTE
        )


def _number(told: Cells) -> str:
    no = cells.text(told.values.get("no"))
    if not no:
        told.tell("NO_MISSING")
    elif not (no.isascii() and no.isdigit()):
        told.tell("NO_INVALID", "".join(filter(str.isprintable, no))[:20])
        return ""
    elif len(no) > 20:
        told.tell("NO_LONG")
    return no
