"""The proposal committee's meetings and decisions."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from ..rules.catalogue import REASONS
from .proposal import Proposal


class CommitteeMeeting(models.Model):
    """A sitting of the proposal committee: the day and who was there. Decisions refer to it."""

    unit = models.ForeignKey(
        "organization.Unit", models.PROTECT, related_name="committee_meetings", verbose_name="单位"
    )
    held_on = models.DateField("日期")
    present = models.ManyToManyField("organization.Person", related_name="+", verbose_name="到会委员")
    # How many sit on the committee and who they are on that day; a later change of members changes no old decision.
    members = models.ManyToManyField("organization.Person", related_name="+", verbose_name="全体委员")
    recorded_by = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="记录人")

    class Meta:
        verbose_name = verbose_name_plural = "提案委员会会议"
        ordering = ["-held_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.held_on:%Y年%-m月%-d日}提案委员会会议"

    def get_absolute_url(self) -> str:
        from django.urls import reverse  # cycle

        return reverse("proposals:review-desk")


class Review(models.Model):
    """One decision on one proposal: outcome, reason, and the votes that carried it (PRO-14, PRO-18)."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="reviews", verbose_name="提案")
    meeting = models.ForeignKey(
        CommitteeMeeting, models.PROTECT, null=True, related_name="reviews", verbose_name="会议"
    )
    outcome = models.CharField("结果", max_length=20)
    reason = models.CharField("理由", max_length=20)
    text = models.TextField("说明")
    ayes = models.PositiveSmallIntegerField("赞成", default=0)
    nays = models.PositiveSmallIntegerField("反对", default=0)
    abstentions = models.PositiveSmallIntegerField("弃权", default=0)
    aside = models.ManyToManyField("organization.Person", related_name="+", verbose_name="回避")
    decided_by = models.ForeignKey(
        "organization.Person", models.PROTECT, null=True, related_name="+", verbose_name="记录人"
    )
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "审查结果"
        ordering = ["at", "pk"]
        constraints = [models.CheckConstraint(name="review_has_words", condition=~Q(text="") & ~Q(reason=""))]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.outcome}"

    @property
    def reason_words(self) -> str:
        return REASONS.get(self.outcome, {}).get(self.reason, "")
