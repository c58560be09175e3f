"""Offices and dated appointments: where authority comes from."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth.models import Group
from django.db import models
from django.db.models import F, Q
from guardian.models import GroupObjectPermissionBase

from .persons import Person
from .units import Unit


class Role(models.TextChoices):
    UNION_OFFICER = "union_officer", "工会干部"
    COMMITTEE_MEMBER = "committee_member", "提案委员会委员"
    EMPLOYEE_REPRESENTATIVE = "employee_representative", "职工代表"
    HANDLER = "handler", "承办人"
    UNIT_HEAD = "unit_head", "单位负责人"
    LEADER = "leader", "领导"
    SUPERIOR_INSPECTOR = "superior_inspector", "上级检查人员"
    SUPERVISOR = "supervisor", "纪检监督"
    SYSTEM_ADMIN = "system_admin", "系统管理员"
    SECURITY_ADMIN = "security_admin", "安全管理员"
    AUDIT_ADMIN = "audit_admin", "审计管理员"


# Three administrators, three people (security.md 5): one proposes, one confirms, one reads what was done.
ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})


class Office(models.Model):
    """A role in a unit. Its group holds, on the unit, one grant for each act that the role carries."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="offices", verbose_name="单位")
    role = models.CharField("角色", max_length=24, choices=Role)
    group = models.OneToOneField(Group, models.PROTECT, related_name="office", verbose_name="权限组")

    class Meta:
        verbose_name = verbose_name_plural = "岗位"
        constraints = [models.UniqueConstraint(fields=["unit", "role"], name="one_office_per_role_and_unit")]

    def __str__(self) -> str:
        return f"{self.get_role_display()}（{self.unit.short}）"

    @classmethod
    def of(cls, unit: Unit, role: str) -> Office:
        """The office, made with its grants if it is not there yet."""
        from ..permissions import grant  # cycle: the table of acts names roles

        office = cls.objects.filter(unit=unit, role=role).first()
        if office is None:
            group, _ = Group.objects.get_or_create(name=f"unit {unit.pk} {role}")
            office, made = cls.objects.get_or_create(unit=unit, role=role, defaults={"group": group})
            if made:
                grant(office)
        return office


class UnitGroupPermission(GroupObjectPermissionBase):
    """guardian's grants on units, with a direct foreign key so that joins stay short."""

    content_object = models.ForeignKey(Unit, models.CASCADE)

    class Meta(GroupObjectPermissionBase.Meta):
        abstract = False

    def __str__(self) -> str:
        return f"{self.group_id} {self.permission_id} {self.content_object_id}"


class AppointmentQuerySet(models.QuerySet):
    def in_force(self, on: date) -> AppointmentQuerySet:
        """Appointments that hold on the day `on`, first and last day included (GEN-07)."""
        return self.filter(Q(until_on=None) | Q(until_on__gte=on), from_on__lte=on)


class Appointment(models.Model):
    """Gives a person an office, from a day, until a day. An ended one stays as a record."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="appointments", verbose_name="职工")
    office = models.ForeignKey(Office, models.PROTECT, related_name="appointments", verbose_name="岗位")
    title = models.CharField("职务名称", max_length=40, blank=True)
    from_on = models.DateField("起始日期")
    until_on = models.DateField("截止日期", null=True, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "任职"
        ordering = ["from_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="appointment_ends_after_it_begins",
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.office}"

    @property
    def unit(self) -> Any:
        return self.office.unit
