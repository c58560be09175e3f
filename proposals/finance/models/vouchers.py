"""The vouchers of a review, each with what came of it, and the questions that became matters."""

from __future__ import annotations

import zlib
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q, Sum
from django.urls import reverse

from ..rules import yuan
from .periods import ReviewPeriod


class VoucherQuerySet(models.QuerySet):
    def valid(self) -> VoucherQuerySet:
        """Those that count: a void one stays on record and in no sum."""
        return self.exclude(outcome=Voucher.Outcome.VOID)

    def unasked(self) -> VoucherQuerySet:
        """Marked as questioned, without a question that somebody has to answer."""
        asked = VoucherQuestion.objects.filter(voucher=OuterRef("pk"))
        return self.filter(~Exists(asked), outcome=Voucher.Outcome.QUESTIONED)

    def totals(self) -> dict[str, tuple[int, int]]:
        """Outcome to (how many, cents), of the rows as they stand; “all” is all that count. One query."""
        rows = self.order_by().values_list("outcome").annotate(number=models.Count("pk"), cents=Sum("cents"))
        told = {outcome: (number, cents) for outcome, number, cents in rows}
        valid = [pair for outcome, pair in told.items() if outcome != Voucher.Outcome.VOID]
        return told | {"all": (sum(number for number, _ in valid), sum(cents for _, cents in valid))}


class Voucher(models.Model):
    """One voucher. `cents` is the amount in fen, below zero for a red one that takes another back."""

    class Outcome(models.TextChoices):
        PENDING = "pending", "待审"
        PASSED = "passed", "通过"
        QUESTIONED = "questioned", "有质询"
        RETURNED = "returned", "退回"
        VOID = "void", "作废"

    period = models.ForeignKey(ReviewPeriod, models.PROTECT, related_name="vouchers", verbose_name="账目审查")
    number = models.CharField("凭证号", max_length=20)
    on = models.DateField("日期")
    purpose = models.CharField("摘要", max_length=120)
    cents = models.BigIntegerField("金额", help_text="分")
    outcome = models.CharField("审查结果", max_length=10, choices=Outcome, default=Outcome.PENDING)
    note = models.CharField("说明", max_length=200, blank=True)
    entered_by = models.ForeignKey(
        "organization.Person", models.PROTECT, null=True, related_name="+", verbose_name="录入人"
    )
    entered_at = models.DateTimeField("录入时间")

    objects = VoucherQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "凭证"
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["period", "number"], name="one_voucher_per_review_and_number"),
            models.CheckConstraint(name="voucher_has_an_amount", condition=~Q(cents=0)),
            models.CheckConstraint(
                name="voucher_not_passed_says_why",
                condition=Q(outcome__in=["pending", "passed"]) | ~Q(note=""),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def yuan(self) -> str:
        return yuan(self.cents)

    @property
    def mark(self) -> str:
        """Changes when anything on the row does, so that nobody writes over what another has written meanwhile."""
        return _mark(self.number, self.on.isoformat(), self.purpose, self.cents, str(self.outcome), self.note)

    @property
    def content_mark(self) -> str:
        """The same of what the finance side writes: a verdict of the group leaves it as it is."""
        return _mark(self.number, self.on.isoformat(), self.purpose, self.cents)


def _mark(*told: object) -> str:
    return f"{zlib.crc32(repr(told).encode()):08x}"


class VoucherQuestionQuerySet(models.QuerySet):
    def open(self) -> VoucherQuestionQuerySet:
        """Neither answered nor carried over."""
        return self.filter(matter__replied_on=None, carried_at=None)


class VoucherQuestion(models.Model):
    """A question about a voucher or a line of the accounts: a matter in the ledger, with owner, day and answer."""

    period = models.ForeignKey(ReviewPeriod, models.PROTECT, related_name="questions", verbose_name="账目审查")
    voucher = models.ForeignKey(Voucher, models.PROTECT, null=True, related_name="questions", verbose_name="凭证")
    about = models.CharField("科目或项目", max_length=60, blank=True)
    text = models.CharField("质询", max_length=500)
    asked_by = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="提问人")
    asked_at = models.DateTimeField("提出时间")
    matter = models.OneToOneField(
        "proposals.Proposal", models.PROTECT, related_name="finance_question", verbose_name="事项"
    )
    carried_at = models.DateTimeField("结转时间", null=True)
    carried_because = models.CharField("结转原因", max_length=200, blank=True)

    objects = VoucherQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "质询"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="question_is_about_a_voucher_or_a_line", condition=Q(voucher__isnull=False) | ~Q(about="")
            ),
            models.CheckConstraint(
                name="question_carried_over_with_reason",
                condition=Q(carried_at=None, carried_because="") | Q(carried_at__isnull=False) & ~Q(carried_because=""),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:40]

    def get_absolute_url(self) -> str:
        return f"{reverse('finance:period', args=[self.period_id])}#question-{self.pk}"

    @property
    def unit(self) -> Any:
        return self.period.unit

    @property
    def subject(self) -> str:
        """“凭证 记-031 会议费” or the line of the accounts."""
        return f"凭证 {self.voucher.number} {self.voucher.purpose}" if self.voucher else self.about

    @property
    def is_answered(self) -> bool:
        return self.matter.replied_on is not None

    @property
    def is_open(self) -> bool:
        return not self.is_answered and self.carried_at is None
