"""领导接待日: the schedule, standing in, booking, the day itself (PRO-66, PRO-67)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Max
from django.utils import timezone

from ymdm.duties import workflow as duties
from ymdm.duties.models import Duty
from ymdm.organization.models import Person, Unit
from ymdm.workdays import Workdays, calendar
from ymdm.workflow import SYSTEM, Refused, step

from .. import kinds, notices, rules
from ..models import ReceptionDay, ReceptionSchedule, ReceptionVisit
from ..models.receptions import house_of

# How far ahead days can be booked, in days; how long before a day its leader is told, in working days.
HORIZON, NEAR = 45, 5
State, Visit = ReceptionDay.State, ReceptionVisit.State


def _clock_only(obj: Any, by: Any) -> str:
    return "接待日由系统按周期排出。"


@step(ReceptionSchedule, creates=True, needs="meetings.arrange", says="安排接待日")
def arrange(
    unit: Unit, by: Person, *, at: datetime, leader: Person, substitute: Person, recorder: Person, place: str,
    begins: time, slots: int, slot_minutes: int, from_on: date, weekday: int | None = None, nth: int | None = None,
) -> ReceptionSchedule:  # fmt: skip
    """Announce when a leader receives, with the substitute named in advance; lays out the coming days (PRO-66)."""
    if (weekday is None) == (nth is None):
        raise Refused("请选择每周哪一天，或者每月第几个工作日。", rule=rules.SCHEDULE)
    if from_on < timezone.localdate(at):
        raise Refused("起始日期不能早于今天。", rule=rules.SCHEDULE)
    if leader == substitute:
        raise Refused("代班领导要另选一位。", rule=rules.SCHEDULE)
    for person in (leader, substitute):
        if not person.may("meetings.receive", unit):
            raise Refused(f"{person}不是{unit}的领导，不能接待。", rule=rules.SCHEDULE)
    if not recorder.may("meetings.arrange", unit) or recorder == leader:
        raise Refused("记录人请选一位工会干部。", rule=rules.CONFIDENTIAL)
    schedule = ReceptionSchedule.objects.create(
        unit=unit, leader=leader, substitute=substitute, recorder=recorder, place=place.strip(), begins=begins,
        slots=slots, slot_minutes=slot_minutes, from_on=from_on, weekday=weekday, nth=nth,
    )  # fmt: skip
    _lay_out(schedule, at)
    return schedule


@step(ReceptionSchedule, only=_clock_only, says="排出接待日")
def lay_out(schedule: ReceptionSchedule, by: Any, *, at: datetime) -> int:
    """Write down the days of the coming weeks; returns how many are new. Safe to run again."""
    return _lay_out(schedule, at)


def _lay_out(schedule: ReceptionSchedule, at: datetime) -> int:
    today, workdays = timezone.localdate(at), calendar(schedule.unit)
    if schedule.ended_on is not None:
        return 0
    turns = schedule.recurrence.days(max(schedule.from_on, today), today + timedelta(HORIZON), workdays)
    known = {*schedule.days.values_list("nominal_on", flat=True)}
    taken = {*schedule.days.values_list("on", flat=True)}
    fresh = [
        ReceptionDay(schedule=schedule, nominal_on=nominal, on=on, receiver=schedule.leader)
        for nominal, on in turns
        if nominal not in known and on not in taken and on >= today
    ]
    for day in ReceptionDay.objects.bulk_create(fresh):
        _owe(day, at, workdays)
    return len(fresh)


@step(ReceptionDay, leaves=[State.PLANNED], only=_clock_only, says="通知接待人")
def owe(day: ReceptionDay, by: Any, *, at: datetime) -> None:
    """Tell the receiver some working days before; from then on it is a duty. Safe to run again."""
    _owe(day, at, calendar(day.unit))


def _owe(day: ReceptionDay, at: datetime, workdays: Workdays) -> None:
    today = timezone.localdate(at)
    is_near = workdays.add(day.on, -NEAR) <= today
    if not is_near or Duty.objects.of(day).owed().filter(kind=kinds.RECEIVE).exists():
        return
    duties.open_duty(
        day, kind=kinds.RECEIVE, says="接待来访职工", act="meetings.receive", unit=day.unit, watcher=day.unit,
        person=day.receiver, days=max(0, workdays.between(today, day.on)), due_on=max(day.on, today),
        rule=rules.SCHEDULE.id, at=at,
    )  # fmt: skip


@step(ReceptionSchedule, needs="meetings.arrange", says="停止接待安排")
def end_schedule(schedule: ReceptionSchedule, by: Person, *, at: datetime, reason: str) -> None:
    """Stop a schedule from today on; days to come are called off and whoever booked one is told."""
    if schedule.ended_on is not None:
        raise Refused("这个接待安排已经停止。", rule=rules.SCHEDULE)
    if not reason.strip():
        raise Refused("请写明为什么停止，预约的职工会看到。", rule=rules.SCHEDULE)
    schedule.ended_on = timezone.localdate(at)
    for day in schedule.days.planned().filter(on__gt=schedule.ended_on):
        call_off_day(day, SYSTEM, at=at, reason=reason.strip())


@step(ReceptionDay, leaves=[State.PLANNED], reaches=State.CALLED_OFF, only=_clock_only, says="取消接待日")
def call_off_day(day: ReceptionDay, by: Any, *, at: datetime, reason: str) -> None:
    """End one day with its schedule. A day of a running schedule is held, by the substitute if need be."""
    visits = list(_coming(day))
    day.visits.filter(state=Visit.BOOKED).update(state=Visit.CANCELLED)
    duties.cancel(day, reason=reason, at=at)
    notices.called_off(visits, reason)


@step(ReceptionDay, leaves=[State.PLANNED], only=_clock_only, says="因放假安排改期")
def move(day: ReceptionDay, by: Any, *, at: datetime, on: date) -> None:
    """Move a day after a change of the calendar; bookings stay, and whoever booked is told."""
    before, day.on = day.on, on
    duties.cancel(day, kind=kinds.RECEIVE, reason="因放假安排改期", at=at)
    _owe(day, at, calendar(day.unit))
    notices.moved(day, _coming(day), before)


def _judge_substitute(day: ReceptionDay, by: Any, at: datetime) -> None:
    if day.is_substituted:
        raise Refused(f"已经由{day.receiver}代班。", rule=rules.SCHEDULE)


@step(
    ReceptionDay,
    leaves=[State.PLANNED],
    needs="meetings.arrange",
    judge=_judge_substitute,
    says="改由代班领导接待",
)
def stand_in(day: ReceptionDay, by: Person, *, at: datetime, reason: str) -> None:
    """Let the substitute who was named in advance receive; the duty moves to her and the visitors are told."""
    if not reason.strip():
        raise Refused("请写明原因，预约的职工会看到。", rule=rules.SCHEDULE)
    day.receiver, day.stands_in_because = day.schedule.substitute, reason.strip()
    for duty in Duty.objects.of(day).owed().filter(kind=kinds.RECEIVE):
        duties.hand_over(duty, by, at=at, person=day.receiver, reason=reason.strip())
    notices.stands_in(day, _coming(day))


def _coming(day: ReceptionDay) -> Iterable[ReceptionVisit]:
    return day.visits.filter(state=Visit.BOOKED).select_related("visitor", "day__schedule__unit", "day__receiver")


# --- booking -------------------------------------------------------------------------------------------------


def booking_open(day: ReceptionDay, today: date, days: int, workdays: Workdays) -> bool:
    """Whether the day can still be booked, `days` working days before it at the latest (PRO-67)."""
    return day.state == State.PLANNED and today <= rules.last_booking_day(day.on, days, workdays)


def _same_house(unit: Unit, by: Person) -> str:
    return "" if unit.path.startswith(house_of(by)) else "接待日只面向本局职工。"


@step(ReceptionVisit, creates=True, only=_same_house, says="预约")
def book(unit: Unit, by: Person, *, at: datetime, day: ReceptionDay, slot: int, about: str = "") -> ReceptionVisit:
    """Book a free slot for oneself, in time. Rule PRO-67."""
    day = (
        ReceptionDay.objects.select_for_update(of=("self",)).select_related("schedule__unit", "receiver").get(pk=day.pk)
    )
    law, today, workdays = rules.BOOKING.at(unit, at), timezone.localdate(at), calendar(unit)
    if day.state != State.PLANNED:
        raise Refused(f"{day}{day.get_state_display()}，不能再预约。", rule=law)
    if not booking_open(day, today, law.value or 0, workdays):
        last = rules.last_booking_day(day.on, law.value or 0, workdays)
        raise Refused(f"{day}最晚 {last:%-m月%-d日} 预约，已经过了。当天可以直接来，排在预约的职工之后。", rule=law)
    if by.pk in {day.receiver_id, day.schedule.recorder_id}:
        raise Refused("您是这一天的接待人或记录人，不能预约。", rule=law)
    standing = list(day.visits.standing())
    if any(visit.visitor_id == by.pk for visit in standing):
        raise Refused("您已经预约了这一天。", rule=law)
    if not 1 <= slot <= day.schedule.slots:
        raise Refused("没有这个时段，请另选。", rule=law)
    if any(visit.slot == slot for visit in standing):
        raise Refused("这个时段刚刚被预约了，请另选一个。", rule=law)
    visit = ReceptionVisit.objects.create(day=day, slot=slot, visitor=by, about=about.strip(), made_at=at)
    notices.booked(visit)
    return visit


def _only_visitor(visit: ReceptionVisit, by: Person) -> str:
    return "" if visit.visitor_id == by.pk else "预约只能由本人取消。"


@step(ReceptionVisit, leaves=[Visit.BOOKED], reaches=Visit.CANCELLED, only=_only_visitor, says="取消预约")
def cancel(visit: ReceptionVisit, by: Person, *, at: datetime) -> None:
    """Give the own booking up; the slot is free again at once."""


def only_concerned(obj: ReceptionDay | ReceptionVisit, by: Person) -> str:
    """Only whoever receives and whoever writes down (PRO-67)."""
    day = obj if isinstance(obj, ReceptionDay) else obj.day
    return "" if day.concerns(by) else "来访登记只能由当天的接待人和记录人办理。"


def _judge_begun(obj: ReceptionDay | ReceptionVisit, by: Any, at: datetime) -> None:
    day = obj if isinstance(obj, ReceptionDay) else obj.day
    if timezone.localdate(at) < day.on:
        raise Refused(f"接待日是{day.on:%-m月%-d日}，还没有到。", rule=rules.SCHEDULE)


@step(ReceptionDay, leaves=[State.PLANNED], only=only_concerned, judge=_judge_begun, says="登记临时来访")
def walk_in(
    day: ReceptionDay, by: Person, *, at: datetime, visitor: Person | None = None, visitor_name: str = ""
) -> ReceptionVisit:
    """Put somebody who comes without a booking behind those who booked."""
    if visitor is None and not visitor_name.strip():
        raise Refused("请填写来访人。", rule=rules.CONFIDENTIAL)
    last = day.visits.aggregate(last=Max("slot"))["last"] or 0
    return ReceptionVisit.objects.create(
        day=day, slot=max(last, day.schedule.slots) + 1, visitor=visitor,
        visitor_name="" if visitor else visitor_name.strip()[:30], is_booked=False, made_at=at,
    )  # fmt: skip


def _judge_finished(day: ReceptionDay, by: Any, at: datetime) -> None:
    _judge_begun(day, by, at)
    waiting = sum(visit.state == Visit.BOOKED for visit in day.visits.all())
    if waiting:
        raise Refused(
            f"还有 {waiting} 位来访的职工没有登记，请逐位登记结果，没有来的登记“没有来”。", rule=rules.FIRST_RECEIVER
        )


@step(
    ReceptionDay,
    leaves=[State.PLANNED],
    reaches=State.HELD,
    only=only_concerned,
    judge=_judge_finished,
    says="结束接待",
)
def finish(day: ReceptionDay, by: Person, *, at: datetime) -> None:
    """End the day once everybody in the queue is accounted for; what was promised goes on as matters."""
    day.held_at = at
    duties.meet(day, kinds.RECEIVE, by, at=at)
