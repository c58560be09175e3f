"""One appraisal of a unit and a year, and who sees it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from congress.models.terms import house_of
from ymdm.ballots.models import BallotBox, Keeper
from ymdm.organization.models import Person, within_paths

from ..rules import Grade

OWNER = "appraisal.appraisal"  # how boxes and ceremonies name an appraisal


class State(models.TextChoices):
    PLANNED = "appraisal_planned", "待述职"
    REPORTED = "appraisal_reported", "述职已提交"
    DISCUSSED = "appraisal_discussed", "代表团已讨论"
    VOTING = "appraisal_voting", "测评中"
    COUNTED = "appraisal_counted", "已计票"
    FED_BACK = "appraisal_fed_back", "已反馈"
    SENT_UP = "appraisal_sent_up", "已报上级"
    DISCLOSED = "appraisal_disclosed", "已公布"
    CALLED_OFF = "appraisal_called_off", "已取消"


BEFORE_VOTE = (State.PLANNED, State.REPORTED, State.DISCUSSED)
WITH_RESULT = (State.COUNTED, State.FED_BACK, State.SENT_UP, State.DISCLOSED)


class AppraisalQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> AppraisalQuerySet:
        """Those that one's office watches, that name the person in any part, and disclosed ones of the house."""
        from .appraisees import Appraisee  # cycle: an appraisee belongs to an appraisal
        from .voters import Voter  # cycle: as well

        return self.filter(
            within_paths(person.scope("appraisal.read"), "unit__path")
            | Q(pk__in=Appraisee.objects.filter(person=person).values("appraisal"))
            | Q(pk__in=Voter.objects.filter(person=person).values("appraisal"))
            | Q(ceremony__in=Keeper.objects.filter(person=person).values("ceremony"))
            | Q(state=State.DISCLOSED, unit__path__startswith=house_of(person))
        )

    def standing(self) -> AppraisalQuerySet:
        return self.exclude(state=State.CALLED_OFF)

    def with_result(self) -> AppraisalQuerySet:
        """Those whose result counts: enough representatives took part."""
        return self.filter(state__in=WITH_RESULT, is_quorate=True)


class Appraisal(models.Model):
    """The leaders of one unit in one year. `state` moves only in workflow; no state can be passed over (EVA-39).

    `grades` and `body_grades` are rows of `rules.Grade`; `lines` are codes of warning lines that are switched on.
    """

    State = State

    unit = models.ForeignKey("organization.Unit", models.PROTECT, related_name="+", verbose_name="单位")
    year = models.PositiveSmallIntegerField("年度")
    term = models.ForeignKey("congress.CongressTerm", models.PROTECT, related_name="+", verbose_name="届")
    session = models.ForeignKey(
        "congress.CongressSession", models.PROTECT, null=True, related_name="+", verbose_name="职代会会议"
    )
    superior = models.ForeignKey("organization.Unit", models.PROTECT, related_name="+", verbose_name="主管机关")
    state = models.CharField("状态", max_length=20, choices=State, default=State.PLANNED)
    grades = models.JSONField("干部等次")
    body_grades = models.JSONField("领导班子等次")
    lines = models.JSONField("警戒线", default=list)
    is_scored = models.BooleanField("折算分数", default=False)
    asks_comments = models.BooleanField("征求意见", default=True)
    planned_at = models.DateTimeField("安排时间")
    ceremony = models.ForeignKey(
        "ballots.KeyCeremony", models.PROTECT, null=True, related_name="+", verbose_name="密钥仪式"
    )
    box = models.ForeignKey(BallotBox, models.PROTECT, null=True, related_name="+", verbose_name="票箱")
    counted_at = models.DateTimeField("计票时间", null=True)
    took_part = models.PositiveIntegerField("参加测评的代表", null=True)
    entitled = models.PositiveIntegerField("应参加的代表", null=True)
    is_quorate = models.BooleanField("人数达到规定", null=True)
    fed_back_at = models.DateTimeField("反馈时间", null=True)
    sent_up_at = models.DateTimeField("报上级时间", null=True)
    sent_up_as = models.CharField("报送文号", max_length=60, blank=True)
    summary = models.TextField("摘要", blank=True)
    disclosed_at = models.DateTimeField("公布时间", null=True)
    called_off_because = models.CharField("取消原因", max_length=200, blank=True)

    objects = AppraisalQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "民主评议"
        ordering = ["-year", "unit__path"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year"],
                condition=~Q(state="appraisal_called_off"),
                name="one_appraisal_a_unit_and_year",
            ),
            models.CheckConstraint(
                name="appraisal_counted_is_whole",
                condition=Q(counted_at=None, took_part=None, entitled=None, is_quorate=None)
                | Q(
                    counted_at__isnull=False, took_part__isnull=False, entitled__isnull=False, is_quorate__isnull=False
                ),
            ),
            models.CheckConstraint(
                name="appraisal_told_only_when_quorate", condition=Q(fed_back_at=None) | Q(is_quorate=True)
            ),
            models.CheckConstraint(
                name="appraisal_disclosed_with_summary",
                condition=Q(disclosed_at=None)
                | ~Q(summary="") & Q(sent_up_at__isnull=False, fed_back_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit.short}{self.year}年民主评议"

    def get_absolute_url(self) -> str:
        return reverse("appraisal:appraisal", args=[self.pk])

    @property
    def scale(self) -> tuple[Grade, ...]:
        """Grades for persons."""
        return tuple(map(Grade.of, self.grades))

    @property
    def body_scale(self) -> tuple[Grade, ...]:
        return tuple(map(Grade.of, self.body_grades))

    @property
    def has_result(self) -> bool:
        return self.state in WITH_RESULT and bool(self.is_quorate)

    @property
    def is_open(self) -> bool:
        """Whether it may still be called off or changed in its plan."""
        return self.state in BEFORE_VOTE

    def votes(self, person: Any) -> bool:
        """Whether the person is on the list of voters."""
        return self.voters.filter(person=person).exists()
