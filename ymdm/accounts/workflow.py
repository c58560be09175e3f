"""What is done to an account: opened, its password changed. Each ends the sessions that it makes doubtful."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from ymdm.ledger.record import record
from ymdm.organization.models import ActivationCode, Person
from ymdm.securitylog.models import Kind
from ymdm.securitylog.writing import write
from ymdm.workflow import Refused

from . import passwords
from .models import AccountSession
from .sessions import end


def open_account(code: ActivationCode, password: str, request: HttpRequest | None = None) -> Person:
    """Set the first password with an activation code; the code is used up. Refuses one that was used meanwhile."""
    at = timezone.now()
    with transaction.atomic():
        used = ActivationCode.objects.filter(pk=code.pk, used_at=None).update(used_at=at)
        if not used:
            raise Refused("这个激活码已经用过。请联系本单位工会重新发放。")
        person = Person.objects.select_for_update().get(pk=code.person_id)
        _set(person, password, at)
        record("organization.open_account", person, person, says="开通账号", unit=person.unit)
        write(Kind.ACCOUNT_OPENED, request, person, "凭激活码")
        return person


def change_password(person: Person, password: str, request: HttpRequest) -> None:
    """Set a new password; every session but the one of `request` ends."""
    with transaction.atomic():
        _set(person, password, timezone.now())
        write(Kind.PASSWORD, request, person)
    end(AccountSession.objects.filter(person=person).exclude(session_key=request.session.session_key))


def _set(person: Person, password: str, at: Any) -> None:
    if person.is_opened and not person.former_passwords.exists():
        passwords.remember(person, at)  # the one of before, set where nobody kept a record
    person.set_password(password)
    person.save(update_fields=["password"])
    passwords.remember(person, at)


def privileges_changed(person: Person) -> None:
    """An office was given or ended: the sessions end, so that the next one begins with a new key and its own limits."""
    end(AccountSession.objects.filter(person=person))


def after_grant_request(request: Any) -> None:
    """Every request for a grant, and what became of it, is noted; a confirmed office ends sessions. Named in settings."""
    by = request.decided_by or request.proposed_by
    write(Kind.GRANT, None, by, f"{request}：{request.get_state_display()}")
    if request.decided_by_id and not request.decision and request.kind in {"appoint", "end"} and request.person_id:
        privileges_changed(request.person)
