"""How far a session has come: the river of its page, and the one act that comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from ymdm.ui import words
from ymdm.ui.shapes import DONE, LATE, NOW, TODO, Station
from ymdm.workflow import steps_of

from ..balloting import box_of
from ..models import AgendaItem, CongressSession, Vote

State = CongressSession.State
ORDER = [
    State.PLANNED, State.NOTICED, State.MATERIALS_OUT, State.PREPARED, State.OPEN, State.CLOSED, State.PUBLISHED,
    State.REPORTED, State.ARCHIVED,
]  # fmt: skip


def river(session: CongressSession) -> list[Station]:
    """Six stations: preparation, papers, preparatory session, the session, publication, archive."""
    rank = ORDER.index(State(session.state)) if session.state in ORDER else -1
    today = timezone.localdate()
    due = {one.code: one for one in session.plan.all()}

    def station(name: str, done_at: State, code: str, done: str) -> Station:
        if rank >= ORDER.index(done_at):
            return Station(name, DONE, [done] if done else [])
        step = due.get(code)
        note = [f"{words.day(step.due_on)}前"] if step else []
        is_next = rank == ORDER.index(done_at) - 1
        late = bool(step and step.done_on is None and step.due_on < today)
        return Station(name, LATE if is_next and late else NOW if is_next else TODO, note)

    def on(at: datetime | None) -> str:
        return words.day(timezone.localdate(at)) if at else ""

    stations = [
        station("会议通知", State.NOTICED, "agenda_disclosed", on(session.noticed_at)),
        station("材料送达", State.MATERIALS_OUT, "materials_delivered", _done(due, "materials_delivered")),
        station("预备会议", State.PREPARED, "preparatory_session", _done(due, "preparatory_session")),
        station("正式会议", State.CLOSED, "roll_call", words.day(session.held_on)),
        station(
            "决议公布",
            State.PUBLISHED,
            "publish_resolutions",
            words.day(session.published_on) if session.published_on else "",
        ),
        station("报告归档", State.ARCHIVED, "archive", on(session.archived_at)),
    ]
    if session.state == State.PREPARED or session.is_open:
        stations[3] = Station("正式会议", NOW, [f"{words.day(session.held_on)} {session.begins:%H:%M}"])
    return stations


def _done(due: dict[str, Any], code: str) -> str:
    step = due.get(code)
    return words.day(step.done_on) if step and step.done_on else ""


@dataclass(frozen=True)
class NextAct:
    """The button of the hour: what it says, where it goes; `is_post` needs nothing typed."""

    says: str
    url_name: str
    pk: Any
    verb: str = ""
    icon: str = "arrow"
    is_post: bool = False

    @property
    def url(self) -> str:
        return reverse(self.url_name, args=[self.pk, self.verb] if self.verb else [self.pk])


# What follows in which state, the first that the person may do.
NEXT = {
    State.PLANNED: [("give_notice", "发出会议通知")],
    State.NOTICED: [
        ("issue_papers", "送达会议材料"),
        ("qualify", "代表资格审查"),
        ("hold_preparatory", "登记预备会议"),
    ],
    State.MATERIALS_OUT: [("qualify", "代表资格审查"), ("hold_preparatory", "登记预备会议")],
    State.PREPARED: [("open_session", "宣布开会")],
    State.POSTPONED: [("redate", "改期召开")],
    State.CLOSED: [("publish", "公布决议")],
    State.PUBLISHED: [("report_upward", "报告上级工会")],
    State.REPORTED: [("archive", "归档")],
}


def next_act(session: CongressSession, person: Any) -> NextAct | None:
    """What whoever convenes presses next; None for everybody else (product.md: the hall takes one click an act)."""
    if not person.may("congress.convene", session.unit):
        return None
    if session.is_open:
        return _in_the_hall(session)
    steps = steps_of(CongressSession)
    for verb, says in NEXT.get(State(session.state), ()):
        if verb == "qualify" and session.total is not None:
            continue
        if steps[verb].is_open(session, person):
            return NextAct(says, "congress:session-act", session.pk, verb)
    return None


def _in_the_hall(session: CongressSession) -> NextAct:
    vote = session.votes.filter(state__in=["open", "counting", "counted"]).select_related("item").first()
    if vote is not None:
        box = box_of(vote) if vote.method == Vote.Method.BALLOT and vote.state != Vote.State.COUNTED else None
        if box is not None:
            says = "封箱" if vote.state == Vote.State.OPEN else "开箱"
            return NextAct(says, "ballots:box", box.pk, icon="lock")
        verb, says, icon = {
            Vote.State.OPEN: ("close_vote", "结束表决", "ballot"),
            Vote.State.COUNTING: ("enter_sheet", "计票中", "clock"),
            Vote.State.COUNTED: ("declare", "宣布结果", "flag"),
        }[Vote.State(vote.state)]
        return NextAct(says, "congress:vote-act", vote.pk, verb, icon)
    item = session.agenda.filter(state=AgendaItem.State.NOW).first()
    if item is not None:
        draft = item.votes.filter(state=Vote.State.DRAFT).first()
        if draft is not None:
            return NextAct("开始表决", "congress:vote-act", draft.pk, "open_vote", "ballot")
        if item.is_voted and not item.votes.filter(state=Vote.State.DECLARED, amendment=None).exists():
            return NextAct("拟定表决", "congress:item-act", item.pk, "draft_vote", "ballot")
    following = session.agenda.filter(state=AgendaItem.State.PLANNED).order_by("order").first()
    if following is not None:
        return NextAct("下一项议程", "congress:item-act", following.pk, "begin_item", "arrow", is_post=True)
    return NextAct("宣布闭幕", "congress:session-act", session.pk, "close", "check-c")
