"""A series with its meetings, and one meeting with its minutes and what it resolved."""

from __future__ import annotations

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ymdm.duties.models import Duty, lit
from ymdm.organization.access import signed_in
from ymdm.rulebook import in_force
from ymdm.workflow import steps_of

from .. import rules
from ..forms.series import ActionForm
from ..models import ActionItem, MeetingSeries, SeriesMeeting


@require_safe
@signed_in
def series(request: HttpRequest, pk: int) -> HttpResponse:
    """One series: its turn, its agenda, its meetings as far as one may see them."""
    found = get_object_or_404(
        MeetingSeries.objects.visible_to(request.user).select_related("unit", "chair", "recorder"), pk=pk
    )
    meetings = list(SeriesMeeting.objects.visible_to(request.user).filter(series=found).order_by("-on")[:60])
    context = {
        "series": found,
        "agenda": found.agenda.splitlines(),
        "members": found.members.select_related("unit").order_by("pinyin", "pk"),
        "meetings": meetings,
        "may_end": found.ended_on is None and request.user.may("meetings.arrange", found.unit),
        "rules": in_force((rules.MINUTES,), found.unit, timezone.localdate()),
    }
    return render(request, "meetings/series.html", context)


@require_safe
@signed_in
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting. What it resolved is everybody's; minutes and attendance are for members and those who watch."""
    actions = Prefetch("actions", ActionItem.objects.select_related("owner__unit"))
    found = get_object_or_404(
        SeriesMeeting.objects.visible_to(request.user)
        .select_related("series__unit", "series__chair", "series__recorder")
        .prefetch_related(actions, "series__members", "present"),
        pk=pk,
    )
    steps, today = steps_of(SeriesMeeting), timezone.localdate()
    may = {verb: steps[verb].is_open(found, request.user) for verb in ("record_minutes", "skip", "add_action")}
    runs = not steps["skip"].authority(found, request.user)
    is_member = any(person.pk == request.user.pk for person in found.series.members.all())
    duty = lit(Duty.objects.of(found).owed().select_related("unit", "person")[:1]) if runs else []
    context = {
        "meeting": found,
        "agenda": found.series.agenda.splitlines(),
        "actions": [
            {
                "item": item,
                "is_late": item.done_at is None and item.due_on < today,
                "may_report": item.done_at is None and (runs or item.owner_id == request.user.pk),
            }
            for item in found.actions.all()
        ],
        "may": may,
        "is_inside": is_member or runs or request.user.may("meetings.read", found.unit),
        "add": ActionForm(obj=found, person=request.user) if may["add_action"] else None,
        "duty": duty[0] if duty else None,
        "rules": in_force((rules.MINUTES,), found.unit, today),
    }
    return render(request, "meetings/meeting.html", context)
