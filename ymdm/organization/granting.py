"""Giving and taking authority: the system administrator asks, the security administrator confirms (security.md 5)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.module_loading import import_string

from ymdm.workflow import SYSTEM, NoAuthority, Refused, step

from . import pairing, workflow
from .models import Appointment, GrantRequest, Person, Unit

Kind, State = GrantRequest.Kind, GrantRequest.State
ASKS, CONFIRMS = "organization.appoint", "organization.confirm_grants"


@step(GrantRequest, needs=ASKS, says="申请任职", creates=True)
def ask_appointment(
    unit: Unit, by: Person, *, at: datetime, person: Person, role: str, from_on: date, until_on: date | None = None,
    title: str = "", reason: str = "",
) -> GrantRequest:  # fmt: skip
    """Ask for an office for somebody. Refuses at once what could not be given (doubled, backward, a second administrator)."""
    workflow.check_office(unit, person=person, role=role, from_on=from_on, until_on=until_on)
    return _asked(
        Kind.APPOINT,
        unit,
        by,
        at,
        person=person,
        role=role,
        from_on=from_on,
        until_on=until_on,
        title=title,
        reason=reason,
    )


@step(GrantRequest, needs=ASKS, says="申请结束任职", creates=True)
def ask_end(
    unit: Unit, by: Person, *, at: datetime, appointment: Appointment, on: date, reason: str = ""
) -> GrantRequest:
    """Ask that an appointment ends: `on` is to be its last day."""
    workflow.check_end(appointment, on)
    return _asked(
        Kind.END, unit, by, at, person=appointment.person, role=appointment.office.role, appointment=appointment,
        until_on=on, reason=reason,
    )  # fmt: skip


@step(GrantRequest, needs="organization.issue_codes", says="申请发放激活码", creates=True)
def ask_codes(unit: Unit, by: Person, *, at: datetime, person: Person | None = None, reason: str = "") -> GrantRequest:
    """Ask for activation codes for one person, or for everybody of the unit whose account is not open yet."""
    if person is not None and person.is_opened:
        raise Refused(f"{person}的账号已经开通，不需要激活码。", remedy="忘记密码的，请按重置密码办理。")
    return _asked(Kind.CODES, unit, by, at, person=person, reason=reason)


@step(GrantRequest, needs=ASKS, says="申请重置第二重验证", creates=True)
def ask_factor_reset(unit: Unit, by: Person, *, at: datetime, person: Person, reason: str = "") -> GrantRequest:
    """Ask that somebody's second factor is forgotten, after the phone was lost. Settings name who forgets it."""
    if not settings.YMDM_RESET_FACTOR:
        raise Refused("本系统没有启用第二重验证，不需要重置。")
    return _asked(Kind.FACTOR, unit, by, at, person=person, reason=reason)


def _another(request: GrantRequest, by: Any) -> str:
    if why := pairing.another(request, by):
        return why
    return "给自己的授权不能由自己确认。" if request.person_id == by.pk else ""


@step(
    GrantRequest, leaves=[State.WAITING], reaches=State.CONFIRMED, needs=CONFIRMS, only=_another, judge=pairing.still_good,
    says="确认授权",
)  # fmt: skip
def confirm(request: GrantRequest, by: Person, *, at: datetime) -> None:
    """Confirm; an office is given or ended with that, judged anew, a factor is reset. Codes wait for who asked."""
    request.decided_by, request.decided_at = by, at
    person, appointment = request.person, request.appointment
    if request.kind == Kind.APPOINT and person and request.from_on:
        made = workflow.give_office(
            request.unit, by, at=at, person=person, role=request.role, from_on=request.from_on,
            until_on=request.until_on, title=request.title, asked_by=request.proposed_by,
        )  # fmt: skip
        request.appointment = made
    elif request.kind == Kind.END and appointment and request.until_on:
        workflow.take_office(appointment, by, at=at, on=request.until_on, asked_by=request.proposed_by)
    elif request.kind == Kind.FACTOR:
        for dotted in settings.YMDM_RESET_FACTOR:
            import_string(dotted)(person, by, at)
    _tell(request)


@step(
    GrantRequest, leaves=[State.WAITING], reaches=State.REFUSED, needs=CONFIRMS, only=_another, says="不同意授权"
)  # fmt: skip
def decline(request: GrantRequest, by: Person, *, at: datetime, decision: str) -> None:
    """Refuse with the reason."""
    pairing.refuse(request, by, at, decision)
    _tell(request)


@step(
    GrantRequest,
    leaves=[State.WAITING],
    reaches=State.WITHDRAWN,
    only=pairing.only_the_proposer,
    says="撤回申请",
)
def withdraw(request: GrantRequest, by: Person, *, at: datetime) -> None:
    """Take back what nobody has decided yet."""


@step(
    GrantRequest,
    leaves=[State.WAITING],
    reaches=State.EXPIRED,
    only=pairing.only_the_system,
    says="申请过期",
)
def lapse(request: GrantRequest, by: Any, *, at: datetime) -> None:
    """End what nobody decided in time."""
    if not request.is_over(at):
        raise Refused("这份申请还没有过期。")


def lapse_all(at: datetime | None = None) -> int:
    """End every request that is over; returns how many. Safe to run again."""
    at = at or timezone.now()
    return pairing.end_what_is_over(GrantRequest.objects.over(at), lapse, at)


def use(
    kind: str, by: Any, unit: Unit, person: Person | None = None, *, at: datetime | None = None
) -> GrantRequest | None:
    """Use up the confirmed request for something that is done by hand. Raises NoAuthority where there is none.

    Called inside the transaction of the act. The system itself, in set-up and imports, needs none.
    """
    if by is SYSTEM:
        return None
    for request in GrantRequest.objects.select_for_update().usable().filter(kind=kind, proposed_by=by):
        if request.covers(unit, person):
            request.used_at = at or timezone.now()
            request.save(update_fields=["used_at"])
            return request
    raise NoAuthority(f"{Kind(kind).label}要先申请，由安全管理员确认后办理。")


def _asked(kind: str, unit: Unit, by: Person, at: datetime, **facts: Any) -> GrantRequest:
    lapse_all(at)
    same = GrantRequest.objects.filter(
        Q(role=facts.get("role", "")), kind=kind, unit=unit, person=facts.get("person"), state=State.WAITING
    )
    if same.exists():
        raise Refused("同样的申请已经提交过，正在等安全管理员确认，不必重复申请。")
    request = GrantRequest.objects.create(
        kind=kind, unit=unit, proposed_by=by, proposed_at=at, expires_at=at + pairing.GOOD_FOR, **facts
    )
    _tell(request)
    return request


def _tell(request: GrantRequest) -> None:
    for dotted in getattr(settings, "YMDM_AFTER_GRANT_REQUEST", []):
        import_string(dotted)(request)
