"""The files that were handed to the superior union, each an edition of its own."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from ymdm.organization.models import Person, within_paths


class ReportQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> ReportQuerySet:
        return self.filter(within_paths(person.scope("register.report"), "unit__path"))


class UnitReport(models.Model):
    """One file about a unit's year. It is never changed: what was wrong is put right by the next edition."""

    unit = models.ForeignKey("organization.Unit", models.PROTECT, related_name="unit_reports", verbose_name="单位")
    year = models.PositiveSmallIntegerField("年份")
    edition = models.PositiveSmallIntegerField("版本")
    made_at = models.DateTimeField("生成时间")
    by = models.ForeignKey("organization.Person", models.PROTECT, null=True, related_name="+", verbose_name="生成人")
    sha256 = models.CharField("摘要", max_length=64)
    size = models.PositiveIntegerField("大小")
    # How many events the checkpoint in it covers; none where the ledger has no checkpoint yet.
    checkpoint_size = models.BigIntegerField("台账公布点", null=True)
    stored_as = models.CharField("存放位置", max_length=60)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "报送文件"
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "edition"], name="one_report_of_a_unit_year_and_edition"),
            models.CheckConstraint(name="report_editions_count_from_one", condition=Q(edition__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.unit.short}{self.year}年报送文件第 {self.edition} 版"

    def get_absolute_url(self) -> str:
        return reverse("register:report-file", args=[self.pk])

    @property
    def file_name(self) -> str:
        return f"{self.unit.code}-{self.year}-{self.edition}.zip"
