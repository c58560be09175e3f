"""Who handles a proposal, and what happens on the way to the answer."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from .proposal import Proposal


class Assignment(models.Model):
    """A proposal in the hands of a unit, as lead or assisting (PRO-20). A replaced one stays as a record."""

    class Part(models.TextChoices):
        LEAD = "lead", "主办"
        ASSISTING = "assisting", "协办"

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="assignments", verbose_name="提案")
    unit = models.ForeignKey("organization.Unit", models.PROTECT, related_name="assignments", verbose_name="单位")
    part = models.CharField("分工", max_length=10, choices=Part)
    assigned_at = models.DateTimeField("交办时间")
    object_until = models.DateField("退办期限")
    accepted_at = models.DateTimeField("签收时间", null=True)
    accepted_by = models.ForeignKey(
        "organization.Person", models.PROTECT, null=True, related_name="+", verbose_name="签收人"
    )
    ended_at = models.DateTimeField("改派时间", null=True)
    opinion = models.TextField("协办意见", blank=True)
    opinion_by = models.ForeignKey(
        "organization.Person", models.PROTECT, null=True, related_name="+", verbose_name="提出人"
    )
    opinion_at = models.DateTimeField("提出时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "交办"
        ordering = ["-part", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal"], condition=Q(part="lead", ended_at=None), name="one_lead_unit_per_proposal"
            ),
            models.UniqueConstraint(
                fields=["proposal", "unit"], condition=Q(ended_at=None), name="one_running_assignment_per_unit"
            ),
            models.CheckConstraint(
                name="acceptance_has_time_and_person",
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
            ),
            models.CheckConstraint(
                name="opinion_has_time_and_person",
                condition=Q(opinion_at=None, opinion_by=None) | Q(opinion_at__isnull=False, opinion_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}（{self.get_part_display()}）"

    @property
    def is_running(self) -> bool:
        return self.ended_at is None


class Objection(models.Model):
    """A unit says that an assignment is not its business, and what was decided (退办, PRO-24)."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="objections", verbose_name="提案")
    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="objections", verbose_name="交办")
    reason = models.TextField("理由")
    suggested_unit = models.ForeignKey(
        "organization.Unit", models.PROTECT, null=True, related_name="+", verbose_name="建议改派单位"
    )
    by = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="申请人")
    at = models.DateTimeField("申请时间")
    is_approved = models.BooleanField("同意改派", null=True)
    decision = models.TextField("处理意见", blank=True)
    decided_by = models.ForeignKey(
        "organization.Person", models.PROTECT, null=True, related_name="+", verbose_name="处理人"
    )
    decided_at = models.DateTimeField("处理时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "退办申请"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="objection_decided_has_person_and_time",
                condition=Q(is_approved=None, decided_by=None, decided_at=None)
                | Q(is_approved__isnull=False, decided_by__isnull=False, decided_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.assignment} {self.reason}"


class Contact(models.Model):
    """A real contact with the proposer before the reply (面商), or a meeting about the matter (PRO-27)."""

    class Form(models.TextChoices):
        VISIT = "visit", "当面沟通"
        PHONE = "phone", "电话沟通"
        TOPIC_MEETING = "topic_meeting", "专题会"
        CONSULTATION_MEETING = "consultation_meeting", "协商会"
        PUSH_MEETING = "push_meeting", "推进会"

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="contacts", verbose_name="提案")
    form = models.CharField("方式", max_length=24, choices=Form)
    held_on = models.DateField("日期")
    people = models.CharField("参加人", max_length=200)
    minutes = models.TextField("记录")
    union_attended = models.BooleanField("工会参加", default=False)
    round = models.PositiveSmallIntegerField("第几次办理", default=1)
    by = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="记录人")
    at = models.DateTimeField("记录时间")

    class Meta:
        verbose_name = verbose_name_plural = "沟通记录"
        ordering = ["held_on", "pk"]

    def __str__(self) -> str:
        return f"{self.held_on} {self.get_form_display()}"

    @property
    def is_meeting(self) -> bool:
        return self.form != self.Form.PHONE


class ExtensionRequest(models.Model):
    """A request for more days and its decision; granted once at most (PRO-26)."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="extension_requests", verbose_name="提案")
    days = models.PositiveSmallIntegerField("天数")
    reason = models.TextField("理由")
    by = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="申请人")
    at = models.DateTimeField("申请时间")
    is_approved = models.BooleanField("同意", null=True)
    decision = models.TextField("意见", blank=True)
    decided_by = models.ForeignKey(
        "organization.Person", models.PROTECT, null=True, related_name="+", verbose_name="批准人"
    )
    decided_at = models.DateTimeField("批准时间", null=True)
    new_due_on = models.DateField("新期限", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "延期申请"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal"], condition=Q(is_approved=None), name="one_waiting_extension_per_proposal"
            ),
            models.UniqueConstraint(
                fields=["proposal"], condition=Q(is_approved=True), name="one_extension_per_proposal"
            ),
        ]

    def __str__(self) -> str:
        return f"延期 {self.days} 天"


class Instruction(models.Model):
    """A leader's instruction (领导批示). It names who is in charge and how urgent; it cannot un-file (PRO-19)."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="instructions", verbose_name="提案")
    text = models.TextField("批示")
    by = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="批示人")
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "领导批示"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:40]
