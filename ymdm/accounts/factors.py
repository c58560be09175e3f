"""The second factor of an account: who must have one, setting it up, using it once, getting in without the phone."""

from __future__ import annotations

import hashlib
import secrets
import time
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from ymdm import encryption
from ymdm.ledger.record import record
from ymdm.organization.models import ADMINISTRATORS, Level, Person, Role
from ymdm.organization.models.persons import ACTIVATION_ALPHABET
from ymdm.securitylog.models import Kind
from ymdm.securitylog.writing import write
from ymdm.workflow import Refused

from . import totp
from .models import AccountSession, RecoveryCode, SecondFactor, SecurityKey
from .passwords import is_strict
from .sessions import end

CODES = 10
# 31 signs each: 79 bits, too many to be guessed from the hash.
CODE_LENGTH = 16


def is_administrator(person: Person) -> bool:
    """Whether the person is one of the three administrators today."""
    return any(row.office.role in ADMINISTRATORS for row in person.appointments_today)


def is_forced(person: Person) -> bool:
    """Whether she gets no further without a second factor: administrators, inspectors, discipline, the bureau's union.

    Only under the profile mlps3: a unit that tries the system out on one machine is not stopped.
    """
    high = any(
        row.office.role in {Role.SUPERIOR_INSPECTOR, Role.SUPERVISOR}
        or (row.office.role == Role.UNION_OFFICER and row.office.unit.level == Level.BUREAU)
        for row in person.appointments_today
    )
    return is_strict() and (high or is_administrator(person))


def of(person: Any) -> SecondFactor | None:
    return SecondFactor.objects.filter(person_id=person.pk).first()


def set_up(person: Person, secret: str, typed: str, request: HttpRequest | None = None) -> list[str] | None:
    """Keep a new secret, proved by a code from it. Returns the recovery codes, seen only now; None for a wrong code."""
    steps = list(totp.matching(secret, digits(typed), time.time()))
    if not steps:
        return None
    with transaction.atomic():
        factor, _ = SecondFactor.objects.update_or_create(
            person=person,
            defaults={
                "secret": encryption.seal(secret, _about(person.pk)), "last_step": steps[-1], "made_at": timezone.now(),
            },
        )  # fmt: skip
        codes = new_codes(factor)
        record("accounts.set_factor", person, person, says="设置第二重验证", unit=person.unit)
        write(Kind.FACTOR, request, person, "设置")
    return codes


def new_codes(factor: SecondFactor) -> list[str]:
    """Ten recovery codes in place of those of before; only their hashes are kept."""
    codes = ["".join(secrets.choice(ACTIVATION_ALPHABET) for _ in range(CODE_LENGTH)) for _ in range(CODES)]
    with transaction.atomic():
        factor.recovery_codes.all().delete()
        RecoveryCode.objects.bulk_create(
            RecoveryCode(factor=factor, code_hash=_digest(factor.person_id, code)) for code in codes
        )
    return [f"{code[:4]} {code[4:8]} {code[8:12]} {code[12:]}" for code in codes]


def verify(factor: SecondFactor, typed: str) -> bool:
    """Whether a code of the phone or a recovery code is right; either is used up with that, whoever else sends it too."""
    plain = digits(typed)
    if factor.secret and len(plain) == totp.DIGITS and plain.isdigit():
        secret = encryption.unseal(factor.secret, _about(factor.person_id))
        return any(
            # One statement: of two requests with the same code one finds the step taken. Never backward either.
            SecondFactor.objects.filter(pk=factor.pk, last_step__lt=step).update(last_step=step)
            for step in totp.matching(secret, plain, time.time())
        )
    unused = RecoveryCode.objects.filter(factor=factor, code_hash=_digest(factor.person_id, plain), used_at=None)
    return bool(unused.update(used_at=timezone.now()))


def remove_app(person: Person, request: HttpRequest | None = None) -> None:
    """Forget the authenticator app; security keys stay. Refuses to leave whoever must have a factor without one."""
    with transaction.atomic():
        factor = SecondFactor.objects.select_for_update().get(person=person)
        _must_leave(factor.keys.exists(), person)
        factor.secret = ""
        factor.save(update_fields=["secret"])
        _removed(factor, "停用手机验证码", request)


def remove_key(key: SecurityKey, request: HttpRequest | None = None) -> None:
    """Forget a security key. Refuses to leave whoever must have a factor without one."""
    with transaction.atomic():
        # Locked: of two requests that each take one of two keys off, the second sees what is left.
        factor = SecondFactor.objects.select_for_update().get(pk=key.factor_id)
        _must_leave(bool(factor.secret) or factor.keys.exclude(pk=key.pk).exists(), factor.person)
        key.delete()
        _removed(factor, f"移除安全密钥“{key.name}”", request)


def _must_leave(is_left: bool, person: Person) -> None:
    if not is_left and is_forced(person):
        raise Refused(
            "您的岗位必须使用第二重验证，最后一种不能停用。", remedy="请先设置手机验证码，或者再注册一把安全密钥。"
        )


def _removed(factor: SecondFactor, says: str, request: HttpRequest | None) -> None:
    if not factor.secret and not factor.keys.exists():
        factor.delete()
        says += "，不再有第二重验证"
    record("accounts.remove_factor", factor.person, factor.person, says="停用第二重验证", unit=factor.person.unit)
    write(Kind.FACTOR, request, factor.person, says)


def reset(person: Person, by: Any, at: Any) -> None:
    """Forget the factor of somebody who lost the phone; her sessions end. Named in settings: called by a grant that
    one administrator asked for and another confirmed, inside its transaction.
    """
    SecondFactor.objects.filter(person=person).delete()
    end(AccountSession.objects.filter(person=person))
    record("accounts.reset_factor", person, by, says="重置第二重验证", at=at, unit=person.unit)
    write(Kind.FACTOR, None, person, f"由{by}重置")


def reseal() -> int:
    """Seal every secret under today's key; returns how many were not. Raises Unreadable where the old key is missing."""
    old = [row for row in SecondFactor.objects.exclude(secret="") if not encryption.is_current(row.secret)]
    for row in old:
        secret = encryption.unseal(row.secret, _about(row.person_id))
        # Only if nobody has set up a new one meanwhile.
        SecondFactor.objects.filter(pk=row.pk, secret=row.secret).update(
            secret=encryption.seal(secret, _about(row.person_id))
        )
    return len(old)


def digits(typed: str) -> str:
    """What was typed without blanks and hyphens, in capitals."""
    return "".join(typed.split()).replace("-", "").upper()


def _about(person_id: int) -> str:
    return f"accounts.SecondFactor.secret:{person_id}"


def _digest(person_id: int, code: str) -> str:
    return hashlib.sha256(f"{person_id}|{code}".encode()).hexdigest()
