"""What time and the calendar bring: the coming days, telling who has to receive, days that a notice moved."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from ymdm.duties.models import Duty
from ymdm.workdays import calendar
from ymdm.workflow import SYSTEM, Refused

from . import kinds, workflow
from .models import MeetingSeries, ReceptionDay, ReceptionSchedule, SeriesMeeting
from .workflow.receptions import HORIZON, NEAR


def plan_all(at: datetime | None = None) -> int:
    """Lay out the days of the coming weeks and tell those whose day is near; returns how many were new or told.

    Selects by what is missing, so a missed night loses nothing and a second run changes nothing.
    """
    at = at or timezone.now()
    done = 0
    for plan in ReceptionSchedule.objects.running().select_related("unit"):
        if _lacks_days(plan, plan.days.all(), at):
            done += workflow.lay_out(plan, SYSTEM, at=at)
    for series in MeetingSeries.objects.running().select_related("unit"):
        if _lacks_days(series, series.meetings.all(), at):
            done += workflow.lay_out_series(series, SYSTEM, at=at)
    for day in _untold(ReceptionDay.objects.planned().select_related("schedule__unit"), kinds.RECEIVE, at):
        workflow.owe(day, SYSTEM, at=at)
        done += 1
    for meeting in _untold(SeriesMeeting.objects.planned().select_related("series__unit"), kinds.HOLD, at):
        workflow.owe_meeting(meeting, SYSTEM, at=at)
        done += 1
    return done


def _lacks_days(plan: Any, days: Any, at: datetime) -> bool:
    today = timezone.localdate(at)
    known = {day for pair in days.values_list("nominal_on", "on") for day in pair}
    turns = plan.recurrence.days(max(plan.from_on, today), today + timedelta(HORIZON), calendar(plan.unit))
    return any(nominal not in known and on not in known for nominal, on in turns)


def _untold(rows: Any, kind: str, at: datetime) -> list[Any]:
    """Those whose day is near and whose duty was not opened yet."""
    today = timezone.localdate(at)
    subject = ContentType.objects.get_for_model(rows.model)
    owed = Duty.objects.owed().filter(subject_type=subject, kind=kind).values("subject_id")
    near = rows.filter(on__lte=today + timedelta(NEAR * 3)).exclude(pk__in=owed)
    return [row for row in near if calendar(row.unit).add(row.on, -NEAR) <= today]


def after_calendar_change() -> int:
    """Move the days to come that a change of the calendar touches; returns how many. Named in settings."""
    today, moved = timezone.localdate(), 0
    for day in ReceptionDay.objects.planned().filter(on__gt=today).select_related("schedule__unit"):
        wanted = _wanted(day, day.schedule, day.schedule.days.all())
        moved += wanted > today and wanted != day.on and _moved(workflow.move, day, wanted)
    for meeting in SeriesMeeting.objects.planned().filter(on__gt=today).select_related("series__unit"):
        wanted = _wanted(meeting, meeting.series, meeting.series.meetings.all())
        moved += wanted > today and wanted != meeting.on and _moved(workflow.move_meeting, meeting, wanted)
    return moved


def _wanted(row: Any, plan: Any, others: Any) -> date:
    """The day on which the calendar as it is now puts this turn, behind those that stand there already."""
    workdays = calendar(row.unit)
    if plan.nth is not None:  # the n-th working day itself is counted anew
        wanted = workdays.add(row.nominal_on.replace(day=1) - timedelta(1), plan.nth)
    else:
        wanted = row.nominal_on if workdays.is_workday(row.nominal_on) else workdays.add(row.nominal_on, 1)
    while others.exclude(pk=row.pk).filter(on=wanted).exists():
        wanted = workdays.add(wanted, 1)
    return wanted


def _moved(step: Any, row: Any, on: date) -> bool:
    try:
        step(row, SYSTEM, on=on)
    except Refused:  # held in this very moment
        return False
    return True
