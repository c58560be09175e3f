"""How an entry of the ledger is worded, and whom it names.

Everybody reads these pages without signing in. So an entry names its proposer only when nobody can read a grade into
it: the request for confidentiality hides name, delegation and the words of the answer (PRO-31), and a proposer whose
rating is open or was “dissatisfied” is not named, nor anyone of a merged or refused proposal. Co-signers are never
named (section 8). Letters address people by name; there the names are blotted out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from congress.models import ordinal
from ymdm.duties.models import Duty
from ymdm.duties.rules import Light, light
from ymdm.workdays import Workdays

from .. import kinds
from ..channels import CONFIDENTIAL, POLICIES, Channel
from ..models import Evaluation, Proposal, Reply, Review, State
from ..rules import SCHEMES
from .standings import BY_CODE, STANDINGS

FIELDS = (
    *(
        "pk",
        "number",
        "register_number",
        "title",
        "state",
        "outcome",
        "round",
        "is_confidential",
        "is_joint",
        "channel",
        "standing",
    ),
    *("session__number", "session__term__number", "delegation__name", "proposer__name", "proposer__unit__name"),
    *("lead_unit__name", "lead_unit__short_name", "merged_into__number", "merged_into__title"),
    *("assigned_on", "reply_due_on", "replied_on", "second_replied_on", "result_class", "grade", "first_grade"),
)
OPEN = {"owed", "again", "waiting"}
GRADES = {**dict(Evaluation.Grade.choices), "not_evaluated": "没有评价"}
NAMED_AFTER = {Evaluation.Grade.SATISFIED, Evaluation.Grade.BASICALLY, "not_evaluated"}
UNDISCLOSED = "内容保密"
KEPT_BACK = "提案人请求保密，答复正文不公开。"
LONGEST_ANSWER = 160
# What an answer is worth, by the letter of its class: tone and drawing of its chip.
MARKS = {"A": ("ok", "check-c"), "B": ("info", "cal"), "C": ("", "info"), "D": ("", "info")}
# What is being done about an entry that is not answered yet; lights tell the time.
DOING = {
    State.FILED: "等待交办",
    State.CONVERTED: "等待交办",
    State.FORWARDED_UP: "已转上级，等待答复",
    State.ASSIGNED: "等待签收",
    State.REASSIGN_REQUESTED: "申请改派，等待处理",
    State.IN_PROGRESS: "正在办理",
    State.REPLY_DRAFT: "答复稿待签发",
    State.REHANDLING: "评价不满意，正在再办理",
    State.LEADER_REVIEW: "由单位领导审定",
}

Facts = dict[str, Any]


@dataclass(frozen=True)
class Line:
    """One line of the ledger."""

    number: str
    title: str
    meta: str
    unit: str
    answer: str
    doing: str
    chip: tuple[str, str, str] | None  # words, tone, drawing
    light: Light | None
    took: str
    late: str
    grade: str
    head: str  # number of the proposal that this one was merged into


@dataclass(frozen=True)
class Part:
    """Lines that stand under one heading."""

    code: str
    words: str
    is_open: bool
    lines: list[Line]


def who(facts: Facts) -> str:
    """Who proposed, as far as everybody may know: the name with the delegation, the delegation alone, or nobody."""
    if facts["is_confidential"]:
        return "姓名保密"
    if not POLICIES[facts["channel"]].is_reviewed:
        raised = POLICIES[facts["channel"]].is_open and is_named(facts) and facts["proposer__name"]
        return f"{facts['proposer__unit__name']} {raised}".strip() if raised else ""
    delegation = facts["delegation__name"] or ""
    if facts["is_joint"]:
        return f"{delegation}集体提案"
    if is_named(facts):
        return f"{delegation} {facts['proposer__name']}代表".strip()
    return delegation


def is_named(facts: Facts) -> bool:
    """Whether the proposer's name stands in the ledger."""
    return (
        not facts["is_confidential"]
        and facts["outcome"] in {State.FILED, State.CONVERTED}
        and facts["first_grade"] in NAMED_AFTER
        and facts["grade"] in NAMED_AFTER
    )


