"""State changes of the organisation: units open, change name, move and close; people are appointed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from django.utils import timezone

from ymdm.ledger.record import record
from ymdm.workflow import Refused, step

from .models import ActivationCode, Appointment, Office, Person, Unit, UnitHistory


def open_unit(by: Any, *, parent: Unit | None = None, on: date | None = None, **fields: Any) -> Unit:
    """Set up a unit below `parent`; without a parent it is the root. Refuses a code that is taken."""
    if Unit.objects.filter(code=fields["code"]).exists():
        raise Refused(f"编码 {fields['code']} 已经有单位在用，请换一个。")
    with transaction.atomic():
        unit = Unit.objects.create(parent=parent, **fields)
        unit.history.create(kind=UnitHistory.Kind.OPENED, after=unit.name, on=on or timezone.localdate())
        record(
            "organization.open_unit",
            unit,
            by,
            says="设立单位",
            unit=unit,
            payload={"code": unit.code, "name": unit.name},
        )
        return unit


@step(Unit, needs="organization.edit_units", says="更名", within=lambda unit: unit)
def rename_unit(unit: Unit, by: Person, *, at: datetime, name: str, on: date) -> None:
    """Give a unit a new name from a day; the old one stays in its history and becomes an alias."""
    if not name.strip() or name == unit.name:
        raise Refused("请填写与原名不同的新名称。")
    unit.history.create(kind=UnitHistory.Kind.RENAMED, before=unit.name, after=name, on=on)
    # Old lists still carry the old name; imports must keep finding the unit.
    unit.aliases = "|".join(dict.fromkeys([*filter(None, unit.aliases.split("|")), unit.name]))[:200]
    unit.name = name.strip()


@step(Unit, needs="organization.edit_units", says="划转", within=lambda unit: unit)
def move_unit(unit: Unit, by: Person, *, at: datetime, parent: Unit, on: date) -> None:
    """Move a unit with its whole subtree below `parent`. Refuses a move into itself."""
    if parent.is_within(unit):
        raise Refused(f"{parent}在{unit}之内，不能把单位划到自己下面。")
    before, old, depth = unit.parent, unit.path, unit.depth
    new = f"{parent.path}{unit.pk}/"
    Unit.objects.within(unit).update(
        path=Concat(Value(new), Substr("path", len(old) + 1)), depth=F("depth") + (parent.depth + 1 - depth)
    )
    unit.parent, unit.path, unit.depth = parent, new, parent.depth + 1
    unit.history.create(kind=UnitHistory.Kind.MOVED, before=str(before or ""), after=str(parent), on=on)


@step(Unit, needs="organization.edit_units", says="撤销单位", within=lambda unit: unit)
def close_unit(unit: Unit, by: Person, *, at: datetime, on: date) -> None:
    """Close a unit that has no open unit below it and nobody on its roll."""
    if below := unit.children.open().count():
        raise Refused(f"{unit}下面还有 {below} 个单位，请先划转或撤销它们。")
    if people := unit.people.filter(left_on=None).count():
        raise Refused(f"{unit}名册上还有 {people} 人，请先调整他们的所在部门。")
    unit.closed_on = on
    unit.history.create(kind=UnitHistory.Kind.CLOSED, before=unit.name, on=on)


@step(Unit, needs="organization.appoint", says="任职", creates=True)
def appoint(
    unit: Unit,
    by: Any,
    *,
    at: datetime,
    person: Person,
    role: str,
    from_on: date,
    until_on: date | None = None,
    title: str = "",
) -> Appointment:
    """Give `person` the office `role` in `unit` from a day until a day. Refuses a doubled or backward one."""
    if until_on and until_on < from_on:
        raise Refused("任职的截止日期早于起始日期，请检查。")
    office = Office.of(unit, role)
    running = person.appointments.filter(office=office).in_force(from_on)
    if running.exists():
        raise Refused(f"{person}已经担任{office}，不必重复登记。")
    return Appointment.objects.create(person=person, office=office, from_on=from_on, until_on=until_on, title=title)


@step(Appointment, needs="organization.appoint", says="结束任职", within=lambda appointment: appointment.office.unit)
def end_appointment(appointment: Appointment, by: Any, *, at: datetime, on: date) -> None:
    """End an appointment: `on` is its last day. Access ends with the next request after that day."""
    if appointment.until_on and appointment.until_on <= on:
        raise Refused(f"这项任职已于 {appointment.until_on:%Y年%-m月%-d日} 结束。")
    appointment.until_on = max(on, appointment.from_on)


def open_account(code: ActivationCode, password: str) -> Person:
    """Set the first password with an activation code; the code is used up."""
    with transaction.atomic():
        used = ActivationCode.objects.filter(pk=code.pk, used_at=None).update(used_at=timezone.now())
        if not used:
            raise Refused("这个激活码已经用过。请联系本单位工会重新发放。")
        person = Person.objects.select_for_update().get(pk=code.person_id)
        person.set_password(password)
        person.save(update_fields=["password"])
        record("organization.open_account", person, person, says="开通账号", unit=person.unit)
        return person
