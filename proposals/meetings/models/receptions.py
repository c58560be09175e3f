"""领导接待日: the schedule, its days, who comes, and what was raised (PRO-65 to PRO-67)."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from ymdm.organization.models import Person

from .recurring import Recurring

MOST_SLOTS = 20


def house_of(person: Person) -> str:
    """The path of the topmost unit above a person: whoever works below it is of the same house."""
    return f"/{person.unit.path.split('/')[1]}/"


class ReceptionScheduleQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> ReceptionScheduleQuerySet:
        """When leaders receive is announced to everybody of the house."""
        return self.filter(unit__path__startswith=house_of(person))

    def running(self) -> ReceptionScheduleQuerySet:
        return self.filter(ended_on=None)


class ReceptionSchedule(Recurring):
    """When a leader receives whoever wants to speak; who stands in for her, and who writes down."""

    unit = models.ForeignKey(
        "organization.Unit", models.PROTECT, related_name="reception_schedules", verbose_name="单位"
    )
    leader = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="接待领导")
    substitute = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="代班领导")
    recorder = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="记录人")
    place = models.CharField("地点", max_length=60)
    begins = models.TimeField("开始时间")
    slots = models.PositiveSmallIntegerField("接待人次")
    slot_minutes = models.PositiveSmallIntegerField("每人次时间")
    from_on = models.DateField("起始日期")
    ended_on = models.DateField("停止日期", null=True, blank=True)

    objects = ReceptionScheduleQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "接待安排"
        ordering = ["pk"]
        constraints = [
            *Recurring.Meta.constraints,
            models.CheckConstraint(name="substitute_is_another_leader", condition=~Q(substitute=F("leader"))),
            models.CheckConstraint(name="recorder_does_not_receive", condition=~Q(recorder=F("leader"))),
            models.CheckConstraint(name="reception_has_slots", condition=Q(slots__gte=1, slots__lte=MOST_SLOTS)),
        ]

    def __str__(self) -> str:
        return f"{self.unit.short}{self.leader}接待日"

    def get_absolute_url(self) -> str:
        return reverse("meetings:schedule", args=[self.pk])


class ReceptionDayQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> ReceptionDayQuerySet:
        """The days are announced; who comes is not (see ReceptionVisit)."""
        return self.filter(schedule__unit__path__startswith=house_of(person))

    def planned(self) -> ReceptionDayQuerySet:
        return self.filter(state=ReceptionDay.State.PLANNED)


class ReceptionDay(models.Model):
    """One day of a schedule. `receiver` is the leader, or the substitute once she stands in."""

    class State(models.TextChoices):
        PLANNED = "planned", "待接待"
        HELD = "held", "已接待"
        CALLED_OFF = "called_off", "不再接待"

    schedule = models.ForeignKey(ReceptionSchedule, models.PROTECT, related_name="days", verbose_name="安排")
    nominal_on = models.DateField("按周期应在")
    on = models.DateField("日期")
    receiver = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="接待人")
    stands_in_because = models.CharField("代班原因", max_length=120, blank=True)
    state = models.CharField("状态", max_length=10, choices=State, default=State.PLANNED)
    held_at = models.DateTimeField("接待结束", null=True)

    objects = ReceptionDayQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "接待日"
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["schedule", "on"], name="one_reception_per_schedule_and_day"),
            models.UniqueConstraint(fields=["schedule", "nominal_on"], name="one_reception_per_turn"),
            models.CheckConstraint(
                name="held_reception_has_its_time",
                condition=Q(state="held", held_at__isnull=False) | ~Q(state="held") & Q(held_at=None),
            ),
        ]
        indexes = [models.Index(fields=["state", "on"], name="reception_by_day")]

    def __str__(self) -> str:
        return f"{self.on:%-m月%-d日}{self.schedule.unit.short}领导接待日"

    def get_absolute_url(self) -> str:
        return reverse("meetings:day", args=[self.pk])

    @property
    def unit(self) -> Any:
        return self.schedule.unit

    @property
    def is_moved(self) -> bool:
        """Whether a holiday moved it."""
        return self.on != self.nominal_on

    @property
    def is_substituted(self) -> bool:
        return self.receiver_id != self.schedule.leader_id

    def begins_at(self, slot: int) -> time:
        """When the slot begins, the first being 1."""
        start = datetime.combine(self.on, self.schedule.begins)
        return (start + timedelta(minutes=self.schedule.slot_minutes * (slot - 1))).time()

    def concerns(self, person: Any) -> bool:
        """Whether `person` receives or writes down on this day, and so may know who comes (PRO-67)."""
        return person.pk in {self.receiver_id, self.schedule.recorder_id}


class ReceptionVisitQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> ReceptionVisitQuerySet:
        """Whoever comes, whoever receives and whoever writes down; nobody else, whatever office (PRO-67)."""
        return self.filter(Q(visitor=person) | Q(day__receiver=person) | Q(day__schedule__recorder=person))

    def standing(self) -> ReceptionVisitQuerySet:
        """Those that were not given up."""
        return self.exclude(state=ReceptionVisit.State.CANCELLED)


class ReceptionVisit(models.Model):
    """Somebody who comes to be received: booked, or on the spot. `str()` of it tells neither who nor what."""

    class State(models.TextChoices):
        BOOKED = "booked", "已预约"
        CANCELLED = "cancelled", "已取消"
        ABSENT = "absent", "没有来"
        RECEIVED = "received", "已接待"
        SIGNED_OFF = "signed_off", "已签结"

    day = models.ForeignKey(ReceptionDay, models.PROTECT, related_name="visits", verbose_name="接待日")
    slot = models.PositiveSmallIntegerField("序号")
    visitor = models.ForeignKey(
        "organization.Person", models.PROTECT, null=True, related_name="reception_visits", verbose_name="来访人"
    )
    # Somebody who is on no roll: retired, a relative.
    visitor_name = models.CharField("来访人姓名", max_length=30, blank=True)
    about = models.CharField("想反映的事", max_length=500, blank=True)
    is_booked = models.BooleanField("预约", default=True)
    state = models.CharField("状态", max_length=10, choices=State, default=State.BOOKED)
    made_at = models.DateTimeField("登记时间")
    received_at = models.DateTimeField("接待时间", null=True)
    signed_off_at = models.DateTimeField("签结时间", null=True)

    objects = ReceptionVisitQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "来访"
        ordering = ["slot", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["day", "slot"], condition=~Q(state="cancelled"), name="one_visit_per_slot"),
            models.UniqueConstraint(
                fields=["day", "visitor"],
                condition=Q(is_booked=True) & ~Q(state="cancelled"),
                name="one_booking_per_day_and_person",
            ),
            models.CheckConstraint(
                name="visitor_is_a_person_or_a_name",
                condition=Q(visitor__isnull=False, visitor_name="") | Q(visitor=None) & ~Q(visitor_name=""),
            ),
            models.CheckConstraint(
                name="visit_received_and_signed_off_have_times",
                condition=Q(state="signed_off", received_at__isnull=False, signed_off_at__isnull=False)
                | Q(state="received", received_at__isnull=False, signed_off_at=None)
                | Q(state__in=["booked", "cancelled", "absent"], received_at=None, signed_off_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day}第 {self.slot} 号来访"

    def get_absolute_url(self) -> str:
        return reverse("meetings:visit", args=[self.pk])

    @property
    def unit(self) -> Any:
        return self.day.unit

    @property
    def who(self) -> str:
        return str(self.visitor) if self.visitor_id else self.visitor_name

    @property
    def begins(self) -> time:
        return self.day.begins_at(self.slot)

    @property
    def is_over(self) -> bool:
        return self.state in {self.State.CANCELLED, self.State.ABSENT, self.State.SIGNED_OFF}


class ReceptionItem(models.Model):
    """One thing that was raised: a matter, answered on the spot or handed on with owner and day (PRO-65)."""

    visit = models.ForeignKey(ReceptionVisit, models.PROTECT, related_name="items", verbose_name="来访")
    text = models.CharField("反映的事", max_length=500)
    solved = models.CharField("当场答复", max_length=500, blank=True)
    matter = models.OneToOneField(
        "proposals.Proposal", models.PROTECT, related_name="reception_item", verbose_name="事项"
    )
    at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = verbose_name_plural = "反映事项"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text

    @property
    def is_answered(self) -> bool:
        return self.matter.replied_on is not None
