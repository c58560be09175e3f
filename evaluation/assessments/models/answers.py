"""What a unit says of itself item by item, beside what the records say; and the files that it offers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q

from ymdm.organization.models import Person

from ...schemes.models import SchemeItem
from .assessments import Assessment


class AnswerQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> AnswerQuerySet:
        return self.filter(assessment__in=Assessment.objects.visible_to(person))

    def to_fill(self) -> AnswerQuerySet:
        """Those that the unit has to answer: a veto is nothing that a unit claims, a bonus nothing that it must."""
        return self.exclude(item__kind__in=["veto", "bonus", "extra_deduction"])


class Answer(models.Model):
    """`part` of `whole` rows count by the records, 0 of 0 where there was nothing; None where no record fills the item.

    `suggested` are the points that follow from the records, `claimed` those that the unit gives itself.
    """

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="answers", verbose_name="考评")
    item = models.ForeignKey(SchemeItem, models.PROTECT, related_name="+", verbose_name="考评项目")
    part = models.PositiveIntegerField("计入", null=True)
    whole = models.PositiveIntegerField("全部", null=True)
    suggested = models.DecimalField("系统建议", max_digits=5, decimal_places=2, null=True)
    raises = models.CharField("怎样提高", max_length=300, blank=True)
    claimed = models.DecimalField("自评分", max_digits=5, decimal_places=2, null=True)
    is_applicable = models.BooleanField("有这方面的事项", default=True)
    note = models.CharField("说明", max_length=500, blank=True)
    # What the inspectors come to; a third decimal for the mean of two. None where there is no such matter.
    verified = models.DecimalField("核定分", max_digits=6, decimal_places=3, null=True)
    verdict = models.CharField("扣分理由", max_length=700, blank=True)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "自查项目"
        ordering = ["item__order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "item"], name="one_answer_an_assessment_and_item"),
            models.CheckConstraint(
                name="answer_counts_together",
                condition=Q(part=None, whole=None) | Q(part__lte=models.F("whole")),
            ),
            models.CheckConstraint(name="answer_not_below_nought", condition=Q(claimed=None) | Q(claimed__gte=0)),
        ]

    def __str__(self) -> str:
        return str(self.item)

    def get_absolute_url(self) -> str:
        return f"{self.assessment.get_absolute_url()}#item-{self.item_id}"

    @property
    def unit(self) -> Any:
        return self.assessment.unit

    @property
    def is_read(self) -> bool:
        """Whether the records filled it."""
        return self.whole is not None

    @property
    def is_missing(self) -> bool:
        """Whether the unit still has to say something."""
        return self.is_applicable and self.claimed is None and not self.item.is_outside

    @property
    def verified_words(self) -> str:
        """The verified points without noughts at their end."""
        return "—" if self.verified is None else f"{self.verified.normalize():f}"

    @property
    def above(self) -> Decimal:
        """By how much the unit rates itself above what the records say."""
        if self.claimed is None or self.suggested is None or not self.is_applicable:
            return Decimal(0)
        return max(Decimal(0), self.claimed - self.suggested)

    @property
    def owes_reason(self) -> bool:
        return self.above > 0 and not self.note


class Evidence(models.Model):
    """A file for one answer: its digest lies with the attachment, its own day here (EVA-10)."""

    answer = models.ForeignKey(Answer, models.PROTECT, related_name="evidence", verbose_name="自查项目")
    attachment = models.OneToOneField(
        "attachments.Attachment", models.PROTECT, related_name="+", verbose_name="文件"
    )  # fmt: skip
    dated_on = models.DateField("形成日期")

    class Meta:
        verbose_name = verbose_name_plural = "佐证材料"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.attachment.name

    @property
    def is_late(self) -> bool:
        """Whether it came into being after the year that it is to prove."""
        return self.dated_on > date(self.answer.assessment.year, 12, 31)
