"""The rules as a workbook: the rows of the list, with its filters."""

from __future__ import annotations

from typing import Any

from .views import asked_of


def rules(request: Any) -> tuple[Any, ...]:
    """The library as filtered: title, columns, rows, filter in words."""
    form, law = asked_of(request)
    columns = (
        ("编号", lambda row: row.entry.id),
        ("部分", lambda row: row.entry.chapter),
        ("节", lambda row: row.entry.section),
        ("规则", lambda row: row.sentence),
        ("通用值", lambda row: row.entry.value),
        ("现行数值", lambda row: row.says),
        ("为什么", lambda row: row.value.because if row.value else ""),
        ("依据", lambda row: row.value.own_basis or row.entry.basis if row.value else row.entry.basis),
        ("核对情况", lambda row: "、".join(words for words, _tone in row.marks)),
        ("谁能规定", lambda row: row.setter),
    )
    words = "，".join(part for part in (f"单位：{law.unit}", form.words) if part)
    return "规则库", columns, form.apply(law), words


EXPORTS = {"rules": rules}
