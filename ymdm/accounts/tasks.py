"""Sweeps of accounts. Each may run twice, or late."""

from __future__ import annotations

import logging
from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from ymdm import encryption
from ymdm.securitylog.models import Kind
from ymdm.securitylog.writing import write

from . import lockout, oidc
from .models import AccountSession, SsoSession
from .sessions import end

log = logging.getLogger(__name__)
CHECK_EVERY = timedelta(minutes=4)


def about(person_id: int) -> str:
    """What a sealed refresh token is sealed for."""
    return f"accounts.SsoSession.refresh_token:{person_id}"


@shared_task
def check_sso() -> int:
    """Ask the source about every session that it opened; end those that it does not hold. Returns how many ended.

    Asked every five minutes, so that who is closed there is out within ten. A source that does not answer ends nobody.
    """
    now, ended = timezone.now(), 0
    for row in SsoSession.objects.filter(checked_at__lte=now - CHECK_EVERY).select_related("person"):
        # Whoever takes the row asks; a second sweep finds it taken.
        if not SsoSession.objects.filter(pk=row.pk, checked_at=row.checked_at).update(checked_at=now):
            continue
        session = AccountSession.objects.filter(handle=row.handle)
        if not session.exists():
            row.delete()
            continue
        try:
            token = oidc.refresh(encryption.unseal(row.refresh_token, about(row.person_id)))
        except oidc.Unreachable as error:
            log.warning("the identity source does not answer: %s", error)
            SsoSession.objects.filter(pk=row.pk).update(checked_at=row.checked_at)
            break
        except (oidc.Gone, encryption.Unreadable):
            ended += end(session)
            row.delete()
            write(Kind.SESSION_ENDED, None, row.person, "身份源已停用")
        else:
            sealed = encryption.seal(token, about(row.person_id))
            SsoSession.objects.filter(pk=row.pk).update(refresh_token=sealed)
    return ended


@shared_task
def tidy() -> int:
    """Take out sessions that are over and tries that no longer count; returns how many rows. Daily."""
    now = timezone.now()
    over = AccountSession.objects.filter(expire_date__lt=now).delete()[0]
    return over + lockout.forget(now - timedelta(days=2))
