"""What a visit found: each cites its rule, is owed by the unit until a day, and is closed by those who look again."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef, Q

from ymdm.organization.models import Person, Unit, within_paths

from .visits import Member, State, Visit


class FindingState(models.TextChoices):
    NOTED = "finding_noted", "待签发"
    OWED = "finding_owed", "整改中"
    PUT_RIGHT = "finding_put_right", "待复查"
    CLOSED = "finding_closed", "已销号"
    DROPPED = "finding_dropped", "已撤回"


ISSUED = (FindingState.OWED, FindingState.PUT_RIGHT, FindingState.CLOSED)


class FindingQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> FindingQuerySet:
        """Of the visits that one sees; before the report is signed only for the team and the office that organises."""
        inside = within_paths(person.scope("inspections.read"), "visit__organiser__path")
        mine = Q(visit__in=Member.objects.on_team().filter(person=person).values("visit"))
        return self.filter(visit__in=Visit.objects.visible_to(person)).filter(Q(state__in=ISSUED) | inside | mine)

    def for_next_team(self, person: Person) -> FindingQuerySet:
        """With `is_next`: whether the person is on a team that visits the same unit now."""
        now = Member.objects.on_team().filter(
            person=person, visit__state=State.UNDERWAY, visit__unit=OuterRef("visit__unit")
        )
        return self.annotate(is_next=Exists(now))

    def issued(self) -> FindingQuerySet:
        return self.filter(state__in=ISSUED)

    def standing(self) -> FindingQuerySet:
        """Issued and not closed."""
        return self.filter(state__in=[FindingState.OWED, FindingState.PUT_RIGHT])


class Finding(models.Model):
    """`state` moves only in workflow."""

    State = FindingState

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="findings", verbose_name="检查")
    text = models.TextField("问题", max_length=1000)
    cites = models.CharField("依据的规定", max_length=120)
    proof = models.CharField("事实和依据", max_length=300)
    state = models.CharField("状态", max_length=20, choices=FindingState, default=FindingState.NOTED)
    due_on = models.DateField("整改期限")
    noted_by = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="检查人")
    noted_at = models.DateTimeField("记录时间")
    closed_at = models.DateTimeField("销号时间", null=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "检查发现的问题"
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(name="finding_cites_its_rule", condition=~Q(cites="") & ~Q(text="") & ~Q(proof="")),
            models.CheckConstraint(
                name="finding_closed_on_its_day",
                condition=Q(closed_at=None) & ~Q(state="finding_closed")
                | Q(closed_at__isnull=False, state="finding_closed"),
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="finding_by_day")]

    def __str__(self) -> str:
        return f"{self.visit.unit.short}：{self.text[:40]}"

    def get_absolute_url(self) -> str:
        return f"{self.visit.get_absolute_url()}#finding-{self.pk}"

    @property
    def unit(self) -> Unit:
        return self.visit.unit


class Rectification(models.Model):
    """What the unit reports of a finding, and what those who looked again say of it. Files lie with the finding."""

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="rectifications", verbose_name="问题")
    text = models.TextField("整改情况", max_length=2000)
    reported_by = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="上报人")
    reported_at = models.DateTimeField("上报时间")
    file = models.OneToOneField(
        "attachments.Attachment", models.PROTECT, null=True, related_name="+", verbose_name="佐证材料"
    )  # fmt: skip
    is_passed = models.BooleanField("通过复查", null=True)
    opinion = models.CharField("复查意见", max_length=500, blank=True)
    checked_by = models.ForeignKey(
        "organization.Person", models.PROTECT, null=True, related_name="+", verbose_name="复查人"
    )
    checked_at = models.DateTimeField("复查时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "整改情况"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="rectification_checked_is_whole",
                condition=Q(is_passed=None, checked_by=None, checked_at=None)
                | Q(is_passed__isnull=False, checked_by__isnull=False, checked_at__isnull=False),
            ),
            models.CheckConstraint(
                name="rectification_checked_by_another", condition=~Q(checked_by=models.F("reported_by"))
            ),
        ]

    def __str__(self) -> str:
        return self.text[:40]
