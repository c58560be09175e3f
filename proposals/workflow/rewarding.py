"""The reward of a suggestion: the department proposes it, the leader decides, the union publishes (PRO-58 to PRO-62)."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from ymdm.duties import workflow as duties
from ymdm.organization.models import Person
from ymdm.workflow import Refused, step

from .. import kinds, notices, rules
from ..channels import Channel
from ..models import Proposal, Reward, State
from .handling import lead_unit

ENDED = [State.CLOSED, State.ARCHIVED]
ADOPTED, RESERVE = "A", "C"


def _standing(proposal: Proposal) -> list[Reward]:
    """What was granted and not withdrawn."""
    return [one for one in proposal.rewards.all() if one.is_granted and one.revoked_at is None]


def _judge_proposing(proposal: Proposal, by: Person, at: datetime) -> None:
    if proposal.channel != Channel.SUGGESTION:
        raise Refused("只有合理化建议按效益给奖。", rule=rules.REWARD)
    if proposal.result_class not in {ADOPTED, RESERVE}:
        raise Refused("采纳并已经实施的、列为技术储备的建议才能申报奖励。", rule=rules.REWARD)
    if any(one.is_waiting or one.is_to_publish for one in proposal.rewards.all()):
        raise Refused("已经有一份奖励在办理。", rule=rules.NO_DOUBLE_REWARD)
    if proposal.result_class == RESERVE and _standing(proposal):
        raise Refused("技术储备奖只给一次，以后实施了再申报差额。", rule=rules.NO_DOUBLE_REWARD)


@step(Proposal, leaves=ENDED, needs="proposals.handle", within=lead_unit, judge=_judge_proposing, says="申报奖励")
def propose_reward(
    proposal: Proposal, by: Person, *, at: datetime, basis: str, used_from: date | None = None,
    benefit: int | None = None, checked_by: str = "", split: str = "",
) -> None:  # fmt: skip
    """Say what the suggestion has brought in twelve months of use, checked by finance; the grade follows from the table.

    `benefit` in whole yuan. A suggestion that is kept as a technical reserve has neither benefit nor grade.
    """
    is_reserve = proposal.result_class == RESERVE
    today = timezone.localdate(at)
    if not basis.strip():
        raise Refused("请写明奖励的依据。", rule=rules.REWARD)
    if len(proposal.proposers()) > 1 and not split.strip():
        raise Refused("几个人提出的建议，请写明按贡献怎么分配。", rule=rules.NO_DOUBLE_REWARD)
    grade = None
    if not is_reserve:
        months = rules.REWARD.at(proposal.unit, at).value or 0
        rules.check_benefit(used_from=used_from, today=today, months=months, benefit=benefit, checked_by=checked_by)
        limits = [rule.at(proposal.unit, at).value or 0 for rule in rules.REWARD_GRADES]
        grade = rules.reward_grade(benefit or 0, limits)
    proposal.rewards.create(
        is_reserve=is_reserve, used_from=None if is_reserve else used_from, benefit=None if is_reserve else benefit,
        basis=basis.strip(), checked_by="" if is_reserve else checked_by.strip(), split=split.strip(), grade=grade,
        already=sum(one.paid for one in _standing(proposal)), proposed_by=by, proposed_at=at,
    )  # fmt: skip
    duties.open_duty(
        proposal, kind=kinds.DECIDE_REWARD, says="审定建议奖励", act="proposals.conclude", unit=proposal.unit,
        watcher=proposal.unit, days=rules.REWARD_DECISION.at(proposal.unit, at).value or 0,
        rule=rules.REWARD_DECISION.id, at=at,
    )  # fmt: skip


def _judge_deciding(proposal: Proposal, by: Person, at: datetime) -> None:
    waiting = next((one for one in proposal.rewards.all() if one.is_waiting), None)
    if waiting is None:
        raise Refused("没有等待审定的奖励。", rule=rules.REWARD)
    if by.pk == waiting.proposed_by_id or by in proposal.proposers():
        raise Refused("自己申报或自己提出的建议，由别的领导审定。", rule=rules.OWN_DUTY)


@step(Proposal, leaves=ENDED, needs="proposals.conclude", judge=_judge_deciding, says="审定奖励")
def decide_reward(
    proposal: Proposal, by: Person, *, at: datetime, is_granted: bool, text: str, amount: int | None = None
) -> None:
    """Grant the reward with its amount in whole yuan, or decline it with the reason."""
    reward = next(one for one in proposal.rewards.all() if one.is_waiting)
    if not text.strip():
        raise Refused("请写审定意见，建议人会看到。", rule=rules.REWARD)
    if is_granted and not amount:
        raise Refused("同意奖励的，请写明奖金。", rule=rules.REWARD)
    if is_granted and (amount or 0) <= reward.already:
        raise Refused(
            f"这件建议已经奖励 {reward.already:,} 元，不重复奖励。", rule=rules.NO_DOUBLE_REWARD,
            remedy="请写升级以后应得的全额，只补发差额。",
        )  # fmt: skip
    reward.is_granted, reward.decision = is_granted, text.strip()
    reward.amount = (amount or 0) if is_granted else 0
    reward.decided_by, reward.decided_at = by, at
    reward.save()
    duties.meet(proposal, kinds.DECIDE_REWARD, by, at=at)
    if is_granted:
        duties.open_duty(
            proposal, kind=kinds.PUBLISH_REWARD, says="公布建议奖励", act="proposals.supervise", unit=proposal.unit,
            watcher=proposal.unit, days=rules.REWARD_PUBLICATION.at(proposal.unit, at).value or 0,
            rule=rules.REWARD_PUBLICATION.id, at=at,
        )  # fmt: skip
    notices.reward_decided(proposal, reward)


def _judge_publishing(proposal: Proposal, by: Person, at: datetime) -> None:
    if not any(one.is_to_publish for one in proposal.rewards.all()):
        raise Refused("没有等待公布的奖励。", rule=rules.REWARD)


@step(Proposal, leaves=ENDED, needs="proposals.supervise", judge=_judge_publishing, says="公布奖励")
def publish_reward(proposal: Proposal, by: Person, *, at: datetime) -> None:
    """Let everybody read grade and amount in the public ledger, without any name."""
    reward = next(one for one in proposal.rewards.all() if one.is_to_publish)
    reward.published_at = at
    reward.save()
    duties.meet(proposal, kinds.PUBLISH_REWARD, by, at=at)


def _judge_revoking(proposal: Proposal, by: Person, at: datetime) -> None:
    if not _standing(proposal):
        raise Refused("没有可以撤销的奖励。", rule=rules.FRAUD)


@step(Proposal, leaves=ENDED, needs="proposals.supervise", judge=_judge_revoking, says="撤销奖励")
def revoke_reward(proposal: Proposal, by: Person, *, at: datetime, reason: str) -> None:
    """Withdraw the last reward that stands, for fraud; it is paid back (PRO-61)."""
    if not reason.strip():
        raise Refused("请写明查实的情况。", rule=rules.FRAUD)
    reward = _standing(proposal)[-1]
    reward.revoked_at, reward.revoked_for = at, reason.strip()
    reward.save()
    duties.cancel(proposal, kind=kinds.PUBLISH_REWARD, reason="奖励已撤销", at=at)
    notices.reward_revoked(proposal, reward)
