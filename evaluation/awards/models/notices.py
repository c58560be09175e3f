"""The public notice of a name at the unit and at the superior, and the objections that hold it (EVA-33)."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from ymdm.organization.models import Person, Unit, within_paths

from .nominations import Nomination


class Level(models.TextChoices):
    UNIT = "unit", "单位公示"
    SUPERIOR = "superior", "上级公示"


class PublicNotice(models.Model):
    """One notice of one name: the days on which it stands, and how it ended in writing."""

    nomination = models.ForeignKey(Nomination, models.PROTECT, related_name="notices", verbose_name="提名")
    level = models.CharField("公示", max_length=10, choices=Level)
    from_on = models.DateField("公示开始日")
    until_on = models.DateField("公示截止日")
    conclusion = models.CharField("公示结果", max_length=500, blank=True)
    concluded_by = models.ForeignKey(
        "organization.Person", models.PROTECT, null=True, related_name="+", verbose_name="办结人"
    )
    concluded_at = models.DateTimeField("办结时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "表彰公示"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["nomination", "level"], name="one_public_notice_a_nomination_and_level"),
            models.CheckConstraint(name="public_notice_has_days", condition=Q(until_on__gt=models.F("from_on"))),
            models.CheckConstraint(
                name="public_notice_concluded_in_writing",
                condition=Q(concluded_at=None, concluded_by=None, conclusion="")
                | Q(concluded_at__isnull=False, concluded_by__isnull=False) & ~Q(conclusion=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()}：{self.nomination.name}"

    def is_running(self, on: date) -> bool:
        """Whether objections are taken on a day: from its first day to its last, both included."""
        return self.concluded_at is None and self.from_on <= on <= self.until_on


class ObjectionState(models.TextChoices):
    OPEN = "objection_open", "异议待结论"
    VALID = "objection_valid", "异议成立"
    INVALID = "objection_invalid", "异议不成立"


class ObjectionQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> ObjectionQuerySet:
        """One's own, and those that one's office answers for; the writer's name is shown to nobody else."""
        offices = person.scope("awards.read")
        unit, organiser = "notice__nomination__unit__path", "notice__nomination__campaign__unit__path"
        return self.filter(
            Q(by=person) | within_paths(offices, organiser) | within_paths(offices, unit) & Q(notice__level=Level.UNIT)
        )

    def open(self) -> ObjectionQuerySet:
        return self.filter(state=ObjectionState.OPEN)


class Objection(models.Model):
    """Said against a name in a notice. Without `by` nothing is kept by which the writer could be found."""

    State = ObjectionState

    notice = models.ForeignKey(PublicNotice, models.PROTECT, related_name="objections", verbose_name="公示")
    text = models.CharField("异议内容", max_length=1000)
    by = models.ForeignKey("organization.Person", models.PROTECT, null=True, related_name="+", verbose_name="提出人")
    on = models.DateField("提出日期")
    state = models.CharField("状态", max_length=30, choices=ObjectionState, default=ObjectionState.OPEN)
    conclusion = models.CharField("书面结论", max_length=1000, blank=True)
    concluded_by = models.ForeignKey(
        "organization.Person", models.PROTECT, null=True, related_name="+", verbose_name="作结论的人"
    )
    concluded_at = models.DateTimeField("结论时间", null=True)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "对表彰的异议"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="award_objection_concluded_in_writing",
                condition=Q(state="objection_open", concluded_by=None, concluded_at=None, conclusion="")
                | ~Q(state="objection_open")
                & Q(concluded_by__isnull=False, concluded_at__isnull=False)
                & ~Q(conclusion=""),
            )
        ]

    def __str__(self) -> str:
        return f"对{self.notice.nomination.name}的异议"

    def get_absolute_url(self) -> str:
        return f"{self.notice.nomination.get_absolute_url()}#objection-{self.pk}"

    @property
    def nomination(self) -> Nomination:
        return self.notice.nomination

    @property
    def unit(self) -> Unit:
        """Who concludes: the unit about its own notice, the superior about its own."""
        nomination = self.notice.nomination
        return nomination.unit if self.notice.level == Level.UNIT else nomination.campaign.unit
