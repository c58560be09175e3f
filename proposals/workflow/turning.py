"""A suggestion becomes a proposal of the congress, and goes back (F81). Authors and numbers are kept."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from congress.workflow import congress_of, mandate_of, session_for
from ymdm.duties import workflow as duties
from ymdm.organization.models import Person
from ymdm.workflow import Refused, step

from .. import kinds, notices, rules
from ..channels import Channel
from ..finding import keep_found
from ..models import CoSigner, FormerNumber, Proposal, State
from .authoring import open_triage


def _judge_raising(proposal: Proposal, by: Any, at: datetime) -> None:
    if proposal.channel != Channel.SUGGESTION:
        raise Refused("只有合理化建议可以转为提案。", rule=rules.PROPOSERS)
    if proposal.former_numbers.exists():
        raise Refused("这件建议已经请代表提过一次，代表没有提出。请直接交办。", rule=rules.PROPOSERS)


@step(
    Proposal,
    leaves=[State.SUBMITTED],
    reaches=State.RETURNED,
    needs="proposals.review",
    judge=_judge_raising,
    says="转为提案",
)
def raise_to_proposal(proposal: Proposal, by: Person, *, at: datetime, representative: Person, words: str) -> None:
    """Ask a representative to bring a suggestion before the congress (PRO-06). The number stays until it is submitted.

    The author remains its author beside the representative, gets the answer and rates it. If the representative does
    not submit it in time it goes on as the suggestion that it was.
    """
    day = timezone.localdate(at)
    term, mandate = congress_of(proposal.unit, day), mandate_of(representative, day)
    if term is None or mandate is None or mandate.term_id != term.pk:
        raise Refused(f"{representative}现在不是本单位职代会的代表，不能提出提案。", rule=rules.PROPOSERS)
    session, calling = session_for(term, day)
    if session is None:
        raise Refused("本届职代会还没有登记会议，暂时不能提出提案。", rule=rules.CALL)
    if not words.strip():
        raise Refused("请写一两句为什么值得作为提案提出，代表和建议人会看到。", rule=rules.PROPOSERS)
    FormerNumber.objects.create(proposal=proposal, number=proposal.number or "", channel=proposal.channel, until=at)
    proposal.channel, proposal.session, proposal.between_sessions = Channel.PROPOSAL, session, not calling
    proposal.voiced_by, proposal.proposer, proposal.delegation = proposal.proposer, representative, mandate.delegation
    duties.cancel(proposal, kind=kinds.ASSIGN, reason=f"请{representative}作为提案提出", at=at)
    duties.open_duty(
        proposal, kind=kinds.RESUBMIT, says="邀请附议并提交提案", act="proposals.submit", unit=proposal.unit,
        person=representative, watcher=proposal.unit, days=rules.RESUBMIT.at(proposal.unit, at).value or 0,
        rule=rules.RESUBMIT.id, is_own=True, at=at,
    )  # fmt: skip
    keep_found(proposal)
    notices.raised(proposal, by, words.strip())


def is_raised(proposal: Proposal) -> bool:
    """Whether it waits for a representative to submit it, under the number that it had as a suggestion."""
    return proposal.voiced_by_id is not None and any(
        former.number == proposal.number for former in proposal.former_numbers.all()
    )


def _judge_handing_back(proposal: Proposal, by: Any, at: datetime) -> None:
    if not is_raised(proposal):
        raise Refused("这件提案不是由建议转来的。", rule=rules.PROPOSERS)


def _only_representative(proposal: Proposal, by: Person) -> str:
    return "" if by.pk == proposal.proposer_id else "只有受托的代表可以退回。"


@step(
    Proposal,
    leaves=[State.RETURNED],
    reaches=State.SUBMITTED,
    only=_only_representative,
    judge=_judge_handing_back,
    says="不作为提案提出",
)
def hand_back(proposal: Proposal, by: Any, *, at: datetime, reason: str) -> None:
    """The representative does not bring it, or did not in time: it is handled as the suggestion that it was (PRO-16)."""
    if not reason.strip():
        raise Refused("请写明原因，建议人会看到。", rule=rules.PROPOSERS)
    duties.cancel(proposal, kind=kinds.RESUBMIT, reason=f"不作为提案提出：{reason}", at=at)
    proposal.co_signers.update(state=CoSigner.State.WITHDRAWN, answered_at=at)
    proposal.channel, proposal.delegation = Channel.SUGGESTION, None
    proposal.proposer, proposal.voiced_by = proposal.voiced_by, None
    keep_found(proposal)
    notices.handed_back(proposal, by, reason.strip())
    open_triage(proposal, at)


__all__ = ["hand_back", "is_raised", "raise_to_proposal"]
