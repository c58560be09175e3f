"""A sample of the rows behind a figure: drawn once with a seed, with every row that it was drawn from."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.urls import reverse

from ymdm.organization.models import Person, Unit, within_paths

from ...figures.shapes import Row
from .. import sampling
from .visits import Member, Result, State, Visit


class SampleQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> SampleQuerySet:
        """Of the visits that one sees; before the report is signed only for the team and the office that organises."""
        inside = within_paths(person.scope("inspections.read"), "visit__organiser__path")
        mine = Q(visit__in=Member.objects.on_team().filter(person=person).values("visit"))
        return self.filter(visit__in=Visit.objects.visible_to(person)).filter(
            Q(visit__state=State.REPORTED) | inside | mine
        )


class Sample(models.Model):
    """`population` are lists of label, whether it counted, address, facts, as a kept figure has them."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="samples", verbose_name="检查")
    key = models.CharField("取数", max_length=40)
    label = models.CharField("名称", max_length=40)
    seed = models.CharField("种子", max_length=40)
    size = models.PositiveSmallIntegerField("抽取行数")
    population = models.JSONField("全部行")
    drawn_by = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="抽样人")
    drawn_at = models.DateTimeField("抽样时间")

    objects = SampleQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "抽样"
        ordering = ["pk"]
        constraints = [
            # “不重抽到满意为止”: a second draw of the same figure on one visit would be a choice, not a chance.
            models.UniqueConstraint(fields=["visit", "key"], name="one_sample_a_visit_and_figure"),
            models.CheckConstraint(name="sample_is_not_empty", condition=Q(size__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.visit}：{self.label}抽样"

    def get_absolute_url(self) -> str:
        return reverse("inspections:sample", args=[self.pk])

    @property
    def unit(self) -> Unit:
        return self.visit.organiser

    @property
    def ordered(self) -> list[Row]:
        """Every row, as the seed puts them."""
        rows = [Row(str(label), bool(met), str(url), str(mark)) for label, met, url, mark in self.population]
        return sampling.in_order(self.seed, rows)

    @property
    def is_repeatable(self) -> bool:
        """Whether drawing again with the seed gives the rows that were looked at."""
        again = [row.fingerprint for row in self.ordered[: self.size]]
        return again == [row.fingerprint for row in self.rows.all()]


class SentSheet(models.Model):
    """A sheet of results that came in; one that waited for a line may come twice and counts once."""

    key = models.CharField("编号", max_length=32, unique=True)
    person = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="检查人")
    at = models.DateTimeField("收到时间")

    class Meta:
        verbose_name = verbose_name_plural = "收到的检查记录"

    def __str__(self) -> str:
        return self.key

    @classmethod
    def take(cls, key: str, by: Person, at: datetime) -> bool:
        """Whether a sheet is new; without a key it always is. Inside the lock of the row that it is about."""
        return not key or cls.objects.get_or_create(key=key, defaults={"person": by, "at": at})[1]


class SampledRow(models.Model):
    """One drawn row and what the paper behind it showed."""

    sample = models.ForeignKey(Sample, models.PROTECT, related_name="rows", verbose_name="抽样")
    order = models.PositiveSmallIntegerField("次序")
    label = models.TextField("内容")
    url = models.CharField("地址", max_length=300, blank=True)
    is_met = models.BooleanField("系统计入")
    fingerprint = models.CharField("摘要", max_length=64)
    result = models.CharField("结果", max_length=10, choices=Result, blank=True)
    note = models.CharField("说明", max_length=300, blank=True)
    noted_by = models.ForeignKey(
        "organization.Person", models.PROTECT, null=True, related_name="+", verbose_name="检查人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "抽中的行"
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["sample", "order"], name="one_row_a_sample_and_place"),
            models.CheckConstraint(
                name="row_noted_by_somebody",
                condition=Q(result="", noted_by=None) | Q(noted_by__isnull=False) & ~Q(result=""),
            ),
        ]

    def __str__(self) -> str:
        return self.label
