"""Who stands behind a proposal, and what its text was when it was handed in."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from .proposal import Proposal


class CoSigner(models.Model):
    """An invitation to co-sign and what became of it. Signing is the person's own act (PRO-08)."""

    class State(models.TextChoices):
        INVITED = "invited", "等待回应"
        SIGNED = "signed", "已附议"
        DECLINED = "declined", "未附议"
        WITHDRAWN = "withdrawn", "已撤回"

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="co_signers", verbose_name="提案")
    person = models.ForeignKey("organization.Person", models.PROTECT, related_name="co_signings", verbose_name="附议人")
    state = models.CharField("状态", max_length=10, choices=State, default=State.INVITED)
    on_paper = models.BooleanField("书面附议", default=False)
    invited_at = models.DateTimeField("邀请时间")
    answered_at = models.DateTimeField("回应时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "附议"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "person"], name="one_signature_per_proposal_and_person"),
            models.CheckConstraint(
                name="signature_answered_has_its_time",
                condition=Q(state="invited", answered_at=None) | ~Q(state="invited") & Q(answered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.get_state_display()}"

    @property
    def is_signed(self) -> bool:
        return self.state == self.State.SIGNED


class Version(models.Model):
    """The text as it was submitted; never changed afterwards."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="versions", verbose_name="提案")
    number = models.PositiveSmallIntegerField("版本")
    title = models.CharField("案由", max_length=120)
    rationale = models.TextField("现状与理由")
    points = models.JSONField("建议措施")
    at = models.DateTimeField("提交时间")
    # Nobody for a letter without a name.
    by = models.ForeignKey("organization.Person", models.PROTECT, null=True, related_name="+", verbose_name="提交人")

    class Meta:
        verbose_name = verbose_name_plural = "提案版本"
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["proposal", "number"], name="one_version_per_number")]

    def __str__(self) -> str:
        return f"{self.title}（第 {self.number} 版）"
