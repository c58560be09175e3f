"""A register of proposals as a union office keeps it, in memory: rows for tests of the import."""

from __future__ import annotations

import io
from typing import Any

from openpyxl import Workbook

from proposals.papers import Register, RegisterWithPeople
from ymdm.papers import sheets
from ymdm.workflow import SYSTEM

TITLE = "黄河上中游管理局第六届第二次职工代表大会提案办理情况汇总表"
HEADS = (
    "序号", "提案编号", "届次", "类别", "案由", "现状与问题", "建议措施", "提案人", "代表团", "附议人", "提交日期", "审查结果", "并入提案",
    "承办部门", "交办日期", "办理时限(工作日)", "答复日期", "答复内容", "办理结果", "满意度", "二次答复日期",
)  # fmt: skip
PLAIN = {
    "提案编号": "2025001", "届次": "第六届第二次", "类别": "生活后勤", "案由": "增设充电桩", "现状与问题": "电动车多了。",
    "建议措施": "每院不少于四个充电位。", "提案人": "马红霞", "代表团": "西峰代表团", "附议人": "刘家辉、姚明磊",
    "提交日期": "2025-03-03", "审查结果": "立案", "承办部门": "人事劳动处", "交办日期": "2025-03-26", "办理时限(工作日)": 30,
    "答复日期": "2025-04-15", "答复内容": "已办结：已增设。", "办理结果": "A", "满意度": "满意",
}  # fmt: skip
HANDLING = ("承办部门", "交办日期", "办理时限(工作日)", "答复日期", "答复内容", "办理结果", "满意度", "二次答复日期")
UNHANDLED = dict.fromkeys(HANDLING)


def row(**changes: Any) -> dict[str, Any]:
    """A row that can come in, with changes."""
    return PLAIN | changes


def file(*rows: dict[str, Any], title: str = TITLE) -> io.BytesIO:
    """The register as an .xlsx file: title, heads, rows, a total."""
    book = Workbook()
    sheet = book.active
    sheet.title = "第六届第二次职代会"
    sheet.append([title])
    sheet.append(HEADS)
    for number, values in enumerate(rows, start=1):
        sheet.append([number, *(values.get(head) for head in HEADS[1:])])
    sheet.append(["合计", f"{len(rows)}件"])
    content = io.BytesIO()
    book.save(content)
    content.seek(0)
    return content


def read(*rows: dict[str, Any], by: Any = SYSTEM, with_people: bool = False, title: str = TITLE) -> Any:
    kind = RegisterWithPeople if with_people else Register
    return kind.read(sheets.read(file(*rows, title=title), "登记表.xlsx"), by)


def bring_in(*rows: dict[str, Any], by: Any = SYSTEM, with_people: bool = False) -> Any:
    """Read the rows and write the good ones; returns what was read."""
    reading = read(*rows, by=by, with_people=with_people)
    reading.counts = Register.write(reading, by, lambda done, total: None)
    return reading
