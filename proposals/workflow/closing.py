"""After the answer: rating, re-handling, the leader's conclusion, closure, follow-up, archive."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from ymdm.duties import workflow as duties
from ymdm.duties.models import Counting
from ymdm.organization.models import Person
from ymdm.workflow import Refused, step

from .. import kinds, notices, rules
from ..models import Evaluation, Proposal, Reply, State
from .handling import lead_unit
from .replying import open_closing, standing_reply


def _is_signatory(proposal: Proposal, by: Person) -> str:
    if by in proposal.signatories():
        return ""
    return proposal.policy.say("评价由提案人和附议人进行。")


def _judge_evaluation(proposal: Proposal, by: Person, at: datetime) -> None:
    reply = standing_reply(proposal)
    if reply and any(row.person_id == by.pk for row in reply.evaluations.all()):
        raise Refused("您已经评价过这次答复。", rule=rules.EVALUATE)


@step(
    Proposal,
    leaves=[State.REPLIED],
    reaches=(State.REPLIED, State.EVALUATED, State.REHANDLING, State.LEADER_REVIEW),
    only=_is_signatory,
    judge=_judge_evaluation,
    says="评价",
)
def evaluate(proposal: Proposal, by: Person, *, at: datetime, attitude: str, result: str, text: str = "") -> None:
    """Rate the answer with two marks (PRO-33 to PRO-35). Proposers decide the item's grade; co-signers are heard beside.

    Whoever wrote without a name rates through the letterbox, by the system's hand; no person is kept (PRO-63).
    Once every proposer has rated, the lowest grade stands: dissatisfied means re-handling once, then the leader (PRO-37).
    """
    if {attitude, result} - set(Evaluation.Grade.values):
        raise Refused("请给办理态度和办理结果各选一个评价。", rule=rules.TWO_MARKS)
    if "dissatisfied" in {attitude, result} and not text.strip():
        raise Refused("请写一两句哪里不满意，承办单位才知道怎么改。", rule=rules.REHANDLE)
    reply = standing_reply(proposal)
    assert reply is not None  # noqa: S101  (state replied always has a letter)
    reply.evaluations.create(person=by if by.pk else None, attitude=attitude, result=result, text=text.strip(), at=at)
    if by.pk:
        duties.meet(proposal, kinds.EVALUATE, by, at=at, person=by)
    notices.evaluated(proposal, by)
    if not proposal.duties.owed().filter(kind=kinds.EVALUATE).exists():
        _settle(proposal, reply, at)


@step(
    Proposal,
    leaves=[State.REPLIED],
    reaches=(State.EVALUATED, State.REHANDLING, State.LEADER_REVIEW),
    needs="proposals.supervise",
    says="评价期满",
)
def lapse_evaluation(proposal: Proposal, by: Any, *, at: datetime) -> None:
    """End the time for rating; who did not rate is not counted as satisfied (PRO-33)."""
    today = timezone.localdate(at)
    owed = list(proposal.duties.owed().filter(kind=kinds.EVALUATE))
    if any(today <= duty.due_on for duty in owed):
        raise Refused("评价期限还没有到。", rule=rules.EVALUATE)
    answered_on = proposal.second_replied_on or proposal.replied_on
    if not owed and answered_on:  # whoever wrote without a name owes nothing, but has the same time
        last, _ = duties.due_day(answered_on, rules.EVALUATE.at(proposal.unit, answered_on).value or 0)
        if today <= last:
            raise Refused("评价期限还没有到。", rule=rules.EVALUATE)
    duties.cancel(proposal, kind=kinds.EVALUATE, reason="评价期满未评价，不计入满意", at=at)
    reply = standing_reply(proposal)
    assert reply is not None  # noqa: S101  (state replied always has a letter)
    _settle(proposal, reply, at)


def _settle(proposal: Proposal, reply: Reply, at: datetime) -> None:
    """Fix the grade of this round and go where it leads."""
    proposers = {person.pk for person in proposal.proposers()}
    ratings = [row for row in reply.evaluations.all() if row.person_id in proposers or row.person_id is None]
    # Only the mark for the result decides re-handling; the mark for the attitude is published beside it (PRO-34).
    proposal.grade = rules.item_grade(row.result for row in ratings)
    if proposal.round == 1:
        proposal.first_grade = proposal.grade
    if proposal.grade != Evaluation.Grade.DISSATISFIED:
        proposal.state = State.EVALUATED
        open_closing(proposal, at)
    elif proposal.round == 1:
        proposal.state, proposal.round = State.REHANDLING, 2
        duties.open_duty(
            proposal, kind=kinds.SECOND_REPLY, says=proposal.policy.say("再次答复提案"), act="proposals.handle", unit=lead_unit(proposal),
            watcher=proposal.unit, leader=proposal.leader, days=rules.REHANDLE.at(proposal.unit, at).value or 0, counting=Counting.NATURAL,
            rule=rules.REHANDLE.id, at=at,
        )  # fmt: skip
    else:
        proposal.state = State.LEADER_REVIEW
        duties.open_duty(
            proposal, kind=kinds.CONCLUDE, says=proposal.policy.say("审定提案"), act="proposals.conclude", unit=proposal.unit,
            watcher=proposal.unit, days=rules.LEADER_REVIEW.at(proposal.unit, at).value or 0, rule=rules.LEADER_REVIEW.id, at=at,
        )  # fmt: skip
    notices.settled(proposal)


@step(Proposal, leaves=[State.LEADER_REVIEW], reaches=State.EVALUATED, needs="proposals.conclude", says="领导审定")
def conclude(proposal: Proposal, by: Person, *, at: datetime, text: str) -> None:
    """The unit's leader has the last word after a second “dissatisfied”; the proposer is told (PRO-37)."""
    if not text.strip():
        raise Refused("请写审定意见，提案人会看到。", rule=rules.LEADER_REVIEW)
    proposal.conclusion = text.strip()
    duties.meet(proposal, kinds.CONCLUDE, by, at=at)
    open_closing(proposal, at)
    notices.concluded(proposal)


