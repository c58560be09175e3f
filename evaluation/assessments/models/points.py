"""What a published result leaves for next year's union points: each weak item with its person and its day (EVA-30)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from ymdm.organization.models import Person, within_paths

from .answers import Answer


class PointState(models.TextChoices):
    NOTED = "point_noted", "待定责任人"
    OWED = "point_owed", "落实中"
    DONE = "point_done", "已落实"


class UnionPointQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> UnionPointQuerySet:
        """Of the units whose assessments one reads, and one's own."""
        return self.filter(within_paths(person.scope("assessments.read"), "unit__path") | Q(person=person))


class UnionPoint(models.Model):
    """One weak item of a unit as a task of the `year` after the assessed one. `state` moves only in workflow."""

    State = PointState

    answer = models.OneToOneField(Answer, models.PROTECT, related_name="point", verbose_name="考评项目")
    unit = models.ForeignKey("organization.Unit", models.PROTECT, related_name="+", verbose_name="单位")
    year = models.PositiveSmallIntegerField("列入年度")
    lost = models.DecimalField("失分", max_digits=6, decimal_places=3)
    state = models.CharField("状态", max_length=20, choices=PointState, default=PointState.NOTED)
    task = models.CharField("要做的事", max_length=300, blank=True)
    person = models.ForeignKey(
        "organization.Person", models.PROTECT, null=True, related_name="+", verbose_name="责任人"
    )
    due_on = models.DateField("期限", null=True)
    done = models.CharField("落实情况", max_length=500, blank=True)
    done_by = models.ForeignKey(
        "organization.Person", models.PROTECT, null=True, related_name="+", verbose_name="登记人"
    )
    done_at = models.DateTimeField("登记时间", null=True)

    objects = UnionPointQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "薄弱项任务"
        ordering = ["-year", "unit__path", "-lost", "pk"]
        constraints = [
            models.CheckConstraint(
                name="point_owed_by_somebody_until_a_day",
                condition=Q(state="point_noted", person=None, due_on=None)
                | ~Q(state="point_noted") & Q(person__isnull=False, due_on__isnull=False) & ~Q(task=""),
            ),
            models.CheckConstraint(
                name="point_done_by_somebody",
                condition=Q(state="point_done", done_by__isnull=False, done_at__isnull=False) & ~Q(done="")
                | ~Q(state="point_done") & Q(done="", done_by=None, done_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit.short}：{self.answer.item.name}"

    def get_absolute_url(self) -> str:
        return f"{reverse('assessments:points')}?q={self.unit.short}&year={self.year}#point-{self.pk}"
