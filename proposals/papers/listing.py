"""The list of proposals as a workbook: the columns of the register, told to the person who asks for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models.functions import Length

from congress.models import ordinal
from ymdm.organization.models import Person
from ymdm.papers.kinds import Column
from ymdm.workdays import Workdays

from ..channels import Channel
from ..listing import read_choices
from ..listing.asked import asked_by
from ..listing.rows import AWAITED, FIELDS, Reader, handled_by, light_of, proposer_of, with_row_facts
from ..models import Evaluation, State
from ..models.querysets import ProposalQuerySet

MORE = (
    *("session__number", "session__term__number", "between_sessions", "outcome", "filed_on", "leader__name"),
    *("second_replied_on", "closed_on", "first_grade"),
)
GRADES = {**dict(Evaluation.Grade.choices), "not_evaluated": "未评价", "": ""}

Facts = dict[str, Any]


def readable(rows: ProposalQuerySet) -> Any:
    """The rows with the values that the columns tell, in the order of their numbers."""
    ordered = with_row_facts(rows).order_by("session_id", Length("number"), "number", "pk")
    return ordered.values(*FIELDS, *MORE)


def list_as_asked(request: Any) -> tuple[Any, ...]:
    """What `ymdm.papers` exports of the list that this address asks for: title, columns, rows, filters in words."""
    asked = asked_by(request)
    told = columns(request.user, asked.today, asked.workdays)
    return "提案台账", told, readable(asked.rows), asked.filters.words(read_choices(asked.all_groups))


def columns(person: Person, today: date, workdays: Workdays) -> list[Column]:
    """The columns; names are kept back as on the page."""
    reader = Reader(person)
    plain: list[tuple[str, Callable[[Facts], Any]]] = [
        ("编号", lambda row: row["number"]),
        ("届次", _session),
        ("闭会期间", lambda row: "是" if row["between_sessions"] else ""),
        ("案由", lambda row: row["title"]),
        ("类别", lambda row: row["category_name"]),
        ("渠道", lambda row: Channel(row["channel"]).label),
        ("提出人", lambda row: proposer_of(row, reader)),
        ("附议人数", lambda row: row["signed"]),
        ("提交日期", lambda row: row["submitted_on"]),
        ("审查结果", lambda row: State(row["outcome"]).label if row["outcome"] else ""),
        ("立案日期", lambda row: row["filed_on"]),
        ("状态", lambda row: State(row["state"]).label),
        ("主办单位", handled_by),
        ("分管领导", lambda row: row["leader__name"]),
        ("重点提案", lambda row: "是" if row["is_key"] else ""),
        ("交办日期", lambda row: row["assigned_on"]),
        ("答复期限", lambda row: row["reply_due_on"]),
        ("首次答复日期", lambda row: row["replied_on"]),
        ("二次答复日期", lambda row: row["second_replied_on"]),
        ("办理结果", lambda row: row["result_class"]),
        ("首次评价", lambda row: GRADES.get(row["first_grade"], "")),
        ("评价", lambda row: GRADES.get(row["grade"], "")),
        ("办结日期", lambda row: row["closed_on"]),
        ("正在等", _awaited),
        ("期限", lambda row: _light(row, today, workdays)),
    ]
    return [Column(label, value) for label, value in plain]


def _session(row: Facts) -> str:
    if row["session__number"] is None:
        return ""
    return f"{ordinal(row['session__term__number'])}届{ordinal(row['session__number'])}次"


def _awaited(row: Facts) -> str:
    return AWAITED.get(row["duty"]["kind"], "") if row["duty"] else ""


def _light(row: Facts, today: date, workdays: Workdays) -> str:
    shown, note = light_of(row, today, workdays)
    return "，".join(part for part in (shown.words if shown else "", note) if part)
