"""例会: a series that comes round, its meetings with minutes, and what each resolved with owner and day."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from ymdm.organization.models import Person, within_paths

from .receptions import house_of
from .recurring import Recurring


class MeetingSeriesQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> MeetingSeriesQuerySet:
        """That there is such a series, and what it resolved, everybody of the house may know."""
        return self.filter(unit__path__startswith=house_of(person))

    def running(self) -> MeetingSeriesQuerySet:
        return self.filter(ended_on=None)


class MeetingSeries(Recurring):
    """A meeting that is held again and again: when, who leads, who writes down, what stands on its agenda."""

    unit = models.ForeignKey("organization.Unit", models.PROTECT, related_name="meeting_series", verbose_name="单位")
    name = models.CharField("名称", max_length=60)
    chair = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="主持人")
    recorder = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="记录人")
    members = models.ManyToManyField("organization.Person", related_name="+", verbose_name="成员")
    place = models.CharField("地点", max_length=60)
    begins = models.TimeField("开始时间")
    agenda = models.TextField("固定议程")
    from_on = models.DateField("起始日期")
    ended_on = models.DateField("停止日期", null=True, blank=True)

    objects = MeetingSeriesQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "例会"
        ordering = ["pk"]
        constraints = [*Recurring.Meta.constraints]

    def __str__(self) -> str:
        return f"{self.unit.short}{self.name}"

    def get_absolute_url(self) -> str:
        return reverse("meetings:series", args=[self.pk])


class SeriesMeetingQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> SeriesMeetingQuerySet:
        """What is planned: the members and those who watch; what was held or skipped: everybody of the house."""
        members = MeetingSeries.members.through.objects
        mine = members.filter(meetingseries=OuterRef("series"), person=person)
        over = ~Q(state=SeriesMeeting.State.PLANNED) & Q(series__unit__path__startswith=house_of(person))
        runs = Q(series__chair=person) | Q(series__recorder=person)
        watched = within_paths(person.scope("meetings.read"), "series__unit__path")
        return self.filter(watched | runs | over | Q(Exists(mine)))

    def planned(self) -> SeriesMeetingQuerySet:
        return self.filter(state=SeriesMeeting.State.PLANNED)


class SeriesMeeting(models.Model):
    """One meeting of a series: planned, held with minutes, or skipped with the reason."""

    class State(models.TextChoices):
        PLANNED = "planned", "待召开"
        HELD = "held", "已召开"
        SKIPPED = "skipped", "没有召开"

    series = models.ForeignKey(MeetingSeries, models.PROTECT, related_name="meetings", verbose_name="例会")
    nominal_on = models.DateField("按周期应在")
    on = models.DateField("日期")
    state = models.CharField("状态", max_length=10, choices=State, default=State.PLANNED)
    present = models.ManyToManyField("organization.Person", related_name="+", verbose_name="到会")
    minutes = models.TextField("会议记录", blank=True)
    reason = models.CharField("没有召开的原因", max_length=200, blank=True)
    settled_at = models.DateTimeField("登记时间", null=True)

    objects = SeriesMeetingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "例会会次"
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["series", "on"], name="one_meeting_per_series_and_day"),
            models.UniqueConstraint(fields=["series", "nominal_on"], name="one_meeting_per_turn"),
            models.CheckConstraint(
                name="series_meeting_held_with_minutes_or_skipped_with_reason",
                condition=Q(state="planned", minutes="", reason="", settled_at=None)
                | Q(state="held", reason="", settled_at__isnull=False) & ~Q(minutes="")
                | Q(state="skipped", minutes="", settled_at__isnull=False) & ~Q(reason=""),
            ),
        ]
        indexes = [models.Index(fields=["state", "on"], name="series_meeting_by_day")]

    def __str__(self) -> str:
        return f"{self.on:%-m月%-d日}{self.series}"

    def get_absolute_url(self) -> str:
        return reverse("meetings:meeting", args=[self.pk])

    @property
    def unit(self) -> Any:
        return self.series.unit

    @property
    def is_moved(self) -> bool:
        return self.on != self.nominal_on


class ActionItem(models.Model):
    """What a meeting resolved, with somebody who does it by a day; done once she has reported what came of it."""

    meeting = models.ForeignKey(SeriesMeeting, models.PROTECT, related_name="actions", verbose_name="会次")
    text = models.CharField("议定事项", max_length=300)
    owner = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="责任人")
    due_on = models.DateField("完成日期")
    result = models.CharField("完成情况", max_length=500, blank=True)
    done_at = models.DateTimeField("完成时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "议定事项"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="action_done_with_its_result",
                condition=Q(done_at=None, result="") | Q(done_at__isnull=False) & ~Q(result=""),
            )
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return self.meeting.get_absolute_url()

    @property
    def unit(self) -> Any:
        return self.meeting.unit
