"""What changes about proposals when the organisation does: another leader in charge, a unit that is closed (F105)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType

from ymdm.duties.models import Duty
from ymdm.ledger.record import record
from ymdm.organization.models import Person, Unit
from ymdm.workflow import Refused

from .models import Assignment, Proposal
from .models.states import ENDED


def new_leader(subject: Any, before: Person, after: Person, by: Any, at: datetime) -> None:
    """Let a proposal bear the name of its new leader in charge. Named in settings."""
    if isinstance(subject, Proposal) and Proposal.objects.filter(pk=subject.pk, leader=before).update(leader=after):
        record(
            "proposals.new_leader", subject, by, says=f"分管领导由{before}变更为{after}"[:40], at=at, unit=subject.unit,
            payload={"before": str(before), "after": str(after)},
        )  # fmt: skip


def unit_closed(unit: Unit, successor: Unit, by: Any, at: datetime) -> None:
    """Put the successor in the place of a closed unit in whatever it still handles. Named in settings.

    Refuses where the unit has open proposals of its own congress, and where both handle one proposal.
    """
    own = Proposal.objects.filter(unit=unit).exclude(state__in=ENDED).count()
    if own:
        raise Refused(f"{unit}的职工代表大会还有 {own} 件提案没有办结。", remedy="请先办结，再撤销单位。")
    handled = list(
        Proposal.objects.select_for_update()
        .filter(pk__in=Assignment.objects.filter(unit=unit, ended_at=None).values("proposal"))
        .exclude(state__in=ENDED)
        .order_by("pk")
    )
    # A promise of a closed proposal is still owed by whoever was in the lead.
    promised = list(
        Proposal.objects.select_for_update().filter(lead_unit=unit, state__in=ENDED, pk__in=_owing(unit)).order_by("pk")
    )
    both = (
        Assignment.objects.filter(proposal__in=handled, unit=successor, ended_at=None)
        .select_related("proposal")
        .first()
    )
    if both is not None:
        raise Refused(
            f"{both.proposal}由{unit}和{successor}共同办理，不能合到一个单位。", remedy="请先改派其中一个，再撤销单位。"
        )
    Assignment.objects.filter(proposal__in=handled, unit=unit, ended_at=None).update(unit=successor)
    for proposal in [*handled, *promised]:
        if proposal.lead_unit_id == unit.pk:
            Proposal.objects.filter(pk=proposal.pk).update(lead_unit=successor)
        record(
            "proposals.unit_closed", proposal, by, says=f"{unit}撤销，由{successor}接着办"[:40], at=at, unit=successor,
            payload={"before": str(unit), "after": str(successor)},
        )  # fmt: skip


def _owing(unit: Unit) -> Any:
    kind = ContentType.objects.get_for_model(Proposal)
    return Duty.objects.owed().filter(unit=unit, subject_type=kind).values("subject_id")
