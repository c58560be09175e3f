"""Writing notices inside a transaction, and delivering their mails after it."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from kombu.exceptions import OperationalError

from .models import Mail, Notice

log = logging.getLogger("ymdm.notices")

LEASE = timedelta(minutes=5)
MAX_ATTEMPTS = 8


def send(
    people: Iterable[Any] | Any, *, kind: str, key: str, title: str, text: str = "", url: str = ""
) -> list[Notice]:
    """Tell one or several people. Written now, in the caller's transaction; a rolled-back act tells nobody (F111).

    A (person, kind, key) that was told already is not told again. Returns the notices that are new.
    """
    people = [people] if hasattr(people, "staff_number") else list(people)
    known = set(Notice.objects.filter(kind=kind, key=key, person__in=people).values_list("person_id", flat=True))
    now = timezone.now()
    fresh = list({person.pk: person for person in people if person.pk not in known}.values())
    notices = Notice.objects.bulk_create(
        [
            Notice(person=person, kind=kind, key=key, title=title[:120], text=text, url=url, made_at=now)
            for person in fresh
        ]
    )
    mails = Mail.objects.bulk_create(
        [
            Mail(
                notice=notice,
                address=person.email,
                message_id=f"<notice-{notice.pk}-{secrets.token_hex(8)}@ymdm>",
                next_try_at=now,
            )
            for notice, person in zip(notices, fresh, strict=True)
            if person.email and person.wants_mail
        ]
    )
    if mails:
        transaction.on_commit(_hurry, robust=True)
    return notices


def _hurry() -> None:
    """Ask a worker to deliver now. If the broker is away the minute's scan delivers: nothing is lost, only later."""
    from .tasks import deliver  # cycle: the task calls back into this module

    try:
        deliver.delay()
    except OperationalError:
        log.info("broker away; the outbox waits for the next scan")


def deliver_due(at: datetime | None = None, limit: int = 500) -> int:
    """Send the mails that are due; returns how many were sent. Several at once do not send a mail twice."""
    sent = 0
    for pk in list(Mail.objects.due(at or timezone.now()).order_by("next_try_at").values_list("pk", flat=True)[:limit]):
        sent += _deliver(pk)
    return sent


def _deliver(pk: int) -> bool:
    now = timezone.now()
    # One conditional UPDATE claims the row; whoever comes second changes no row and goes on.
    claimed = Mail.objects.due(now).filter(pk=pk).update(lease_until=now + LEASE, attempts=F("attempts") + 1)
    if not claimed:
        return False
    mail = Mail.objects.select_related("notice").get(pk=pk)
    notice = mail.notice
    link = f"\n\n{settings.ORIGIN}{notice.url}" if notice.url else ""
    message = EmailMessage(
        subject=notice.title,
        body=f"{notice.text}{link}",
        to=[mail.address],
        # Fixed, so that a repeat after a crash is recognised by the gateway.
        headers={"Message-ID": mail.message_id},
    )
    try:
        message.send()
    except Exception as error:
        _put_back(mail, error)
        return False
    Mail.objects.filter(pk=pk).update(state=Mail.State.SENT, sent_at=timezone.now(), lease_until=None, error="")
    return True


def _put_back(mail: Mail, error: Exception) -> None:
    dead = mail.attempts >= MAX_ATTEMPTS
    wait = timedelta(minutes=2 ** min(mail.attempts, 8), seconds=secrets.randbelow(30))
    Mail.objects.filter(pk=mail.pk).update(
        state=Mail.State.DEAD if dead else Mail.State.WAITING,
        next_try_at=timezone.now() + wait,
        lease_until=None,
        error=f"{type(error).__name__}: {error}"[:200],
    )
    log.warning("mail %s not sent (%s), attempt %d", mail.pk, type(error).__name__, mail.attempts)
