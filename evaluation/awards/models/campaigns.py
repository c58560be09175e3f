"""A campaign of awards of one year: which kinds, how many of each, under which conditions, until when units nominate."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from congress.models.terms import house_of
from ymdm.organization.models import Person


class Kind(models.TextChoices):
    MODEL_UNIT = "model_unit", "先进单位"
    MODEL_GROUP = "model_group", "先进集体"
    MODEL_INDIVIDUAL = "model_individual", "先进个人"
    OUTSTANDING = "outstanding_representative", "优秀职工代表"


# Kinds whose nominee is a unit or a team; the others name a person.
OF_UNITS = (Kind.MODEL_UNIT, Kind.MODEL_GROUP)


class CampaignState(models.TextChoices):
    CALLED = "awards_called", "评选中"
    PUBLISHED = "awards_published", "结果已公布"
    ARCHIVED = "awards_archived", "表彰已归档"
    CALLED_OFF = "awards_called_off", "评选已取消"


class CampaignQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> CampaignQuerySet:
        """Conditions, quota and result are open to the whole house (EVA-36)."""
        return self.filter(unit__path__startswith=house_of(person))

    def published(self) -> CampaignQuerySet:
        return self.filter(state__in=[CampaignState.PUBLISHED, CampaignState.ARCHIVED])


class Campaign(models.Model):
    """`unit` gives the awards; units below it, and its own, nominate. `state` moves only in workflow."""

    State = CampaignState

    unit = models.ForeignKey("organization.Unit", models.PROTECT, related_name="+", verbose_name="表彰单位")
    year = models.PositiveSmallIntegerField("年度")
    title = models.CharField("名称", max_length=60)
    terms = models.TextField("评选条件", max_length=3000)
    nominate_until = models.DateField("提名截止日")
    state = models.CharField("状态", max_length=20, choices=CampaignState, default=CampaignState.CALLED)
    opened_by = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="下达人")
    opened_at = models.DateTimeField("下达时间")
    published_by = models.ForeignKey(
        "organization.Person", models.PROTECT, null=True, related_name="+", verbose_name="公布人"
    )
    published_at = models.DateTimeField("公布时间", null=True)
    archived_at = models.DateTimeField("归档时间", null=True)
    called_off_because = models.CharField("取消原因", max_length=200, blank=True)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "表彰"
        ordering = ["-year", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year"], condition=~Q(state="awards_called_off"), name="one_campaign_a_unit_and_year"
            ),
            models.CheckConstraint(
                name="campaign_published_by_somebody",
                condition=Q(published_at=None, published_by=None, state__in=["awards_called", "awards_called_off"])
                | Q(published_at__isnull=False, published_by__isnull=False, state__in=["awards_published", "awards_archived"]),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("awards:campaign", args=[self.pk])

    @property
    def is_published(self) -> bool:
        return self.state in (CampaignState.PUBLISHED, CampaignState.ARCHIVED)


class Quota(models.Model):
    """How many of one kind may be awarded."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="quotas", verbose_name="表彰")
    kind = models.CharField("种类", max_length=30, choices=Kind)
    number = models.PositiveSmallIntegerField("名额")

    class Meta:
        verbose_name = verbose_name_plural = "名额"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "kind"], name="one_quota_a_campaign_and_kind"),
            models.CheckConstraint(name="quota_is_not_empty", condition=Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number} 名"
