"""The session itself: opened with a quorum, item after item, closed when everything on the agenda has its end."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from ymdm.organization.models import Person
from ymdm.workflow import Refused, step

from .. import defects
from ..law import law_for
from ..models import AgendaItem, CongressSession, Vote
from ..rules import catalogue as rule
from ..rules.matters import needs_vote
from ..rules.quorum import check_quorum, quorum
from .attending import count_hall
from .planning import mark
from .surveying import ask

State, Item = CongressSession.State, AgendaItem.State
RUNNING = (Vote.State.OPEN, Vote.State.COUNTING, Vote.State.COUNTED)


@step(CongressSession, leaves=[State.PREPARED], reaches=State.OPEN, needs="congress.convene", says="宣布开会")
def open_session(session: CongressSession, by: Person, *, at: datetime, counted: int) -> None:
    """Open the session with `counted` representatives in the hall. Rules CON-61, CON-62, F16.

    Raises Refused on another day, without a presiding chair, or without quorum by the smaller of count and check-in.
    """
    if timezone.localdate(at) != session.held_on:
        raise Refused(f"会议定在{session.held_on:%Y年%-m月%-d日}，不是今天。", remedy="确要改在今天的，请先办理改期。")
    if not session.offices.filter(office="chair").exists():
        raise Refused("还没有执行主席，不能开会。", rule=rule.PRESIDIUM_FEW, remedy="请在“会议职责”里确定执行主席。")
    law = law_for(session)
    roll = count_hall(session, by, at, counted)
    found = quorum(session.total or 0, roll.checked_in, roll.counted, law=law)
    check_quorum(found, law=law)
    session.opened_at = at
    mark(session, "roll_call", by, at=at, proof=found.sentence)


def _judge_open(item: AgendaItem, by: Any, at: datetime) -> None:
    if not item.session.is_open:
        raise Refused("会议没有在进行。")
    if running := item.session.votes.filter(state__in=RUNNING).first():
        raise Refused(f"“{running.question}”还没有宣布结果。", remedy="请先计票并宣布，再进行下一项。")


@step(AgendaItem, leaves=[Item.PLANNED], reaches=Item.NOW, needs="congress.convene", judge=_judge_open, says="进行议程")
def begin_item(item: AgendaItem, by: Person, *, at: datetime) -> None:
    """Go on to an item; the one under way ends with it, unless it still needs its vote (CON-46)."""
    before = item.session.agenda.filter(state=Item.NOW).exclude(pk=item.pk).first()
    if before is not None:
        end_item(before, by, at=at)
    item.began_at = at


@step(AgendaItem, leaves=[Item.NOW], reaches=Item.DONE, needs="congress.convene", judge=_judge_open, says="完成议程")
def end_item(item: AgendaItem, by: Person, *, at: datetime, outcome: str = "") -> None:
    """End an item with a word on how it went. What must be voted is not closed by “heard and discussed” (CON-46)."""
    decided = item.votes.filter(state=Vote.State.DECLARED, amendment=None)
    if needs_vote(item.right) and not decided.exists():
        raise Refused(
            f"“{item.title}”应当{item.right_words}，还没有表决结果，不能以“听取讨论”结束。", rule=rule.RIGHT,
            remedy="请组织表决；今天不表决的，撤下这项议程并写明原因。",
        )  # fmt: skip
    if waiting := item.amendments.filter(state="moved").first():
        raise Refused(f"“{waiting}”还没有表决。", rule=rule.ITEM_BY_ITEM, remedy="请先表决，不再提的请撤回。")
    item.ended_at = at
    item.outcome = outcome.strip()[:200] or item.outcome or "；".join(_result(vote) for vote in decided)[:200]


def _result(vote: Vote) -> str:
    elected = vote.candidates.filter(is_elected=True).select_related("person")
    names = "、".join(str(one.person) for one in elected)
    return f"当选：{names}" if names else vote.outcome_words


@step(CongressSession, leaves=[State.OPEN], reaches=State.CLOSED, needs="congress.convene", says="宣布闭幕")
def close(session: CongressSession, by: Person, *, at: datetime) -> None:
    """Close the session when no vote is running and no item is left open. Rules CON-46, CON-80."""
    if running := session.votes.filter(state__in=RUNNING).first():
        raise Refused(f"“{running.question}”还没有宣布结果，不能闭幕。", rule=rule.TELLERS)
    if at < (session.opened_at or at):
        raise Refused("闭幕时间早于开会时间，请核对服务器的时钟。")
    for item in session.agenda.filter(state=Item.NOW):
        end_item(item, by, at=at)
    if left := session.agenda.filter(state=Item.PLANNED).first():
        raise Refused(f"议程“{left.title}”还没有进行。", rule=rule.RIGHT, remedy="请进行完，或者撤下并写明原因。")
    for item in session.agenda.filter(state=Item.PUT_OFF, is_noticed=True):
        defects.note(
            session, "put_off", f"通知的议程“{item.title}”没有进行：{item.outcome}", rule.TOPICS, at=at, item=item
        )
    session.closed_at = at
    ask(session, at)
    done = set(session.agenda.filter(state=Item.DONE).values_list("matter", "right"))
    matters, rights = {matter for matter, _ in done}, {right for _, right in done}
    day = f"{timezone.localtime(at):%-m月%-d日}大会"
    for code, is_so in (
        ("reports", bool(matters & {"development_plan", "union_work"})),
        ("confirm_joint_decisions", "union_work" in matters),
        ("deliberate", "deliberate" in rights),
        ("elections_and_appraisal", bool(rights & {"elect", "appraise"})),
        ("vote_items", session.votes.filter(state=Vote.State.DECLARED).exists()),
    ):
        if is_so:
            mark(session, code, by, at=at, proof=day)
