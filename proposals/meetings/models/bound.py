"""专题会、协商会、推进会: a meeting about matters that are under way; its minutes are the contacts of those matters (PRO-27)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from ymdm.organization.models import Person, within_paths

from ...models import Contact, Proposal


class MatterMeetingQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> MatterMeetingQuerySet:
        """Whoever sees one of its matters, whoever runs it, and those who watch over the unit."""
        of_mine = BoundMatter.objects.filter(matter__in=Proposal.objects.visible_to(person)).values("meeting")
        runs = Q(host=person) | Q(recorder=person)
        return self.filter(within_paths(person.scope("meetings.read"), "unit__path") | runs | Q(pk__in=of_mine))


class MatterMeeting(models.Model):
    """A meeting called about one or several matters. None of them can be closed while its minutes are owed."""

    FORMS = [
        (Contact.Form.TOPIC_MEETING.value, "专题会"),
        (Contact.Form.CONSULTATION_MEETING.value, "协商会"),
        (Contact.Form.PUSH_MEETING.value, "推进会"),
    ]

    class State(models.TextChoices):
        CALLED = "called", "已通知"
        HELD = "held", "已召开"
        CALLED_OFF = "called_off", "已取消"

    unit = models.ForeignKey("organization.Unit", models.PROTECT, related_name="matter_meetings", verbose_name="单位")
    form = models.CharField("形式", max_length=24, choices=FORMS)
    meets_at = models.DateTimeField("时间")
    place = models.CharField("地点", max_length=60)
    host = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="主持人")
    recorder = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="记录人")
    people = models.CharField("参加人", max_length=200)
    state = models.CharField("状态", max_length=12, choices=State, default=State.CALLED)
    called_at = models.DateTimeField("通知时间")
    held_on = models.DateField("召开日期", null=True)
    called_off_because = models.CharField("取消原因", max_length=200, blank=True)

    objects = MatterMeetingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "专题会"
        ordering = ["-meets_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="matter_meeting_held_on_a_day",
                condition=Q(state="held", held_on__isnull=False) | ~Q(state="held") & Q(held_on=None),
            ),
            models.CheckConstraint(
                name="matter_meeting_called_off_with_reason",
                condition=Q(state="called_off") & ~Q(called_off_because="")
                | ~Q(state="called_off") & Q(called_off_because=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{timezone.localdate(self.meets_at):%-m月%-d日}{self.get_form_display()}"

    def get_absolute_url(self) -> str:
        return reverse("meetings:bound", args=[self.pk])


class BoundMatter(models.Model):
    """A matter on the table of a meeting, and the contact that holds what was said about it."""

    meeting = models.ForeignKey(MatterMeeting, models.PROTECT, related_name="bound", verbose_name="会议")
    matter = models.ForeignKey("proposals.Proposal", models.PROTECT, related_name="bound_meetings", verbose_name="事项")
    contact = models.OneToOneField(
        "proposals.Contact", models.PROTECT, null=True, related_name="bound", verbose_name="记录"
    )

    class Meta:
        verbose_name = verbose_name_plural = "会议事项"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "matter"], name="one_place_per_meeting_and_matter")]

    def __str__(self) -> str:
        return str(self.matter)
