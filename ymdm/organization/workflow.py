"""State changes of the organisation: units open, change name, move and close; people are appointed."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Substr
from django.utils import timezone
from django.utils.module_loading import import_string

from ymdm.ledger.record import record
from ymdm.workflow import NoAuthority, Refused, step, takes_two

from .models import ADMINISTRATORS, Appointment, Office, Person, Unit, UnitHistory


def open_unit(by: Any, *, parent: Unit | None = None, on: date | None = None, **fields: Any) -> Unit:
    """Set up a unit below `parent`; without a parent it is the root. Refuses a code that is taken. Takes two people."""
    if why := takes_two(parent, by):
        raise NoAuthority(why)
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


@step(Unit, needs="organization.edit_units", only=takes_two, says="更名", within=lambda unit: unit)
def rename_unit(unit: Unit, by: Person, *, at: datetime, name: str, on: date) -> None:
    """Give a unit a new name from a day; the old one stays in its history and becomes an alias."""
    if not name.strip() or name == unit.name:
        raise Refused("请填写与原名不同的新名称。")
    unit.history.create(kind=UnitHistory.Kind.RENAMED, before=unit.name, after=name, on=on)
    # Old lists still carry the old name; imports must keep finding the unit.
    unit.aliases = "|".join(dict.fromkeys([*filter(None, unit.aliases.split("|")), unit.name]))[:200]
    unit.name = name.strip()


@step(Unit, needs="organization.edit_units", only=takes_two, says="划转", within=lambda unit: unit)
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


@step(Unit, needs="organization.edit_units", only=takes_two, says="改工作日历", within=lambda unit: unit)
def follow_calendar(unit: Unit, by: Any, *, at: datetime, code: str) -> None:
    """Let a unit with what lies below it count by a calendar of its own; empty: by that of the unit above (CAL-02)."""
    if code == unit.calendar:
        raise Refused("这个单位已经按这个工作日历计算，不必再改。")
    unit.calendar = code


@step(Unit, needs="organization.edit_units", only=takes_two, says="撤销单位", within=lambda unit: unit)
def close_unit(unit: Unit, by: Person, *, at: datetime, on: date, successor: Unit | None = None) -> None:
    """Close a unit that has no open unit below it and nobody on its roll.

    Its offices end, and what it still owes goes to `successor`, the unit above when absent: nothing stays without an
    owner (domain, level tree rule 3). Raises Refused with whatever stands in the way.
    """
    if unit.closed_on:
        raise Refused(f"{unit}已于 {unit.closed_on:%Y年%-m月%-d日} 撤销。")
    if on > timezone.localdate(at):
        raise Refused("撤销日期不能晚于今天。")
    heir = successor or unit.parent
    if heir is None:
        raise Refused(f"{unit}是最上级单位，不能撤销。")
    if heir.closed_on or heir.is_within(unit):
        raise Refused(f"{heir}不能接办{unit}的事，请另选接办单位。")
    if below := unit.children.open().count():
        raise Refused(f"{unit}下面还有 {below} 个单位，请先划转或撤销它们。")
    if people := unit.people.filter(left_on=None).count():
        raise Refused(f"{unit}名册上还有 {people} 人，请先调整他们的所在部门。")
    coming = Appointment.objects.filter(office__unit=unit, from_on__gt=on).count()
    if coming:
        raise Refused(f"{unit}还有 {coming} 项从撤销日期以后开始的任职，请先改正任职，再撤销单位。")
    unit.closed_on = on
    for dotted in settings.YMDM_AFTER_UNIT_CLOSED:
        import_string(dotted)(unit, heir, by, at)
    # Only now: who held an office of the unit could still act on what was just handed over.
    running = Appointment.objects.filter(office__unit=unit).in_force(on).filter(Q(until_on=None) | Q(until_on__gt=on))
    _end_all(list(running.select_related("person", "office__unit")), by, at=at, on=on, why=f"{unit}撤销")
    unit.history.create(
        kind=UnitHistory.Kind.CLOSED, before=unit.name, after=f"未办完的事由{heir.short}接办"[:100], on=on
    )


def _end_all(appointments: list[Appointment], by: Any, *, at: datetime, on: date, why: str) -> None:
    """End appointments together with what made them needless; `on` is their last day."""
    for appointment in appointments:
        appointment.until_on = max(on, appointment.from_on)
        appointment.save(update_fields=["until_on"])
        record(
            "organization.end_appointment", appointment, by, says="结束任职", at=at, unit=appointment.office.unit,
            payload={"until_on": appointment.until_on.isoformat(), "why": why},
        )  # fmt: skip
        _ended(appointment)


def _ended(appointment: Appointment) -> None:
    for dotted in settings.YMDM_AFTER_APPOINTMENT_ENDED:
        import_string(dotted)(appointment.person)


@step(Person, needs="organization.edit_people", says="离开单位")
def leave(person: Person, by: Any, *, at: datetime, on: date) -> None:
    """Somebody leaves the bureau: the entry stays as a record, offices end, the account is closed."""
    if person.left_on:
        raise Refused(f"{person}已于 {person.left_on:%Y年%-m月%-d日} 离开。")
    if on > timezone.localdate(at):
        raise Refused("离开日期不能晚于今天，请在离开当天或以后登记。")
    # Whoever keeps the roll must not be able to take an administrator out of the house alone.
    admin = person.appointments.in_force(timezone.localdate(at)).filter(office__role__in=ADMINISTRATORS).first()
    if admin is not None:
        raise Refused(f"{person}是{admin.office.get_role_display()}。", remedy="请先申请结束这项任职，再登记离开。")
    person.left_on, person.is_active = on, False
    running = person.appointments.filter(Q(until_on=None) | Q(until_on__gt=on)).select_related("person", "office__unit")
    _end_all(list(running), by, at=at, on=on, why="离开单位")


def transferred(person: Person, before: Unit, by: Any, *, at: datetime) -> None:
    """End the offices that somebody held where she no longer belongs; those above the new unit stay."""
    for dotted in settings.YMDM_AFTER_TRANSFER:
        import_string(dotted)(person, before, by, at)
    running = person.appointments.in_force(timezone.localdate(at)).exclude(office__role__in=ADMINISTRATORS)
    left = [
        row
        for row in running.select_related("person", "office__unit")
        if (row.office.unit.is_within(before) or before.is_within(row.office.unit))
        and not person.unit.is_within(row.office.unit)
    ]
    _end_all(left, by, at=at, on=timezone.localdate(at) - timedelta(days=1), why=f"从{before}调到{person.unit}")


def _only_the_system(obj: Any, by: Any) -> str:
    return "任职和结束任职要先申请，由安全管理员确认后生效。"


@step(Unit, only=_only_the_system, says="任职", creates=True)
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
    """Give `person` the office `role` in `unit` from a day until a day: set-up and imports. People ask (`granting`)."""
    office = check_office(unit, person=person, role=role, from_on=from_on, until_on=until_on)
    return Appointment.objects.create(person=person, office=office, from_on=from_on, until_on=until_on, title=title)


@step(Appointment, only=_only_the_system, says="结束任职", within=lambda appointment: appointment.office.unit)
def end_appointment(appointment: Appointment, by: Any, *, at: datetime, on: date) -> None:
    """End an appointment: `on` is its last day. Access ends with the next request after that day."""
    check_end(appointment, on)
    appointment.until_on = max(on, appointment.from_on)
    _ended(appointment)


def check_office(unit: Unit, *, person: Person, role: str, from_on: date, until_on: date | None = None) -> Office:
    """The office, if it can be given. Refuses a doubled or backward one, and a second office of administrator."""
    if until_on and until_on < from_on:
        raise Refused("任职的截止日期早于起始日期，请检查。")
    if person.left_on:
        raise Refused(f"{person}已于 {person.left_on:%Y年%-m月%-d日} 离开，不能任职。")
    office = Office.of(unit, role)
    overlapping = person.appointments.filter(Q(until_on=None) | Q(until_on__gte=from_on))
    if until_on:
        overlapping = overlapping.filter(from_on__lte=until_on)
    if overlapping.filter(office=office).exists():
        raise Refused(f"{person}已经担任{office}，不必重复登记。")
    if role in ADMINISTRATORS:
        other = overlapping.filter(office__role__in=ADMINISTRATORS).exclude(office__role=role).first()
        if other is not None:
            raise Refused(
                f"{person}已经是{other.office.get_role_display()}。三类管理员要由三个人分别担任。",
                remedy="请另选一位，或先结束原来的任职。",
            )
    return office


def check_end(appointment: Appointment, on: date) -> None:
    """Refuse to end what has ended by then."""
    if appointment.until_on and appointment.until_on <= on:
        raise Refused(f"这项任职已于 {appointment.until_on:%Y年%-m月%-d日} 结束。")


def give_office(
    unit: Unit, by: Person, *, at: datetime, person: Person, role: str, from_on: date, until_on: date | None,
    title: str, asked_by: Person,
) -> Appointment:  # fmt: skip
    """What a confirmed request gives; called by its step, in the name of who confirmed."""
    office = check_office(unit, person=person, role=role, from_on=from_on, until_on=until_on)
    made = Appointment.objects.create(person=person, office=office, from_on=from_on, until_on=until_on, title=title)
    record(
        "organization.appoint", made, by, role=by.acting_as("organization.confirm_grants", unit), says="任职", at=at,
        unit=unit,
        payload={
            "person": f"{person.staff_number} {person}", "office": str(office), "from_on": from_on.isoformat(),
            "until_on": until_on.isoformat() if until_on else "", "asked_by": str(asked_by),
        },
    )  # fmt: skip
    return made


def take_office(appointment: Appointment, by: Person, *, at: datetime, on: date, asked_by: Person) -> None:
    """End an appointment by a confirmed request; `on` is its last day."""
    appointment = Appointment.objects.select_for_update().get(pk=appointment.pk)
    check_end(appointment, on)
    appointment.until_on = max(on, appointment.from_on)
    appointment.save(update_fields=["until_on"])
    unit = appointment.office.unit
    record(
        "organization.end_appointment", appointment, by, role=by.acting_as("organization.confirm_grants", unit),
        says="结束任职", at=at, unit=unit,
        payload={"until_on": appointment.until_on.isoformat(), "asked_by": str(asked_by)},
    )  # fmt: skip
    _ended(appointment)
