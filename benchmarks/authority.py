"""The two questions of authority in a big house, and what a change of calendar or of office costs (F62, F105)."""

from __future__ import annotations

import time
from datetime import timedelta

from django.db import connection
from django.db.models import Count
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import factories as make
from ymdm.duties import recounting
from ymdm.duties.models import Duty
from ymdm.duties.ownership import ownerless
from ymdm.duties.workflow import due_day
from ymdm.organization.models import Appointment, Level, Office, Person, Role, Unit
from ymdm.workdays import calendar, workflow
from ymdm.workflow import SYSTEM

from .copying import write
from .filling import Bureau
from .sweeping import _told, _turns
from .tables import heading, line, table

UNITS, PEOPLE = 300, 10_000


def measure_authority(bureau: Bureau, rounds: int) -> None:
    """`may` for every unit and the first page of `visible_to`, against the bare queries that they stand on."""
    _fill(bureau)
    officer = Person.objects.get(pk=bureau.house.branch_union.pk)
    everywhere = list(Unit.objects.all())
    path = bureau.house.branch.path

    def grants() -> int:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT p.codename, u.path FROM organization_appointment a"
                " JOIN organization_office o ON o.id = a.office_id"
                " JOIN organization_unitgrouppermission g ON g.group_id = o.group_id"
                " JOIN auth_permission p ON p.id = g.permission_id"
                " JOIN organization_unit u ON u.id = g.content_object_id"
                " WHERE a.person_id = %s AND a.from_on <= %s AND (a.until_on IS NULL OR a.until_on >= %s)",
                [officer.pk, timezone.localdate(), timezone.localdate()],
            )
            return len(cursor.fetchall())

    def may() -> int:
        officer.forget_grants()
        return sum(officer.may("proposals.review", unit) for unit in everywhere)

    def bare() -> int:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT p.id, p.name FROM organization_person p JOIN organization_unit u ON u.id = p.unit_id"
                " WHERE u.path LIKE %s ORDER BY p.staff_number LIMIT 20",
                [f"{path}%"],
            )
            return len(cursor.fetchall())

    def visible() -> int:
        officer.forget_grants()
        return len(Person.objects.visible_to(officer).order_by("staff_number")[:20])

    heading(
        f"Authority: {len(everywhere)} units, {Person.objects.count():,} people, {Appointment.objects.count():,} offices held"
    )
    floor, spent = _turns([grants, may], rounds * 3)
    raw, page = _turns([bare, visible], rounds * 3)
    table(
        ("", "× raw", "least", "most", "median"),
        [
            _told("raw: the grants of one person", floor, floor),
            _told(f"may, asked for {len(everywhere)} units", spent, floor),
            _told("raw: 20 people of a path range", raw, raw),
            _told("visible_to, the first 20", page, raw),
        ],
    )
    line(f"queries: may {_queries(may)}, visible_to {_queries(visible)}")


def measure_changes(bureau: Bureau, number: int, rounds: int) -> None:
    """A new calendar over `number` open deadlines, and the look for what nobody owns over all duties."""
    _owe_apart(bureau, number)
    today = timezone.localdate()
    heading(f"A change of calendar over {number:,} open deadlines, {Duty.objects.count():,} duties in all")
    workflow.lay(bureau.house.unit, SYSTEM, on=calendar().add(today, 2), is_workday=False, name="局庆日")
    start = time.perf_counter()
    moved = recounting.recount_all()
    spent = time.perf_counter() - start
    start = time.perf_counter()
    again = recounting.recount_all()
    idle = time.perf_counter() - start
    preview = calendar().with_day(calendar().add(today, 3), False, "局庆日")
    start = time.perf_counter()
    would = recounting.would_move(preview)
    looked = time.perf_counter() - start
    line(f"moved {moved:,} in {spent:.1f} s ({spent / max(1, number) * 1e6:,.0f} µs each); second run {again} in {idle * 1000:.1f} ms;"
         f" preview {would:,} in {looked:.2f} s")  # fmt: skip

    def owed() -> int:
        return Duty.objects.owed().order_by().aggregate(n=Count("pk"))["n"]

    floor, spent_ = _turns([owed, lambda: len(ownerless(units=False).values_list("pk")[:20])], rounds)
    table(
        ("", "× raw", "least", "most", "median"),
        [_told("raw: how many are owed", floor, floor), _told("succession, nothing to move", spent_, floor)],
    )


def _fill(bureau: Bureau) -> None:
    """Three hundred units and ten thousand people, one in ten of them in an office."""
    root, today = bureau.house.unit, timezone.localdate()
    above = [root, bureau.house.branch, *Unit.objects.filter(parent=root, level=Level.UNIT)]
    for number in range(UNITS - Unit.objects.count()):
        make.unit(f"第{number}科", parent=above[number % len(above)], level=Level.DEPARTMENT, code=f"KE{number}")
    units = list(Unit.objects.order_by("pk"))
    missing = PEOPLE - Person.objects.count()
    write(
        [
            Person(name=f"职工{number}", staff_number=f"P-{number:06d}", unit=units[number % len(units)], password="!")
            for number in range(missing)
        ]
    )
    held = [Office.of(unit, role) for unit in units for role in (Role.HANDLER, Role.UNIT_HEAD, Role.UNION_OFFICER)]
    people = list(Person.objects.filter(staff_number__startswith="P-").order_by("pk")[: PEOPLE // 10])
    write(
        [
            Appointment(person=one, office=held[number % len(held)], from_on=today - timedelta(days=400))
            for number, one in enumerate(people)
        ]
    )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _owe_apart(bureau: Bureau, number: int) -> None:
    """Open deadlines, each of another matter, that one more day off moves by a day."""
    house, today = bureau.house, timezone.localdate()
    due, _ = due_day(today, 10)
    write(
        [
            Duty(
                kind="bench.change", says="办理", act="proposals.handle", unit=bureau.departments[serial % 40],
                watcher=house.unit, leader=house.leader, subject_type=bureau.type, subject_id=10_000_000 + serial,
                subject_label="台账", url="/w/", rule="PRO-23", opened_on=today, days=10, due_on=due, first_due_on=due,
                edition=calendar().edition, next_stage_on=due,
            )
            for serial in range(number)
        ]
    )  # fmt: skip


def _queries(call) -> int:
    with CaptureQueriesContext(connection) as seen:
        call()
    return len(seen)