class Blots:
    """Blots out, in what somebody wrote, the names of those whom the ledger does not name. One query for a page."""

    def __init__(self, rows: Iterable[Facts]) -> None:
        named = {row["pk"]: is_named(row) for row in rows}
        self._names: dict[int, set[str]] = {pk: set() for pk in named}
        if not named:
            return
        columns = ("pk", "merged_into", "proposer__name", "voiced_by__name", "co_signers__person__name")
        every = Proposal.objects.order_by()
        own, merged = every.filter(pk__in=named), every.filter(merged_into__in=named)
        for pk, head, *authors, signer in own.values_list(*columns).union(merged.values_list(*columns), all=True):
            for of in (pk, head):
                if of in self._names:
                    hidden = {signer} if pk == of and named[of] else {signer, *authors}
                    self._names[of] |= {name for name in hidden if name and len(name) > 1}

    def out(self, pk: int, text: str) -> str:
        for name in sorted(self._names.get(pk, ()), key=len, reverse=True):
            text = text.replace(name, "○" * len(name))
        return text


def parts(rows: Iterable[Facts], today: date, workdays: Workdays) -> list[Part]:
    """Rows of a page under their headings, answered ones by month. At most four queries, for any number of rows."""
    rows = list(rows)
    around = Around.of(rows)
    found = []
    for (code, words), those in groupby(rows, key=lambda row: _heading(row, today)):
        lines = [line_of(row, around, today, workdays) for row in those]
        found.append(Part(code, words, code in OPEN, lines))
    return found


@dataclass(frozen=True)
class Around:
    """What a page of rows needs of other tables."""

    letters: dict[int, Reply]
    reasons: dict[int, str]
    again: dict[int, date]
    blots: Blots

    @classmethod
    def of(cls, rows: list[Facts]) -> Around:
        letters = _letters([row["pk"] for row in rows if row["replied_on"]])
        reasons = _reasons([row["pk"] for row in rows if row["state"] == State.NOT_FILED])
        again = _second_due([row["pk"] for row in rows if row["standing"] == "again"])
        return cls(letters, reasons, again, Blots(row for row in rows if row["pk"] in letters or row["pk"] in reasons))


def _heading(row: Facts, today: date) -> tuple[str, str]:
    standing = BY_CODE.get(row["standing"], STANDINGS[-1])
    if standing.code != "answered":
        return standing.code, standing.words
    on = row["replied_on"]
    year = "" if on.year == today.year else f"{on.year}年"
    return standing.code, f"{year}{on.month}月已答复"


def _letters(pks: list[int]) -> dict[int, Reply]:
    """The last signed letter of each."""
    if not pks:
        return {}
    letters = Reply.objects.signed().filter(proposal__in=pks).order_by("round", "pk").defer("plan")
    return {letter.proposal_id: letter for letter in letters}


def _reasons(pks: list[int]) -> dict[int, str]:
    if not pks:
        return {}
    return dict(Review.objects.filter(proposal__in=pks).order_by("at", "pk").values_list("proposal", "text"))


def _second_due(pks: list[int]) -> dict[int, date]:
    if not pks:
        return {}
    owed = Duty.objects.owed().filter(
        kind__in=[kinds.SECOND_REPLY, kinds.CONCLUDE], subject_type__model="proposal", subject_id__in=pks
    )
    return dict(owed.values_list("subject_id", "due_on"))


def line_of(row: Facts, around: Around, today: date, workdays: Workdays) -> Line:
    """One row in words; of what is confidential nothing but where it stands (PRO-67)."""
    letter = around.letters.get(row["pk"])
    return Line(
        number=row["number"],
        title=UNDISCLOSED if row["channel"] in CONFIDENTIAL else row["title"],
        meta=" · ".join(filter(None, (_number_words(row), who(row)))),
        unit=row["lead_unit__short_name"] or row["lead_unit__name"] or "",
        answer=_answer(row, letter, around),
        doing=DOING.get(row["state"], "") if row["standing"] in OPEN else "",
        chip=chip(row, letter),
        light=_light(row, around.again, today, workdays),
        took=took(row, workdays),
        late=late(row, workdays),
        grade=grade(row),
        head=row["merged_into__number"] or "",
    )


