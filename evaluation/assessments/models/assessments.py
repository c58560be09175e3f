"""One unit in one year under one scheme, and who sees it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from ymdm.organization.models import Person, within_paths

from ...schemes.models import Scheme


class State(models.TextChoices):
    CHECKING = "assess_checking", "自查中"
    HANDED_IN = "assess_handed_in", "待负责人签字"
    SIGNED = "assess_signed", "已上报"
    SCORING = "assess_scoring", "评分中"
    DISPUTED = "assess_disputed", "待第三人评定"
    SCORED = "assess_scored", "已评分"
    SHOWN = "assess_shown", "已反馈，可申诉"
    APPEALED = "assess_appealed", "申诉复核中"
    DECIDED = "assess_decided", "申诉已决定"
    FINAL = "assess_final", "已定案"


WITH_SCORE = (State.SHOWN, State.APPEALED, State.DECIDED, State.FINAL)


class AssessmentQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> AssessmentQuerySet:
        """Those that one's office watches, and those that one scores."""
        from .scoring import Inspector  # cycle: an inspector belongs to an assessment

        mine = Inspector.objects.filter(person=person).values("assessment")
        return self.filter(within_paths(person.scope("assessments.read"), "unit__path") | Q(pk__in=mine))


class Assessment(models.Model):
    """`state` moves only in workflow. `claimed` is the sum that the unit signed; it is never part of the final score."""

    State = State

    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="assessments", verbose_name="方案")
    unit = models.ForeignKey("organization.Unit", models.PROTECT, related_name="+", verbose_name="单位")
    year = models.PositiveSmallIntegerField("年度")
    state = models.CharField("状态", max_length=24, choices=State, default=State.CHECKING)
    begun_at = models.DateTimeField("开始时间")
    due_on = models.DateField("自查截止日")
    read_at = models.DateTimeField("取数时间")
    handed_in_by = models.ForeignKey(
        "organization.Person", models.PROTECT, null=True, related_name="+", verbose_name="填报人"
    )
    handed_in_at = models.DateTimeField("填报时间", null=True)
    signed_by = models.ForeignKey(
        "organization.Person", models.PROTECT, null=True, related_name="+", verbose_name="签字的负责人"
    )
    signed_at = models.DateTimeField("签字时间", null=True)
    claimed = models.DecimalField("自评得分", max_digits=5, decimal_places=2, null=True)
    shown_at = models.DateTimeField("反馈时间", null=True)
    appeal_until = models.DateField("申诉截止日", null=True)
    accepted_at = models.DateTimeField("认可时间", null=True)
    score = models.DecimalField("得分", max_digits=5, decimal_places=2, null=True)
    grade = models.CharField("等次", max_length=20, blank=True)
    may_be_awarded = models.BooleanField("可以评先", null=True)
    result = models.JSONField("结果", default=dict, blank=True)
    final_at = models.DateTimeField("定案时间", null=True)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "年度考评"
        ordering = ["-year", "unit__path"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "year"], name="one_assessment_a_unit_and_year"),
            models.CheckConstraint(
                name="assessment_handed_in_by_somebody",
                condition=Q(handed_in_by=None, handed_in_at=None)
                | Q(handed_in_by__isnull=False, handed_in_at__isnull=False),
            ),
            models.CheckConstraint(
                name="assessment_signed_with_its_sum",
                condition=Q(signed_by=None, signed_at=None)
                | Q(signed_by__isnull=False, signed_at__isnull=False, claimed__isnull=False),
            ),
            models.CheckConstraint(
                name="assessment_scored_is_whole",
                condition=Q(score=None, grade="", may_be_awarded=None)
                | Q(score__isnull=False, may_be_awarded__isnull=False) & ~Q(grade=""),
            ),
            models.CheckConstraint(
                name="assessment_final_has_its_score",
                condition=Q(final_at=None) & ~Q(state="assess_final")
                | Q(final_at__isnull=False, score__isnull=False, state="assess_final"),
            ),
            models.CheckConstraint(name="assessment_signed_by_another", condition=~Q(signed_by=F("handed_in_by"))),
        ]
        indexes = [models.Index(fields=["scheme", "unit"], name="assessment_of_scheme")]

    def __str__(self) -> str:
        return f"{self.unit.short}{self.year}年度考评"

    def get_absolute_url(self) -> str:
        return reverse("assessments:assessment", args=[self.pk])

    @property
    def has_score(self) -> bool:
        """Whether the unit sees its score with every deduction (EVA-24)."""
        return self.state in WITH_SCORE

    @property
    def is_open(self) -> bool:
        """Whether the unit still writes its self-check."""
        return self.state == State.CHECKING
