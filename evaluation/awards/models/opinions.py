"""Who supports a name in the unit, and which offices the superior asked about it (EVA-32)."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from .nominations import Nomination


class Support(models.Model):
    """That an employee of the unit supports the name. Open and counted once; it is no secret ballot."""

    nomination = models.ForeignKey(Nomination, models.PROTECT, related_name="supports", verbose_name="提名")
    person = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="职工")
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "职工支持"
        constraints = [
            models.UniqueConstraint(fields=["nomination", "person"], name="one_support_a_nomination_and_person")
        ]

    def __str__(self) -> str:
        return str(self.person)


class Office(models.TextChoices):
    """Whom the superior asks before it agrees (EVA-32)."""

    DISCIPLINE = "discipline", "纪检监察"
    PERSONNEL = "personnel", "组织人事"
    SAFETY = "safety", "安全生产"
    OTHER = "other", "其他部门"


class Inquiry(models.Model):
    """An office that the superior asked, and its answer."""

    nomination = models.ForeignKey(Nomination, models.PROTECT, related_name="inquiries", verbose_name="提名")
    office = models.CharField("部门", max_length=12, choices=Office)
    asked = models.CharField("被征求意见的部门和人", max_length=80)
    answered_on = models.DateField("答复日期")
    is_clear = models.BooleanField("没有不同意见")
    answer = models.CharField("答复内容", max_length=500)
    noted_by = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="登记人")

    class Meta:
        verbose_name = verbose_name_plural = "征求部门意见"
        ordering = ["pk"]
        constraints = [models.CheckConstraint(name="inquiry_has_its_answer", condition=~Q(asked="") & ~Q(answer=""))]

    def __str__(self) -> str:
        return f"{self.get_office_display()}：{self.asked}"

    def get_absolute_url(self) -> Any:
        return self.nomination.get_absolute_url()
