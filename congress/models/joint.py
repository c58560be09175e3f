"""Joint meetings (联席会议) between sessions, and what they settled until the next session confirms it (CON-43, CON-44)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from ymdm.organization.models import Person, Unit

from ..rules.matters import CHOICES
from .sessions import CongressSession
from .terms import CongressTerm, house_of


class JointMeetingQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> JointMeetingQuerySet:
        return self.filter(term__unit__path__startswith=house_of(person))


class JointMeeting(models.Model):
    """Called by the union alone; its members sit there by their office."""

    class State(models.TextChoices):
        CALLED = "called", "已通知"
        HELD = "held", "已召开"
        CALLED_OFF = "called_off", "已取消"

    term = models.ForeignKey(CongressTerm, models.PROTECT, related_name="joint_meetings", verbose_name="届")
    held_on = models.DateField("日期")
    place = models.CharField("地点", max_length=60)
    urgency = models.CharField("为什么等不到下一次职代会", max_length=200)
    state = models.CharField("状态", max_length=12, choices=State, default=State.CALLED)
    minutes = models.TextField("会议记录", blank=True)
    because = models.CharField("取消原因", max_length=200, blank=True)

    objects = JointMeetingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "联席会议"
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(name="joint_meeting_held_with_minutes", condition=~Q(state="held") | ~Q(minutes="")),
        ]

    def __str__(self) -> str:
        return f"{self.term.unit.short}{self.held_on:%Y年%-m月%-d日}联席会议"

    def get_absolute_url(self) -> str:
        return reverse("congress:joint", args=[self.pk])

    @property
    def unit(self) -> Unit:
        return self.term.unit


class JointMember(models.Model):
    """Who sits in the meeting, by which office, and whether she came."""

    meeting = models.ForeignKey(JointMeeting, models.CASCADE, related_name="members", verbose_name="联席会议")
    person = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="人员")
    office = models.CharField("职务", max_length=80)
    came = models.BooleanField("到会", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "联席会议成员"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="one_seat_in_a_joint_meeting")]

    def __str__(self) -> str:
        return str(self.person)


class JointMatterQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> JointMatterQuerySet:
        return self.filter(meeting__term__unit__path__startswith=house_of(person))

    def to_confirm(self, term: CongressTerm) -> JointMatterQuerySet:
        """What the next session has to confirm (CON-43)."""
        return self.filter(meeting__term=term, state=JointMatter.State.SETTLED)


class JointMatter(models.Model):
    """A matter before the joint meeting. What was settled holds until the next session confirms or reverses it."""

    class State(models.TextChoices):
        RAISED = "joint_raised", "待商议"
        SETTLED = "joint_settled", "待职代会确认"
        CONFIRMED = "joint_confirmed", "已由职代会确认"
        REVERSED = "joint_reversed", "职代会没有确认"

    meeting = models.ForeignKey(JointMeeting, models.CASCADE, related_name="matters", verbose_name="联席会议")
    matter = models.CharField("事项类别", max_length=32, choices=CHOICES)
    title = models.CharField("事项", max_length=120)
    decision = models.CharField("处理意见", max_length=400, blank=True)
    state = models.CharField("状态", max_length=16, choices=State, default=State.RAISED)
    session = models.ForeignKey(
        CongressSession, models.PROTECT, null=True, related_name="joint_matters", verbose_name="确认的会议"
    )

    objects = JointMatterQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "联席会议事项"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="joint_matter_settled_has_decision_and_confirmed_a_session",
                condition=Q(state="joint_raised", session=None)
                | Q(state="joint_settled", session=None, decision__gt="")
                | Q(state__in=["joint_confirmed", "joint_reversed"], session__isnull=False, decision__gt=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{self.meeting.get_absolute_url()}#matter-{self.pk}"

    @property
    def unit(self) -> Unit:
        return self.meeting.unit
