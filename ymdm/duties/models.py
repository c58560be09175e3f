"""Duties: one row for each thing that somebody owes, and the slips that reminded of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from ymdm.organization.models import Person, Unit, within_paths
from ymdm.workdays import Workdays, calendar

from .rules import LADDER, STAGES, Light, light, stage_day


class Counting(models.TextChoices):
    WORKDAYS = "workdays", "工作日"
    NATURAL = "natural", "自然日"
    MONTHS = "months", "个月"


class DutyQuerySet(models.QuerySet):
    def owed(self) -> DutyQuerySet:
        return self.filter(met_at=None, cancelled_at=None)

    def overdue(self, on: date) -> DutyQuerySet:
        """Owed duties whose last day is before `on`; a paused clock is not overdue."""
        return self.owed().filter(due_on__lt=on, paused_on=None)

    def outdated(self, edition: str) -> DutyQuerySet:
        """Owed duties whose dates were computed under another edition of the calendar (CAL-07)."""
        # Both sides of one index, instead of a look at every row.
        return self.owed().filter(Q(edition__lt=edition) | Q(edition__gt=edition))

    def of(self, subject: models.Model) -> DutyQuerySet:
        return self.filter(subject_type=ContentType.objects.get_for_model(subject), subject_id=subject.pk)

    def owed_by(self, person: Person) -> DutyQuerySet:
        """What this person owes: by name, or in a unit where an appointment lets her do the act."""
        # Acts that are held in the same units stand together: one condition instead of a dozen.
        together: dict[tuple[str, ...], list[str]] = {}
        for act in Duty.acts():
            if paths := person.scope(act):
                together.setdefault(tuple(paths), []).append(act)
        conditions = [Q(person=person)] + [
            Q(act__in=acts, person=None) & within_paths(paths, "unit__path") for paths, acts in together.items()
        ]
        return self.owed().filter(reduce(or_, conditions))

    def visible_to(self, person: Person) -> DutyQuerySet:
        """One's own duties and those of the units over which one watches or leads."""
        watched = [*person.scope("duties.press"), *person.scope("duties.lead"), *person.scope("duties.oversee")]
        mine = Duty.objects.owed_by(person).values("pk")
        return self.filter(Q(pk__in=mine) | within_paths(watched, "unit__path"))


