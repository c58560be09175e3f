"""Counting tries to get in, before each is judged: guesses sent at once never get more than the limit (security.md 6).

Five for an account, then a lock of 15 minutes that doubles with each further five; thirty for an address in ten
minutes. The counters are rows of their own, so that neither the loss of Redis nor a full cache table unlocks.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from ymdm.limits.counting import address_of
from ymdm.organization.models import Person

from .models import Tries

ACCOUNT_TRIES = 5
FIRST_LOCK = timedelta(minutes=15)
LONGEST_LOCK = timedelta(hours=24)
# After a quiet day an account starts again with locks of 15 minutes.
QUIET = timedelta(days=1)
ADDRESS_TRIES = 30
ADDRESS_WINDOW = timedelta(minutes=10)


class Turn:
    """One try that was let in or not. Whoever judges it says `right` afterwards, or nothing."""

    def __init__(self, account: str, address: str) -> None:
        self.account, self.address = account, address
        # Always address first, so that no two tries wait for one another.
        with transaction.atomic():
            of_address = _count_address(address)
            # `locked_now`: this very try, if it proves wrong, is the one that locks.
            self.is_in, self.locked_now = _count_account(account) if of_address else (False, False)

    def right(self) -> None:
        """It was no failure: take it out of both counts again."""
        with transaction.atomic():
            for who in (self.address, self.account):
                row = Tries.objects.select_for_update().get(who=who)
                row.failures = max(0, row.failures - 1)
                row.untold = max(0, row.untold - 1)
                if who == self.account and row.locked_until and row.failures < ACCOUNT_TRIES:
                    row.locked_until, row.locks = None, row.locks - 1
                row.save()


def turn(request: HttpRequest | None, person: Person | None, typed: str = "") -> Turn:
    """Count a try of `person`, or of whoever typed a name that nobody has."""
    address = _hidden("address", address_of(request) if request is not None else "")
    return Turn(f"person:{person.pk}" if person is not None else _hidden("name", typed.lower()), address)


def succeeded(person: Person) -> int:
    """Somebody is in, with every factor: start anew. Returns how many tries failed since the last time."""
    with transaction.atomic():
        row = Tries.objects.select_for_update().filter(who=f"person:{person.pk}").first()
        if row is None:
            return 0
        untold = row.untold
        row.failures = row.locks = row.untold = 0
        row.locked_until = None
        row.save()
        return untold


def forget(before: datetime) -> int:
    """Take out rows that nobody added to since `before` and whose owner has nothing to be told."""
    return (
        Tries.objects.filter(last_at__lt=before, untold=0).delete()[0]
        + (Tries.objects.filter(last_at__lt=before).exclude(who__startswith="person:").delete()[0])
    )


def _hidden(kind: str, value: str) -> str:
    return f"{kind}:{salted_hmac('ymdm.accounts.lockout', value, algorithm='sha256').hexdigest()[:40]}"


def _row(who: str, now: datetime) -> Tries:
    Tries.objects.get_or_create(who=who, defaults={"begun_at": now, "last_at": now})
    return Tries.objects.select_for_update().get(who=who)


def _count_address(who: str) -> bool:
    now = timezone.now()
    row = _row(who, now)
    if now - row.begun_at >= ADDRESS_WINDOW:
        row.failures, row.begun_at = 0, now
    row.last_at = now
    is_in = row.failures < ADDRESS_TRIES
    row.failures += is_in
    row.save()
    return is_in


def _count_account(who: str) -> tuple[bool, bool]:
    now = timezone.now()
    row = _row(who, now)
    row.untold += 1
    if row.locked_until and now < row.locked_until:
        row.save(update_fields=["untold"])
        return False, False
    if now - row.last_at >= QUIET:
        row.failures = row.locks = 0
    if row.locked_until:
        row.failures, row.locked_until = 0, None
    row.failures, row.last_at = row.failures + 1, now
    if row.failures >= ACCOUNT_TRIES:
        row.locked_until = now + min(FIRST_LOCK * 2 ** min(row.locks, 20), LONGEST_LOCK)
        row.locks += 1
    row.save()
    return True, row.locked_until is not None
