"""What is not opened as a whole: asked by one, consented by another, re-examined every year (DIS-14, 15, 27)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from ymdm.organization.models import Person, Unit

from ..rules.publishing import Ground
from .obligations import Obligation
from .publications import watched


class WithholdingQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> WithholdingQuerySet:
        """That something is withheld and why is itself open, once it was consented."""
        house = Q(state=Withholding.State.IN_FORCE, unit__path__startswith=f"/{person.unit.lineage[0]}/")
        return self.filter(house | watched(person, "unit__path"))


class Withholding(models.Model):
    """That an obligation is not met by publication, on which ground, and until when."""

    class State(models.TextChoices):
        ASKED = "awaiting", "待批准"
        IN_FORCE = "in_force", "不公开"
        REFUSED = "refused", "应当公开"
        ENDED = "ended", "已恢复公开"

    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="withholdings", verbose_name="应公开")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    ground = models.CharField("依据", max_length=16, choices=Ground)
    reason = models.CharField("理由", max_length=500)
    until_on = models.DateField("延后到", null=True)
    state = models.CharField("状态", max_length=10, choices=State, default=State.ASKED)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="提出人")
    asked_at = models.DateTimeField("提出时间")
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="批准人")
    decided_at = models.DateTimeField("批准时间", null=True)
    decision = models.CharField("批准意见", max_length=300, blank=True)
    examined_on = models.DateField("最近审查日期", null=True)
    examine_by_on = models.DateField("下次审查日期", null=True)

    objects = WithholdingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "不公开审批"
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["obligation"], condition=Q(state__in=["awaiting", "in_force"]), name="one_withholding_stands"
            ),
            models.CheckConstraint(
                name="withheld_with_ground_approver_and_review_day",
                condition=~Q(state="in_force")
                | Q(decided_by__isnull=False, decided_at__isnull=False, examine_by_on__isnull=False) & ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="withholding_consented_by_another", condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by"))
            ),
        ]
        indexes = [models.Index(fields=["examine_by_on"], condition=Q(state="in_force"), name="withholding_to_examine")]

    def __str__(self) -> str:
        return f"不公开：{self.obligation}"

    def get_absolute_url(self) -> str:
        return reverse("disclosure:withholding", args=[self.pk])
