"""Rewards of suggestions: what a suggestion has brought, which grade that makes, and what was decided (PRO-58, PRO-59)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from .proposal import Proposal

GRADES = {1: "一等奖", 2: "二等奖", 3: "三等奖", 4: "四等奖", 5: "五等奖"}
RESERVE = "技术储备奖"


class Reward(models.Model):
    """One reward from the department's proposal to its publication. Money in whole yuan."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="rewards", verbose_name="建议")
    # Kept as a technical reserve: a small award now, the difference once it is used (PRO-58).
    is_reserve = models.BooleanField("技术储备", default=False)
    used_from = models.DateField("首次使用日期", null=True)
    benefit = models.PositiveBigIntegerField("十二个月的经济效益（元）", null=True)
    basis = models.TextField("怎么算的")
    checked_by = models.CharField("财务核算人", max_length=60, blank=True)
    split = models.TextField("按贡献怎么分配", blank=True)
    grade = models.PositiveSmallIntegerField("等级", null=True)
    proposed_by = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="申报人")
    proposed_at = models.DateTimeField("申报时间")
    is_granted = models.BooleanField("同意奖励", null=True)
    amount = models.PositiveIntegerField("奖金（元）", default=0)
    already = models.PositiveIntegerField("以前已奖（元）", default=0)
    decision = models.TextField("审定意见", blank=True)
    decided_by = models.ForeignKey(
        "organization.Person", models.PROTECT, null=True, related_name="+", verbose_name="审定人"
    )
    decided_at = models.DateTimeField("审定时间", null=True)
    published_at = models.DateTimeField("公布时间", null=True)
    revoked_at = models.DateTimeField("撤销时间", null=True)
    revoked_for = models.TextField("撤销原因", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "建议奖励"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal"], condition=Q(decided_at=None), name="one_reward_waits_per_suggestion"
            ),
            models.CheckConstraint(
                name="reward_is_of_a_grade_or_of_the_reserve",
                condition=Q(is_reserve=True, grade=None, benefit=None)
                # “is not null” beside each comparison: a database lets pass what it cannot tell.
                | Q(is_reserve=False, grade__isnull=False, grade__gte=1, grade__lte=5)
                & Q(benefit__isnull=False, benefit__gt=0, used_from__isnull=False)
                & ~Q(checked_by=""),
            ),
            models.CheckConstraint(
                name="reward_decision_has_person_and_time",
                condition=Q(is_granted=None, decided_by=None, decided_at=None)
                | Q(is_granted__isnull=False, decided_by__isnull=False, decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="reward_published_is_granted",
                condition=Q(published_at=None) | Q(is_granted__isnull=False, is_granted=True),
            ),
            models.CheckConstraint(
                name="reward_revoked_has_its_reason",
                condition=Q(revoked_at=None, revoked_for="")
                | Q(revoked_at__isnull=False, is_granted__isnull=False, is_granted=True) & ~Q(revoked_for=""),
            ),
        ]

    def __str__(self) -> str:
        return RESERVE if self.is_reserve else GRADES[self.grade or 5]

    @property
    def paid(self) -> int:
        """What is paid now: never twice for the same, on upgrading the difference alone (PRO-59)."""
        return max(self.amount - self.already, 0)

    @property
    def is_waiting(self) -> bool:
        return self.decided_at is None

    @property
    def is_to_publish(self) -> bool:
        return bool(self.is_granted) and self.published_at is None and self.revoked_at is None

    @property
    def is_public(self) -> bool:
        return self.published_at is not None and self.revoked_at is None

    @property
    def standing(self) -> str:
        if self.revoked_at:
            return "已撤销并追回"
        if self.is_waiting:
            return "等待单位领导审定"
        if not self.is_granted:
            return "不予奖励"
        return "已公布" if self.published_at else "已审定，等待公布"
