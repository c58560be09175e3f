"""修正案: moved on the floor, put to the vote before the draft, and written into it where it passes (F20, CON-60)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Max

from ymdm.organization.models import Person
from ymdm.workflow import SYSTEM, Refused, step

from .. import notices
from ..models import AgendaItem, Amendment, Attendee, PaperVersion, Vote
from ..rules import catalogue as rule
from ..rules.comparing import SAME, compare
from .rounds import stop_vote

State, Item = Amendment.State, AgendaItem.State


def _judge_debate(item: AgendaItem, by: Any, at: datetime) -> None:
    if not item.session.is_open:
        raise Refused("会议没有在进行，不能提修正案。", rule=rule.NEW_VERSION)
    if item.votes.filter(amendment=None).exclude(state__in=[Vote.State.DRAFT, Vote.State.STOPPED]).exists():
        raise Refused("这项议程已经表决，不能再提修正案。", rule=rule.ONLY_BY_VOTE)


@step(AgendaItem, leaves=[Item.NOW], needs="congress.convene", judge=_judge_debate, says="登记修正案")
def move_amendment(
    item: AgendaItem, by: Person, *, at: datetime, base: PaperVersion, mover: Attendee, text: str, because: str
) -> Amendment:  # fmt: skip
    """Write down what a representative wants changed, as the whole text that would come of it.

    Raises Refused for a text that changes nothing, a draft of another item or one that was replaced, and a mover who is
    no representative in the hall.
    """
    if base.paper.item_id != item.pk or base.issued_at is None:
        raise Refused("请选择这项议程已经送达的草案。", rule=rule.NEW_VERSION)
    _check_newest(base)
    if mover.session_id != item.session_id or not mover.is_qualified or not mover.is_present or mover.mandate is None:
        raise Refused("修正案由在会场的正式代表提出。", rule=rule.NEW_VERSION)
    if not because.strip():
        raise Refused("请写明修改什么、为什么。", rule=rule.NEW_VERSION)
    if all(change.kind == SAME for change in compare(base.text, text)):
        raise Refused("修改后的文本和草案一样。", rule=rule.NEW_VERSION)
    number = (item.amendments.aggregate(last=Max("number"))["last"] or 0) + 1
    return Amendment.objects.create(
        item=item, base=base, number=number, mover=mover, text=text.strip(), because=because.strip()[:120], moved_at=at
    )


def _check_newest(base: PaperVersion) -> None:
    if base.paper.versions.filter(number__gt=base.number, issued_at__isnull=False).exists():
        raise Refused(
            "草案已经有了新的版本。", rule=rule.NEW_VERSION, remedy="请按新的文本重新提出，免得改掉已经采纳的内容。"
        )


def _judge_put(amendment: Amendment, by: Any, at: datetime) -> None:
    if amendment.item.state != Item.NOW or not amendment.item.session.is_open:
        raise Refused("这项议程没有在进行。", rule=rule.TOPICS)
    if amendment.vote is not None and amendment.vote.state != Vote.State.STOPPED:
        raise Refused("这条修正案已经提交表决。", rule=rule.ITEM_BY_ITEM)


@step(
    Amendment, leaves=[State.MOVED], needs="congress.convene", judge=_judge_put, says="提交表决修正案"
)  # fmt: skip
def put_amendment(amendment: Amendment, by: Person, *, at: datetime) -> None:
    """Draft the vote on it, by show of hands: it settles the text that the draft's own vote is about (CON-67)."""
    _check_newest(amendment.base)
    again = f"（第 {Vote.objects.filter(item=amendment.item, question__startswith=str(amendment)).count() + 1} 次）"
    question = f"{amendment}{again if amendment.vote_id else ''}"
    amendment.vote = Vote.objects.create(
        session=amendment.item.session, item=amendment.item, question=question[:160], method=Vote.Method.HANDS
    )


@step(Amendment, leaves=[State.MOVED], reaches=State.WITHDRAWN, needs="congress.convene", says="撤回修正案")
def withdraw_amendment(amendment: Amendment, by: Person, *, at: datetime) -> None:
    """The mover takes it back, before it was voted on."""
    if amendment.vote is not None and amendment.vote.state not in (Vote.State.DRAFT, Vote.State.STOPPED):
        raise Refused("这条修正案正在表决。", rule=rule.ONLY_BY_VOTE)
    vote, amendment.vote = amendment.vote, None
    if vote is not None and vote.state == Vote.State.DRAFT:
        stop_vote(vote, by, at=at, because="修正案撤回")


def _only_the_vote(amendment: Amendment, by: Any) -> str:
    return "" if by is SYSTEM else "修正案由表决决定。"


@step(
    Amendment, leaves=[State.MOVED], reaches=(State.ADOPTED, State.REJECTED), only=_only_the_vote, says="修正案有了结果"
)
def settle_amendment(amendment: Amendment, by: Any, *, at: datetime, passed: bool) -> None:
    """Within the declaration of its vote: passed, it is the next version of the draft, sent to everybody at once."""
    base = amendment.base
    if not passed:
        amendment.state = State.REJECTED
        return
    number = (base.paper.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    amendment.adopted = PaperVersion.objects.create(
        paper=base.paper, number=number, text=amendment.text, note=f"采纳{amendment}"[:200], is_substantive=True,
        is_from_floor=True, made_at=at, issued_at=at,
    )  # fmt: skip
    amendment.state = State.ADOPTED
    notices.papers(amendment.item.session, [amendment.adopted])


def check_settled(item: AgendaItem) -> None:
    """Refuse the vote on the draft while an amendment to it waits for its own. Rule CON-66."""
    if waiting := item.amendments.filter(state=State.MOVED).first():
        raise Refused(
            f"“{waiting}”还没有表决。", rule=rule.ITEM_BY_ITEM, remedy="先表决修正案，再表决草案；不再提的请撤回。"
        )
