"""Writing notices inside a transaction, and delivering their mails after it."""

from __future__ import annotations

import hashlib
import logging
import secrets
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from kombu.exceptions import OperationalError

from ymdm.ledger.record import record

from .models import Channel, Mail, MailQuerySet, Notice, NoticeChoice
from .topics import topic_of

log = logging.getLogger("ymdm.notices")

LEASE = timedelta(minutes=5)
MAX_ATTEMPTS = 8
DIGEST_AT = time(8)  # in Shanghai, every day


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
    reached = [(notice, person) for notice, person in zip(notices, fresh, strict=True) if person.email]
    channels = _channels([person for _notice, person in reached], kind)
    mails = Mail.objects.bulk_create(
        [
            _mail(notice, person, channels[person.pk], now)
            for notice, person in reached
            if channels[person.pk] != Channel.INBOX
        ]
    )
    if any(mail.digest_on is None for mail in mails):
        transaction.on_commit(_hurry, robust=True)
    return notices


def send_outside(addresses: Iterable[str], *, key: str, subject: str, text: str) -> int:
    """Mail to addresses that belong to nobody here, in the caller's transaction; returns how many rows are new.

    `key` names what is told, in letters, digits and hyphens: an address that was told it is not told again.
    """
    now, marks = (
        timezone.now(),
        {one: f"<{key}-{hashlib.sha256(one.encode()).hexdigest()[:16]}@ymdm>" for one in addresses},
    )
    known = set(Mail.objects.filter(message_id__in=marks.values()).values_list("message_id", flat=True))
    mails = Mail.objects.bulk_create(
        Mail(address=address, message_id=mark, subject=subject[:120], text=text, next_try_at=now)
        for address, mark in marks.items()
        if mark not in known
    )
    if mails:
        transaction.on_commit(_hurry, robust=True)
    return len(mails)


def _channels(people: Sequence[Any], kind: str) -> dict[int, str]:
    """How each of them wants to hear of this kind (F109)."""
    if not people:
        return {}
    chosen = dict(
        NoticeChoice.objects.filter(person__in=people, topic=topic_of(kind)).values_list("person_id", "channel")
    )
    return {person.pk: chosen.get(person.pk, Channel.MAIL) if person.wants_mail else Channel.INBOX for person in people}


def _mail(notice: Notice, person: Any, channel: str, now: datetime) -> Mail:
    day = _next_digest(now) if channel == Channel.DIGEST else None
    return Mail(
        notice=notice,
        address=person.email,
        message_id=f"<notice-{notice.pk}-{secrets.token_hex(8)}@ymdm>",
        digest_on=day,
        next_try_at=_digest_instant(day) if day else now,
    )


def _next_digest(now: datetime) -> date:
    """The day of the next digest. What comes after today's has left waits for tomorrow's."""
    today = timezone.localdate(now)
    return today if now < _digest_instant(today) else today + timedelta(days=1)


def _digest_instant(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, DIGEST_AT))


def _hurry() -> None:
    """Ask a worker to deliver now. If the broker is away the minute's scan delivers: nothing is lost, only later."""
    from .tasks import deliver  # cycle: the task calls back into this module

    try:
        deliver.delay()
    except OperationalError:
        log.info("broker away; the outbox waits for the next scan")


def deliver_due(at: datetime | None = None, limit: int = 500) -> int:
    """Send the mails that are due; returns how many messages left. Several at once do not send a mail twice."""
    due = Mail.objects.due(at or timezone.now())
    sent = 0
    for pk in list(due.filter(digest_on=None).order_by("next_try_at").values_list("pk", flat=True)[:limit]):
        sent += _deliver(Mail.objects.filter(pk=pk))
    digests = due.exclude(digest_on=None).order_by("digest_on", "notice__person").distinct()
    for person, day in list(digests.values_list("notice__person", "digest_on")[:limit]):
        sent += _deliver(Mail.objects.filter(notice__person=person, digest_on=day))
    return sent


def _deliver(mails: MailQuerySet) -> bool:
    """Claim the rows of one mail and send it: one row, or all lines of a person's digest of one day."""
    now = timezone.now()
    # One conditional UPDATE claims the rows; whoever comes second changes none and goes on.
    keys = list(mails.due(now).values_list("pk", flat=True))
    claim = Mail.objects.filter(pk__in=keys)
    if not keys or claim.due(now).update(lease_until=now + LEASE, attempts=F("attempts") + 1) < len(keys):
        return False
    rows = list(claim.select_related("notice").order_by("pk"))
    try:
        _message(rows).send()
    except Exception as error:
        _put_back(rows, error)
        return False
    claim.update(state=Mail.State.SENT, sent_at=timezone.now(), lease_until=None, error="")
    return True


def _message(mails: Sequence[Mail]) -> EmailMessage:
    """The mail of these rows. Its Message-ID is the first row's, so that a repeat after a crash is recognised."""
    first = mails[0]
    if first.notice is None:
        return EmailMessage(
            subject=first.subject, body=first.text, to=[first.address], headers={"Message-ID": first.message_id}
        )
    told = [mail.notice for mail in mails if mail.notice]
    subject = first.notice.title
    if first.digest_on:
        subject = f"{first.digest_on:%-m月%-d日}消息汇总：{len(told)} 条"
    return EmailMessage(
        subject=subject,
        body="\n\n".join(_words(notice, with_title=first.digest_on is not None) for notice in told),
        to=[mails[-1].address],
        headers={"Message-ID": first.message_id},
    )


def _words(notice: Notice, *, with_title: bool) -> str:
    link = f"{settings.ORIGIN}{notice.url}" if notice.url else ""
    if with_title:
        return "\n".join(line for line in (f"· {notice.title}", notice.text, link) if line)
    return f"{notice.text}\n\n{link}" if link else notice.text


def _put_back(mails: Sequence[Mail], error: Exception) -> None:
    attempts = max(mail.attempts for mail in mails)
    dead = attempts >= MAX_ATTEMPTS
    wait = timedelta(minutes=2 ** min(attempts, 8), seconds=secrets.randbelow(30))
    Mail.objects.filter(pk__in=[mail.pk for mail in mails]).update(
        state=Mail.State.DEAD if dead else Mail.State.WAITING,
        next_try_at=timezone.now() + wait,
        lease_until=None,
        error=f"{type(error).__name__}: {error}"[:200],
    )
    log.warning("mail %s not sent (%s), attempt %d", mails[0].pk, type(error).__name__, attempts)


def try_again(mails: Any, by: Any) -> int:
    """Put mails that were given up back into the outbox, to the address that holds now; returns how many.

    A person who has no address any more stays on the list.
    """
    back = 0
    with transaction.atomic():
        for mail in (
            mails.filter(state=Mail.State.DEAD)
            .exclude(notice__isnull=False, notice__person__email="")
            .select_related("notice__person")
        ):
            back += Mail.objects.filter(pk=mail.pk, state=Mail.State.DEAD).update(
                state=Mail.State.WAITING, attempts=0, next_try_at=timezone.now(), error="",
                address=mail.notice.person.email if mail.notice else mail.address, digest_on=None,
            )  # fmt: skip
        if back:
            record("notices.resend", by, by, says="重发邮件", unit=by.unit, payload={"mails": back})
            transaction.on_commit(_hurry, robust=True)
    return back
