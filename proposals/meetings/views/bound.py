"""One meeting about matters: which of them, and what was said."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from proposals.models import Proposal
from ymdm.organization.access import signed_in
from ymdm.rulebook import in_force
from ymdm.workflow import steps_of

from .. import rules
from ..models import MatterMeeting


@require_safe
@signed_in
def bound(request: HttpRequest, pk: int) -> HttpResponse:
    """A meeting with those of its matters that one may see; of the others only how many they are."""
    found = get_object_or_404(
        MatterMeeting.objects.visible_to(request.user).select_related("unit", "host", "recorder"), pk=pk
    )
    rows = list(found.bound.select_related("matter__lead_unit", "contact"))
    seen = set(
        Proposal.objects.visible_to(request.user).filter(bound_meetings__meeting=found).values_list("pk", flat=True)
    )
    shown = [row for row in rows if row.matter_id in seen]
    steps = steps_of(MatterMeeting)
    context = {
        "meeting": found,
        "rows": shown,
        "hidden": len(rows) - len(shown),
        # One text for all of them; it is read by whoever reads one of the matters.
        "minutes": next((row.contact.minutes for row in shown if row.contact), ""),
        "may": {verb: steps[verb].is_open(found, request.user) for verb in ("minute", "drop")},
        "rules": in_force((rules.MINUTES,), found.unit, timezone.localdate()),
    }
    return render(request, "meetings/bound.html", context)
