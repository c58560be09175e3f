"""One row of the list: what it says, whom it names, and the light of what is owed next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Count, F, IntegerField, Model, OuterRef, Subquery
from django.db.models.functions import Coalesce, JSONObject
from django.urls import reverse

from congress.models import Delegation
from ymdm.duties.rules import Light, Tone, light
from ymdm.organization.models import Person, Unit
from ymdm.workdays import Workdays

from .. import kinds
from ..channels import REVIEWED, Channel
from ..models import Assignment, Category, CoSigner, Proposal, State
from ..models.querysets import ProposalQuerySet
from .orders import owed_duties, proposals_kind

FIELDS = (
    *("pk", "number", "title", "state", "channel", "is_confidential", "is_key", "is_joint", "result_class", "grade"),
    *("unit__path", "proposer_id", "assigned_on", "replied_on", "reply_due_on", "submitted_on"),
    *("category_name", "delegation_name", "head_number", "proposed", "lead", "duty", "signed", "assisting"),
)

# What the due day is the day of; the duty's own sentence is too long for a row.
AWAITED = {
    kinds.REVIEW: "审查",
    kinds.RESUBMIT: "补充",
    kinds.ASSIGN: "交办",
    kinds.SIGN_FOR: "签收",
    kinds.OPINION: "协办意见",
    kinds.DECIDE_OBJECTION: "处理退办",
    kinds.DECIDE_EXTENSION: "审批延期",
    kinds.REPLY: "答复",
    kinds.SECOND_REPLY: "再次答复",
    kinds.COUNTERSIGN: "会签",
    kinds.SIGN: "签发",
    kinds.EVALUATE: "评价",
    kinds.CONCLUDE: "审定",
    kinds.CLOSE: "办结",
    kinds.FOLLOW_UP: "兑现承诺",
    kinds.REVISIT: "回访",
    kinds.RECHECK: "核实落实",
    kinds.RELAY: "告知上级答复",
    kinds.DECIDE_REWARD: "审定奖励",
    kinds.PUBLISH_REWARD: "公布奖励",
}
# The act that a row leads to, by its state: words, authority, the path in which it is held, address.
NEXT = {
    State.SUBMITTED: ("审查", "proposals.review", "unit", "proposals:review-desk"),
    State.FILED: ("交办", "proposals.assign", "unit", "proposals:assign-desk"),
    State.CONVERTED: ("交办", "proposals.assign", "unit", "proposals:assign-desk"),
    State.REASSIGN_REQUESTED: ("处理退办", "proposals.assign", "unit", "proposals:assign-desk"),
    State.IN_PROGRESS: ("答复", "proposals.handle", "lead", "proposals:reply-desk"),
    State.REHANDLING: ("答复", "proposals.handle", "lead", "proposals:reply-desk"),
    State.REPLY_DRAFT: ("签发", "proposals.sign", "lead", "proposals:sign-desk"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """What stands in one line. Plain values, so that a line that was drawn once need not be drawn again."""

    pk: int
    url: str
    number: str
    title: str
    meta: str
    state: str
    category: str
    handled_by: str
    light: Light | None
    light_note: str
    is_key: bool
    result: str
    next_words: str
    next_url: str

    def get_state_display(self) -> str:
        return State(self.state).label


def with_row_facts(proposals: ProposalQuerySet) -> ProposalQuerySet:
    """The rows with what a line needs of other tables.

    Each is asked for by itself, for the rows of a page only: eight tables joined in one query are read in a
    millisecond, but the database thinks for twenty about the order in which to join them.
    """
    return proposals.annotate(**_facts(proposals_kind()))


@lru_cache(maxsize=4)
def _facts(kind: int) -> dict[str, Any]:
    """The expressions, which are always the same; `kind` is the key of the content type that stands in them."""
    of_this = {"proposal": OuterRef("pk")}
    signed = CoSigner.objects.filter(state=CoSigner.State.SIGNED, **of_this)
    assisting = Assignment.objects.filter(part=Assignment.Part.ASSISTING, ended_at=None, **of_this)
    # A duty whose clock stands still is told only where no other runs.
    duty = owed_duties(kind).order_by(F("paused_on").asc(nulls_first=True), "due_on", "pk")
    duty = duty.values(facts=JSONObject(kind="kind", due="due_on", paused="paused_on", provisional="is_provisional"))
    proposer = Person.objects.filter(pk=OuterRef("proposer_id")).order_by()
    lead = Unit.objects.filter(pk=OuterRef("lead_unit_id")).order_by()
    named = JSONObject(name="name", unit="unit__name", short="unit__short_name")
    return {
        "category_name": _one(Category, "category_id", "name"),
        "delegation_name": _one(Delegation, "delegation_id", "name"),
        "head_number": _one(Proposal, "merged_into_id", "number"),
        "proposed": Subquery(proposer.values(facts=named)),
        "lead": Subquery(lead.values(facts=JSONObject(name="name", short="short_name", path="path"))),
        "duty": Subquery(duty[:1]),
        "signed": _number(signed),
        "assisting": _number(assisting),
    }


def _one(model: type[Model], key: str, field: str) -> Subquery:
    return Subquery(model._default_manager.filter(pk=OuterRef(key)).order_by().values(field))


def _number(rows: Any) -> Any:
    counted = rows.order_by().values("proposal").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


class Reader:
    """What one person may be told in a row and what she may do next; asks no query beyond her grants."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self._scopes: dict[str, tuple[str, ...]] = {}

    def may(self, act: str, path: str | None) -> bool:
        if act not in self._scopes:
            self._scopes[act] = tuple(self.person.scope(act))
        return bool(path) and str(path).startswith(self._scopes[act])

    def may_know_names(self, facts: dict[str, Any]) -> bool:
        """As `Proposal.names_visible_to`; a co-signer reads the names on the proposal's own page (PRO-31)."""
        return (
            not facts["is_confidential"]
            or (facts["proposer_id"] is not None and facts["proposer_id"] == self.person.pk)
            or self.may("proposals.review", facts["unit__path"])
            or self.may("proposals.sit", facts["unit__path"])
            or self.may("proposals.handle", facts["lead"] and facts["lead"]["path"])
        )


