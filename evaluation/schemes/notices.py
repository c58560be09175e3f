"""What a scheme tells people, and whom."""

from __future__ import annotations

from django.utils import timezone

from ymdm.notices.outbox import send
from ymdm.organization.models import Appointment, Level, Person, Role, Unit

from .classes import class_of
from .models import Scheme

TOPICS = {"scheme": "考评方案"}


def units_of(scheme: Scheme) -> list[Unit]:
    """The open units of the scheme's class: the one that drew it up and those below it. Departments are parts of one."""
    below = Unit.objects.within(scheme.unit).open().exclude(level=Level.DEPARTMENT)
    return [unit for unit in below if class_of(unit) == scheme.unit_class]


def announced(scheme: Scheme) -> None:
    """To the union officers, leaders and heads of the units that will be assessed by it."""
    offices = Appointment.objects.in_force(timezone.localdate()).filter(
        office__unit__in=units_of(scheme), office__role__in=[Role.UNION_OFFICER, Role.LEADER, Role.UNIT_HEAD]
    )
    due = scheme.self_check_due_on
    send(
        Person.objects.filter(pk__in=offices.values("person"), is_active=True), kind="scheme-announced",
        key=str(scheme.pk), title=f"已公布：{scheme}",
        text=f"{due:%-m月%-d日}前完成自查。指标和分值当年不再改。" if due else "", url=scheme.get_absolute_url(),
    )  # fmt: skip
