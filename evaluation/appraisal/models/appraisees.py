"""Who is appraised: members of the leading body, employee directors, and the leading body itself; and flags about them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from ymdm.organization.models import Person, Unit, within_paths

from ..rules import Grade
from .appraisals import Appraisal, State
from .voters import Voter


class AppraiseeQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> AppraiseeQuerySet:
        """The lines of the appraisals that one sees; what came out of them is another question (results.py)."""
        return self.filter(appraisal__in=Appraisal.objects.visible_to(person))

    def people(self) -> AppraiseeQuerySet:
        return self.exclude(person=None)


class Appraisee(models.Model):
    """One line of the ballot. `report` is the report on duties and integrity (述职述廉), written by the person."""

    class Kind(models.TextChoices):
        BODY = "body", "领导班子"
        LEADER = "leader", "领导班子成员"
        DIRECTOR = "director", "职工董事"

    appraisal = models.ForeignKey(Appraisal, models.PROTECT, related_name="appraisees", verbose_name="民主评议")
    kind = models.CharField("类别", max_length=8, choices=Kind)
    person = models.ForeignKey("organization.Person", models.PROTECT, null=True, related_name="+", verbose_name="干部")
    post = models.CharField("职务", max_length=40, blank=True)
    order = models.PositiveSmallIntegerField("次序")
    report = models.TextField("述职述廉报告", blank=True)
    reported_at = models.DateTimeField("提交时间", null=True)
    told_at = models.DateTimeField("反馈时间", null=True)
    statement = models.TextField("本人说明", blank=True)
    stated_at = models.DateTimeField("说明时间", null=True)

    objects = AppraiseeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "评议对象"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["appraisal", "person"], name="one_line_a_person_and_appraisal"),
            models.CheckConstraint(
                name="appraisee_is_a_person_or_the_body",
                condition=Q(kind="body", person=None) | ~Q(kind="body") & Q(person__isnull=False),
            ),
            models.CheckConstraint(
                name="report_has_its_time",
                condition=Q(report="", reported_at=None) | ~Q(report="") & Q(reported_at__isnull=False),
            ),
            models.CheckConstraint(
                name="statement_has_its_time",
                condition=Q(statement="", stated_at=None) | ~Q(statement="") & Q(stated_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.appraisal.year}年民主评议）"

    def get_absolute_url(self) -> str:
        return reverse("appraisal:result", args=[self.pk])

    @property
    def unit(self) -> Unit:
        return self.appraisal.unit

    @property
    def name(self) -> str:
        return str(self.person) if self.person else self.get_kind_display()

    @property
    def about(self) -> str:
        """What stands under the name."""
        return (self.post or self.get_kind_display()) if self.person_id else "整体评议"

    @property
    def item(self) -> str:
        """The id of its line on the ballot; the comments are asked under `comments`."""
        return f"r{self.pk}"

    @property
    def comments(self) -> str:
        return f"c{self.pk}"

    @property
    def scale(self) -> tuple[Grade, ...]:
        return self.appraisal.scale if self.person_id else self.appraisal.body_scale


class ReportFilesQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> ReportFilesQuerySet:
        """Those of the own report; once the reports are out those of every report that the person may read (EVA-39)."""
        mine = Appraisee.objects.filter(person=person).values("appraisal")
        reads = (
            within_paths(person.scope("appraisal.read"), "appraisee__appraisal__unit__path")
            | Q(appraisee__appraisal__in=mine)
            | Q(appraisee__appraisal__in=Voter.objects.filter(person=person).values("appraisal"))
        )
        return self.filter(Q(appraisee__person=person) | ~Q(appraisee__appraisal__state=State.PLANNED) & reads)


class ReportFiles(models.Model):
    """The files of one report. A matter of their own: fewer people read a report than see the appraisal."""

    appraisee = models.OneToOneField(
        Appraisee, models.PROTECT, related_name="report_files", verbose_name="述职述廉报告"
    )

    objects = ReportFilesQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "述职材料"

    def __str__(self) -> str:
        return f"{self.appraisee}述职材料"

    def get_absolute_url(self) -> str:
        return reverse("appraisal:reports", args=[self.appraisee.appraisal_id])

    @property
    def unit(self) -> Unit:
        return self.appraisee.unit


class FlagQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> FlagQuerySet:
        """Those that one may answer for the competent body; none of an appraisal in which one is appraised oneself."""
        mine = Appraisee.objects.filter(person=person).values("appraisal")
        above = within_paths(person.scope("appraisal.answer"), "appraisee__appraisal__superior__path")
        return self.filter(above).exclude(appraisee__appraisal__in=mine)

    def unanswered(self) -> FlagQuerySet:
        return self.filter(state=Flag.State.RAISED)


class Flag(models.Model):
    """A warning line that the counts crossed. The competent body answers in writing; nothing follows by itself (EVA-45)."""

    class State(models.TextChoices):
        RAISED = "flag_raised", "待主管机关答复"
        ANSWERED = "flag_answered", "已答复"

    appraisee = models.ForeignKey(Appraisee, models.PROTECT, related_name="flags", verbose_name="评议对象")
    line = models.CharField("警戒线", max_length=10)
    sentence = models.CharField("情况", max_length=200)
    state = models.CharField("状态", max_length=14, choices=State, default=State.RAISED)
    answer = models.TextField("答复", blank=True)
    answered_by = models.ForeignKey(
        "organization.Person", models.PROTECT, null=True, related_name="+", verbose_name="答复人"
    )
    answered_at = models.DateTimeField("答复时间", null=True)

    objects = FlagQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "警戒线提示"
        ordering = ["appraisee", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["appraisee", "line"], name="one_flag_a_line_and_appraisee"),
            models.CheckConstraint(
                name="flag_answered_is_whole",
                condition=Q(state="flag_raised", answer="", answered_by=None, answered_at=None)
                | Q(state="flag_answered", answered_by__isnull=False, answered_at__isnull=False) & ~Q(answer=""),
            ),
        ]

    def __str__(self) -> str:
        # Without the name: duties and notices show it to whoever works beside the one who answers.
        return f"{self.appraisee.appraisal}的警戒线提示"

    def get_absolute_url(self) -> str:
        return reverse("appraisal:result", args=[self.appraisee_id])

    @property
    def unit(self) -> Unit:
        return self.appraisee.appraisal.superior
