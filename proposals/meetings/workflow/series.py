"""例会: founding a series, its minutes, what was skipped and why, and what was resolved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from ymdm.duties import workflow as duties
from ymdm.duties.models import Duty
from ymdm.organization.models import Person, Unit
from ymdm.workdays import Workdays, calendar
from ymdm.workflow import Refused, step

from .. import kinds, notices, rules
from ..models import ActionItem, MeetingSeries, SeriesMeeting
from .receptions import HORIZON, NEAR, _clock_only

State = SeriesMeeting.State


@step(MeetingSeries, creates=True, needs="meetings.arrange", says="设立例会")
def found(
    unit: Unit, by: Person, *, at: datetime, name: str, chair: Person, recorder: Person, members: Sequence[Person],
    place: str, begins: time, agenda: str, from_on: date, weekday: int | None = None, nth: int | None = None,
) -> MeetingSeries:  # fmt: skip
    """Found a series with its turn and its standing agenda; lays out the coming meetings."""
    if (weekday is None) == (nth is None):
        raise Refused("请选择每周哪一天，或者每月第几个工作日。", rule=rules.MINUTES)
    if not agenda.strip():
        raise Refused("请写明议程，每行一项。", rule=rules.MINUTES)
    if not members:
        raise Refused("请填写成员。", rule=rules.MINUTES)
    if from_on < timezone.localdate(at):
        raise Refused("起始日期不能早于今天。", rule=rules.MINUTES)
    series = MeetingSeries.objects.create(
        unit=unit, name=name.strip(), chair=chair, recorder=recorder, place=place.strip(), begins=begins,
        agenda=agenda.strip(), from_on=from_on, weekday=weekday, nth=nth,
    )  # fmt: skip
    series.members.set({*members, chair, recorder})
    _lay_out(series, at)
    return series


@step(MeetingSeries, only=_clock_only, says="排出会次")
def lay_out_series(series: MeetingSeries, by: Any, *, at: datetime) -> int:
    """Write down the meetings of the coming weeks; returns how many are new. Safe to run again."""
    return _lay_out(series, at)


def _lay_out(series: MeetingSeries, at: datetime) -> int:
    today, workdays = timezone.localdate(at), calendar(series.unit)
    if series.ended_on is not None:
        return 0
    known = {day for pair in series.meetings.values_list("nominal_on", "on") for day in pair}
    turns = series.recurrence.days(max(series.from_on, today), today + timedelta(HORIZON), workdays)
    fresh = [
        SeriesMeeting(series=series, nominal_on=nominal, on=on)
        for nominal, on in turns
        if nominal not in known and on not in known
    ]
    for meeting in SeriesMeeting.objects.bulk_create(fresh):
        _owe(meeting, at, workdays)
    return len(fresh)


@step(SeriesMeeting, leaves=[State.PLANNED], only=_clock_only, says="通知记录人")
def owe_meeting(meeting: SeriesMeeting, by: Any, *, at: datetime) -> None:
    """From some working days before, minutes or the reason why not are a duty. Safe to run again."""
    _owe(meeting, at, calendar(meeting.unit))


def _owe(meeting: SeriesMeeting, at: datetime, workdays: Workdays) -> None:
    today = timezone.localdate(at)
    if workdays.add(meeting.on, -NEAR) > today or Duty.objects.of(meeting).owed().filter(kind=kinds.HOLD).exists():
        return
    duties.open_duty(
        meeting, kind=kinds.HOLD, says="开例会并登记记录，没有开的写明原因", act="meetings.arrange", unit=meeting.unit,
        watcher=meeting.unit, person=meeting.series.recorder, days=max(0, workdays.between(today, meeting.on)),
        due_on=max(meeting.on, today), rule=rules.MINUTES.id, at=at,
    )  # fmt: skip


@step(SeriesMeeting, leaves=[State.PLANNED], only=_clock_only, says="因放假安排改期")
def move_meeting(meeting: SeriesMeeting, by: Any, *, at: datetime, on: date) -> None:
    """Move a meeting after a change of the calendar."""
    meeting.on = on
    duties.cancel(meeting, kind=kinds.HOLD, reason="因放假安排改期", at=at)
    _owe(meeting, at, calendar(meeting.unit))


@step(MeetingSeries, needs="meetings.arrange", says="停止例会")
def end_series(series: MeetingSeries, by: Person, *, at: datetime, reason: str) -> None:
    """Stop a series from today on; meetings to come are taken off, those of the past stay owed."""
    if series.ended_on is not None:
        raise Refused("这个例会已经停止。", rule=rules.MINUTES)
    if not reason.strip():
        raise Refused("请写明为什么停止。", rule=rules.MINUTES)
    series.ended_on = timezone.localdate(at)
    for meeting in series.meetings.planned().filter(on__gt=series.ended_on):
        duties.cancel(meeting, reason=reason.strip(), at=at)
        meeting.state, meeting.reason, meeting.settled_at = State.SKIPPED, f"例会停止：{reason.strip()}"[:200], at
        meeting.save()


def _only_runners(obj: SeriesMeeting | ActionItem, by: Person) -> str:
    meeting = obj if isinstance(obj, SeriesMeeting) else obj.meeting
    runs = by.pk in {meeting.series.chair_id, meeting.series.recorder_id} or by.may("meetings.arrange", meeting.unit)
    return "" if runs else "例会由主持人、记录人和工会登记。"


def _judge_day(meeting: SeriesMeeting, by: Any, at: datetime) -> None:
    if timezone.localdate(at) < meeting.on:
        raise Refused(f"例会是{meeting.on:%-m月%-d日}，还没有到。", rule=rules.MINUTES)


@step(
    SeriesMeeting,
    leaves=[State.PLANNED],
    reaches=State.HELD,
    only=_only_runners,
    judge=_judge_day,
    says="登记会议记录",
)
def record_minutes(
    meeting: SeriesMeeting, by: Person, *, at: datetime, present: Sequence[Person], minutes: str
) -> None:
    """Write down who was there and what was said. Refuses a meeting without minutes or without anybody."""
    if not minutes.strip():
        raise Refused("没有会议记录的会不能登记为已召开，请填写记录。", rule=rules.MINUTES)
    if not present:
        raise Refused("请登记到会的人。", rule=rules.MINUTES)
    meeting.present.set(present)
    meeting.minutes, meeting.settled_at = minutes.strip(), at
    duties.meet(meeting, kinds.HOLD, by, at=at)


@step(SeriesMeeting, leaves=[State.PLANNED], reaches=State.SKIPPED, only=_only_runners, says="登记没有召开")
def skip(meeting: SeriesMeeting, by: Person, *, at: datetime, reason: str) -> None:
    """Say why a meeting was or will not be held; chair, members and those who watch are told."""
    if not reason.strip():
        raise Refused("没有召开的，请写明原因，成员和工会会看到。", rule=rules.MINUTES)
    meeting.reason, meeting.settled_at = reason.strip()[:200], at
    duties.meet(meeting, kinds.HOLD, by, at=at)
    notices.skipped(meeting)


@step(SeriesMeeting, leaves=[State.HELD], only=_only_runners, says="登记议定事项")
def add_action(
    meeting: SeriesMeeting, by: Person, *, at: datetime, text: str, owner: Person | None, due_on: date | None
) -> ActionItem:
    """Write down what was resolved; it is a duty of `owner` until `due_on`. Refuses one without either."""
    if not text.strip():
        raise Refused("请写明议定了什么事。", rule=rules.MINUTES)
    if owner is None or due_on is None:
        raise Refused("议定事项要有责任人和完成日期。", rule=rules.MINUTES)
    today = timezone.localdate(at)
    if due_on <= today:
        raise Refused("完成日期要晚于今天。", rule=rules.MINUTES)
    item = meeting.actions.create(text=text.strip(), owner=owner, due_on=due_on)
    duties.open_duty(
        item, kind=kinds.ACTION, says="办理例会议定事项", act="meetings.arrange", unit=meeting.unit, watcher=meeting.unit,
        person=owner, is_own=True, days=max(0, calendar().between(today, due_on)), due_on=due_on, rule=rules.MINUTES.id, at=at,
    )  # fmt: skip
    return item


def _only_owner(item: ActionItem, by: Person) -> str:
    if item.owner_id == by.pk or not _only_runners(item, by):
        return ""
    return f"完成情况由责任人{item.owner}填报。"


def _judge_undone(item: ActionItem, by: Any, at: datetime) -> None:
    if item.done_at is not None:
        raise Refused("这件事已经填报完成。", rule=rules.MINUTES)


@step(ActionItem, only=_only_owner, judge=_judge_undone, says="填报完成情况")
def report_action(item: ActionItem, by: Person, *, at: datetime, result: str) -> None:
    """Say what came of what was resolved, by its owner or whoever runs the series."""
    if not result.strip():
        raise Refused("请写明办成了什么。", rule=rules.MINUTES)
    item.result, item.done_at = result.strip()[:500], at
    duties.meet(item, kinds.ACTION, by, at=at)