def rows_of(found: Iterable[dict[str, Any]], person: Person, today: date, workdays: Workdays) -> list[Row]:
    """The rows of a page in words, with one calendar for all of them."""
    reader = Reader(person)
    return [_row(facts, reader, today, workdays) for facts in found]


def _row(facts: dict[str, Any], reader: Reader, today: date, workdays: Workdays) -> Row:
    shown, note = light_of(facts, today, workdays)
    words, url = _next(facts, reader)
    return Row(
        pk=facts["pk"],
        url=_DETAIL.format(facts["pk"]),
        number=facts["number"] or "",
        title=facts["title"] or "未命名的草稿",
        meta=_who(facts, reader),
        state=facts["state"],
        category=facts["category_name"] or "未分类",
        handled_by=handled_by(facts),
        light=shown,
        light_note=note,
        is_key=facts["is_key"],
        result=facts["result_class"],
        next_words=words,
        next_url=url,
    )


class _Address:
    """The address of a proposal's page by its key; reversed once, because a list asks twenty times."""

    def format(self, pk: int) -> str:
        if not hasattr(self, "pattern"):
            self.pattern = reverse("proposals:proposal-detail", args=[0])
        return self.pattern.replace("/0/", f"/{pk}/", 1)


_DETAIL = _Address()


def _next(facts: dict[str, Any], reader: Reader) -> tuple[str, str]:
    # What no committee reviews is handed on at once.
    reviewed = facts["channel"] in REVIEWED or facts["state"] != State.SUBMITTED
    words, act, where, name = NEXT.get(facts["state"] if reviewed else State.FILED, ("", "", "", ""))
    path = facts["unit__path"] if where == "unit" else facts["lead"] and facts["lead"]["path"]
    if not words or not reader.may(act, path):
        return "", ""
    if name == "proposals:reply-desk":
        return words, reverse(name, args=[facts["pk"]])
    return words, f"{reverse(name)}?pk={facts['pk']}"


def proposer_of(facts: dict[str, Any], reader: Reader) -> str:
    """Who proposes, with unit; a delegation by its own name; nobody where the names are kept back."""
    if not reader.may_know_names(facts):
        return "姓名保密"
    if facts["is_joint"] and facts["delegation_name"]:
        return str(facts["delegation_name"])
    proposed = facts["proposed"]
    if not proposed:
        return "没有署名" if facts["channel"] == Channel.MAILBOX else "会议提出"
    return f"{proposed['short'] or proposed['unit']} {proposed['name']}"


def _who(facts: dict[str, Any], reader: Reader) -> str:
    signed = f"，附议 {facts['signed']} 人" if facts["signed"] else ""
    channel = "" if facts["channel"] == Channel.PROPOSAL else f"{Channel(facts['channel']).label} · "
    return f"{channel}{proposer_of(facts, reader)}{signed}"


def handled_by(facts: dict[str, Any]) -> str:
    """The lead unit and how many assist, or why there is none."""
    if facts["head_number"]:
        return f"并入 {facts['head_number']}"
    lead = facts["lead"] and (facts["lead"]["short"] or facts["lead"]["name"])
    if not lead:
        return "—" if facts["state"] in _NEVER_HANDLED else "未交办"
    return f"{lead}，协办 {facts['assisting']} 家" if facts["assisting"] else str(lead)


_NEVER_HANDLED = (State.WITHDRAWN, State.NOT_FILED, State.DRAFT, State.FORWARDED_UP)


def light_of(facts: dict[str, Any], today: date, workdays: Workdays) -> tuple[Light | None, str]:
    """The light of a row and the short line beneath it."""
    duty = facts["duty"]
    if duty:
        due_on = date.fromisoformat(str(duty["due"])[:10])
        shown = light(
            today=today, due_on=due_on, workdays=workdays, paused=duty["paused"] is not None,
            provisional=bool(duty["provisional"]),
        )  # fmt: skip
        return shown, f"{due_on.month}月{due_on.day}日{AWAITED.get(duty['kind'], '')}"
    if facts["head_number"]:
        return Light(Tone.GREY, "随并入的提案办理"), ""
    if facts["replied_on"] and facts["reply_due_on"]:
        in_time = facts["replied_on"] <= facts["reply_due_on"]
        used = workdays.between(facts["assigned_on"], facts["replied_on"])
        return Light(Tone.DONE, "按期答复" if in_time else "逾期答复"), f"用时 {used} 个工作日"
    return None, ""
