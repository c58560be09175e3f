"""Who scores, what each of them gave, vetoes with their hearing, and the unit's appeal."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q

from ymdm.organization.models import Person, Unit

from ...schemes.models import SchemeItem
from .answers import Answer
from .assessments import Assessment


class Inspector(models.Model):
    """Somebody who scores one assessment: the first and the second apart, the third where they differ (EVA-07)."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="inspectors", verbose_name="考评")
    person = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="检查人")
    place = models.PositiveSmallIntegerField("次序")
    signed_at = models.DateTimeField("签名时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "检查人"
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "person"], name="one_inspector_an_assessment_and_person"),
            models.UniqueConstraint(fields=["assessment", "place"], name="one_inspector_an_assessment_and_place"),
            models.CheckConstraint(name="inspector_is_one_of_three", condition=Q(place__gte=1, place__lte=3)),
        ]

    def __str__(self) -> str:
        return str(self.person)


class Score(models.Model):
    """What one inspector gave for one item; without points there is no such matter in the unit."""

    inspector = models.ForeignKey(Inspector, models.PROTECT, related_name="scores", verbose_name="检查人")
    answer = models.ForeignKey(Answer, models.PROTECT, related_name="scores", verbose_name="考评项目")
    points = models.DecimalField("得分", max_digits=5, decimal_places=2, null=True)
    reason = models.CharField("扣分理由", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "评分"
        ordering = ["inspector", "answer"]
        constraints = [
            models.UniqueConstraint(fields=["inspector", "answer"], name="one_score_an_inspector_and_item"),
            models.CheckConstraint(name="score_not_below_nought", condition=Q(points=None) | Q(points__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.answer}：{'没有此事项' if self.points is None else self.points}"


class VetoQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> VetoQuerySet:
        return self.filter(assessment__in=Assessment.objects.visible_to(person))

    def pending(self) -> VetoQuerySet:
        return self.filter(decided_at=None)


class Veto(models.Model):
    """A veto that an inspector proposed: the unit is heard, then the assessment group decides by majority."""

    class State(models.TextChoices):
        PROPOSED = "veto_proposed", "待单位说明"
        HEARD = "veto_heard", "待考评组决定"
        UPHELD = "veto_upheld", "否决成立"
        REFUSED = "veto_refused", "否决不成立"

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="vetoes", verbose_name="考评")
    item = models.ForeignKey(SchemeItem, models.PROTECT, related_name="+", verbose_name="否决项")
    state = models.CharField("状态", max_length=20, choices=State, default=State.PROPOSED)
    reason = models.CharField("事由", max_length=500)
    proposed_by = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="提出人")
    proposed_at = models.DateTimeField("提出时间")
    hear_until = models.DateField("说明截止日")
    heard = models.TextField("单位的说明", blank=True)
    heard_by = models.ForeignKey(
        "organization.Person", models.PROTECT, null=True, related_name="+", verbose_name="说明人"
    )
    votes_for = models.PositiveSmallIntegerField("赞成", null=True)
    votes_against = models.PositiveSmallIntegerField("反对", null=True)
    decision = models.CharField("决定的理由", max_length=500, blank=True)
    decided_by = models.ForeignKey(
        "organization.Person", models.PROTECT, null=True, related_name="+", verbose_name="登记人"
    )
    decided_at = models.DateTimeField("决定时间", null=True)

    objects = VetoQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "一票否决"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "item"], name="one_veto_an_assessment_and_item"),
            models.CheckConstraint(
                name="veto_decided_with_votes",
                condition=Q(decided_at=None, votes_for=None, votes_against=None)
                | Q(decided_at__isnull=False, votes_for__isnull=False, votes_against__isnull=False),
            ),
            models.CheckConstraint(name="veto_decided_by_another", condition=~Q(decided_by=F("proposed_by"))),
        ]

    def __str__(self) -> str:
        return f"{self.assessment.unit.short}：{self.item.name}"

    def get_absolute_url(self) -> str:
        return f"{self.assessment.get_absolute_url()}#vetoes"

    @property
    def unit(self) -> Unit:
        return self.assessment.unit


class AppealedItem(models.Model):
    """One item that the unit appeals about, with what was decided; only upward (EVA-25)."""

    answer = models.OneToOneField(Answer, models.PROTECT, related_name="appealed", verbose_name="考评项目")
    reason = models.CharField("申诉理由", max_length=500)
    filed_by = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="申诉人")
    filed_at = models.DateTimeField("申诉时间")
    before = models.DecimalField("原得分", max_digits=6, decimal_places=3)
    after = models.DecimalField("复核得分", max_digits=6, decimal_places=3, null=True)
    decision = models.CharField("复核意见", max_length=500, blank=True)
    decided_by = models.ForeignKey(
        "organization.Person", models.PROTECT, null=True, related_name="+", verbose_name="复核人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "申诉项目"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="appeal_changes_only_upward", condition=Q(after=None) | Q(after__gte=F("before"))
            )
        ]

    def __str__(self) -> str:
        return str(self.answer)

    def get_absolute_url(self) -> Any:
        return self.answer.get_absolute_url()
