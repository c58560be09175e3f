"""A vote from its question to its close; how it is counted stands in `tallying`, what may follow in `rounds`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from ymdm.organization.models import Person
from ymdm.workflow import Refused, step

from .. import balloting
from ..law import law_for
from ..models import AgendaItem, Amendment, Candidate, CongressSession, PaperVersion, Vote
from ..rules import catalogue as rule
from ..rules.deciding import check_vote, line_of
from ..rules.electing import contest
from ..rules.matters import PROCEDURE, Right
from ..rules.quorum import Quorum, quorum
from .amending import check_settled
from .attending import count_hall

State, Method, Form = Vote.State, Vote.Method, Vote.Form
Session = CongressSession.State
RUNNING = (State.OPEN, State.COUNTING, State.COUNTED)


@step(AgendaItem, leaves=["planned", "now"], needs="congress.convene", says="拟定表决")
def draft_vote(
    item: AgendaItem, by: Person, *, at: datetime, question: str, method: str, version: PaperVersion | None = None,
    seats: int | None = None, candidates: Sequence[Person] = (), items: int = 1,
) -> Vote:  # fmt: skip
    """Write the question of a vote, or the slate of an election, on an item of the agenda. Rules CON-66 to CON-68, CON-70.

    Raises Refused for a bundle of drafts, an item that was not notified, hands where secrecy is due, or a bad slate.
    """
    if not question.strip():
        raise Refused("请写明表决的事项。", rule=rule.ITEM_BY_ITEM)
    session = item.session
    check_settled(item)
    _check_manner(item, method, items)
    if item.votes.filter(question=question.strip()).exclude(state=State.STOPPED).exists():
        raise Refused(
            "这个事项已经有一次表决。", rule=rule.ONLY_BY_VOTE, remedy="需要再次投票的，从上一次的结果发起下一轮。"
        )
    if version is not None and version.paper.item_id != item.pk:
        raise Refused("这份材料不属于这项议程。")
    is_election = item.right == Right.ELECT or bool(candidates)
    if is_election:
        _check_slate(session, seats, candidates)
    vote = Vote.objects.create(
        session=session, item=item, version=version, question=question.strip(), method=method,
        form=Form.ELECTION if is_election else Form.DECISION, seats=seats if is_election else None,
    )  # fmt: skip
    Candidate.objects.bulk_create(
        Candidate(vote=vote, person=person, order=order) for order, person in enumerate(candidates, 1)
    )
    return vote


def _check_manner(item: AgendaItem, method: str, items: int = 1) -> None:
    """What can be judged before anybody is in the hall: the same check as at the opening, with a quorum taken as met."""
    check_vote(
        right=item.right, matter=item.matter, method=method, items=items, quorum=Quorum(1, 1), law=law_for(item.session),
        on_agenda=item.is_noticed or item.matter == PROCEDURE or item.session.noticed_at is None,
    )  # fmt: skip


def _check_slate(session: CongressSession, seats: int | None, candidates: Sequence[Person]) -> None:
    if not seats or seats < 1:
        raise Refused("请填写应选人数。", rule=rule.TOO_MANY_NAMES)
    if len(set(candidates)) < len(candidates):
        raise Refused("候选人有重复。", rule=rule.TOO_MANY_NAMES)
    contest(len(candidates), seats)
    counting = session.offices.filter(office__in=["teller", "scrutineer"], person__in=candidates)
    if one := counting.select_related("person").first():
        raise Refused(f"{one.person}是{one.get_office_display()}，不能同时是候选人。", rule=rule.TELLERS)


def _judge_running(vote: Vote, by: Any, at: datetime) -> None:
    if not vote.session.is_open:
        raise Refused("会议没有在进行，不能表决。")
    if other := vote.session.votes.filter(state__in=RUNNING).exclude(pk=vote.pk).first():
        raise Refused(f"“{other.question}”还没有宣布结果。", rule=rule.ITEM_BY_ITEM, remedy="一次只表决一项。")


@step(Vote, leaves=[State.DRAFT], reaches=State.OPEN, needs="congress.convene", judge=_judge_running, says="开始表决")
def open_vote(
    vote: Vote, by: Person, *, at: datetime, counted: int, keeper: Person | None = None, minutes: int = 20
) -> None:  # fmt: skip
    """Open a vote with `counted` representatives in the hall; roll, line and law are frozen with it (F36).

    On the phone a `keeper` stands beside, and the box closes by itself after so many `minutes`. Raises Refused without
    quorum by the smaller of count and check-in (CON-62), off the notified agenda, in a form that the matter does not
    allow, or secretly without two tellers and a scrutineer (CON-75).
    """
    session, item, law = vote.session, vote.item, law_for(vote.session)
    if item.state != AgendaItem.State.NOW:
        raise Refused("这项议程没有在进行。", rule=rule.TOPICS, remedy="请先进行这项议程。")
    matter = matter_of(vote)
    if matter == item.matter:
        check_settled(item)
    roll = count_hall(session, by, at, counted)
    check_vote(
        right=item.right, matter=matter, method=vote.method, law=law,
        on_agenda=item.is_noticed or item.matter == PROCEDURE,
        quorum=quorum(session.total or 0, roll.checked_in, roll.counted, law=law, matter=item.matter),
    )  # fmt: skip
    if vote.method != Method.HANDS:
        _check_tellers(vote)
    vote.total, vote.checked_in, vote.roll_called, vote.opened_at = session.total, roll.checked_in, roll.counted, at
    vote.line, vote.law = line_of(law, item.matter).value, law.profile.name[:60]
    if vote.method == Method.BALLOT:
        if keeper is None:
            raise Refused("请选择在场的监票人或者计票人。", rule=rule.TELLERS)
        present = session.attendees.voters().present().values_list("person", flat=True)
        balloting.start(vote, by, keeper, list(present), at=at, closes_at=at + timedelta(minutes=minutes))


def matter_of(vote: Vote) -> str:
    """What an amendment settles is the text to be voted on: a matter of procedure, by hands (CON-67)."""
    return PROCEDURE if Amendment.objects.filter(vote=vote).exists() else vote.item.matter


def _check_tellers(vote: Vote) -> None:
    held = list(vote.session.offices.values_list("office", "person"))
    tellers = {person for office, person in held if office == "teller"}
    scrutineers = {person for office, person in held if office == "scrutineer"}
    if len(tellers) < 2 or not scrutineers:
        raise Refused(
            f"现有计票人 {len(tellers)} 名、监票人 {len(scrutineers)} 名，至少要 2 名计票人、1 名监票人。", rule=rule.TELLERS,
            remedy="请在“会议职责”里确定。",
        )  # fmt: skip
    names = set(vote.candidates.values_list("person", flat=True))
    if names & (tellers | scrutineers):
        raise Refused("候选人不能计票、监票。", rule=rule.TELLERS)


def _judge_close(vote: Vote, by: Any, at: datetime) -> None:
    if vote.method == Method.BALLOT:
        raise Refused("手机投票由监票人、计票人封箱，到时间自动封箱。", rule=rule.TELLERS)


@step(Vote, leaves=[State.OPEN], reaches=(State.COUNTING, State.COUNTED), needs="congress.convene", judge=_judge_close, says="结束表决")  # fmt: skip
def close_vote(vote: Vote, by: Person, *, at: datetime, yes: int = 0, no: int = 0, abstain: int = 0) -> None:
    """End the voting. A show of hands is counted with it; paper goes to the tellers.

    Raises Refused when more hands were counted than people are in the hall (CON-69).
    """
    if at < (vote.opened_at or at):
        raise Refused("结束时间早于开始时间，请核对服务器的时钟。")
    vote.closed_at = at
    if vote.method != Method.HANDS:
        vote.state = State.COUNTING
        return
    if yes + no + abstain > (vote.present or 0):
        raise Refused(
            f"赞成 {yes}、反对 {no}、弃权 {abstain}，合计 {yes + no + abstain} 票，多于到会的 {vote.present} 人。",
            rule=rule.IDENTITIES, remedy="请重新清点。",
        )  # fmt: skip
    vote.yes, vote.no, vote.abstain, vote.invalid = yes, no, abstain, 0
    vote.state = State.COUNTED
