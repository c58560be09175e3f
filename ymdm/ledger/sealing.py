"""The one sealer: puts what was committed into the chain, one after the other, whoever runs it how often.

Acts never wait for it and cannot fail by it: nobody calls it from a step. The clock runs it every ten seconds, and
`prepare` at every start. Events may be committed in another order than that of their ids; the chain takes them as
it finds them, so its numbers have no gap although those of the events may have.
"""

from __future__ import annotations

import logging
import secrets
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, F, Max, OuterRef
from django.utils import timezone

from .hashing import NOTHING, chosen
from .lines import COLUMNS, PERSON, SUBJECT, fixed, opened, seal_hash, told
from .merkle import BLOCK, root_of
from .models import CHAIN, Event, EventPayload, EventSeal, SealBlock
from .record import canonical, commitment

log = logging.getLogger("ymdm.ledger")

BATCH = 500  # so many in one transaction: on SQLite others wait for it, some 20 milliseconds
# Between two whole looks only this far behind the newest sealed event is searched for late commits.
BEHIND = 10_000
LOCK = 0x79_6D_64_6D  # pg_advisory_xact_lock, “ymdm”
BEGINNING = "ledger.begin_"  # followed by the name of the hash


def seal_all(*, whole: bool = False) -> int:
    """Seal every event that is committed and not sealed yet; returns how many. 0 where another sealer is at work.

    `whole` looks at all events, not only at those near the end: for the start and the daily checkpoint.
    """
    newest = EventSeal.objects.aggregate(last=Max("event_id"))["last"] or 0
    above, total = 0 if whole else newest - BEHIND, 0
    while sealed := _seal_some(above):
        total += len(sealed)
        above = max(sealed)
    return total


def unsealed(above: int = 0) -> Any:
    """Events with an id above that one that have no seal, lowest first."""
    # The bound stands on both sides, else a database reads all seals to look for a few events.
    own = EventSeal.objects.filter(event_id=OuterRef("pk"), event_id__gt=above)
    return Event.objects.filter(~Exists(own), pk__gt=above).order_by("pk")


def _seal_some(above: int) -> list[int]:
    """Seal the next few; returns their ids."""
    if not unsealed(above).exists():
        return []  # most of the time: without a lock that others could wait for
    # SQLite begins IMMEDIATE (settings.py), which keeps a second sealer out until this one is done.
    with transaction.atomic(durable=True):
        if not _is_alone():
            return []
        # Read inside the lock: nobody else can have moved it since.
        head = EventSeal.objects.filter(chain=CHAIN).order_by("-seq").first()
        rows = list(unsealed(above).values(*COLUMNS, payload_salt=F("payload__salt"))[:BATCH])
        if head is None:
            rows.insert(0, _begin())
        _seal(rows, head.seq + 1 if head else 0, head.hash if head else NOTHING, hash_of_chain())
        return [row["id"] for row in rows if head or row is not rows[0]]


def _is_alone() -> bool:
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        # Two would do the same work: the second goes home instead of waiting.
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return bool(cursor.fetchone()[0])


def hash_of_chain(chain: str = CHAIN) -> str:
    """The hash that the first event of the chain names; the setting where there is none yet."""
    act = EventSeal.objects.filter(chain=chain, seq=0).values_list("event__act", flat=True).first()
    return act.removeprefix(BEGINNING) if act else chosen()


def _begin() -> dict[str, Any]:
    """The first event: it names the hash."""
    now, salt, body = timezone.now(), secrets.token_hex(16), {"hash": chosen()}
    event = Event.objects.create(
        act=f"{BEGINNING}{chosen()}",
        says="启用台账封条",
        object_type=EventSeal._meta.label_lower,
        object_id=CHAIN,
        object_label="台账",
        actor_label="系统",
        actor_role="系统",
        at=now,
        recorded_at=now,
        commitment=commitment(salt, body),
    )
    EventPayload(event=event, salt=salt, payload=body).save()
    return {name: getattr(event, name) for name in COLUMNS} | {"payload_salt": salt}


def _seal(rows: list[dict[str, Any]], seq: int, prev: str, hash_name: str) -> None:
    made = []
    for row in rows:
        salt = secrets.token_hex(16)
        subject = fixed(hash_name, salt, opened(row, SUBJECT))
        # A payload that is gone before it was sealed is a finding for the check, not a reason to stop here.
        person = fixed(hash_name, row["payload_salt"] or secrets.token_hex(16), opened(row, PERSON))
        link = seal_hash(hash_name, prev, canonical(told(row, subject, person)))
        made.append(
            EventSeal(
                chain=CHAIN,
                seq=seq,
                event_id=row["id"],
                salt=salt,
                subject=subject,
                person=person,
                prev=prev,
                hash=link,
            )
        )
        seq, prev = seq + 1, link
    EventSeal.objects.bulk_create(made)
    _close_blocks(seq, hash_name)


def _close_blocks(size: int, hash_name: str) -> None:
    """Keep the root of every block that is full by now."""
    last = SealBlock.objects.filter(chain=CHAIN).aggregate(last=Max("number"))["last"]
    for number in range(0 if last is None else last + 1, size // BLOCK):
        start = number * BLOCK
        hashes = EventSeal.objects.filter(chain=CHAIN, seq__gte=start, seq__lt=start + BLOCK).order_by("seq")
        leaves = [bytes.fromhex(one) for one in hashes.values_list("hash", flat=True)]
        SealBlock.objects.create(chain=CHAIN, number=number, root=root_of(hash_name, leaves).hex())
