"""The year of a unit once it is closed: each figure with its rows as they counted, so that last year's number stays."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.urls import reverse

from ymdm.organization.models import Person, within_paths

from .shapes import Figure, Row


class ClosedYearQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> ClosedYearQuerySet:
        return self.filter(within_paths(person.scope("figures.read"), "unit__path"))


class ClosedYear(models.Model):
    """A unit's year whose figures were taken and are not taken again."""

    unit = models.ForeignKey("organization.Unit", models.PROTECT, related_name="+", verbose_name="单位")
    year = models.PositiveSmallIntegerField("年度")
    on = models.DateField("数据截至")
    by = models.ForeignKey("organization.Person", models.PROTECT, null=True, related_name="+", verbose_name="封存人")
    at = models.DateTimeField("封存时间")

    objects = ClosedYearQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "年度数据封存"
        ordering = ["-year", "unit__path"]
        constraints = [models.UniqueConstraint(fields=["unit", "year"], name="one_closing_a_unit_and_year")]

    def __str__(self) -> str:
        return f"{self.unit.short}{self.year}年数据"

    def get_absolute_url(self) -> str:
        return reverse("figures:figures", args=[self.unit_id, self.year])


class KeptFigure(models.Model):
    """One figure of a closed year. `rows` are lists of label, whether it counted, address, facts; each hashed into the digest."""

    closed = models.ForeignKey(ClosedYear, models.PROTECT, related_name="figures", verbose_name="封存")
    key = models.CharField("取数", max_length=40)
    label = models.CharField("名称", max_length=40)
    definition = models.CharField("口径", max_length=200)
    rule = models.CharField("规则", max_length=12, blank=True)
    counted = models.CharField("计量", max_length=8)
    address = models.CharField("明细", max_length=300, blank=True)
    part = models.PositiveIntegerField("分子")
    whole = models.PositiveIntegerField("分母")
    rows = models.JSONField("明细行")
    fingerprint = models.CharField("摘要", max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "封存的数"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["closed", "key"], name="one_kept_figure_a_year_and_key"),
            models.CheckConstraint(name="kept_part_within_whole", condition=models.Q(part__lte=models.F("whole"))),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.part}/{self.whole}"

    @classmethod
    def of(cls, closed: ClosedYear, figure: Figure) -> KeptFigure:
        """The row for a figure; not saved yet."""
        rows: list[list[Any]] = [[row.label, row.is_met, row.url, row.mark] for row in figure.rows]
        return cls(
            closed=closed, key=figure.key, label=figure.label, definition=figure.definition, rule=figure.rule,
            counted=figure.counted, address=figure.address, part=figure.part, whole=figure.whole, rows=rows,
            fingerprint=figure.fingerprint,
        )  # fmt: skip

    @property
    def figure(self) -> Figure:
        """As it was counted then."""
        rows = [Row(str(label), bool(met), str(url), str(mark)) for label, met, url, mark in self.rows]
        return Figure(
            self.key, self.label, self.definition, rows, self.address, self.rule, self.counted, self.closed.on, True
        )

    @property
    def is_whole(self) -> bool:
        """Whether the rows still give the digest and the numbers that were written beside them."""
        figure = self.figure
        return (figure.fingerprint, figure.part, figure.whole) == (self.fingerprint, self.part, self.whole)
