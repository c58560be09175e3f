"""The dated checklist of a session: each of its steps with its day, its owner and what proves it (F6)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from ymdm.organization.models import Person, Unit, within_paths

from ..rules.dating import STEP
from .sessions import CongressSession


class PlanStepQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> PlanStepQuerySet:
        return self.filter(session__in=CongressSession.objects.visible_to(person)) | self.filter(
            within_paths(person.scope("congress.read"), "session__term__unit__path")
        )


class PlanStep(models.Model):
    """One step of the plan; owed as a duty until it is done, with the day on which it was and what shows it."""

    session = models.ForeignKey(CongressSession, models.CASCADE, related_name="plan", verbose_name="会议")
    code = models.CharField("步骤", max_length=32)
    order = models.PositiveSmallIntegerField("序号")
    says = models.CharField("事项", max_length=80)
    rule = models.CharField("规则", max_length=20)
    due_on = models.DateField("最迟日期")
    done_on = models.DateField("完成日期", null=True)
    done_by = models.ForeignKey(
        "organization.Person", models.PROTECT, null=True, related_name="+", verbose_name="登记人"
    )
    proof = models.CharField("依据", max_length=300, blank=True)

    objects = PlanStepQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "筹备步骤"
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["session", "code"], name="one_step_of_a_session_and_code"),
            models.CheckConstraint(name="done_step_has_its_proof", condition=Q(done_on=None) | ~Q(proof="")),
        ]

    def __str__(self) -> str:
        return f"{self.session.short}：{self.says}"

    def get_absolute_url(self) -> str:
        return f"{reverse('congress:plan', args=[self.session_id])}#step-{self.code}"

    @property
    def unit(self) -> Unit:
        return self.session.unit

    @property
    def who(self) -> str:
        return STEP[self.code].who

    @property
    def is_late(self) -> bool:
        return self.done_on is not None and self.done_on > self.due_on
