"""Requests for what gives or takes authority: one administrator asks, another confirms (security.md 5)."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from .appointments import Appointment, Role
from .asking import Asked, AskedQuerySet
from .persons import Person
from .units import Unit, within_paths


class GrantRequestQuerySet(AskedQuerySet):
    def usable(self) -> GrantRequestQuerySet:
        """Confirmed requests for something that is done by hand afterwards, and has not been done yet."""
        return self.filter(state=GrantRequest.State.CONFIRMED, used_at=None, kind__in=GrantRequest.BY_HAND)

    def visible_to(self, person: Person) -> GrantRequestQuerySet:
        """Whoever asks, confirms or audits in the unit. Nobody else, the person meant included."""
        acts = ("organization.appoint", "organization.confirm_grants", "organization.read_grants")
        return self.filter(within_paths([path for act in acts for path in person.scope(act)], "unit__path"))


class GrantRequest(Asked):
    """A request for authority: an office, its end, activation codes, a factor forgotten."""

    class Kind(models.TextChoices):
        APPOINT = "appoint", "任职"
        END = "end", "结束任职"
        CODES = "codes", "发放激活码"
        FACTOR = "factor", "重置第二重验证"

    # Confirmed is only the permission here: the codes are printed by who asked.
    BY_HAND = (Kind.CODES,)

    kind = models.CharField("事项", max_length=10, choices=Kind)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="职工")
    role = models.CharField("角色", max_length=24, choices=Role, blank=True)
    title = models.CharField("职务名称", max_length=40, blank=True)
    from_on = models.DateField("起始日期", null=True)
    until_on = models.DateField("截止日期", null=True)
    appointment = models.ForeignKey(Appointment, models.PROTECT, null=True, related_name="+", verbose_name="任职")

    objects = GrantRequestQuerySet.as_manager()

    class Meta(Asked.Meta):
        verbose_name = verbose_name_plural = "授权申请"
        constraints = [
            *Asked.Meta.constraints,
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

    def __str__(self) -> str:
        whom = f"{self.person}" if self.person_id else f"{self.unit}"
        office = f"：{self.get_role_display()}（{self.unit.short}）" if self.role else ""
        return f"{self.get_kind_display()} {whom}{office}"

    def get_absolute_url(self) -> str:
        return reverse("organization:grant", args=[self.pk])

    def covers(self, unit: Unit, person: Any = None) -> bool:
        """Whether what it allows is just this: one person, or everybody of a unit."""
        return self.person_id == person.pk if person is not None else self.person_id is None and self.unit_id == unit.pk
