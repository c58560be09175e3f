"""The verbs of the roll: people are enrolled, their entries amended, their activation codes issued."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from ymdm.ledger.record import record
from ymdm.workflow import NoAuthority, Refused, takes_two

from . import granting, standing
from .models import ActivationCode, GrantRequest, Person, Unit
from .workflow import transferred


class StaffNumbers:
    """The next free numbers of many units, without asking the database for each person."""

    def __init__(self) -> None:
        self._prefixes: dict[int, str] = {}
        self._last: dict[str, int] = {}

    def next(self, unit: Unit) -> str:
        """Code of the unit that owns the department, and four digits in order."""
        if unit.pk not in self._prefixes:
            prefix, _, serial = Person.objects.next_staff_number(unit).rpartition("-")
            self._prefixes[unit.pk] = prefix
            self._last[prefix] = max(self._last.get(prefix, 0), int(serial) - 1)
        prefix = self._prefixes[unit.pk]
        self._last[prefix] += 1
        return f"{prefix}-{self._last[prefix]:04d}"


def enrol(by: Any, *, name: str, unit: Unit, **fields: Any) -> Person:
    """Put a person on the roll of a unit: an account without password, opened later with a code."""
    with transaction.atomic():
        person = Person.objects.create_person(name=name, unit=unit, **fields)
        record(
            "organization.enrol", person, by, says="登记入册", unit=unit, payload={"staff_number": person.staff_number}
        )
        return person


def amend(person: Person, by: Any, **fields: Any) -> None:
    """Change entries of the roll. The ledger keeps which ones, and for the department from where to where."""
    with transaction.atomic():
        payload: dict[str, Any] = {"fields": sorted(fields)}
        before = person.unit
        if "unit" in fields:
            payload |= {"from": str(person.unit), "to": str(fields["unit"])}
        for word, value in fields.items():
            setattr(person, word, value)
        person.save(update_fields=list(fields))
        record("organization.amend", person, by, says="更新名册", unit=person.unit, payload=payload)
        if before != person.unit:
            transferred(person, before, by, at=timezone.now())


def issue_codes(unit: Unit, by: Any) -> list[tuple[Person, str]]:
    """New activation codes for everyone of the unit's subtree whose account is not open yet.

    Codes issued before end. They can be read in what this returns, and nowhere again.
    """
    _check_issuer(unit, by)
    people = Person.objects.filter(unit__path__startswith=unit.path, is_active=True, left_on=None)
    with transaction.atomic():
        granting.use(GrantRequest.Kind.CODES, by, unit)
        waiting = [person for person in people.select_related("unit__parent").order_by("unit__path", "staff_number")]
        slips = [(person, ActivationCode.issue(person)) for person in waiting if not person.is_opened]
        payload = {"people": len(slips)}
        record("organization.issue_codes", unit, by, says="发放激活码", unit=unit, payload=payload)
        return slips


def issue_code(person: Person, by: Any) -> list[tuple[Person, str]]:
    """A new activation code for one person, as a list of one. Refuses where the account is open already."""
    _check_issuer(person.unit, by)
    if person.is_opened:
        raise Refused(f"{person}的账号已经开通，不需要激活码。", remedy="忘记密码的，请按重置密码办理。")
    with transaction.atomic():
        granting.use(GrantRequest.Kind.CODES, by, person.unit, person)
        slips = [(person, ActivationCode.issue(person))]
        record("organization.issue_codes", person, by, says="发放激活码", unit=person.unit, payload={"people": 1})
        return slips


def _check_issuer(unit: Unit, by: Any) -> None:
    if not by.may("organization.issue_codes", unit):
        raise NoAuthority(f"您在{unit}没有“发放激活码”的权限。如工作需要，请联系系统管理员。")


def amend_unit(unit: Unit, by: Any, **fields: Any) -> None:
    """Change what a unit is called besides its name, its type or its level; names and moves have verbs of their own."""
    if why := takes_two(unit, by):
        raise NoAuthority(why)
    with transaction.atomic():
        before = {word: str(getattr(unit, word)) for word in fields}
        for word, value in fields.items():
            if word != "place":
                setattr(unit, word, value)
        if "place" in fields:
            # A first entry says where the unit has always been; another place is a move, from today.
            since = timezone.localdate() if unit.place else None
            standing.keep(unit, place=fields["place"], profile=unit.profile, from_on=since)
        unit.save(update_fields=list(fields))
        after = {word: str(value) for word, value in fields.items()}
        record(
            "organization.amend_unit",
            unit,
            by,
            says="更新单位信息",
            unit=unit,
            payload={"before": before, "after": after},
        )
