"""The results of one year and class as they are published: each unit with its place and the grade that the quota leaves."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from congress.models.terms import house_of
from ymdm.organization.models import Person, Unit, within_paths

from ...schemes.models import Scheme
from .assessments import Assessment


class StandingsQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> StandingsQuerySet:
        """What is out, for the whole house (EVA-26); what waits for the second person, for those who organise."""
        return self.filter(
            Q(state=Standings.State.OUT, scheme__unit__path__startswith=house_of(person))
            | within_paths(person.scope("assessments.run"), "scheme__unit__path")
        )


class Standings(models.Model):
    """`quota` is the share of the best grade in percent, None without one; `weight` in percent what the score counts for in the
    assessment of the leading body, set by whoever organises (EVA-29). `state` moves only in workflow."""

    class State(models.TextChoices):
        PROPOSED = "standings_proposed", "待复核公布"
        OUT = "standings_out", "结果已公布"
        RETURNED = "standings_returned", "已退回重排"

    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="standings", verbose_name="方案")
    state = models.CharField("状态", max_length=24, choices=State, default=State.PROPOSED)
    quota = models.PositiveSmallIntegerField("优秀名额", null=True)
    weight = models.PositiveSmallIntegerField("班子考核权重", default=5)
    proposed_by = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="提出人")
    proposed_at = models.DateTimeField("提出时间")
    decided_by = models.ForeignKey(
        "organization.Person", models.PROTECT, null=True, related_name="+", verbose_name="复核人"
    )
    decided_at = models.DateTimeField("复核时间", null=True)
    because = models.CharField("退回原因", max_length=300, blank=True)

    objects = StandingsQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "考评结果"
        ordering = ["-scheme__year", "scheme__unit_class", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme"], condition=~Q(state="standings_returned"), name="one_standings_a_scheme"
            ),
            models.CheckConstraint(name="standings_decided_by_another", condition=~Q(decided_by=F("proposed_by"))),
            models.CheckConstraint(
                name="standings_quota_is_a_share", condition=Q(quota=None) | Q(quota__gte=1, quota__lte=100)
            ),
            models.CheckConstraint(name="standings_weight_is_a_share", condition=Q(weight__lte=100)),
            models.CheckConstraint(
                name="standings_out_by_somebody",
                condition=Q(state="standings_proposed", decided_by=None, decided_at=None)
                | ~Q(state="standings_proposed") & Q(decided_by__isnull=False, decided_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme.year}年{self.scheme.get_unit_class_display()}考评结果"

    @property
    def title(self) -> str:
        """As it is chosen among others."""
        words = f"{self.scheme.year}年 {self.scheme.get_unit_class_display()}"
        return words if self.state == self.State.OUT else f"{words}（{self.get_state_display()}）"

    def get_absolute_url(self) -> str:
        return f"{reverse('assessments:standings')}?of={self.pk}"

    @property
    def unit(self) -> Unit:
        return self.scheme.unit


class Place(models.Model):
    """One unit in the standings. Without a rank where the class is too small; `grade` as published, in words."""

    standings = models.ForeignKey(Standings, models.PROTECT, related_name="places", verbose_name="考评结果")
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="+", verbose_name="考评")
    rank = models.PositiveSmallIntegerField("名次", null=True)
    grade = models.CharField("等次", max_length=20)
    over_quota = models.BooleanField("超出名额", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "名次"
        ordering = ["-assessment__score", "assessment__unit__path"]
        constraints = [
            models.UniqueConstraint(fields=["standings", "assessment"], name="one_place_a_standings_and_assessment")
        ]

    def __str__(self) -> str:
        return f"{self.assessment.unit.short} {self.grade}"