@step(
    Proposal,
    leaves=[State.REPLIED, State.EVALUATED],
    needs="proposals.supervise",
    says="调整办理结果",
)
def change_class(proposal: Proposal, by: Person, *, at: datetime, result_class: str, reason: str) -> None:
    """The supervising union corrects the class of an answer, with a reason that lead and proposer read (PRO-30)."""
    reply = standing_reply(proposal)
    assert reply is not None  # noqa: S101  (both states have a letter)
    if not reason.strip() or result_class == proposal.result_class:
        raise Refused("请选择不同的分类并写明理由。", rule=rules.CLASS_CHANGE)
    if result_class not in rules.SCHEMES[reply.scheme][1]:
        raise Refused("没有这个分类。", rule=rules.CLASS_CHANGE)
    proposal.result_class = reply.result_class = result_class
    reply.save()
    notices.class_changed(proposal, reason)


@step(Proposal, leaves=[State.EVALUATED], reaches=State.CLOSED, needs="proposals.supervise", says="办结")
def close(proposal: Proposal, by: Person, *, at: datetime, note: str, follow_up_on: date | None = None) -> None:
    """Close a proposal that owes nobody an answer. B and C promises become a dated duty of the lead (PRO-32, F72)."""
    duties.meet(proposal, kinds.CLOSE, by, at=at)
    rules.check_close(
        owed=proposal.duties.owed().count(),
        answered=proposal.replied_on is not None,
        grade=proposal.grade,
        round_=proposal.round,
        reviewed=bool(proposal.conclusion),
    )
    if not note.strip():
        raise Refused("请写办结说明。", rule=rules.CLOSE)
    reply = standing_reply(proposal)
    promised = follow_up_on or (reply.follow_up_on if reply else None)
    if proposal.result_class in {"B", "C"}:
        if promised is None:
            raise Refused(f"{proposal.result_class} 类{proposal.noun}办结前要定复查日期。", rule=rules.FOLLOW_UP)
        _open_follow_up(proposal, promised, at)
    proposal.closed_on, proposal.closure_note = timezone.localdate(at), note.strip()
    if proposal.result_class == "A":
        proposal.ask_back_on = rules.ask_back_day(proposal.closed_on, rules.REVISIT.at(proposal.unit, at))
    notices.closed(proposal)


def _open_follow_up(proposal: Proposal, on: date, at: datetime) -> None:
    """A promise is owed on its own day, not some days after it; a day that has passed is owed today."""
    today = timezone.localdate(at)
    due = max(on, today)
    duties.open_duty(
        proposal, kind=kinds.FOLLOW_UP, says="兑现承诺并填报进展", act="proposals.handle", unit=lead_unit(proposal),
        watcher=proposal.unit, leader=proposal.leader, days=(due - today).days, counting=Counting.NATURAL, due_on=due,
        rule=rules.FOLLOW_UP.id, at=at,
    )  # fmt: skip


def _judge_follow_up(proposal: Proposal, by: Person, at: datetime) -> None:
    if proposal.result_class not in {"B", "C"}:
        raise Refused(f"只有 B、C 类{proposal.noun}需要跟踪复查。", rule=rules.FOLLOW_UP)


@step(
    Proposal,
    leaves=[State.CLOSED, State.ARCHIVED],
    needs="proposals.handle",
    within=lead_unit,
    judge=_judge_follow_up,
    says="跟踪复查",
)
def follow_up(
    proposal: Proposal, by: Person, *, at: datetime, progress: str, result_class: str, next_on: date | None = None
) -> None:
    """Report what became of a promise. While it is still B or C a further day within a quarter is set (PRO-32)."""
    if not progress.strip():
        raise Refused("请写明进展。", rule=rules.FOLLOW_UP)
    today = timezone.localdate(at)
    rules.check_follow_up(result_class=result_class, plan=progress, follow_up_on=next_on, today=today)
    proposal.follow_ups.create(
        progress=progress.strip(), result_class=result_class, next_on=next_on if result_class in {"B", "C"} else None,
        by=by, at=at,
    )  # fmt: skip
    duties.meet(proposal, kinds.FOLLOW_UP, by, at=at)
    proposal.result_class = result_class
    if result_class in {"B", "C"} and next_on:
        _open_follow_up(proposal, next_on, at)
    elif result_class == "A":
        proposal.ask_back_on = rules.ask_back_day(today, rules.REVISIT.at(proposal.unit, at))
    notices.followed_up(proposal)


@step(Proposal, leaves=[State.CLOSED], reaches=State.ARCHIVED, needs="proposals.supervise", says="归档")
def archive(proposal: Proposal, by: Person, *, at: datetime) -> None:
    """Put the closed proposal into the session's archive; open promises go on being chased."""
