"""Days that proposals keep beside their duties, and that move with the calendar (CAL-07, CAL-08)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from ymdm.duties.models import Duty
from ymdm.duties.workflow import due_day
from ymdm.workdays.rules import recomputed

from . import kinds, rules
from .models import Assignment, ExtensionRequest, Proposal


def take_over(moved: Iterable[Duty]) -> None:
    """Let a proposal, and an extension that was granted, bear the new day of the reply. Named in settings."""
    days = {duty.subject_id: duty.due_on for duty in moved if duty.kind == kinds.REPLY}
    proposals = list(Proposal.objects.filter(pk__in=days).exclude(reply_due_on=None))
    for proposal in proposals:
        proposal.reply_due_on = days[proposal.pk]
    Proposal.objects.bulk_update(proposals, ["reply_due_on"], batch_size=100)
    granted = list(ExtensionRequest.objects.filter(proposal__in=days, is_approved=True))
    for request in granted:
        request.new_due_on = days[request.proposal_id]
    ExtensionRequest.objects.bulk_update(granted, ["new_due_on"], batch_size=100)


def recount_windows() -> None:
    """Count the running windows for handing an assignment back anew (PRO-24). Named in settings."""
    today = timezone.localdate()
    running = list(Assignment.objects.filter(ended_at=None, object_until__gte=today).select_related("proposal__unit"))
    laws: dict[tuple[int, date], int] = {}
    for row in running:
        day, unit = timezone.localdate(row.assigned_at), row.proposal.unit
        if (unit.pk, day) not in laws:
            laws[unit.pk, day] = rules.OBJECTION.at(unit, day).value or 0
        window, _ = due_day(day, laws[unit.pk, day])
        row.object_until = recomputed(row.object_until, window, today)
    Assignment.objects.bulk_update(running, ["object_until"], batch_size=100)
