"""The answer, point by point; who agreed to it, who signed it, and what the proposer thinks of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from ..rules.catalogue import SCHEMES
from .handling import Assignment
from .proposal import Point, Proposal


class ReplyQuerySet(models.QuerySet):
    def signed(self) -> ReplyQuerySet:
        return self.exclude(signed_at=None)


class Reply(models.Model):
    """The reply letter of one round. A draft that was sent back stays as a record (`sent_back_at`)."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="replies", verbose_name="提案")
    round = models.PositiveSmallIntegerField("第几次办理")
    letter_number = models.CharField("答复函号", max_length=40, null=True, unique=True)
    text = models.TextField("总体答复")
    scheme = models.CharField("分类口径", max_length=32, default="abcd_standard")
    result_class = models.CharField("办理结果", max_length=1)
    plan = models.TextField("下一步计划或理由", blank=True)
    follow_up_on = models.DateField("复查日期", null=True)
    drafted_by = models.ForeignKey(
        "organization.Person", models.PROTECT, null=True, related_name="+", verbose_name="起草人"
    )
    drafted_at = models.DateTimeField("起草时间")
    signed_by = models.ForeignKey(
        "organization.Person", models.PROTECT, null=True, related_name="+", verbose_name="签发人"
    )
    signed_at = models.DateTimeField("签发时间", null=True)
    sent_back_at = models.DateTimeField("退回修改时间", null=True)
    sent_back_by = models.ForeignKey(
        "organization.Person", models.PROTECT, null=True, related_name="+", verbose_name="退回人"
    )
    sent_back_reason = models.CharField("退回原因", max_length=300, blank=True)

    objects = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "答复"
        ordering = ["round", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "round"], condition=Q(sent_back_at=None), name="one_standing_reply_per_round"
            ),
            models.CheckConstraint(
                name="reply_letter_number_with_signature",
                condition=Q(letter_number=None, signed_at=None)
                | Q(letter_number__isnull=False, signed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.letter_number or f"第 {self.round} 次答复稿"

    @property
    def class_words(self) -> str:
        return SCHEMES[self.scheme][1].get(self.result_class, "")


class PointAnswer(models.Model):
    """The answer to one point."""

    class Stance(models.TextChoices):
        ADOPTED = "adopted", "采纳"
        PARTLY = "partly", "部分采纳"
        NOT_ADOPTED = "not_adopted", "未采纳"
        EXPLAINED = "explained", "说明情况"

    reply = models.ForeignKey(Reply, models.PROTECT, related_name="point_answers", verbose_name="答复")
    point = models.ForeignKey(Point, models.PROTECT, related_name="answers", verbose_name="建议")
    stance = models.CharField("意见", max_length=12, choices=Stance)
    text = models.TextField("答复")

    class Meta:
        verbose_name = verbose_name_plural = "逐条答复"
        ordering = ["point__order"]
        constraints = [models.UniqueConstraint(fields=["reply", "point"], name="one_answer_per_point_and_reply")]

    def __str__(self) -> str:
        return self.text


class Countersign(models.Model):
    """An assisting unit agrees with a draft or dissents; a dissent is never hidden (PRO-29, proposals.md 14)."""

    reply = models.ForeignKey(Reply, models.PROTECT, related_name="countersigns", verbose_name="答复")
    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="countersigns", verbose_name="协办")
    agrees = models.BooleanField("同意")
    text = models.TextField("意见", blank=True)
    by = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="会签人")
    at = models.DateTimeField("会签时间")

    class Meta:
        verbose_name = verbose_name_plural = "会签"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["reply", "assignment"], name="one_countersign_per_reply_and_unit"),
            models.CheckConstraint(name="dissent_has_words", condition=Q(agrees=True) | ~Q(text="")),
        ]

    def __str__(self) -> str:
        return f"{self.assignment.unit} {'同意' if self.agrees else '不同意'}"


class Evaluation(models.Model):
    """What one signatory thinks of one reply: two marks and words (PRO-33, PRO-34)."""

    class Grade(models.TextChoices):
        SATISFIED = "satisfied", "满意"
        BASICALLY = "basically", "基本满意"
        DISSATISFIED = "dissatisfied", "不满意"

    reply = models.ForeignKey(Reply, models.PROTECT, related_name="evaluations", verbose_name="答复")
    # Nobody where the writer of an anonymous letter rates: she is known by number and secret alone (PRO-63).
    person = models.ForeignKey(
        "organization.Person", models.PROTECT, null=True, related_name="+", verbose_name="评价人"
    )
    attitude = models.CharField("办理态度", max_length=16, choices=Grade)
    result = models.CharField("办理结果", max_length=16, choices=Grade)
    text = models.TextField("意见", blank=True)
    at = models.DateTimeField("评价时间")

    class Meta:
        verbose_name = verbose_name_plural = "评价"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["reply", "person"], name="one_evaluation_per_reply_and_person"),
            models.UniqueConstraint(
                fields=["reply"], condition=Q(person=None), name="one_evaluation_per_reply_of_the_writer"
            ),
            models.CheckConstraint(
                name="dissatisfied_has_words",
                condition=~Q(result="dissatisfied") & ~Q(attitude="dissatisfied") | ~Q(text=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person or '写信人'} {self.get_result_display()}"


class FollowUp(models.Model):
    """What became of a promise: progress and class on the day when it was looked at again (PRO-32, F72)."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="follow_ups", verbose_name="提案")
    progress = models.TextField("进展")
    result_class = models.CharField("办理结果", max_length=1)
    next_on = models.DateField("下次复查", null=True)
    by = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="填报人")
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "跟踪复查"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.progress[:40]


class Revisit(models.Model):
    """What a proposer says some weeks after the closure: is it really done (F73); and what the lead found out."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="revisits", verbose_name="提案")
    person = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="提案人")
    is_done = models.BooleanField("已经办好")
    text = models.TextField("意见", blank=True)
    at = models.DateTimeField("时间")
    answer = models.TextField("核实情况", blank=True)
    answered_by = models.ForeignKey(
        "organization.Person", models.PROTECT, null=True, related_name="+", verbose_name="核实人"
    )
    answered_at = models.DateTimeField("核实时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "回访"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="not_done_has_words", condition=Q(is_done=True) | ~Q(text="")),
            models.CheckConstraint(
                name="recheck_has_words_person_and_time",
                condition=Q(answer="", answered_by=None, answered_at=None)
                | ~Q(answer="") & Q(is_done=False, answered_by__isnull=False, answered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}：{'已经办好' if self.is_done else '没有办好'}"

    @property
    def is_open(self) -> bool:
        """Whether the lead unit still owes an account of it."""
        return not self.is_done and self.answered_at is None
