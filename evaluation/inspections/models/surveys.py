"""The short form that representatives of the inspected unit fill in without a name (EVA-03). Only sums are kept."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from ymdm.organization.models import Person, Unit

from .visits import Visit

GRADES = {"satisfied": "满意", "basically": "基本满意", "dissatisfied": "不满意"}


class VisitSurveyQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> VisitSurveyQuerySet:
        """For who was asked, and for who sees the visit."""
        asked = Asked.objects.filter(person=person).values("survey")
        return self.filter(Q(pk__in=asked) | Q(visit__in=Visit.objects.visible_to(person).values("pk")))


class VisitSurvey(models.Model):
    """Sums of one visit. They are shown once it has ended, never while forms come in: two looks would tell one form."""

    visit = models.OneToOneField(Visit, models.PROTECT, related_name="survey", verbose_name="检查")
    invited = models.PositiveIntegerField("职工代表")
    forms = models.PositiveIntegerField("收到份数", default=0)
    satisfied = models.PositiveIntegerField("满意", default=0)
    basically = models.PositiveIntegerField("基本满意", default=0)
    dissatisfied = models.PositiveIntegerField("不满意", default=0)
    opened_at = models.DateTimeField("开始时间")
    ended_at = models.DateTimeField("结束时间", null=True)

    objects = VisitSurveyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "民主管理满意度测评"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="visit_survey_forms_add_up",
                condition=Q(forms=F("satisfied") + F("basically") + F("dissatisfied")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.visit}满意度测评"

    def get_absolute_url(self) -> str:
        return reverse("inspections:survey", args=[self.pk])

    @property
    def unit(self) -> Unit:
        return self.visit.unit

    @property
    def is_over(self) -> bool:
        return self.ended_at is not None


class Asked(models.Model):
    """That a representative was asked, and whether the form is in: nothing of what it said, nor when it came."""

    survey = models.ForeignKey(VisitSurvey, models.PROTECT, related_name="asked", verbose_name="测评")
    person = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="职工代表")
    is_in = models.BooleanField("已交", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "参加测评的代表"
        constraints = [models.UniqueConstraint(fields=["survey", "person"], name="one_form_of_a_visit_and_person")]

    def __str__(self) -> str:
        return f"{self.survey} {self.person}"
