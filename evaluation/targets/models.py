"""The targets of a unit for a year. Once settled, nothing of them changes (EVA-02)."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from congress.models.terms import house_of
from ymdm.organization.models import Person, Unit, within_paths

from .rules import FIGURES, Aim


class YearTargetsQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> YearTargetsQuerySet:
        """Settled ones for the whole house; drafts for who writes or settles them."""
        paths = [*person.scope("targets.draft"), *person.scope("targets.settle")]
        return self.filter(
            Q(state=YearTargets.State.SETTLED, unit__path__startswith=house_of(person))
            | within_paths(paths, "unit__path")
        )

    def settled_values(self, unit: Unit, year: int) -> dict[str, Decimal]:
        """The values that stand for a unit and year, by figure; empty without."""
        found = self.filter(unit=unit, year=year, state=YearTargets.State.SETTLED, rows__code__isnull=False)
        return dict(found.values_list("rows__code", "rows__value"))


class YearTargets(models.Model):
    """`state` moves only in workflow."""

    class State(models.TextChoices):
        DRAFT = "targets_draft", "拟定中"
        SETTLED = "targets_settled", "已下达"

    unit = models.ForeignKey("organization.Unit", models.PROTECT, related_name="+", verbose_name="单位")
    year = models.PositiveSmallIntegerField("年度")
    state = models.CharField("状态", max_length=20, choices=State, default=State.DRAFT)
    drafted_by = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="拟定人")
    drafted_at = models.DateTimeField("拟定时间")
    settled_by = models.ForeignKey(
        "organization.Person", models.PROTECT, null=True, related_name="+", verbose_name="下达人"
    )
    settled_at = models.DateTimeField("下达时间", null=True)

    objects = YearTargetsQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "年度目标"
        ordering = ["-year", "unit__path"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "year"], name="one_targets_a_unit_and_year"),
            models.CheckConstraint(name="targets_settled_by_another", condition=~Q(settled_by=F("drafted_by"))),
            models.CheckConstraint(
                name="targets_settled_by_somebody",
                condition=Q(state="targets_draft", settled_by=None, settled_at=None)
                | Q(state="targets_settled", settled_by__isnull=False, settled_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit.short}{self.year}年度目标"

    def get_absolute_url(self) -> str:
        return reverse("targets:targets", args=[self.pk])

    @property
    def aims(self) -> list[Aim]:
        """In the order of the figures."""
        order = list(FIGURES)
        found = [Aim(one.code, one.value, one.weight) for one in self.rows.all()]
        return sorted(found, key=lambda aim: order.index(aim.code))


class Target(models.Model):
    targets = models.ForeignKey(YearTargets, models.CASCADE, related_name="rows", verbose_name="年度目标")
    code = models.CharField("指标", max_length=12, choices=list(FIGURES.items()))
    value = models.DecimalField("目标", max_digits=5, decimal_places=2)
    weight = models.PositiveSmallIntegerField("权重")

    class Meta:
        verbose_name = verbose_name_plural = "目标"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["targets", "code"], name="one_target_a_year_and_figure"),
            models.CheckConstraint(
                name="target_within_hundred", condition=Q(value__gt=0, value__lte=100, weight__gte=1, weight__lte=100)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_code_display()} {self.value}"
