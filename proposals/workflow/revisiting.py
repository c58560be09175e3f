"""Some weeks after the closure: the proposer is asked whether it is really done, and is answered if it is not (F73)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from ymdm.duties import workflow as duties
from ymdm.organization.models import Person
from ymdm.workflow import Refused, step

from .. import kinds, notices, rules
from ..models import Proposal, State
from .handling import lead_unit


def _judge_asking(proposal: Proposal, by: Any, at: datetime) -> None:
    if proposal.ask_back_on is None or timezone.localdate(at) < proposal.ask_back_on:
        raise Refused("还没有到回访的日子。", rule=rules.REVISIT)


@step(
    Proposal,
    leaves=[State.CLOSED, State.ARCHIVED],
    needs="proposals.supervise",
    judge=_judge_asking,
    says="回访",
)
def ask_back(proposal: Proposal, by: Any, *, at: datetime) -> None:
    """Ask every proposer whether what was answered as solved is really done. Rule PRO-01（件件有落实）.

    Where nobody is known who raised it (a letter without a name, a meeting as a whole), the union that took it in goes
    and looks: its word stands for theirs.
    """
    proposal.ask_back_on, proposal.asked_back_at = None, at
    days = rules.REVISIT_ANSWER.at(proposal.unit, at).value or 0
    for person in proposal.proposers() or [None]:
        duties.open_duty(
            proposal, kind=kinds.REVISIT, says="回访：真的办好了吗" if person else "回访：去看看是否真的办好了",
            act="proposals.submit" if person else "proposals.supervise", unit=proposal.unit, watcher=proposal.unit,
            person=person, days=days, rule=rules.REVISIT_ANSWER.id, is_own=person is not None, at=at,
        )  # fmt: skip


def _is_proposer(proposal: Proposal, by: Person) -> str:
    people = proposal.proposers()
    if not people:
        return "" if by.may("proposals.supervise", proposal.unit) else "没有署名的，由受理单位工会回访。"
    return "" if by in people else proposal.policy.say("回访由提案人回答。")


def _judge_revisit(proposal: Proposal, by: Person, at: datetime) -> None:
    asked = proposal.asked_back_at
    if asked is None:
        raise Refused("还没有到回访的日子。", rule=rules.REVISIT)
    if any(row.person_id == by.pk and row.at >= asked for row in proposal.revisits.all()):
        raise Refused("您已经回答过这次回访。", rule=rules.REVISIT)


@step(
    Proposal,
    leaves=[State.CLOSED, State.ARCHIVED],
    only=_is_proposer,
    judge=_judge_revisit,
    says="回答回访",
)
def revisit(proposal: Proposal, by: Person, *, at: datetime, is_done: bool, text: str = "") -> None:
    """Say whether it is really done. If not, the lead owes an account of it (PRO-01); a late word counts as well."""
    if not is_done and not text.strip():
        raise Refused("请写一两句哪里没有办好，主办单位才知道去核实什么。", rule=rules.RECHECK)
    proposal.revisits.create(person=by, is_done=is_done, text=text.strip(), at=at)
    duties.meet(proposal, kinds.REVISIT, by, at=at, person=by if by in proposal.proposers() else None)
    if is_done:
        return
    if not proposal.duties.owed().filter(kind=kinds.RECHECK).exists():
        duties.open_duty(
            proposal, kind=kinds.RECHECK, says="核实落实情况并告知提案人", act="proposals.handle",
            unit=lead_unit(proposal), watcher=proposal.unit, leader=proposal.leader, days=rules.RECHECK.at(proposal.unit, at).value or 0,
            rule=rules.RECHECK.id, at=at,
        )  # fmt: skip
    notices.not_done(proposal, text.strip())


def _judge_recheck(proposal: Proposal, by: Person, at: datetime) -> None:
    if proposal.asked_back_at is None or not any(row.is_open for row in proposal.revisits.all()):
        raise Refused("没有等待核实的回访。", rule=rules.RECHECK)


@step(
    Proposal,
    leaves=[State.CLOSED, State.ARCHIVED],
    needs="proposals.handle",
    within=lead_unit,
    judge=_judge_recheck,
    says="核实落实",
)
def recheck(proposal: Proposal, by: Person, *, at: datetime, answer: str) -> None:
    """Tell the proposers what was found and done; after the same time they are asked once more (PRO-01)."""
    if not answer.strip():
        raise Refused("请写明核实的情况和采取的措施。", rule=rules.RECHECK)
    told = [row.person for row in proposal.revisits.select_related("person") if row.is_open]
    proposal.revisits.filter(is_done=False, answered_at=None).update(
        answer=answer.strip(), answered_by=by, answered_at=at
    )
    duties.meet(proposal, kinds.RECHECK, by, at=at)
    proposal.ask_back_on = rules.ask_back_day(timezone.localdate(at), rules.REVISIT.at(proposal.unit, at))
    notices.rechecked(proposal, told, answer.strip())


@step(Proposal, leaves=[State.CLOSED, State.ARCHIVED], needs="proposals.supervise", says="回访期满")
def lapse_revisit(proposal: Proposal, by: Any, *, at: datetime) -> None:
    """End the time for answering; silence is not counted as “done” (PRO-01)."""
    today = timezone.localdate(at)
    if any(today <= duty.due_on for duty in proposal.duties.owed().filter(kind=kinds.REVISIT)):
        raise Refused("回访的期限还没有到。", rule=rules.REVISIT_ANSWER)
    duties.cancel(proposal, kind=kinds.REVISIT, reason="回访期满没有回答，不算已经办好", at=at)
