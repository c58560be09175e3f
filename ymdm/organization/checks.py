"""What `manage.py check --database default` says about who holds what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections
from django.utils import timezone

from .models import ADMINISTRATORS, Appointment


@register(Tags.database)
def three_administrators(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Nobody is two of the three administrators on one day; however the rows came in (security.md 5)."""
    if not databases or Appointment._meta.db_table not in connections["default"].introspection.table_names():
        return []
    held: dict[Any, set[str]] = defaultdict(set)
    for row in (
        Appointment.objects.in_force(timezone.localdate())
        .filter(office__role__in=ADMINISTRATORS)
        .select_related("person", "office")
    ):
        held[row.person].add(row.office.get_role_display())
    return [
        Error(
            f"{person}（{person.staff_number}）同时是{'和'.join(sorted(roles))}。",
            hint="三类管理员要由三个人分别担任，请结束其中的任职。",
            id="organization.E001",
        )
        for person, roles in held.items()
        if len(roles) > 1
    ]
