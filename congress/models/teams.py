"""Meetings of a team (班组民主管理会): one note, who was there, what was raised (CON-12)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from ymdm.organization.models import Person, Unit, within_paths


class TeamMeetingQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> TeamMeetingQuerySet:
        """Those of one's own team and of the units above it, and those that one's office watches."""
        watched = within_paths(person.scope("congress.read"), "unit__path")
        return self.filter(watched | Q(unit__in=person.unit.lineage) | Q(recorder=person))


class TeamMeeting(models.Model):
    """What a team talked over. `raised` holds one point a line; photos are attachments."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="team_meetings", verbose_name="班组")
    held_on = models.DateField("日期")
    topic = models.CharField("议题", max_length=80)
    note = models.TextField("记录")
    raised = models.TextField("提出的意见", blank=True)
    recorder = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="记录人")
    present = models.ManyToManyField("organization.Person", related_name="+", verbose_name="到会")
    written_at = models.DateTimeField("登记时间")

    objects = TeamMeetingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "班组民主管理会"
        ordering = ["-held_on", "-pk"]
        indexes = [models.Index(fields=["unit", "-held_on"], name="team_meeting_of_unit")]

    def __str__(self) -> str:
        return f"{self.unit.short}：{self.topic}"

    def get_absolute_url(self) -> str:
        return reverse("congress:team", args=[self.pk])

    @property
    def points(self) -> list[str]:
        return [line.strip() for line in self.raised.splitlines() if line.strip()]
