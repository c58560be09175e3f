"""What units have set more strictly than the law, each set by one person and confirmed by another."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from .library import Amount, amounts


class Edition(models.Model):
    """A random word that changes whenever an override begins to hold: processes then read the overrides anew."""

    word = models.CharField("版次", max_length=32)

    class Meta:
        verbose_name = verbose_name_plural = "规则库版次"

    def __str__(self) -> str:
        return self.word


class State(models.TextChoices):
    PROPOSED = "proposed", "待确认"
    CONFIRMED = "confirmed", "已确认"
    DECLINED = "declined", "未通过"
    WITHDRAWN = "withdrawn", "已撤回"


class OverrideQuerySet(models.QuerySet):
    def waiting(self) -> OverrideQuerySet:
        return self.filter(state=State.PROPOSED)

    def confirmed(self) -> OverrideQuerySet:
        return self.filter(state=State.CONFIRMED)

    def along(self, unit: Any) -> OverrideQuerySet:
        """Those of `unit` and of the units above it, which bind it as well."""
        return self.filter(unit__in=unit.lineage)


class Override(models.Model):
    """A value that a unit sets for itself and everything below it, from a day. Only ever stricter (CON-03).

    Rows are never changed once confirmed: the latest that has begun holds, the earlier ones are the law of their days.
    """

    unit = models.ForeignKey("organization.Unit", models.PROTECT, related_name="overrides", verbose_name="单位")
    key = models.CharField("数值", max_length=40)
    number = models.CharField("改为", max_length=20)
    from_on = models.DateField("从哪天起")
    reason = models.CharField("理由", max_length=300)
    document = models.CharField("依据的文件", max_length=120)
    state = models.CharField("状态", max_length=10, choices=State, default=State.PROPOSED)
    # What it was compared with when it was proposed, in words: the record explains itself later.
    before = models.CharField("原来", max_length=40)
    proposed_by = models.ForeignKey(
        "organization.Person", models.PROTECT, related_name="overrides_proposed", verbose_name="提出人"
    )
    proposed_at = models.DateTimeField("提出时间")
    confirmed_by = models.ForeignKey(
        "organization.Person", models.PROTECT, null=True, related_name="overrides_confirmed", verbose_name="确认人"
    )
    confirmed_at = models.DateTimeField("确认时间", null=True)
    ended_reason = models.CharField("未通过或撤回的原因", max_length=300, blank=True)

    objects = OverrideQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "本单位规定"
        ordering = ["-from_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="override_is_confirmed_by_another", condition=~Q(confirmed_by=F("proposed_by"))
            ),
            models.CheckConstraint(
                name="override_confirmed_with_person_and_time",
                condition=Q(state="confirmed", confirmed_by__isnull=False, confirmed_at__isnull=False)
                | (~Q(state="confirmed") & Q(confirmed_by=None, confirmed_at=None)),
            ),
            models.UniqueConstraint(
                fields=["unit", "key"], condition=Q(state="proposed"), name="one_proposed_override_per_unit_and_value"
            ),
        ]
        indexes = [models.Index(fields=["key", "unit"], name="override_of_value_and_unit")]

    def __str__(self) -> str:
        return f"{self.key} {self.amount.words(self.number)}（{self.unit.short}）"

    def get_absolute_url(self) -> str:
        return reverse("rulebook:change", args=[self.pk])

    @property
    def amount(self) -> Amount:
        return amounts()[self.key]

    @property
    def words(self) -> str:
        return self.amount.words(self.number)

    @property
    def version(self) -> str:
        """How a matter names this value when it keeps it."""
        return f"override-{self.pk}"

    def holds_on(self, on: date) -> bool:
        return self.state == State.CONFIRMED and self.from_on <= on
