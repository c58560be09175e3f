"""恳谈会、座谈会、分团讨论: who was called and came, and each point with the matter that it became (PRO-68)."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from ymdm.organization.models import Person, Unit, within_paths

from .receptions import house_of


class ForumQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> ForumQuerySet:
        """A call: those called and those who watch over the unit. Once it was held its points are everybody's."""
        mine = Attendee.objects.filter(forum=OuterRef("pk"), person=person)
        runs = Q(host=person) | Q(recorder=person)
        held = Q(state__in=[Forum.State.RAISED, Forum.State.SETTLED], unit__path__startswith=house_of(person))
        return self.filter(within_paths(person.scope("meetings.read"), "unit__path") | runs | held | Q(Exists(mine)))


class Forum(models.Model):
    """A meeting at which workers speak, or a visit to them. Its kind is the channel of the matters that come of it."""

    class Kind(models.TextChoices):
        FORUM = "forum", "民主恳谈会"
        SYMPOSIUM = "symposium", "专题座谈会"
        FLOOR = "floor_opinion", "职代会分团讨论"
        VISIT = "visit", "调研"

    class State(models.TextChoices):
        CALLED = "called", "已通知"
        RAISED = "raised", "意见待交办"
        SETTLED = "settled", "意见已交办"
        CALLED_OFF = "called_off", "已取消"

    unit = models.ForeignKey("organization.Unit", models.PROTECT, related_name="forums", verbose_name="单位")
    kind = models.CharField("形式", max_length=16, choices=Kind)
    topic = models.CharField("主题", max_length=80)
    call = models.TextField("通知", blank=True)
    meets_at = models.DateTimeField("时间")
    place = models.CharField("地点", max_length=60)
    host = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="主持人")
    recorder = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="记录人")
    session = models.ForeignKey(
        "congress.CongressSession", models.PROTECT, null=True, related_name="floor_talks", verbose_name="届次"
    )
    delegation = models.ForeignKey(
        "congress.Delegation", models.PROTECT, null=True, related_name="floor_talks", verbose_name="代表团"
    )
    state = models.CharField("状态", max_length=12, choices=State, default=State.CALLED)
    called_at = models.DateTimeField("通知时间")
    minutes = models.TextField("会议记录", blank=True)
    held_on = models.DateField("召开日期", null=True)
    settled_at = models.DateTimeField("办结时间", null=True)
    called_off_because = models.CharField("取消原因", max_length=200, blank=True)

    objects = ForumQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "恳谈座谈"
        ordering = ["-meets_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="held_forum_has_minutes_and_day",
                condition=Q(state__in=["raised", "settled"], held_on__isnull=False) & ~Q(minutes="")
                | Q(state__in=["called", "called_off"], held_on=None, minutes=""),
            ),
            models.CheckConstraint(
                name="settled_forum_has_its_time",
                condition=Q(state="settled", settled_at__isnull=False) | ~Q(state="settled") & Q(settled_at=None),
            ),
            models.CheckConstraint(
                name="forum_called_off_with_reason",
                condition=Q(state="called_off") & ~Q(called_off_because="")
                | ~Q(state="called_off") & Q(called_off_because=""),
            ),
            models.CheckConstraint(
                name="floor_talk_has_session_and_delegation",
                condition=Q(kind="floor_opinion", session__isnull=False, delegation__isnull=False)
                | ~Q(kind="floor_opinion") & Q(session=None, delegation=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self.topic}"

    def get_absolute_url(self) -> str:
        return reverse("meetings:forum", args=[self.pk])

    @property
    def noun(self) -> str:
        """What is written down of it, point by point."""
        return "发现的问题" if self.kind == self.Kind.VISIT else "意见"

    @property
    def whole(self) -> str:
        """Who speaks where nobody speaks for herself."""
        return "调研组" if self.kind == self.Kind.VISIT else "会议集体"


class Attendee(models.Model):
    """Somebody who was called, and whether she came: nobody has said so while it is None."""

    forum = models.ForeignKey(Forum, models.PROTECT, related_name="attendees", verbose_name="会议")
    person = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="参加人")
    came = models.BooleanField("到会", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "参加人"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["forum", "person"], name="one_place_per_forum_and_person")]

    def __str__(self) -> str:
        return str(self.person)


class ForumPointQuerySet(models.QuerySet):
    def open(self) -> ForumPointQuerySet:
        """Those that nobody owns yet."""
        return self.filter(matter=None)


class ForumPoint(models.Model):
    """One point: said by somebody who was there, by the meeting, or by a delegation; a matter once it has an owner."""

    class Voice(models.TextChoices):
        PERSON = "person", "到会的人"
        MEETING = "meeting", "会议集体"
        DELEGATION = "delegation", "代表团"

    forum = models.ForeignKey(Forum, models.PROTECT, related_name="points", verbose_name="会议")
    order = models.PositiveSmallIntegerField("序号")
    text = models.CharField("意见", max_length=500)
    voice = models.CharField("谁提的", max_length=10, choices=Voice)
    speaker = models.ForeignKey(
        "organization.Person", models.PROTECT, null=True, related_name="+", verbose_name="发言人"
    )
    # Of a delegation's sheet: what of the agenda it speaks of.
    item = models.ForeignKey(
        "congress.AgendaItem", models.PROTECT, null=True, related_name="forum_points", verbose_name="议程"
    )
    matter = models.OneToOneField(
        "proposals.Proposal", models.PROTECT, null=True, related_name="forum_point", verbose_name="事项"
    )
    noted_at = models.DateTimeField("登记时间")

    objects = ForumPointQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "意见"
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["forum", "order"], name="one_forum_point_per_place"),
            models.CheckConstraint(
                name="forum_point_has_its_speaker",
                condition=Q(voice="person", speaker__isnull=False) | ~Q(voice="person") & Q(speaker=None),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def unit(self) -> Unit:
        return self.forum.unit

    @property
    def voice_words(self) -> str:
        if self.voice == self.Voice.DELEGATION:
            return str(self.forum.delegation)
        return str(self.speaker) if self.speaker_id else self.forum.whole
