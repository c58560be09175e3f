"""A veto: proposed by an inspector, the unit is heard, the assessment group decides by majority. Never without a hearing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from ymdm.duties import workflow as duties
from ymdm.workflow import SYSTEM, Refused, step

from ...schemes.models import SchemeItem
from .. import kinds, notices
from .. import scoring_rules as rules
from ..models import Assessment, State, Veto
from .scoring import inspector_of


def _only_inspectors(assessment: Assessment, by: Any) -> str:
    return "" if inspector_of(assessment, by) else "一票否决由指定的检查人提出。"


@step(
    Assessment, leaves=[State.SCORING, State.DISPUTED, State.SCORED], only=_only_inspectors, cites=rules.VETO,
    says="提出否决",
)  # fmt: skip
def propose_veto(assessment: Assessment, by: Any, *, at: datetime, item: SchemeItem, reason: str) -> Veto:
    """Propose a veto of the scheme; the unit owes its explanation within five working days."""
    if item.scheme_id != assessment.scheme_id or not item.is_veto:
        raise Refused("不是这个方案的否决项。", rule=rules.VETO)
    if not reason.strip():
        raise Refused("请写明事由和依据。", rule=rules.EVERY)
    if assessment.vetoes.filter(item=item).exists():
        raise Refused(f"“{item.name}”已经提出过。", rule=rules.VETO)
    until, _provisional = duties.due_day(timezone.localdate(at), rules.HEAR_DAYS, unit=assessment.unit)
    made = assessment.vetoes.create(
        item=item, reason=reason.strip()[:500], proposed_by=by, proposed_at=at, hear_until=until
    )
    duties.open_duty(
        made, kind=kinds.HEAR, says="对拟否决事项作说明", act="assessments.fill", unit=assessment.unit,
        watcher=assessment.scheme.unit, days=rules.HEAR_DAYS, rule=rules.VETO.id, at=at,
    )  # fmt: skip
    notices.veto_proposed(made)
    return made


@step(
    Veto, leaves=[Veto.State.PROPOSED], reaches=Veto.State.HEARD, needs="assessments.fill", cites=rules.VETO,
    says="说明",
)  # fmt: skip
def explain_veto(veto: Veto, by: Any, *, at: datetime, text: str) -> None:
    """The unit is heard."""
    veto.heard, veto.heard_by = text.strip(), by
    duties.meet(veto, kinds.HEAR, by, at=at)


def _not_the_proposer(veto: Veto, by: Any) -> str:
    return "" if by is SYSTEM or veto.proposed_by_id != by.pk else "提出否决的人不参加决定。"


def _judge_heard(veto: Veto, by: Any, at: datetime) -> None:
    if veto.state == Veto.State.PROPOSED and timezone.localdate(at) <= veto.hear_until:
        raise Refused(
            f"单位还没有说明，{veto.hear_until:%-m月%-d日}以前不能决定。",
            rule=rules.VETO,
            remedy="请等单位说明，或者到期以后再决定。",
        )


@step(
    Veto, leaves=[Veto.State.PROPOSED, Veto.State.HEARD], reaches=(Veto.State.UPHELD, Veto.State.REFUSED),
    needs="assessments.run", within=lambda veto: veto.assessment.scheme.unit, only=_not_the_proposer, judge=_judge_heard,
    cites=rules.VETO, says="登记否决的决定",
)  # fmt: skip
def decide_veto(veto: Veto, by: Any, *, at: datetime, votes_for: int, votes_against: int, reason: str) -> None:
    """Write down what the assessment group decided: upheld only by more votes for than against."""
    if votes_for + votes_against < 3:
        raise Refused("考评组至少三人表决。", rule=rules.VETO)
    veto.votes_for, veto.votes_against = votes_for, votes_against
    veto.decision, veto.decided_by, veto.decided_at = reason.strip()[:500], by, at
    veto.state = Veto.State.UPHELD if votes_for > votes_against else Veto.State.REFUSED
    duties.cancel(veto, reason="到期没有说明，考评组已经决定", at=at, kind=kinds.HEAR)
    notices.veto_decided(veto)
