"""A publicity session, who signed in to it, and the opinions without names."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.crypto import salted_hmac

from ymdm.organization.models import Person, Unit, within_paths


class Kind(models.TextChoices):
    """Where it goes: 进机关, 进班组, 进工地."""

    AGENCY = "agency", "进机关"
    TEAM = "team", "进班组"
    SITE = "site", "进工地"


class State(models.TextChoices):
    PLANNED = "publicity_planned", "已安排"
    HELD = "publicity_held", "已举行"
    CALLED_OFF = "publicity_off", "已取消"


class PublicitySessionQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> PublicitySessionQuerySet:
        """For the people of the unit and of those below it, for who watches over the unit, and for who was there."""
        mine = SignIn.objects.filter(person=person).values("session")
        return self.filter(
            Q(unit__in=person.unit.lineage)
            | within_paths(person.scope("publicity.read"), "unit__path")
            | Q(pk__in=mine)
        )


class PublicitySession(models.Model):
    """`state` moves only in workflow. `opened_at` stands while signing in is open: the codes are made from it."""

    State = State
    Kind = Kind

    unit = models.ForeignKey("organization.Unit", models.PROTECT, related_name="+", verbose_name="单位")
    topic = models.CharField("主题", max_length=80)
    speaker = models.CharField("主讲人", max_length=60)
    kind = models.CharField("去向", max_length=10, choices=Kind)
    place = models.CharField("地点", max_length=80)
    on = models.DateField("日期")
    starts = models.TimeField("时间")
    file = models.OneToOneField(
        "attachments.Attachment", models.PROTECT, null=True, related_name="+", verbose_name="材料"
    )
    state = models.CharField("状态", max_length=20, choices=State, default=State.PLANNED)
    opened_at = models.DateTimeField("开放签到时间", null=True)
    planned_by = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="计划人")
    planned_at = models.DateTimeField("计划时间")
    settled_at = models.DateTimeField("记录时间", null=True)
    because = models.CharField("取消原因", max_length=200, blank=True)

    objects = PublicitySessionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "宣讲"
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="publicity_off_with_reason",
                condition=Q(state="publicity_off") & ~Q(because="") | ~Q(state="publicity_off") & Q(because=""),
            ),
            models.CheckConstraint(
                name="publicity_settled_once",
                condition=Q(state="publicity_planned", settled_at=None)
                | ~Q(state="publicity_planned") & Q(settled_at__isnull=False, opened_at=None),
            ),
        ]
        indexes = [models.Index(fields=["unit", "on"], name="publicity_of_unit")]

    def __str__(self) -> str:
        return f"{self.unit.short}宣讲：{self.topic}"

    def get_absolute_url(self) -> str:
        return reverse("publicity:session", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Whether the officer has opened the signing in; the day is judged beside it."""
        return self.opened_at is not None

    @property
    def secret(self) -> str:
        """What the codes are made from, in hex: of this opening alone, and kept nowhere."""
        return salted_hmac("publicity.sign-in", f"{self.pk}:{self.opened_at}").hexdigest()


class SignInQuerySet(models.QuerySet):
    def reached(self, unit: Unit, year: int, on: date) -> SignInQuerySet:
        """Who of a unit's roll came to a session of the year that was held by `on`. One person may stand in several rows."""
        return self.filter(
            within_paths([unit.path], "person__unit__path"), person__left_on=None, session__state=State.HELD,
            session__on__year=year, session__on__lte=on,
        )  # fmt: skip


class SignIn(models.Model):
    """Somebody who was there: one row a person, made by the person alone. `has_spoken` once she gave her opinion."""

    session = models.ForeignKey(PublicitySession, models.PROTECT, related_name="sign_ins", verbose_name="宣讲")
    person = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="职工")
    at = models.DateTimeField("签到时间")
    has_spoken = models.BooleanField("已评价", default=False)

    objects = SignInQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "宣讲签到"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["session", "person"], name="one_sign_in_a_session_and_person")]

    def __str__(self) -> str:
        return f"{self.person}：{self.session}"

    @property
    def unit(self) -> Unit:
        return self.session.unit

    def get_absolute_url(self) -> str:
        return self.session.get_absolute_url()


class Opinion(models.TextChoices):
    USEFUL = "useful", "有用"
    SO_SO = "so_so", "一般"


class Feedback(models.Model):
    """One opinion. No person and no time, and a key that tells no order: nobody is found by it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(PublicitySession, models.PROTECT, related_name="feedback", verbose_name="宣讲")
    opinion = models.CharField("评价", max_length=10, choices=Opinion)
    words = models.CharField("意见", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "宣讲评价"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.get_opinion_display()
