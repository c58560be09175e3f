"""The tables of indicators, in and out, in the shape that unions publish."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from django.utils import timezone

from ymdm.organization.models import Unit
from ymdm.papers.kinds import Column
from ymdm.papers.sheets import Sheet

from ..figures.sources import SOURCES, source_for
from ..papers.indicator_sheets import HEADINGS, Table, read_table
from . import rules, workflow
from .classes import UnitClass, class_in
from .models import Scheme, State

_YEAR = re.compile(r"(20\d\d)")
MEND = "对照模板改好这一行，或者请另传一份"


@dataclass
class Placed:
    """One table and where it goes: its year and class, the draft that it replaces, and what keeps it out."""

    table: Table
    year: int
    unit_class: UnitClass | None
    draft: Scheme | None = None
    is_same: bool = False
    wrongs: list[dict[str, Any]] = field(default_factory=list)

    @property
    def comes_in(self) -> bool:
        return not self.wrongs


@dataclass
class TablesReading:
    """A file as read. A table is read whole: one bad row keeps its table out and is named; the other tables come in."""

    unit: Unit
    tables: list[Placed] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.rows_in} 个项目可导入，{len(self.rejected)} 处要先改"

    @cached_property
    def rejected(self) -> list[dict[str, Any]]:
        return [wrong for placed in self.tables for wrong in placed.wrongs]

    @cached_property
    def rows_in(self) -> int:
        return sum(len(placed.table.indicators) for placed in self.tables if placed.comes_in)

    def _counted(self, **asked: bool) -> int:
        return sum(
            len(placed.table.indicators)
            for placed in self.tables
            if placed.comes_in and (placed.draft is not None, placed.is_same) == (asked["known"], asked["same"])
        )

    @cached_property
    def digest(self) -> str:
        """Changes when the outcome does, so that nothing is written under a preview that no longer holds."""
        seen = [(p.year, p.unit_class, p.table.indicators, p.draft and p.draft.pk, p.is_same) for p in self.tables]
        return hashlib.sha256(repr((seen, self.answer)).encode("utf-8", "backslashreplace")).hexdigest()

    @cached_property
    def answer(self) -> dict[str, Any]:
        return {
            "rows": self.rows,
            "accepted": self.rows_in,
            "rejected": len(self.rejected),
            "rejected_rows": self.rejected,
        }

    @property
    def rows(self) -> int:
        return sum(len(p.table.indicators) for p in self.tables) + len(self.rejected)

    @cached_property
    def report(self) -> dict[str, Any]:
        kept_out = [
            [placed.table.sheet, 0, f"有 {len(placed.wrongs)} 处要改，整张表的 {len(placed.table.indicators)} 个项目都不导入"]
            for placed in self.tables
            if not placed.comes_in
        ]  # fmt: skip
        return {
            "rows": self.rows, "accepted": self.rows_in, "created": self._counted(known=False, same=False),
            "changed": self._counted(known=True, same=False), "unchanged": self._counted(known=True, same=True),
            "rejected": self.rejected, "warnings": [], "changes": [], "skipped": kept_out, "unused_sheets": self.unused,
        }  # fmt: skip


class IndicatorTables:
    """The kind of import: each sheet becomes the draft scheme of its class and year."""

    title = "考评指标表"
    noun = "个项目"
    act = "schemes.draft"
    columns = (*HEADINGS, "取数")
    hint = (
        "一张工作表是一类单位的方案，工作表名写明机关、事业、企业或班组；标题里有年份的按年份，没有的按今年。"
        "分值加起来要正好 100 分；加分项、否决项、扣分项在 100 分以外。一张表里有一行要改，这张表就不导入，别的表照常。"
        "导入以后是草案，由另一个人核对后公布；已经公布的方案当年不能再改。"
    )

    @classmethod
    def read(cls, sheets: list[Sheet], by: Any) -> TablesReading:
        """Read and judge the sheets beside the schemes of the unit. Writes nothing."""
        # The unit in whose name the file was taken in: the topmost in which the person may.
        unit = Unit.objects.filter(path__in=by.scope(cls.act)).order_by("depth", "path")[:1].get()
        reading = TablesReading(unit)
        for sheet in sheets:
            table = None if sheet.is_hidden else read_table(sheet)
            if table is None:
                reading.unused.append(sheet.name)
                continue
            reading.tables.append(_placed(table, unit, reading.tables))
        return reading

    @staticmethod
    def write(reading: TablesReading, by: Any, progress: Callable[[int, int], None]) -> dict[str, int]:
        """Draft a scheme of each good table, or fill the draft that is there. Called inside one transaction."""
        done = created = changed = unchanged = 0
        for placed in reading.tables:
            rows = placed.table.indicators
            if not placed.comes_in or placed.unit_class is None:
                continue
            if placed.draft is None:
                workflow.draft(
                    reading.unit, by, year=placed.year, unit_class=placed.unit_class, title=placed.table.title[:80],
                    indicators=rows,
                )  # fmt: skip
                created += len(rows)
            elif placed.is_same:
                unchanged += len(rows)
            else:
                workflow.take_table(placed.draft, by, indicators=rows)
                changed += len(rows)
            done += len(rows)
            progress(done, reading.rows_in)
        return {"created": created, "changed": changed, "unchanged": unchanged}


def _placed(table: Table, unit: Unit, before: list[Placed]) -> Placed:
    found = _YEAR.search(f"{table.title} {table.sheet}")
    # Where the table does not say which figure fills an item, its name tells.
    table.indicators = [
        row if row.measure in SOURCES else replace(row, measure=source_for(row.name)) for row in table.indicators
    ]
    placed = Placed(
        table, int(found[1]) if found else timezone.localdate().year, class_in(table.sheet) or class_in(table.title)
    )

    def tell(row: int, name: str, says: str, remedy: str) -> None:
        placed.wrongs.append({"sheet": table.sheet, "row": row, "name": name, "says": [says], "remedies": [remedy]})

    for wrong in table.wrong:
        tell(wrong.row, wrong.name, wrong.says.rstrip("。"), MEND)
    if placed.unit_class is None:
        tell(1, table.sheet, "看不出是哪一类单位的方案", "在工作表名里写明机关、事业、企业或班组")
        return placed
    if any((other.year, other.unit_class) == (placed.year, placed.unit_class) for other in before):
        tell(1, table.sheet, "同一类单位有两张表", "只留一张")
    standing = Scheme.objects.standing().filter(unit=unit, year=placed.year, unit_class=placed.unit_class).first()
    if standing is not None and standing.state == State.ANNOUNCED:
        tell(
            1,
            table.sheet,
            f"{standing}已经公布，{rules.FROZEN.text}（{rules.FROZEN.id}）",
            "不能再导入，明年的方案另写年份",
        )
    elif standing is not None:
        placed.draft = standing
        placed.is_same = _same(standing, table)
    return placed


def _same(draft: Scheme, table: Table) -> bool:
    here = [
        (row.group, row.code, row.name, row.criteria, row.source, row.item, row.measure)
        for row in draft.items.all()
    ]  # fmt: skip
    there = [(r.group, r.code, r.name, r.criteria, r.source, r.item, r.measure) for r in table.indicators]
    return here == there


IMPORTS = {"indicators": IndicatorTables}
# Reads back as it was written: `evaluation.papers.indicator_sheets`.
ITEMS = (
    Column("一级指标", lambda item: item.group),
    Column("序号", lambda item: item.code),
    Column("考评项目", lambda item: item.name),
    Column("评分标准", lambda item: item.criteria),
    Column("分值", lambda item: None if item.is_veto else float(item.full)),
    Column("得分方式", lambda item: item.get_source_display()),
    Column("计分方法", lambda item: item.how),
    Column("取数", lambda item: item.measure),
)
SCHEMES = (
    Column("年度", lambda scheme: scheme.year),
    Column("单位类别", lambda scheme: scheme.get_unit_class_display()),
    Column("名称", lambda scheme: scheme.title),
    Column("组织单位", lambda scheme: scheme.unit.name),
    Column("项目数", lambda scheme: scheme.items_number),
    Column("自查截止日", lambda scheme: scheme.self_check_due_on),
    Column("状态", lambda scheme: scheme.get_state_display()),
    Column("公布时间", lambda scheme: scheme.announced_at),
)
