"""One row for each thing that a unit has to open: item by period, or by event (DIS-40)."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from ymdm.organization.models import Person, Unit

from .catalogue import CatalogueItem


class ObligationQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> ObligationQuerySet:
        """Every employee sees what is owed and what is missing in her house: the map hides nothing (DIS-40)."""
        return self.filter(unit__path__startswith=f"/{person.unit.lineage[0]}/")

    def due(self, on: date) -> ObligationQuerySet:
        """What had to be open by a day, withheld ones included; what was lifted is not owed."""
        return self.filter(due_on__lte=on, lifted_on=None)

    def still_owed(self) -> ObligationQuerySet:
        return self.filter(published_on=None, withheld_on=None, lifted_on=None)

    def silent(self, on: date) -> ObligationQuerySet:
        """Owed and past its day."""
        return self.still_owed().filter(due_on__lt=on)


class Obligation(models.Model):
    """Facts by their day instead of a state: published, withheld with an approved ground, or lifted with a reason."""

    class Stage(models.TextChoices):
        BEFORE = "before", "事前"
        PROCESS = "process", "事中"
        RESULT = "result", "事后"

    class State(models.TextChoices):
        MET = "met", "按期公开"
        LATE = "late", "逾期公开"
        WITHHELD = "withheld", "依规不公开"
        LIFTED = "lifted", "不再要求"
        OWED = "owed", "未到期"
        SILENT = "silent", "逾期未公开"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="obligations", verbose_name="单位")
    item = models.ForeignKey(CatalogueItem, models.PROTECT, related_name="obligations", verbose_name="目录事项")
    # 2026, 2026H1, 2026Q3, 2026M11 of a period; session:12 or an own key of an event.
    period = models.CharField("期间", max_length=40)
    label = models.CharField("期间或事件", max_length=60)
    stage = models.CharField("阶段", max_length=8, choices=Stage)
    year = models.PositiveSmallIntegerField("年度")
    # The last day of the period, or the day on which the matter was formed.
    ends_on = models.DateField("期末或形成日期")
    due_on = models.DateField("公开期限")
    rule = models.CharField("规则", max_length=8)
    published_on = models.DateField("公开日期", null=True)
    withheld_on = models.DateField("决定不公开日期", null=True)
    lifted_on = models.DateField("解除日期", null=True)
    lifted_because = models.CharField("解除原因", max_length=200, blank=True)
    # When its duty was put on the clock; empty until its time comes.
    owed_from_on = models.DateField("起办日期")
    is_on_clock = models.BooleanField("已列入待办", default=False)

    objects = ObligationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "应公开"
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "item", "period", "stage"], name="one_obligation_per_unit_item_period_and_stage"
            ),
            models.CheckConstraint(name="lifted_with_reason", condition=Q(lifted_on=None) | ~Q(lifted_because="")),
            models.CheckConstraint(
                name="withheld_is_not_published", condition=Q(withheld_on=None) | Q(published_on=None)
            ),
            models.CheckConstraint(name="owed_before_it_is_due", condition=Q(owed_from_on__lte=F("due_on"))),
        ]
        indexes = [
            models.Index(fields=["year", "unit", "item"], name="obligation_of_year"),
            models.Index(fields=["unit", "due_on"], name="obligation_of_unit"),
            models.Index(
                fields=["owed_from_on"],
                condition=Q(is_on_clock=False, published_on=None, withheld_on=None, lifted_on=None),
                name="obligation_off_the_clock",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item.name}（{self.label}，{self.get_stage_display()}）"

    def get_absolute_url(self) -> str:
        return reverse("disclosure:obligation", args=[self.pk])

    def state_on(self, today: date) -> State:
        """What became of it, as seen on a day."""
        if self.lifted_on:
            return self.State.LIFTED
        if self.withheld_on:
            return self.State.WITHHELD
        if self.published_on:
            return self.State.LATE if self.published_on > self.due_on else self.State.MET
        return self.State.SILENT if today > self.due_on else self.State.OWED

    @property
    def state(self) -> State:
        return self.state_on(timezone.localdate())

    def get_state_display(self) -> str:
        return str(self.state.label)
