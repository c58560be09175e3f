"""The minutes of a session, and the word with which a failed check is explained (F23, F24)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from ymdm.organization.models import Unit

from .sessions import CongressSession


class Minutes(models.Model):
    """Drafted from what happened, mended by the secretary, then signed by chair and secretary; never changed after."""

    class State(models.TextChoices):
        DRAFT = "draft", "草稿"
        SIGNED = "signed", "已签字"

    session = models.OneToOneField(CongressSession, models.PROTECT, related_name="minutes", verbose_name="会议")
    text = models.TextField("会议记录")
    state = models.CharField("状态", max_length=8, choices=State, default=State.DRAFT)
    drafted_at = models.DateTimeField("起草时间")
    chair = models.ForeignKey(
        "organization.Person", models.PROTECT, null=True, related_name="+", verbose_name="执行主席"
    )
    chair_at = models.DateTimeField("执行主席签字时间", null=True)
    secretary = models.ForeignKey(
        "organization.Person", models.PROTECT, null=True, related_name="+", verbose_name="大会秘书"
    )
    secretary_at = models.DateTimeField("大会秘书签字时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "会议记录"
        constraints = [
            models.CheckConstraint(
                name="signed_minutes_have_both_names",
                condition=Q(state="draft") | Q(chair__isnull=False, secretary__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.session}会议记录"

    def get_absolute_url(self) -> str:
        return reverse("congress:minutes", args=[self.session_id])

    @property
    def unit(self) -> Unit:
        return self.session.unit


class Explanation(models.Model):
    """Why a check of the three norms failed. It stands beside the check and takes nothing away from it."""

    session = models.ForeignKey(CongressSession, models.PROTECT, related_name="explanations", verbose_name="会议")
    code = models.CharField("检查项", max_length=8)
    text = models.CharField("说明", max_length=300)
    by = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="说明人")
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "检查说明"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.code}：{self.text}"
