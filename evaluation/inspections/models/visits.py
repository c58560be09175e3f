"""One visit to one unit, who is on its team, and what is looked at."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from ymdm.organization.models import Person, within_paths


class Kind(models.TextChoices):
    """EVA-01; a peer check by siblings is EVA-04."""

    REGULAR = "regular", "定期检查"
    IRREGULAR = "irregular", "不定期检查"
    COMPREHENSIVE = "comprehensive", "综合检查"
    SPECIAL = "special", "专项检查"
    PEER = "peer", "互检"


class State(models.TextChoices):
    PLANNED = "visit_planned", "已计划"
    TEAMED = "visit_teamed", "检查组已定"
    UNDERWAY = "visit_underway", "检查中"
    SIGNING = "visit_signing", "报告待签名"
    REPORTED = "visit_reported", "已出报告"
    CALLED_OFF = "visit_called_off", "已取消"


class Result(models.TextChoices):
    """What was seen on site of one item or one drawn row."""

    MET = "met", "相符"
    NOT_MET = "not_met", "不相符"
    NOT_HERE = "not_here", "没有此事项"


# While a team is out, it reads what was found before.
OUT = (State.TEAMED, State.UNDERWAY, State.SIGNING)


class VisitQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> VisitQuerySet:
        """For the office that organises, for the team, and for the unit: of an irregular one only from its day on (EVA-01).

        A team reads the earlier reports on its unit as well: the list is read first at the next check (EVA-27).
        """
        paths = person.scope("inspections.read")
        told = ~Q(kind=Kind.IRREGULAR) | Q(on__lte=timezone.localdate()) | Q(begun_at__isnull=False)
        mine = Member.objects.on_team().filter(person=person)
        return self.filter(
            within_paths(paths, "organiser__path")
            | within_paths(paths, "unit__path") & told
            | Q(pk__in=mine.values("visit"))
            | Q(state=State.REPORTED, unit__in=mine.filter(visit__state__in=OUT).values("visit__unit"))
        )

    def before(self, visit: Visit) -> VisitQuerySet:
        """Visits to the same unit that were made earlier."""
        return self.filter(unit=visit.unit_id, state=State.REPORTED, on__lte=visit.on).exclude(pk=visit.pk)


class Visit(models.Model):
    """`state` moves only in workflow. `organiser` sends the team; it stands above the unit."""

    State = State
    Kind = Kind

    organiser = models.ForeignKey("organization.Unit", models.PROTECT, related_name="+", verbose_name="组织单位")
    unit = models.ForeignKey("organization.Unit", models.PROTECT, related_name="+", verbose_name="受检单位")
    kind = models.CharField("种类", max_length=16, choices=Kind)
    topic = models.CharField("内容", max_length=80, blank=True)
    year = models.PositiveSmallIntegerField("年度")
    on = models.DateField("检查日")
    state = models.CharField("状态", max_length=20, choices=State, default=State.PLANNED)
    planned_by = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="计划人")
    planned_at = models.DateTimeField("计划时间")
    begun_at = models.DateTimeField("开始时间", null=True)
    summary = models.TextField("检查意见", max_length=3000, blank=True)
    concluded_by = models.ForeignKey(
        "organization.Person", models.PROTECT, null=True, related_name="+", verbose_name="报告人"
    )
    signed_by = models.ForeignKey(
        "organization.Person", models.PROTECT, null=True, related_name="+", verbose_name="第二签名人"
    )
    reported_at = models.DateTimeField("出报告时间", null=True)
    called_off_because = models.CharField("取消原因", max_length=200, blank=True)

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "检查"
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(name="visit_not_to_the_organiser", condition=~Q(unit=models.F("organiser"))),
            models.CheckConstraint(
                name="visit_reported_is_signed_by_two",
                condition=Q(reported_at=None) & ~Q(state="visit_reported")
                | Q(reported_at__isnull=False, concluded_by__isnull=False, signed_by__isnull=False)
                & ~Q(concluded_by=models.F("signed_by")),
            ),
        ]
        indexes = [models.Index(fields=["unit", "on"], name="visit_of_unit")]

    def __str__(self) -> str:
        return f"{self.unit.short}{self.year}年{self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        return reverse("inspections:visit", args=[self.pk])

    def is_told(self, on: date) -> bool:
        """Whether the unit may know of it."""
        return self.kind != Kind.IRREGULAR or self.on <= on or self.begun_at is not None

    @property
    def is_reported(self) -> bool:
        return self.state == State.REPORTED


class MemberQuerySet(models.QuerySet):
    def on_team(self) -> MemberQuerySet:
        return self.filter(left_at=None)


class Member(models.Model):
    """Somebody on a team; the first who has not left leads. Who withdraws says why (EVA-07)."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="members", verbose_name="检查")
    person = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="检查人")
    place = models.PositiveSmallIntegerField("次序")
    left_at = models.DateTimeField("退出时间", null=True)
    left_because = models.CharField("退出原因", max_length=200, blank=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "检查人"
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "person"], condition=Q(left_at=None), name="one_place_a_visit_and_person"
            ),
            models.CheckConstraint(
                name="member_left_with_a_reason",
                condition=Q(left_at=None, left_because="") | Q(left_at__isnull=False) & ~Q(left_because=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)


class CheckItem(models.Model):
    """One item of the checklist of a visit, copied when the visit begins, so that it stays as it was looked at."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="items", verbose_name="检查")
    order = models.PositiveSmallIntegerField("次序")
    group = models.CharField("部分", max_length=40)
    code = models.CharField("序号", max_length=20)
    name = models.CharField("检查项目", max_length=60)
    criteria = models.TextField("检查要点", max_length=1000, blank=True)
    result = models.CharField("结果", max_length=10, choices=Result, blank=True)
    note = models.CharField("说明", max_length=300, blank=True)
    noted_by = models.ForeignKey(
        "organization.Person", models.PROTECT, null=True, related_name="+", verbose_name="检查人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "检查项目"
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "order"], name="one_check_a_visit_and_place"),
            models.CheckConstraint(
                name="check_noted_by_somebody",
                condition=Q(result="", noted_by=None) | Q(noted_by__isnull=False) & ~Q(result=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def get_absolute_url(self) -> Any:
        return self.visit.get_absolute_url()
