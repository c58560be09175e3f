"""The map and what is owed as workbooks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ymdm.organization.models import Unit
from ymdm.papers.kinds import Column

from .covering import Coverage
from .models import CatalogueItem
from .rules.covering import WORDS, Cell


class Line(NamedTuple):
    """One cell of the map as a row."""

    unit: Unit
    item: CatalogueItem
    cell: Cell


def lines(told: Coverage, *, unit: int | None = None, item: str = "") -> Iterator[Line]:
    """The cells of the map that concern somebody, row by row; of one unit or one item where these are given."""
    for row in told.rows:
        for at, column in enumerate(told.items):
            if (unit in {None, row.unit.pk}) and item in {"", column.code} and row.cells[at].is_adopted:
                yield Line(row.unit, column, row.cells[at])


CELLS = (
    Column("单位", lambda row: row.unit.name),
    Column("编号", lambda row: row.item.code),
    Column("公开事项", lambda row: row.item.name),
    Column("情况", lambda row: WORDS[row.cell.tone][1]),
    Column("应公开", lambda row: row.cell.due),
    Column("按期公开", lambda row: row.cell.in_time),
    Column("逾期公开", lambda row: row.cell.late),
    Column("逾期未公开", lambda row: row.cell.silent),
    Column("经批准不公开", lambda row: row.cell.withheld),
    Column("未到期", lambda row: row.cell.waiting),
    Column("按期公开率（%）", lambda row: row.cell.share),
)

OBLIGATIONS = (
    Column("单位", lambda row: row.unit.name),
    Column("编号", lambda row: row.item.code),
    Column("公开事项", lambda row: row.item.name),
    Column("期间或事件", lambda row: row.label),
    Column("阶段", lambda row: row.get_stage_display()),
    Column("公开期限", lambda row: row.due_on),
    Column("公开日期", lambda row: row.published_on),
    Column("情况", lambda row: row.get_state_display()),
    Column("规则", lambda row: row.rule),
    Column("说明", lambda row: row.lifted_because),
)

CATALOGUES = (
    Column("单位", lambda row: row.name),
    Column("层级", lambda row: row.get_level_display()),
    Column("类型", lambda row: row.get_legal_type_display()),
    Column("目录事项", lambda row: row.items),
    Column("本年度目录确定日期", lambda row: row.settled_on),
    Column("文件", lambda row: row.settled_by or ""),
    Column("公开栏", lambda row: row.boards_up),
    Column("移出申请", lambda row: row.asked),
)

ADOPTIONS = (
    Column("编号", lambda row: row.item.code),
    Column("公开事项", lambda row: row.item.name),
    Column("阶段和频次", lambda row: row.item.schedule_words),
    Column("五公开、三重一大", lambda row: row.item.openings),
    Column("公开形式", lambda row: row.item.form),
    Column("公开时限", lambda row: row.item.time_limit),
    Column("提交职代会", lambda row: "是" if row.item.to_congress else ""),
    Column("张贴天数", lambda row: row.item.min_days),
    Column("公开对象", lambda row: row.item.get_audience_display()),
    Column("依据", lambda row: row.item.basis),
    Column("列入日期", lambda row: row.from_on),
    Column("状态", lambda row: row.get_state_display()),
    Column("移出日期", lambda row: row.until_on),
    Column("移出理由", lambda row: row.reason),
    Column("单位决定", lambda row: row.decision),
)

CHECKS = (
    Column("检查项", lambda row: row.code),
    Column("名称", lambda row: row.title),
    Column("结论", lambda row: row.says),
    Column("情况", lambda row: row.finding.sentence),
    Column("数字", lambda row: row.numbers),
    Column("规则", lambda row: str(row.finding.rule)),
    Column("怎样补正", lambda row: row.finding.remedy),
)
