"""One talk: who came, its minutes, each point with its owner, day and answer."""

from __future__ import annotations

from datetime import date

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from proposals.models import Reply
from ymdm.duties.models import Duty, lit
from ymdm.organization.access import signed_in
from ymdm.rulebook import in_force
from ymdm.workflow import steps_of

from .. import rules
from ..forms.forums import NotePointForm
from ..models import Attendee, Forum, ForumPoint


@require_safe
@signed_in
def forum(request: HttpRequest, pk: int) -> HttpResponse:
    """A talk with its points and their answers; who came and the minutes are for those who were called or watch."""
    replies = Prefetch("matter__replies", Reply.objects.signed())
    points = ForumPoint.objects.select_related(
        "speaker", "matter__lead_unit", "forum__delegation", "item"
    ).prefetch_related(replies)
    found = get_object_or_404(
        Forum.objects.visible_to(request.user)
        .select_related("unit", "host", "recorder", "session__term", "delegation")
        .prefetch_related(
            Prefetch("attendees", Attendee.objects.select_related("person__unit")), Prefetch("points", points)
        ),
        pk=pk,
    )
    today = timezone.localdate()
    rows = [row_of(point, today) for point in found.points.all()]
    steps = steps_of(Forum)
    may = {verb: steps[verb].is_open(found, request.user) for verb in ("hold", "note_point", "complete", "call_off")}
    attends = any(row.person_id == request.user.pk for row in found.attendees.all())
    runs = not steps["complete"].authority(found, request.user)
    duty = lit(Duty.objects.of(found).owed().select_related("unit", "person")[:1]) if runs else []
    closing = found.session.held_on if found.session else None
    context = {
        "forum": found,
        "points": rows,
        "may": may,
        "runs": runs,
        "is_inside": attends or runs or request.user.may("meetings.read", found.unit),
        "note": NotePointForm(obj=found, person=request.user) if may["note_point"] else None,
        "duty": duty[0] if duty else None,
        "came": sum(row.came is True for row in found.attendees.all()),
        "open": sum(row["point"].matter_id is None for row in rows),
        "answered": sum(row["reply"] is not None for row in rows),
        # Floor opinions are answered before or at the closing of the session (proposals.md 1).
        "unanswered_at_closing": unanswered_on(rows, closing) if closing and closing < today else 0,
        "rules": in_force((rules.POINTS, rules.REPLY, rules.MINUTES), found.unit, today),
    }
    return render(request, "meetings/forum.html", context)


def row_of(point: ForumPoint, today: date) -> dict:
    """A point with the last signed reply to its matter."""
    matter = point.matter
    replies = list(matter.replies.all()) if matter else []
    late = bool(matter and not matter.replied_on and matter.reply_due_on and matter.reply_due_on < today)
    return {"point": point, "matter": matter, "reply": replies[-1] if replies else None, "is_late": late}


def unanswered_on(rows: list[dict], closing: date) -> int:
    """How many points had no answer on the day on which the session closed."""
    return sum(not (row["matter"] and row["matter"].replied_on and row["matter"].replied_on <= closing) for row in rows)
