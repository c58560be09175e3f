"""Tables of indicators in the shape that unions publish: 一级指标 merged, the standard in words, 分值, 得分方式, 计分方法."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from ymdm.papers.sheets import Row, Sheet

from ..kinds import Kind, Source
from ..rules import Item, check_item
from .numbers import EMPTY, NO_NUMBER, number_of
from .wording import NotUnderstood, understood

HUNDRED = Decimal(100)
HEADINGS = ("一级指标", "序号", "考评项目", "评分标准", "分值", "得分方式", "计分方法")
_ANNOUNCED = re.compile(r"^(.*?)[（(]\s*(\d+(?:\.\d+)?)\s*分[）)]$")
_OUTSIDE = {"加分项": Kind.BONUS, "否决项": Kind.VETO, "扣分项": Kind.EXTRA_DEDUCTION}
_SOURCES = {source.label: source for source in Source}


@dataclass(frozen=True)
class Indicator:
    """One row of a table, understood."""

    group: str
    code: str
    name: str
    criteria: str
    source: str
    item: Item
    measure: str = ""


@dataclass(frozen=True)
class Wrong:
    """One row that cannot come in: the number of the row in its sheet, what it names, what is wrong."""

    row: int
    name: str
    says: str


@dataclass
class Table:
    """One sheet: its title, the indicators, and everything that is wrong with it."""

    sheet: str
    title: str
    indicators: list[Indicator] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)

    @property
    def total(self) -> Decimal:
        """Points of the items inside the hundred."""
        return sum((row.item.full for row in self.indicators if not row.item.is_outside), Decimal(0))


def read_table(sheet: Sheet) -> Table | None:
    """The table of a sheet, or None where there is none. Every row that does not come in is named."""
    found = next((at for at, row in enumerate(sheet.rows[:10]) if {"序号", "分值"} <= _texts(row)), None)
    if found is None:
        return None
    columns = {str(cell).strip(): at for at, cell in enumerate(sheet.rows[found]) if cell is not None}
    title = next((str(row[0]).strip() for row in sheet.rows[:found] if row and row[0]), sheet.name)
    table = Table(sheet.name, title)
    if missing := [name for name in HEADINGS if name not in columns]:
        table.wrong.append(Wrong(found + 1, "表头", f"缺少{'、'.join(missing)}。"))
        return table
    announced: dict[str, tuple[int, Decimal]] = {}
    group = ""
    for number, row in enumerate(sheet.rows[found + 1 :], found + 2):
        values = {name: row[at] if at < len(row) else None for name, at in columns.items()}
        # Merged cells give their value to all rows; where they were taken apart, the last one said goes on.
        group, points = _group(_text(values["一级指标"])) if _text(values["一级指标"]) else (group, None)
        if group.startswith(("合计", "总分", "注", "说明")) or not any(
            _text(values[name]) for name in ("序号", "考评项目")
        ):
            continue
        if points is not None:
            announced.setdefault(group, (number, points))
        try:
            indicator = _indicator(group, values)
        except NotUnderstood as why:
            table.wrong.append(Wrong(number, _text(values["序号"]) or _text(values["考评项目"]), str(why)))
            continue
        if any(indicator.code == other.code for other in table.indicators):
            table.wrong.append(Wrong(number, indicator.code, f"序号 {indicator.code} 用了两次。"))
            continue
        table.indicators.append(indicator)
    _check_sums(table, announced, found + 1)
    return table


def _indicator(group: str, values: dict[str, Any]) -> Indicator:
    code, name, criteria = _text(values["序号"]), _text(values["考评项目"]), _text(values["评分标准"])
    if not code or not name:
        raise NotUnderstood("缺少序号或考评项目。")
    if len(code) > 20 or len(name) > 60 or len(criteria) > 1000 or len(group) > 40:
        raise NotUnderstood("文字太长：序号 20 字、考评项目 60 字、一级指标 40 字、评分标准 1000 字以内。")
    outside = _OUTSIDE.get(group)
    how = _text(values["计分方法"]) or (outside.label if outside else "")
    is_mandatory = how.endswith(("，必备", "；必备"))
    kind, params = understood(how[:-3] if is_mandatory else how, criteria)
    if outside and kind != outside:
        raise NotUnderstood(f"“{group}”里的计分方法要写“{outside.label}”。")
    full = Decimal(0) if kind == Kind.VETO else _full(values["分值"])
    how_filled = _text(values["得分方式"])
    if how_filled and how_filled not in _SOURCES:
        raise NotUnderstood(f"不认识的得分方式“{how_filled}”。")
    item = Item(code, kind, full, params, is_mandatory)
    if wrong := check_item(item):
        raise NotUnderstood(wrong)
    return Indicator(
        group, code, name, criteria, _SOURCES.get(how_filled, Source.PAPERS), item, _text(values.get("取数"))
    )


def _full(cell: Any) -> Decimal:
    if cell is None or not str(cell).strip():
        raise NotUnderstood(f"分值：{EMPTY}。公式没有保存过结果时也是空的，请改成数字。")
    number = number_of(cell)
    if number is None:
        raise NotUnderstood(f"分值“{str(cell)[:20]}”：{NO_NUMBER}。")
    if number != number.quantize(Decimal("0.01")) or not 0 < number <= HUNDRED:
        raise NotUnderstood(f"分值 {number} 要大于 0、不超过 100，最多两位小数。")
    return number


def _check_sums(table: Table, announced: dict[str, tuple[int, Decimal]], header: int) -> None:
    for group, (row, points) in announced.items():
        there = sum((line.item.full for line in table.indicators if line.group == group), Decimal(0))
        if there != points:
            table.wrong.append(Wrong(row, group, f"“{group}”写的是 {points:f} 分，各项加起来是 {there:f} 分。"))
    if table.total != HUNDRED:
        table.wrong.append(Wrong(header, table.sheet, f"各项分值加起来是 {table.total:f} 分，不是 100 分。"))


def _group(words: str) -> tuple[str, Decimal | None]:
    found = _ANNOUNCED.match(words)
    return (found[1].strip(), Decimal(found[2])) if found else (words, None)


def _text(value: Any) -> str:
    return "" if value is None else str(value).strip()


def _texts(row: Row) -> set[str]:
    return {_text(cell) for cell in row}
