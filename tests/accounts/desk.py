"""What the tests of accounts share: somebody with a password, the door, and a phone that shows codes."""

from __future__ import annotations

import time
from typing import Any

from django.http import HttpResponse
from django.test import Client

from tests import factories as make
from ymdm.accounts import factors, totp
from ymdm.accounts.models import SecondFactor
from ymdm.organization.models import Level, Person

PASSWORD = "Herbstlaub-am-Fluss-27"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
DOOR = "/w/sign-in/"


def somebody(role: str = "", *, level: str = Level.BUREAU, number: str = "XF-0042", **fields: Any) -> Person:
    """Somebody whose account is open."""
    made = make.person(make.unit(level=level), "石拴柱", staff_number=number, role=role, **fields)
    made.set_password(PASSWORD)
    made.save()
    return made


def knock(client: Client, person: Person | str, password: str = PASSWORD, **extra: Any) -> HttpResponse:
    """Staff number and password at the door."""
    name = person if isinstance(person, str) else person.staff_number
    return client.post(DOOR, {"username": name, "password": password}, **extra)


def is_in(client: Client) -> bool:
    """Whether the house knows who sits there."""
    return client.get("/w/profile/").status_code == 200


def with_phone(person: Person) -> SecondFactor:
    """A second factor whose code of two steps ago was the last one used."""
    steps = int(time.time()) // totp.SECONDS - 2
    assert factors.set_up(person, SECRET, totp.code(SECRET, steps + 1))
    SecondFactor.objects.filter(person=person).update(last_step=steps)
    return SecondFactor.objects.get(person=person)


def shown(offset: int = 0) -> str:
    """What the phone shows now, or `offset` steps of 30 seconds from now."""
    return totp.code(SECRET, int(time.time()) // totp.SECONDS + offset)
