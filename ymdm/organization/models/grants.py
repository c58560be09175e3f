"""Requests for what gives or takes authority: one administrator asks, another confirms (security.md 5)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from .appointments import Appointment, Role
from .persons import Person
from .units import Unit, within_paths


class GrantRequestQuerySet(models.QuerySet):
    def waiting(self, at: datetime) -> GrantRequestQuerySet:
        return self.filter(state=GrantRequest.State.WAITING, expires_at__gt=at)

    def usable(self) -> GrantRequestQuerySet:
        """Confirmed requests for something that is done by hand afterwards, and has not been done yet."""
        return self.filter(state=GrantRequest.State.CONFIRMED, used_at=None, kind__in=GrantRequest.BY_HAND)

    def visible_to(self, person: Person) -> GrantRequestQuerySet:
        """Whoever asks, confirms or audits in the unit. Nobody else, the person meant included."""
        acts = ("organization.appoint", "organization.confirm_grants", "organization.read_grants")
        return self.filter(within_paths([path for act in acts for path in person.scope(act)], "unit__path"))


class GrantRequest(models.Model):
    """One request. `state` moves only in `workflow`; whoever asked never confirms, the database refuses it too."""

    class Kind(models.TextChoices):
        APPOINT = "appoint", "任职"
        END = "end", "结束任职"
        CODES = "codes", "发放激活码"
        FACTOR = "factor", "重置第二重验证"

    class State(models.TextChoices):
        WAITING = "waiting", "待确认"
        CONFIRMED = "confirmed", "已确认"
        REFUSED = "refused", "不同意"
        WITHDRAWN = "withdrawn", "已撤回"
        EXPIRED = "expired", "已过期"

    # Confirmed is only the permission here: the codes are printed by who asked.
    BY_HAND = (Kind.CODES,)

    kind = models.CharField("事项", max_length=10, choices=Kind)
    state = models.CharField("状态", max_length=10, choices=State, default=State.WAITING)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="职工")
    role = models.CharField("角色", max_length=24, choices=Role, blank=True)
    title = models.CharField("职务名称", max_length=40, blank=True)
    from_on = models.DateField("起始日期", null=True)
    until_on = models.DateField("截止日期", null=True)
    appointment = models.ForeignKey(Appointment, models.PROTECT, null=True, related_name="+", verbose_name="任职")
    reason = models.CharField("事由", max_length=200, blank=True)
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="申请人")
    proposed_at = models.DateTimeField("申请时间")
    expires_at = models.DateTimeField("过期时间")
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="确认人")
    decided_at = models.DateTimeField("确认时间", null=True)
    decision = models.CharField("意见", max_length=200, blank=True)
    used_at = models.DateTimeField("办理时间", null=True)

    objects = GrantRequestQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "授权申请"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(name="grant_is_decided_by_another", condition=~Q(decided_by=F("proposed_by"))),
            models.CheckConstraint(
                name="grant_decided_with_person_and_time",
                condition=Q(state__in=["confirmed", "refused"], decided_by__isnull=False, decided_at__isnull=False)
                | Q(state__in=["waiting", "withdrawn", "expired"], decided_by=None, decided_at=None),
            ),
            models.CheckConstraint(
                name="grant_of_an_office_names_it",
                condition=~Q(kind="appoint") | Q(person__isnull=False, from_on__isnull=False) & ~Q(role=""),
            ),
            models.CheckConstraint(
                name="grant_that_ends_names_the_appointment",
                condition=~Q(kind="end") | Q(appointment__isnull=False, until_on__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["kind", "unit", "person", "role"],
                condition=Q(state="waiting"),
                name="one_waiting_grant_of_a_kind",
            ),
        ]
        indexes = [models.Index(fields=["state", "expires_at"], name="grant_waiting")]

    def __str__(self) -> str:
        whom = f"{self.person}" if self.person_id else f"{self.unit}"
        office = f"：{self.get_role_display()}（{self.unit.short}）" if self.role else ""
        return f"{self.get_kind_display()} {whom}{office}"

    def get_absolute_url(self) -> str:
        return reverse("organization:grant", args=[self.pk])

    def is_over(self, at: datetime) -> bool:
        """Whether nobody can confirm it any more, swept or not."""
        return self.state == self.State.WAITING and self.expires_at <= at

    def covers(self, unit: Unit, person: Any = None) -> bool:
        """Whether what it allows is just this: one person, or everybody of a unit."""
        return self.person_id == person.pk if person is not None else self.person_id is None and self.unit_id == unit.pk
