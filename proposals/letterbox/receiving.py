"""What a writer does: write, come back, add a word, rate, ask again.

These are no steps and leave no event: nothing is written down but the letter itself and a day (PRO-63). What the writer
does after the letter is taken up by the clock the next morning, so that nobody sees at what time it was done.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils import timezone

from ymdm.organization.models import Person, Unit
from ymdm.workflow import Refused

from . import codes, rules, sealing
from .models import Letter, LetterKey, Message, Mode, Picture, Series


class Different(Exception):
    """The form was sent before with other words."""


def receive(
    unit: Unit, words: dict[str, Any], *, nonce: str, at: datetime | None = None, mode: str = Mode.ANONYMOUS,
    is_report: bool = False, author: Person | None = None, entered_by: Person | None = None,
    received_on: date | None = None, pictures: Sequence[bytes] = (),
) -> Letter:  # fmt: skip
    """Put a letter into the box of `unit` and return it with its number. Sent again with the same nonce it is found.

    Raises Different where the same form comes with other words.
    """
    today = timezone.localdate(at)
    pk = codes.key_of(nonce, "letter")
    words = words | {"pictures": [hashlib.sha256(picture).hexdigest() for picture in pictures]}
    try:
        with transaction.atomic():
            if found := Letter.objects.filter(pk=pk).first():
                return _the_same(found, words)
            year = (received_on or today).year
            letter = Letter(
                pk=pk, unit=unit, mode=mode, is_report=is_report, author=author, entered_by=entered_by, year=year,
                received_on=received_on or today,
                secret_hash=codes.hash_of(codes.secret_of(nonce)) if mode == Mode.ANONYMOUS else "",
            )  # fmt: skip
            key = sealing.new_key(letter)
            letter.sealed = sealing.close(key, words, "letter")
            letter.serial = _next(year)
            letter.number = codes.number_of(year, letter.serial)
            letter.save(force_insert=True)
            key.save(force_insert=True)
            Picture.objects.bulk_create(
                Picture(letter=letter, order=n, sealed=sealing.close_bytes(key, picture, f"picture:{n}"))
                for n, picture in enumerate(pictures, start=1)
            )
            return letter
    except IntegrityError:
        # The same form was sent twice at once, and the other was faster.
        return _the_same(Letter.objects.get(pk=pk), words)


def _the_same(letter: Letter, words: dict[str, Any]) -> Letter:
    if sealing.open_up(sealing.key_of(letter), letter.sealed, "letter") not in ({}, words):
        raise Different
    return letter


def _next(year: int) -> int:
    """The next number of the year; whoever comes second waits at the row until the first is written or gone."""
    Series.objects.get_or_create(year=year)
    Series.objects.filter(year=year).update(last=F("last") + 1)
    return Series.objects.values_list("last", flat=True).get(year=year)


def find(number: str, secret: str) -> Letter | None:
    """The letter, if the secret is its own. A wrong secret and an unknown number take the same way and time."""
    letter = Letter.objects.filter(number=codes.read_number(number)).first()
    kept = letter.secret_hash if letter else ""
    return letter if codes.is_secret(secret, kept) else None


def add(letter: Letter, kind: str, words: dict[str, Any], *, nonce: str, at: datetime | None = None) -> None:
    """The writer adds a word, rates or asks again. The same form sent again writes nothing."""
    with transaction.atomic():
        letter = Letter.objects.select_for_update().get(pk=letter.pk)
        pk = codes.key_of(nonce, "message")
        if Message.objects.filter(pk=pk).exists():
            return
        _judge(letter, kind)
        key = sealing.key_of(letter)
        if key is None:
            raise Refused("这封来信的原文已经按规定销毁，不能再补充。", rule=rules.NAMELESS)
        write(letter, key, kind, words, pk=pk, on=timezone.localdate(at), is_taken_up=False)


def write(letter: Letter, key: LetterKey, kind: str, words: dict[str, Any], **fields: Any) -> Message:
    """One more message, sealed, at the end of what was said so far."""
    last = letter.messages.aggregate(last=Max("order"))["last"] or 0
    message = Message(letter=letter, kind=kind, order=last + 1, **fields)
    message.sealed = sealing.close(key, words, f"message:{message.pk}")
    message.save(force_insert=True)
    return message


MOST_WORDS = 20


def _judge(letter: Letter, kind: str) -> None:
    said = list(letter.messages.values_list("kind", flat=True))
    if kind == Message.Kind.WORDS:
        if said.count(Message.Kind.WORDS) >= MOST_WORDS:
            raise Refused(f"一封来信最多补充 {MOST_WORDS} 次。还有别的事，请另写一封。")
        return
    if letter.answered_on is None:
        raise Refused("还没有答复，答复以后才能评价和追问。")
    if kind in said:
        once = {
            "rating": "您已经评价过了，一封来信只评价一次。",
            "again": "您已经追问过一次。还有不清楚的，请另写一封。",
        }
        raise Refused(once[kind])


def may(letter: Letter, kind: str) -> bool:
    """Whether the writer can do it now."""
    try:
        _judge(letter, kind)
    except Refused:
        return False
    return True
