"""What the tests of reception days and meetings begin with, by the workflow."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from proposals.meetings import workflow
from proposals.meetings.models import (
    Forum,
    MeetingSeries,
    ReceptionDay,
    ReceptionSchedule,
    ReceptionVisit,
    SeriesMeeting,
)
from tests.factories import House
from ymdm.organization.models import Person
from ymdm.workdays import calendar

SHANGHAI = ZoneInfo("Asia/Shanghai")


def moment(day: date, hour: int = 9) -> datetime:
    return datetime.combine(day, time(hour), SHANGHAI)


def workday(offset: int, start: date | None = None) -> date:
    """The working day `offset` days from today."""
    return calendar().add(start or timezone.localdate(), offset)


def schedule(house: House, *, at: datetime | None = None, **fields: Any) -> ReceptionSchedule:
    """The leader receives every week on the weekday of the third working day from now, six slots of half an hour."""
    today = timezone.localdate(at or timezone.now())
    typed = {
        "leader": house.leader, "substitute": house.leader2, "recorder": house.union, "place": "办公楼一层接待室",
        "begins": time(9), "slots": 6, "slot_minutes": 30, "from_on": today,
    } | fields  # fmt: skip
    if "nth" not in typed:
        typed.setdefault("weekday", workday(3, today).isoweekday())
    return workflow.arrange(house.unit, house.union, at=at, **typed)


def reception(house: House, *, in_days: int = 3) -> ReceptionDay:
    """A reception day `in_days` working days from now."""
    made = schedule(house)
    day = made.days.order_by("on").first()
    assert day is not None
    day.on = day.nominal_on = workday(in_days)
    ReceptionDay.objects.filter(pk=day.pk).update(on=day.on, nominal_on=day.on)
    return ReceptionDay.objects.get(pk=day.pk)


def booked(
    house: House, visitor: Person | None = None, *, slot: int = 1, day: ReceptionDay | None = None
) -> ReceptionVisit:
    day = day or reception(house)
    return workflow.book(
        day.unit, visitor or house.employee, day=day, slot=slot, about="班组宿舍冬天没有暖气，已经说过两年"
    )


def arrived(visit: ReceptionVisit) -> ReceptionVisit:
    """The day of the visit has come."""
    today = timezone.localdate()
    ReceptionDay.objects.filter(pk=visit.day_id).update(on=today, nominal_on=today)
    return ReceptionVisit.objects.get(pk=visit.pk)


def received(house: House, visitor: Person | None = None) -> ReceptionVisit:
    """With one matter in the hands of the logistics department."""
    visit = arrived(booked(house, visitor))
    workflow.hand_on(visit, house.leader, text="班组宿舍没有暖气。", lead=house.logistics, due_on=workday(10))
    return ReceptionVisit.objects.get(pk=visit.pk)


def forum(house: House, *, kind: str = Forum.Kind.FORUM, **fields: Any) -> Forum:
    typed = {
        "kind": kind, "topic": "野外班组的生活条件", "text": "请先听听班组的意见。", "place": "三楼会议室",
        "meets_at": timezone.now() + timedelta(days=3), "host": house.leader, "recorder": house.union,
        "people": [house.employee, house.proposer],
    } | fields  # fmt: skip
    return workflow.call(house.unit, house.union, **typed)


def held(house: House, **fields: Any) -> Forum:
    made = forum(house, **fields)
    workflow.hold(
        made, house.union, held_on=timezone.localdate(), came=[house.employee], minutes="到会的职工谈了宿舍和通勤。"
    )
    return Forum.objects.get(pk=made.pk)


def raised(house: House, text: str = "给南小河沟班组宿舍装暖气。", **fields: Any) -> Forum:
    made = held(house, **fields)
    workflow.note_point(made, house.union, text=text, voice="person", speaker=house.employee)
    return made


def series(house: House, **fields: Any) -> MeetingSeries:
    """A weekly meeting of the union with the leader, on the weekday of the third working day from now."""
    typed = {
        "name": "民主管理工作例会", "chair": house.leader, "recorder": house.union, "members": [house.branch_union, house.head],
        "place": "小会议室", "begins": time(9), "agenda": "通报到期和逾期\n议定督办事项", "from_on": timezone.localdate(),
    } | fields  # fmt: skip
    if "nth" not in typed:
        typed.setdefault("weekday", workday(3).isoweekday())
    return workflow.found(house.unit, house.union, **typed)


def sitting(house: House) -> SeriesMeeting:
    """The first meeting of the series, on its day."""
    made = series(house)
    meeting = made.meetings.order_by("on").first()
    assert meeting is not None
    today = timezone.localdate()
    SeriesMeeting.objects.filter(pk=meeting.pk).update(on=today, nominal_on=today)
    return SeriesMeeting.objects.get(pk=meeting.pk)


def minuted(house: House) -> SeriesMeeting:
    meeting = sitting(house)
    workflow.record_minutes(meeting, house.union, present=[house.leader, house.head], minutes="通报了三件逾期事项。")
    return SeriesMeeting.objects.get(pk=meeting.pk)
