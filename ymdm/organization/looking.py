"""The look at personal data that a second union officer lets another take: how it is asked for, opened, and ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from ymdm.workflow import NoAuthority, Refused, step

from . import pairing
from .models import PairedAct, Person
from .pairs import is_officer_there

# From the confirmation on one may open it, from the opening on one may read it.
TO_OPEN, TO_READ = timedelta(days=3), timedelta(minutes=10)
State = PairedAct.State


@dataclass(frozen=True)
class Look:
    """The latest request of one officer about one person, as it stands now."""

    request: PairedAct
    at: datetime

    @property
    def is_waiting(self) -> bool:
        return self.request.is_undecided

    @property
    def is_ready(self) -> bool:
        """Confirmed and not opened yet."""
        return self.request.state == State.CONFIRMED and self.request.used_at is None

    @property
    def is_open(self) -> bool:
        return self.request.used_at is not None and self.at < self.request.used_at + TO_READ

    @property
    def open_until(self) -> datetime | None:
        return self.request.used_at + TO_READ if self.request.used_at else None


def check(person: Person, by: Person) -> None:
    """Raise NoAuthority unless `by` is a union officer of the very unit on whose roll the person stands."""
    if why := is_officer_there(person.unit, by):
        raise NoAuthority(why)


def ask(person: Person, by: Person, *, reason: str) -> PairedAct:
    """Ask to see the phone number and the month of birth of `person`. Raises Refused without a reason."""
    if not reason.strip():
        raise Refused("请写明为什么要看，同意的人会看到。")
    return pairing.ask(
        person.unit, by, kind="look", about=_about(person, by), title=f"查看{person}的手机号和出生年月",
        shown=[("职工", f"{person}（{person.staff_number}）"), ("内容", "手机号、出生年月")], facts={"person": person.pk},
        reason=reason,
    )  # fmt: skip


def of(person: Person, by: Person, at: datetime) -> Look | None:
    """What `by` may do about `person` now; None where a new request has to be made."""
    request = PairedAct.objects.about("look", _about(person, by)).first()
    if request is None:
        return None
    found = Look(request, at)
    if found.is_waiting:
        return None if request.is_over(at) else found
    if found.is_ready:
        return found if request.decided_at and at < request.decided_at + TO_OPEN else None
    return found if found.is_open else None


def _mine(request: PairedAct, by: Any) -> str:
    return "" if request.proposed_by_id == by.pk and request.kind == "look" else "只有申请的人能查看。"


def _in_time(request: PairedAct, by: Any, at: datetime) -> None:
    if request.used_at is not None:
        raise Refused("这次查看已经用过，请重新申请。")
    if request.decided_at is None or at >= request.decided_at + TO_OPEN:
        raise Refused("同意以后三天内没有查看，已经作废，请重新申请。")


@step(PairedAct, leaves=[State.CONFIRMED], only=_mine, judge=_in_time, says="打开查看")
def look(request: PairedAct, by: Person, *, at: datetime) -> None:
    """Begin the ten minutes."""
    request.used_at = at


def _about(person: Person, by: Person) -> str:
    return f"person:{person.pk}:{by.pk}"