class Duty(models.Model):
    """One thing owed. Opened, met, extended and ended only by the functions of `workflow.py`.

    `due_on` is computed once, when the duty opens or its clock is changed, and stored; `next_stage_on` is the day
    on which the sweep has to look at the row again, so that the sweep is a scan of one small index.
    """

    kind = models.CharField("种类", max_length=40)
    says = models.CharField("要办的事", max_length=60)
    act = models.CharField("所需权限", max_length=60)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="duties", verbose_name="责任单位")
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="duties", verbose_name="责任人"
    )
    leader = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="分管领导")
    watcher = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="督办单位")
    subject_type = models.ForeignKey(ContentType, models.PROTECT)
    subject_id = models.BigIntegerField()
    subject = GenericForeignKey("subject_type", "subject_id")
    subject_label = models.CharField("事项", max_length=160)
    url = models.CharField("链接", max_length=200)
    rule = models.CharField("规则", max_length=12)
    opened_on = models.DateField("起算日期")
    days = models.PositiveSmallIntegerField("期限")
    counting = models.CharField("计法", max_length=10, choices=Counting, default=Counting.WORKDAYS)
    due_on = models.DateField("到期日")
    first_due_on = models.DateField("原到期日")
    # What was added to the period later, in order: [counting, days] of an extension, of a pause that ended.
    later = models.JSONField("其后增加的时间", default=list)
    is_fixed = models.BooleanField("到期日是指定的", default=False)
    # Due with another duty of the same matter, and moving with it.
    follows = models.ForeignKey("self", models.PROTECT, null=True, related_name="followers", verbose_name="随同")
    edition = models.CharField("日历版次", max_length=64, default="")
    is_provisional = models.BooleanField("暂定", default=False)
    next_stage_on = models.DateField("下次提醒", null=True)
    # Asks for a word that nobody can say in another's place: a rating, a supplement of the own proposal.
    is_own = models.BooleanField("只能由本人办", default=False)
    extended_at = models.DateTimeField("延期时间", null=True)
    extended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="延期批准人")
    extension_reason = models.CharField("延期理由", max_length=200, blank=True)
    paused_on = models.DateField("暂停日期", null=True)
    met_at = models.DateTimeField("办理时间", null=True)
    met_by_label = models.CharField("办理人", max_length=60, blank=True)
    cancelled_at = models.DateTimeField("取消时间", null=True)
    cancel_reason = models.CharField("取消原因", max_length=200, blank=True)

    # Set by `lit`, for pages.
    light: Light

    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "待办"
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="duty_is_met_or_cancelled_not_both", condition=Q(met_at=None) | Q(cancelled_at=None)
            ),
            models.CheckConstraint(
                name="duty_extension_has_time_and_approver",
                condition=Q(extended_at=None, extended_by=None)
                | Q(extended_at__isnull=False, extended_by__isnull=False),
            ),
            models.CheckConstraint(name="duty_due_not_before_opening", condition=Q(due_on__gte=F("opened_on"))),
            models.CheckConstraint(
                name="duty_cancelled_with_reason", condition=Q(cancelled_at=None) | ~Q(cancel_reason="")
            ),
        ]
        indexes = [
            models.Index(fields=["next_stage_on"], condition=Q(met_at=None, cancelled_at=None), name="duty_next_stage"),
            models.Index(fields=["due_on"], condition=Q(met_at=None, cancelled_at=None), name="duty_owed_by_due_day"),
            models.Index(
                fields=["unit", "due_on"], condition=Q(met_at=None, cancelled_at=None), name="duty_owed_by_unit"
            ),
            models.Index(fields=["subject_type", "subject_id"], name="duty_of_subject"),
            models.Index(fields=["edition"], condition=Q(met_at=None, cancelled_at=None), name="duty_owed_by_edition"),
            models.Index(
                fields=["person"],
                condition=Q(met_at=None, cancelled_at=None, person__isnull=False),
                name="duty_owed_by_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.says}：{self.subject_label}"

    @staticmethod
    def acts() -> list[str]:
        from ymdm.organization.permissions import all_acts  # slow import: every app's table

        return list(all_acts())

    @property
    def is_owed(self) -> bool:
        return self.met_at is None and self.cancelled_at is None

    @property
    def met_on(self) -> date | None:
        return timezone.localdate(self.met_at) if self.met_at else None

    @property
    def is_late(self) -> bool:
        """Met after its due date, or owed past it today (open-overdue counts against the unit, F75)."""
        return (self.met_on or timezone.localdate()) > self.due_on and self.cancelled_at is None

    @property
    def owner(self) -> str:
        return f"{self.person}" if self.person_id else f"{self.unit}"

    def light_on(self, today: date, workdays: Workdays | None = None) -> Light:
        """The light on a day. For several duties use `lit`, which reads the calendar once."""
        return light(
            today=today,
            due_on=self.due_on,
            workdays=workdays or calendar(self.unit),
            met_on=self.met_on,
            paused=self.paused_on is not None,
            provisional=self.is_provisional,
        )

    def ladder(self, workdays: Workdays | None = None) -> list[dict[str, Any]]:
        """The rungs with their days and the slips that were sent, for the page."""
        sent = {slip.stage: slip for slip in self.slips.all()}
        days = workdays or calendar(self.unit)
        rungs = []
        for stage in LADDER:
            day = stage_day(stage, due_on=self.due_on, workdays=days)
            if day > self.opened_on or stage.code in sent:
                rungs.append({"stage": stage, "on": day, "slip": sent.get(stage.code)})
        return rungs


def lit(duties: Iterable[Duty], today: date | None = None, workdays: Workdays | None = None) -> list[Duty]:
    """The same duties, each with its `light`; one reading of the calendar for all."""
    today, workdays = today or timezone.localdate(), workdays or calendar()
    listed = list(duties)
    for duty in listed:
        duty.light = duty.light_on(today, workdays)
    return listed


class Shift(models.Model):
    """A due day that another calendar moved: the trace that stays (F62). Once for each edition of the calendar."""

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="shifts", verbose_name="待办")
    edition = models.CharField("日历版次", max_length=64)
    why = models.CharField("原因", max_length=160)
    before = models.DateField("原到期日")
    after = models.DateField("新到期日")
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "到期日变动"
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["duty", "edition"], name="one_shift_per_duty_and_edition"),
            models.CheckConstraint(name="shift_never_shortens", condition=Q(after__gt=F("before"))),
        ]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}（{self.why}）"


class Slip(models.Model):
    """One reminder of one duty (催办单, 督办单). (duty, stage) is unique: once each, whatever is retried or killed."""

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="slips", verbose_name="待办")
    stage = models.CharField("阶段", max_length=20)
    tone = models.CharField("灯", max_length=8)
    number = models.CharField("单号", max_length=24, blank=True)
    on = models.DateField("日期")
    at = models.DateTimeField("时间")
    by_label = models.CharField("发出人", max_length=60)
    text = models.CharField("内容", max_length=300)

    class Meta:
        verbose_name = verbose_name_plural = "催办单"
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["duty", "stage"], name="one_slip_per_duty_and_stage")]

    def __str__(self) -> str:
        return self.text

    @property
    def is_escalation(self) -> bool:
        return self.tone == "red"

    @property
    def words(self) -> str:
        stage = STAGES.get(self.stage)
        return stage.words if stage else "人工催办"
