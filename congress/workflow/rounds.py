"""What may follow a vote: stopped before its result, a further round, a correction. None of them changes what was declared."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import datetime
from typing import Any

from ymdm.organization.models import Person
from ymdm.workflow import Refused, step

from .. import balloting, defects
from ..models import Amendment, Candidate, CongressSession, Vote
from ..rules import catalogue as rule
from ..rules.counting import Line
from ..rules.deciding import Outcome
from ..rules.electing import winners

State, Method, Form = Vote.State, Vote.Method, Vote.Form
Session = CongressSession.State


def _next_slate(vote: Vote) -> tuple[int, list[Person]]:
    """The reduced slate: those who tied, or the next by votes (CON-71, F47)."""
    candidates = {one.pk: one for one in vote.candidates.select_related("person")}
    votes: dict[Hashable, int] = {pk: one.votes or 0 for pk, one in candidates.items()}
    _elected, again = winners(votes, vote.seats or 0, vote.total or 0, Line(vote.line))
    if again is None or not again.slate:
        raise Refused("候选人已经选完，须另行提名。", rule=rule.NEVER_BY_LOT, remedy="请在这项议程另行拟定选举。")
    return again.seats, [candidates[pk].person for pk in again.slate if isinstance(pk, int)]


@step(Vote, leaves=[State.DRAFT, State.OPEN, State.COUNTING, State.COUNTED], reaches=State.STOPPED, needs="congress.convene", says="中止表决")  # fmt: skip
def stop_vote(vote: Vote, by: Person, *, at: datetime, because: str) -> None:
    """Stop a vote before its result was declared, for a reason that stays beside it: a quorum lost, a wrong question."""
    if not because.strip():
        raise Refused("请写明为什么中止，原因会留在记录里。", rule=rule.ONLY_BY_VOTE)
    if vote.method == Method.BALLOT:
        balloting.stop(vote, because.strip())
    vote.because, vote.closed_at = because.strip()[:200], vote.closed_at or at


def _judge_again(vote: Vote, by: Any, at: datetime) -> None:
    if not vote.session.is_open:
        raise Refused("会议没有在进行，不能再次投票。")
    if Vote.objects.filter(follows=vote).exists():
        raise Refused("下一轮已经拟定。")
    if vote.outcome == Outcome.PASSED:
        raise Refused("这次表决已经有结果，不能再投。", rule=rule.ONLY_BY_VOTE)
    if Amendment.objects.filter(vote=vote).exists():
        raise Refused("修正案没有下一轮。", rule=rule.ITEM_BY_ITEM, remedy="中止的请在修正案页面重新提交表决。")


@step(Vote, leaves=[State.DECLARED, State.STOPPED], needs="congress.convene", judge=_judge_again, says="发起下一轮")
def further_round(vote: Vote, by: Person, *, at: datetime) -> Vote:
    """Draw up the next round: the same question after a void ballot, or a reduced slate for the seats left (CON-71, F47)."""
    seats, people = vote.seats, [one.person for one in vote.candidates.select_related("person")]
    if vote.form == Form.ELECTION and vote.state == State.DECLARED and vote.outcome == Outcome.REJECTED:
        seats, people = _next_slate(vote)
    elif vote.form == Form.DECISION and vote.outcome == Outcome.REJECTED:
        raise Refused(
            "没有通过的事项修改后作为新的版本提交，不能原样再投。",
            rule=rule.RESUBMIT,
            remedy="请修改材料，另行拟定表决。",
        )
    made = Vote.objects.create(
        session=vote.session, item=vote.item, version=vote.version, question=vote.question, form=vote.form,
        method=vote.method, round=vote.round + 1, follows=vote, seats=seats,
    )  # fmt: skip
    Candidate.objects.bulk_create(
        Candidate(vote=made, person=person, order=order) for order, person in enumerate(people, 1)
    )
    return made


def _judge_wrong(vote: Vote, by: Any, at: datetime) -> None:
    if vote.method != Method.PAPER:
        raise Refused("只有纸质计票可以更正。", rule=rule.ONLY_BY_VOTE)
    if Vote.objects.filter(corrects=vote).exists():
        raise Refused("这个结果已经在更正。")
    if vote.session.state == Session.ARCHIVED:
        raise Refused("会议已经归档，结果不能更正。", rule=rule.ARCHIVE)


@step(Vote, leaves=[State.DECLARED], needs="congress.convene", judge=_judge_wrong, says="更正计票结果")
def correct_vote(vote: Vote, by: Person, *, at: datetime, because: str) -> Vote:
    """Count the same ballots again as a record of its own; the first result stays, and the session carries a defect (F44)."""
    if not because.strip():
        raise Refused("请写明哪里数错了。", rule=rule.ONLY_BY_VOTE)
    made = Vote.objects.create(
        session=vote.session, item=vote.item, version=vote.version, question=vote.question, form=vote.form,
        method=vote.method, round=vote.round, corrects=vote, seats=vote.seats, state=State.COUNTING, line=vote.line,
        law=vote.law, total=vote.total, checked_in=vote.checked_in, roll_called=vote.roll_called,
        opened_at=vote.opened_at, closed_at=vote.closed_at, because=because.strip()[:200],
    )  # fmt: skip
    Candidate.objects.bulk_create(
        Candidate(vote=made, person_id=one.person_id, order=one.order) for one in vote.candidates.all()
    )
    defects.note(
        vote.session, f"correcting-{vote.pk}", f"“{vote.question}”的计票结果正在更正：{because.strip()}", rule.ONLY_BY_VOTE,
        at=at, item=vote.item,
    )  # fmt: skip
    return made
