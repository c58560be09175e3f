"""One review: its month or quarter, its state, who was there, who signed, what was corrected later."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from proposals.meetings.models.receptions import house_of
from ymdm.organization.models import Person, within_paths

from ..rules import first_and_last, words_of
from .groups import FinanceGroup, GroupMember


class ReviewPeriodQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> ReviewPeriodQuerySet:
        """Those whose books one may open, and of the published ones of the house at least the summary."""
        published = Q(state=ReviewPeriod.State.PUBLISHED, unit__path__startswith=house_of(person))
        return self.filter(published | _in_full(person))

    def open_to(self, person: Person) -> ReviewPeriodQuerySet:
        """Those that a person sees in full: the group, who keeps the books, who watches; signed ones representatives."""
        return self.filter(_in_full(person))

    def standing(self) -> ReviewPeriodQuerySet:
        return self.exclude(state=ReviewPeriod.State.CALLED_OFF)

    def underway(self) -> ReviewPeriodQuerySet:
        """Those that are not signed yet."""
        return self.filter(state__in=UNDERWAY)


def _in_full(person: Person) -> Q:
    signed = Q(state__in=[ReviewPeriod.State.SIGNED, ReviewPeriod.State.PUBLISHED])
    return (
        within_paths(person.scope("finance.read"), "unit__path")
        | within_paths(person.scope("finance.keep"), "group__keeper__path")
        | signed & within_paths(person.scope("finance.signed"), "unit__path")
        | Q(GroupMember.objects.of(person))
    )


class ReviewPeriod(models.Model):
    """A month or a quarter of a unit whose accounts are reviewed. `state` moves only in workflow."""

    class State(models.TextChoices):
        OPENED = "opened", "审查中"
        QUESTIONED = "questioned", "质询中"
        ANSWERED = "answered", "待签字"
        SIGNED = "signed", "已签字"
        PUBLISHED = "published", "已公布"
        CALLED_OFF = "called_off", "已取消"

    # The unit of the group, kept here for the constraints and for one scan of one table.
    unit = models.ForeignKey("organization.Unit", models.PROTECT, related_name="+", verbose_name="单位")
    group = models.ForeignKey(FinanceGroup, models.PROTECT, related_name="periods", verbose_name="小组")
    year = models.PositiveSmallIntegerField("年")
    month = models.PositiveSmallIntegerField("月", null=True)
    quarter = models.PositiveSmallIntegerField("季度", null=True)
    last_on = models.DateField("期末")
    state = models.CharField("状态", max_length=12, choices=State, default=State.OPENED)
    opened_at = models.DateTimeField("开审时间")
    handed_in_at = models.DateTimeField("账目交齐时间", null=True)
    present = models.ManyToManyField("organization.Person", related_name="+", verbose_name="到会")
    report = models.TextField("审查报告", blank=True)
    signed_at = models.DateTimeField("签字完成时间", null=True)
    summary = models.TextField("公布摘要", blank=True)
    published_at = models.DateTimeField("公布时间", null=True)
    called_off_because = models.CharField("取消原因", max_length=200, blank=True)

    objects = ReviewPeriodQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "账目审查"
        ordering = ["-last_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="review_is_of_a_month_or_of_a_quarter",
                condition=Q(month__gte=1, month__lte=12, quarter=None) | Q(month=None, quarter__gte=1, quarter__lte=4),
            ),
            models.UniqueConstraint(
                fields=["unit", "year", "month"], condition=~Q(state="called_off"), name="one_review_per_month"
            ),
            models.UniqueConstraint(
                fields=["unit", "year", "quarter"], condition=~Q(state="called_off"), name="one_review_per_quarter"
            ),
            models.CheckConstraint(
                name="review_signed_with_report_and_time",
                condition=Q(state__in=["signed", "published"], signed_at__isnull=False) & ~Q(report="")
                | ~Q(state__in=["signed", "published"]) & Q(signed_at=None),
            ),
            models.CheckConstraint(
                name="review_published_with_summary_and_time",
                condition=Q(state="published", published_at__isnull=False) & ~Q(summary="")
                | ~Q(state="published") & Q(published_at=None),
            ),
            models.CheckConstraint(
                name="review_called_off_with_reason",
                condition=Q(state="called_off") & ~Q(called_off_because="")
                | ~Q(state="called_off") & Q(called_off_because=""),
            ),
        ]
        indexes = [models.Index(fields=["unit", "-last_on"], name="review_of_unit")]

    def __str__(self) -> str:
        return f"{self.unit.short}{self.label}账目审查"

    def get_absolute_url(self) -> str:
        return reverse("finance:period", args=[self.pk])

    @property
    def label(self) -> str:
        return words_of(self.year, self.month, self.quarter)

    @property
    def first_on(self) -> date:
        return first_and_last(self.year, self.month, self.quarter)[0]

    @property
    def is_underway(self) -> bool:
        return self.state in UNDERWAY

    @property
    def is_frozen(self) -> bool:
        """Whether vouchers can no longer be written."""
        return self.state not in WRITTEN


WRITTEN = (ReviewPeriod.State.OPENED, ReviewPeriod.State.QUESTIONED)
UNDERWAY = (*WRITTEN, ReviewPeriod.State.ANSWERED)


class AccountsQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> AccountsQuerySet:
        """What was handed in is for those who see the whole review; the summary is all that everybody gets."""
        return self.filter(period__in=ReviewPeriod.objects.open_to(person))


class Accounts(models.Model):
    """The material that the finance side hands in: what its files hang on. Apart from the review, whose summary is for all."""

    period = models.OneToOneField(ReviewPeriod, models.PROTECT, related_name="accounts", verbose_name="账目审查")

    objects = AccountsQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "账目材料"

    def __str__(self) -> str:
        return f"{self.period.unit.short}{self.period.label}账目材料"

    def get_absolute_url(self) -> str:
        return self.period.get_absolute_url()

    @property
    def unit(self) -> Any:
        return self.period.unit


class ReviewSignature(models.Model):
    """A member's own signature under the report as it stood, or her reservation in words."""

    period = models.ForeignKey(ReviewPeriod, models.PROTECT, related_name="signatures", verbose_name="账目审查")
    person = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="组员")
    is_reserved = models.BooleanField("保留意见", default=False)
    words = models.CharField("保留的意见", max_length=500, blank=True)
    report_sha256 = models.CharField("报告摘要", max_length=64)
    at = models.DateTimeField("签字时间")

    class Meta:
        verbose_name = verbose_name_plural = "签字"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["period", "person"], name="one_signature_per_review_and_member"),
            models.CheckConstraint(
                name="reservation_has_its_words",
                condition=Q(is_reserved=True) & ~Q(words="") | Q(is_reserved=False, words=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}{'保留意见' if self.is_reserved else '签字'}"


class ReviewCorrection(models.Model):
    """What was found wrong after the signatures: a record on top, the signed text stays."""

    period = models.ForeignKey(ReviewPeriod, models.PROTECT, related_name="corrections", verbose_name="账目审查")
    text = models.CharField("更正", max_length=500)
    reason = models.CharField("原因", max_length=200)
    by = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="更正人")
    at = models.DateTimeField("更正时间")

    class Meta:
        verbose_name = verbose_name_plural = "更正"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text
