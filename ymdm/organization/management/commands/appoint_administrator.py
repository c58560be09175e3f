"""`manage.py appoint_administrator ROLE STAFF_NUMBER`: the first three administrators, whom nobody could appoint yet."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from ymdm.workflow import SYSTEM, Refused

from ... import roll
from ...models import ADMINISTRATORS, Appointment, Person, Role, Unit
from ...workflow import appoint


class Command(BaseCommand):
    help = "登记第一位系统、安全或审计管理员，并打印激活码。已经有人担任时，请在页面上申请和确认。"

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("role", choices=sorted(str(role) for role in ADMINISTRATORS))
        parser.add_argument("staff_number", help="工号，先导入机构和名册")

    def handle(self, *args: Any, role: str, staff_number: str, **options: Any) -> None:
        person = Person.objects.filter(staff_number=staff_number).select_related("unit").first()
        if person is None:
            raise CommandError(f"名册里没有工号 {staff_number}。请先导入机构和名册。")
        root = Unit.objects.filter(pk=person.unit.lineage[0]).get()
        today = timezone.localdate()
        held = Appointment.objects.in_force(today).filter(
            office__role=role, office__unit=root, person__is_active=True, person__left_on=None
        )
        if holder := held.select_related("person").first():
            raise CommandError(f"{holder.person}已经是{Role(role).label}。请在“授权申请”里申请和确认。")
        try:
            with transaction.atomic():
                appoint(root, SYSTEM, person=person, role=role, from_on=today, title=Role(role).label)
                slips = [] if person.is_opened else roll.issue_code(person, SYSTEM)
        except Refused as why:
            raise CommandError(str(why)) from None
        self.stdout.write(f"{person}（{person.staff_number}）从今天起是{root}的{Role(role).label}。")
        for _person, code in slips:
            self.stdout.write(f"激活码 {code}，7 天内有效，只显示这一次。")
