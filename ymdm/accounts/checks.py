"""What `manage.py check --database default` says about accounts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import connections
from django.utils import timezone

from ymdm.organization.models import ADMINISTRATORS, Appointment, Person

from .models import SecondFactor
from .passwords import is_strict


@register(Tags.database)
def administrators_without_factor(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """mlps3: every administrator has a second factor (security.md 6.1)."""
    there = databases and SecondFactor._meta.db_table in connections["default"].introspection.table_names()
    if not there or not is_strict():
        return []
    held = Person.objects.filter(is_active=True, second_factor=None).filter(
        pk__in=Appointment.objects.in_force(timezone.localdate())
        .filter(office__role__in=ADMINISTRATORS)
        .values("person")
    )
    return [
        Warning(
            f"{person}（{person.staff_number}）是管理员，还没有设置第二重验证。",
            hint="请本人登录一次，按页面提示设置。",
            id="accounts.W001",
        )
        for person in held
    ]
