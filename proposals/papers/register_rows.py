"""One row of a register of proposals: its columns, what they may hold, and why a row cannot come in. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from ymdm.organization.papers import cells

from ..models.states import State
from . import rejections, writings

COLUMNS = {
    "no": ("提案编号", "编号", "提案号", "案号"),
    "session": ("届次",),
    "category": ("类别", "提案类别", "分类"),
    "title": ("案由", "案名", "提案名称", "提案题目", "题目"),
    "rationale": ("现状与问题", "现状与理由", "理由", "提案理由", "理由分析"),
    "measures": ("建议措施", "建议", "办法", "具体建议", "措施"),
    "proposer": ("提案人", "提出人", "提案代表", "领衔代表"),
    "delegation": ("代表团", "所属代表团"),
    "co_signers": ("附议人", "联名人", "联名代表"),
    "submitted": ("提交日期", "提出日期", "收到日期", "收案日期"),
    "result": ("审查结果", "立案情况", "审查意见"),
    "merged_into": ("并入提案", "并入", "并入编号"),
    "dept": ("承办部门", "承办单位", "主办单位", "主办部门", "责任部门"),
    "assigned": ("交办日期", "交办时间"),
    "workdays": ("办理时限(工作日)", "办理时限", "时限(工作日)"),
    "days": ("办理时限(天)", "办理时限(日)", "办理时限(自然日)"),
    "replied": ("答复日期", "首次答复日期", "办复日期"),
    "answer": ("答复内容", "答复意见", "办理答复", "办理情况"),
    "result_class": ("办理结果", "结果分类", "办理结果分类"),
    "grade": ("满意度", "评价", "提案人评价", "代表评价"),
    "second": ("二次答复日期", "再次答复日期"),
}
NEEDED = ("no", "title", "proposer", "result")

RESULTS = {
    State.FILED: ("立案", "予以立案", "同意立案"),
    State.CONVERTED: ("转为建议", "转建议", "转意见建议", "转为意见建议", "转合理化建议", "转为合理化建议"),
    State.NOT_FILED: ("不予立案", "不立案", "未立案"),
    State.MERGED: ("并案", "合并", "合并办理"),
    State.FORWARDED_UP: ("转上级", "转报上级"),
    State.WITHDRAWN: ("撤回", "撤案", "提案人撤回"),
}
GRADES = {
    "satisfied": ("满意", "非常满意"),
    "basically": ("基本满意",),
    "dissatisfied": ("不满意",),
    "": ("", "未评价", "未反馈"),
}
CLASSES = {
    "A": ("A", "A类", "已办结", "已解决"),
    "B": ("B", "B类", "已列入计划", "列入计划"),
    "C": ("C", "C类", "留作参考"),
    "": ("",),
}

REASONS = {
    "NO_MISSING": ("没有提案编号", "补上提案编号"),
    "NO_DOUBLED": ("提案编号 {} 与前面一行重复", "删去其中一行，或改编号"),
    "SESSION_INVALID": ("看不出是第几届第几次", "届次写成“第六届第二次”"),
    "TITLE_MISSING": ("没有案由", "补上案由"),
    "TITLE_LONG": ("案由超过 120 字", "把案由写短，其余放进现状与问题"),
    "PROPOSER_MISSING": ("没有提案人", "补上提案人"),
    "NAME_INVALID": ("“{}”不是姓名", "附议人只写姓名，用顿号分开"),
    "PERSON_UNKNOWN": ("名册里没有{}", "先导入名册；已经调离的，改用“历年提案（连同历任代表）”导入"),
    "PERSON_ELSEWHERE": ("{}代表团里没有这个人，名册上同名的在别的单位", "核对代表团；已经调离的，改用“历年提案（连同历任代表）”导入"),
    "PERSON_AMBIGUOUS": ("名册里有几位{}，分不清是哪一位", "先给这位代表登记所在代表团，再导入"),
    "DATE_INVALID": ("{}不是日期", "写成 2025-03-06 这样的日期"),
    "DATE_FUTURE": ("{}在今天以后", "核对日期"),
    "DATE_ORDER": ("{}", "核对两个日期"),
    "SUBMITTED_MISSING": ("没有提交日期", "补上提交日期"),
    "RESULT_INVALID": ("审查结果“{}”不在立案、转为建议、不予立案、并案、转上级、撤回之内", "改审查结果"),
    "HEAD_MISSING": ("写了并案，没有写并入哪一件", "补上并入提案的编号"),
    "HEAD_UNKNOWN": ("并入的 {} 不在表里，或那一行也要先改", "核对并入提案的编号"),
    "DEPT_MISSING": ("有交办或答复日期，没有承办部门", "补上承办部门"),
    "DEPT_UNKNOWN": ("找不到承办部门“{}”", "用组织机构里的名称"),
    "ASSIGNED_MISSING": ("有答复日期，没有交办日期", "补上交办日期"),
    "LIMIT_INVALID": ("办理时限“{}”不是 1 至 400 的天数", "写成数字，如 30"),
    "CLASS_INVALID": ("办理结果“{}”不在 A、B、C 之内", "改办理结果"),
    "GRADE_INVALID": ("满意度“{}”不在满意、基本满意、不满意之内", "改满意度"),
    "SECOND_WITHOUT_FIRST": ("有二次答复日期，没有首次答复日期", "补上答复日期"),
    "OUT_OF_SCOPE": ("这一届职代会不在您管理的范围内", "请由该单位工会导入"),
}  # fmt: skip


class Reason(rejections.Reason):
    TABLE = REASONS


@dataclass(frozen=True)
class RegisterRow:
    """A row after normalising; dates are days, `days` counts by `counting`, empty text where nothing is written."""

    sheet: str
    row: int
    no: str
    term: int
    session: int
    category: str
    title: str
    rationale: str
    points: tuple[str, ...]
    proposer: str
    delegation: str
    co_signers: tuple[str, ...]
    submitted_on: date | None
    result: str
    merged_into: str
    dept: str
    assigned_on: date | None
    days: int | None
    counting: str
    replied_on: date | None
    answer: str
    result_class: str
    grade: str
    second_on: date | None

    @property
    def label(self) -> str:
        return f"{self.no} {self.title}".strip()


def read(
    sheet: str, number: int, values: dict[str, Any], *, named: tuple[int, int] | None, today: date
) -> tuple[RegisterRow, list[Reason]]:
    """One row as far as it can be read by itself, and what is wrong with it. `named` is the session of the title."""
    reasons: list[Reason] = []
    unread: set[str] = set()

    def tell(code: str, about: str = "") -> None:
        reasons.append(Reason(code, about))

    def day(word: str) -> date | None:
        try:
            on = writings.day(values.get(word))
        except writings.Unreadable as what:
            unread.add(word)
            tell("DATE_INVALID", f"{COLUMNS[word][0]}“{what}”")
            return None
        if on and on > today:
            tell("DATE_FUTURE", f"{COLUMNS[word][0]} {on.isoformat()}")
        return on

    text = {word: cells.text(values.get(word)) for word in COLUMNS}
    term, session = writings.session(values.get("session")) or named or (0, 0)
    counting, days = _limit(values, tell)
    row = RegisterRow(
        sheet=sheet,
        row=number,
        no=text["no"].replace(" ", ""),
        term=term,
        session=session,
        category=text["category"][:30],
        title=" ".join(writings.prose(values.get("title")).split()),
        rationale=writings.prose(values.get("rationale")),
        points=tuple(writings.points(writings.prose(values.get("measures")))),
        proposer=cells.name(values.get("proposer")),
        delegation=cells.heading(values.get("delegation")),
        co_signers=tuple(writings.names(values.get("co_signers"))),
        submitted_on=day("submitted"),
        result=_word("RESULT_INVALID", text["result"], RESULTS, tell),
        merged_into=text["merged_into"].replace(" ", ""),
        dept=text["dept"],
        assigned_on=day("assigned"),
        days=days,
        counting=counting,
        replied_on=day("replied"),
        answer=writings.prose(values.get("answer")),
        result_class=_word("CLASS_INVALID", text["result_class"], CLASSES, tell),
        grade=_word("GRADE_INVALID", text["grade"], GRADES, tell),
        second_on=day("second"),
    )
    _judge(row, unread, tell)
    return row, reasons


def _word(code: str, written: str, spellings: dict[Any, tuple[str, ...]], tell: Callable[[str, str], None]) -> str:
    found = cells.one_of(written, {str(word): others for word, others in spellings.items()})
    if found is None:
        tell(code, written or "空")
    return found or ""


def _limit(values: dict[str, Any], tell: Callable[[str, str], None]) -> tuple[str, int | None]:
    """How long the unit had, and in which days."""
    for word, counting in (("workdays", "workdays"), ("days", "natural")):
        try:
            days = writings.whole(values.get(word))
        except writings.Unreadable as what:
            tell("LIMIT_INVALID", str(what))
            return counting, None
        if days is not None:
            if not 1 <= days <= 400:
                tell("LIMIT_INVALID", str(days))
            return counting, days
    return "workdays", None


def _judge(row: RegisterRow, unread: set[str], tell: Callable[..., None]) -> None:
    """What is wrong inside one row; `unread` are the columns whose date could not be read."""
    handled = row.result in {State.FILED, State.CONVERTED}
    wrong = [name for name in row.co_signers if not cells.is_name(name)]
    for code, about, applies in (
        ("NO_MISSING", "", not row.no),
        ("SESSION_INVALID", "", not row.term),
        ("TITLE_MISSING", "", not row.title),
        ("TITLE_LONG", "", len(row.title) > 120),
        ("PROPOSER_MISSING", "", not row.proposer),
        ("NAME_INVALID", row.proposer, row.proposer and not cells.is_name(row.proposer)),
        ("NAME_INVALID", "、".join(wrong), wrong),
        ("SUBMITTED_MISSING", "", row.submitted_on is None and "submitted" not in unread),
        ("HEAD_MISSING", "", row.result == State.MERGED and not row.merged_into),
        ("DEPT_MISSING", "", handled and (row.assigned_on or row.replied_on) and not row.dept),
        ("ASSIGNED_MISSING", "", handled and row.replied_on and not row.assigned_on and "assigned" not in unread),
        ("SECOND_WITHOUT_FIRST", "", row.second_on and not row.replied_on and "replied" not in unread),
    ):
        if applies:
            tell(code, about)
    for (earlier, first), (later, second) in (
        (("提交日期", row.submitted_on), ("交办日期", row.assigned_on)),
        (("交办日期", row.assigned_on), ("答复日期", row.replied_on)),
        (("答复日期", row.replied_on), ("二次答复日期", row.second_on)),
    ):
        if first and second and second < first:
            tell("DATE_ORDER", f"{later} {second.isoformat()} 早于{earlier} {first.isoformat()}")
