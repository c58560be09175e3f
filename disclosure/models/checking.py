"""What people found out where the tables cannot tell: papers compared with what was opened (F7), employees asked (F10)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from ymdm.organization.models import Person, Unit

from .publications import Publication


class SampleFinding(models.Model):
    """That one drawn publication was compared with its source papers: by whom, when, and whether they agree."""

    class Result(models.TextChoices):
        AGREES = "agrees", "一致"
        PARTLY = "partly", "部分不一致"
        DIFFERS = "differs", "不一致"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="sample_findings", verbose_name="单位")
    publication = models.ForeignKey(Publication, models.PROTECT, related_name="findings", verbose_name="公开事项")
    year = models.PositiveSmallIntegerField("年度")
    # Whoever knows it draws the same sample.
    seed = models.CharField("抽查种子", max_length=20)
    result = models.CharField("核对结果", max_length=8, choices=Result)
    papers = models.CharField("对照的凭证", max_length=200)
    note = models.CharField("情况", max_length=500, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="检查人")
    on = models.DateField("核对日期")

    class Meta:
        verbose_name = verbose_name_plural = "真实性抽查"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["publication", "seed"], name="one_finding_of_publication_and_sample"),
            models.CheckConstraint(
                name="finding_that_differs_says_how", condition=Q(result="agrees") | ~Q(note="")
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["unit", "year"], name="finding_of_unit_and_year")]

    def __str__(self) -> str:
        return f"{self.publication.title}：{self.get_result_display()}"

    def get_absolute_url(self) -> str:
        return f"{reverse('disclosure:conformity')}?unit={self.unit_id}&year={self.year}&seed={self.seed}"


class Survey(models.Model):
    """That the employees of a unit were asked how satisfied they are with its disclosure, with the numbers."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="surveys", verbose_name="单位")
    year = models.PositiveSmallIntegerField("年度")
    held_on = models.DateField("调查日期")
    handed_out = models.PositiveIntegerField("发出份数")
    came_back = models.PositiveIntegerField("收回份数")
    satisfied = models.PositiveIntegerField("满意和基本满意份数")
    how = models.CharField("调查方式", max_length=80)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="登记人")

    class Meta:
        verbose_name = verbose_name_plural = "满意度调查"
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "held_on"], name="one_survey_of_unit_and_day"),
            models.CheckConstraint(
                name="survey_counts_fit",
                condition=Q(came_back__gt=0, came_back__lte=F("handed_out"), satisfied__lte=F("came_back")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit.short}{self.held_on:%Y年%-m月%-d日}满意度调查"

    def get_absolute_url(self) -> str:
        return f"{reverse('disclosure:conformity')}?unit={self.unit_id}&year={self.year}"