def _number_words(row: Facts) -> str:
    if row["channel"] != Channel.PROPOSAL or row["session__number"] is None:
        return f"{Channel(row['channel']).label} {row['number']}"
    session = f"{ordinal(row['session__term__number'])}届{ordinal(row['session__number'])}次"
    return f"{session} {row['number'].rpartition('-')[2]} 号"


def _answer(row: Facts, letter: Reply | None, around: Around) -> str:
    if row["channel"] in CONFIDENTIAL:
        return ""
    if row["merged_into__number"]:
        return f"并入“{row['merged_into__title']}”一并答复。"
    text = around.reasons.get(row["pk"], "") if row["state"] == State.NOT_FILED else letter.text if letter else ""
    if text and row["is_confidential"]:
        return KEPT_BACK
    text = around.blots.out(row["pk"], text)
    return text if len(text) <= LONGEST_ANSWER else f"{text[:LONGEST_ANSWER]}……"


def chip(row: Facts, letter: Reply | None) -> tuple[str, str, str] | None:
    """What came of it: the class of the answer in the words of its scheme, or how it ended without one."""
    if row["state"] == State.MERGED:
        return "已并案", "", "merge"
    if row["state"] == State.NOT_FILED:
        return "不立案", "", "info"
    if letter is None or not row["result_class"]:
        return ("已答复", "ok", "check-c") if row["replied_on"] else None
    tone, mark = MARKS[row["result_class"]]
    return SCHEMES[letter.scheme][1].get(row["result_class"], "已答复"), tone, mark


def _light(row: Facts, again: dict[int, date], today: date, workdays: Workdays) -> Light | None:
    if row["standing"] == "again":
        due_on = again.get(row["pk"])
        return light(today=today, due_on=due_on, workdays=workdays) if due_on else None
    if row["standing"] != "owed":
        return None
    paused = row["state"] == State.REASSIGN_REQUESTED
    return light(today=today, due_on=row["reply_due_on"], workdays=workdays, paused=paused)


def took(row: Facts, workdays: Workdays) -> str:
    """How long the first answer took."""
    if not (row["assigned_on"] and row["replied_on"]):
        return ""
    return f"用时 {workdays.between(row['assigned_on'], row['replied_on'])} 个工作日"


def late(row: Facts, workdays: Workdays) -> str:
    """By how much the first answer was late; a day counts by its date, not by its hours."""
    if not (row["assigned_on"] and row["replied_on"]) or row["replied_on"] <= row["reply_due_on"]:
        return ""
    return f"逾期 {-workdays.left(row['replied_on'], row['reply_due_on'])} 个工作日"


def grade(row: Facts) -> str:
    """The grade that stands, or that one is waited for."""
    if row["state"] == State.REPLIED:
        return "等待再次评价" if row["round"] > 1 else "等待评价"
    given = row["grade"] if row["grade"] in dict(Evaluation.Grade.choices) else row["first_grade"]
    return GRADES.get(given, "")


def facts_of(proposal: Proposal, standing: str) -> Facts:
    """The facts of one proposal as a row of the list has them."""
    return {
        "pk": proposal.pk, "number": proposal.number, "register_number": proposal.register_number,
        "title": proposal.title, "state": proposal.state, "outcome": proposal.outcome, "round": proposal.round,
        "is_confidential": proposal.is_confidential, "is_joint": proposal.is_joint, "standing": standing,
        "channel": proposal.channel,
        "session__number": proposal.session.number if proposal.session else None,
        "session__term__number": proposal.session.term.number if proposal.session else None,
        "delegation__name": str(proposal.delegation or ""), "proposer__name": str(proposal.proposer or ""),
        "proposer__unit__name": proposal.proposer.unit.short if proposal.proposer else "", "assigned_on": proposal.assigned_on, "reply_due_on": proposal.reply_due_on,
        "lead_unit__name": str(proposal.lead_unit or ""), "lead_unit__short_name": "",
        "merged_into__number": proposal.merged_into.number if proposal.merged_into else "",
        "merged_into__title": proposal.merged_into.title if proposal.merged_into else "",
        "replied_on": proposal.replied_on, "second_replied_on": proposal.second_replied_on,
        "result_class": proposal.result_class, "grade": proposal.grade, "first_grade": proposal.first_grade,
    }  # fmt: skip
