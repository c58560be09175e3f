"""会议质量评价: what representatives thought of a session, kept as sums from the first form on (congress.md 10, step 19)."""

from __future__ import annotations

from django.db import models
from django.urls import reverse

from ymdm.organization.models import Unit

from .sessions import CongressSession

# Natural days after the close during which forms are taken.
DAYS = 3


class SessionSurvey(models.Model):
    """The survey of one session. It opens with the close; figures are shown once it is over, never while forms come in:
    two looks, one before and one after a form, would tell what that form said."""

    class State(models.TextChoices):
        ASKED = "asked", "正在评价"
        OVER = "over", "评价结束"

    session = models.OneToOneField(CongressSession, models.CASCADE, related_name="survey", verbose_name="会议")
    state = models.CharField("状态", max_length=8, choices=State, default=State.ASKED)
    opened_at = models.DateTimeField("开始时间")
    until_on = models.DateField("截止日期")
    invited = models.PositiveIntegerField("参加评价的代表")
    forms = models.PositiveIntegerField("收到份数", default=0)
    ended_at = models.DateTimeField("结束时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "会议质量评价"
        constraints = [
            models.CheckConstraint(
                name="survey_over_has_its_time",
                condition=models.Q(state="over", ended_at__isnull=False) | models.Q(state="asked", ended_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.session}会议质量评价"

    def get_absolute_url(self) -> str:
        return reverse("congress:survey", args=[self.session_id])

    @property
    def unit(self) -> Unit:
        return self.session.unit

    @property
    def is_over(self) -> bool:
        return self.state == self.State.OVER


class SurveySum(models.Model):
    """How often each level was given for one of the eight items."""

    survey = models.ForeignKey(SessionSurvey, models.CASCADE, related_name="sums", verbose_name="评价")
    code = models.CharField("项目", max_length=16)
    good = models.PositiveIntegerField("好", default=0)
    fair = models.PositiveIntegerField("一般", default=0)
    poor = models.PositiveIntegerField("差", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "评价合计"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["survey", "code"], name="one_sum_of_a_survey_and_item")]

    def __str__(self) -> str:
        return f"{self.survey} {self.code}"


class SurveyHandedIn(models.Model):
    """That a representative handed a form in: once only. What was given stands nowhere beside the name, nor the time."""

    survey = models.ForeignKey(SessionSurvey, models.CASCADE, related_name="handed_in", verbose_name="评价")
    person = models.ForeignKey("organization.Person", models.CASCADE, related_name="+", verbose_name="代表")

    class Meta:
        verbose_name = verbose_name_plural = "已评价的代表"
        constraints = [models.UniqueConstraint(fields=["survey", "person"], name="one_form_of_a_survey_and_person")]

    def __str__(self) -> str:
        return f"{self.survey} {self.person}"
