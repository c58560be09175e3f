"""Signed states of the chain, and the proofs that refer to them."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.module_loading import import_string
from kombu.exceptions import OperationalError

from . import signing
from .lines import instant
from .merkle import BLOCK, Tree, blocks_of, consistency, inclusion
from .models import CHAIN, Checkpoint, EventSeal, SealBlock
from .record import canonical, record
from .sealing import hash_of_chain

log = logging.getLogger("ymdm.ledger")
PREFIX = b"ymdm/checkpoint/1\n"
SIGNED = "ledger.checkpoint"
ASKED = "ledger.ask"


def statement(checkpoint: Checkpoint) -> dict[str, Any]:
    """What is signed."""
    return {
        "origin": checkpoint.origin,
        "hash": checkpoint.hash_name,
        "size": checkpoint.size,
        "root": checkpoint.root,
        "at": instant(checkpoint.at),
    }


def message(checkpoint: Checkpoint) -> bytes:
    return PREFIX + canonical(statement(checkpoint))


def document(checkpoint: Checkpoint) -> dict[str, Any]:
    """What leaves the house: the statement with key and signature."""
    return statement(checkpoint) | {"public_key": checkpoint.public_key, "signature": checkpoint.signature}


def latest() -> Checkpoint | None:
    return Checkpoint.objects.filter(chain=CHAIN).last()


def size_of_chain() -> int:
    """How many seals there are."""
    last = EventSeal.objects.filter(chain=CHAIN).aggregate(last=Max("seq"))["last"]
    return 0 if last is None else last + 1


def in_groups(digits: str) -> str:
    """Eight groups of eight, so that they can be read out and break on a phone."""
    return " ".join(digits[at : at + 8] for at in range(0, len(digits), 8))


def ask(about: models.Model, *, why: str, unit: Any = None) -> None:
    """Have the chain signed as soon as the caller's transaction is committed: for each close and each result.

    The wish is an event of that transaction, so it is rolled back with it, and a broker that is away only delays it:
    the clock looks for wishes that no checkpoint covers yet. Cannot fail by the signing.
    """
    record(ASKED, about, "系统", says="请求公布台账", role="系统", unit=unit, payload={"why": why})
    transaction.on_commit(_hurry, robust=True)


def _hurry() -> None:
    from .tasks import checkpoint  # cycle: the task calls back into this module

    try:
        checkpoint.delay()
    except OperationalError:
        log.info("broker away; the checkpoint waits for the clock")


def is_due(at: datetime | None = None) -> bool:
    """Whether this Shanghai day has no checkpoint yet, or somebody asked for one that does not exist yet."""
    before = latest()
    if before is None or timezone.localdate(at) > timezone.localdate(before.at):
        return True
    return EventSeal.objects.filter(chain=CHAIN, seq__gte=before.size, event__act=ASKED).exists()


def make(*, at: datetime | None = None) -> Checkpoint | None:
    """Sign the chain as it stands. None where there is nothing to sign.

    Refuses, with an error in the log, a clock that runs backward and a chain that has become shorter.
    """
    at, before, size = at or timezone.now(), latest(), size_of_chain()
    if not size:
        return None
    if before and (at <= before.at or size < before.size):
        log.error("no checkpoint: the clock or the chain runs backward (%s, %s seals)", instant(at), size)
        return None
    key = signing.private_key()
    with transaction.atomic():
        made = Checkpoint(
            chain=CHAIN,
            origin=settings.ORIGIN,
            hash_name=hash_of_chain(),
            size=size,
            root=tree(size).root(0, size).hex(),
            at=at,
            public_key=key.public_key().public_bytes_raw().hex(),
        )
        made.signature = key.sign(message(made)).hex()
        made.save()
        # An event of its own: a checkpoint that somebody takes away again is missed.
        record(SIGNED, made, "系统", says="公布台账", role="系统", at=at, payload=document(made))
        for dotted in settings.YMDM_AFTER_CHECKPOINT:
            import_string(dotted)(made)
    return made


def tree(size: int, seals: Iterable[int] = ()) -> Tree:
    """The tree over the first `size` seals, ready for proofs about these seals; three queries whatever the size."""
    needed = blocks_of(seals, size)
    near = Q(seq__lt=0)
    for number in needed:
        near |= Q(seq__gte=number * BLOCK, seq__lt=(number + 1) * BLOCK)
    found = EventSeal.objects.filter(near, chain=CHAIN, seq__lt=size).values_list("seq", "hash")
    leaves = {seq: bytes.fromhex(one) for seq, one in found}
    whole = SealBlock.objects.filter(chain=CHAIN, number__lt=size // BLOCK).values_list("number", "root")
    return Tree(hash_of_chain(), leaves, {number: bytes.fromhex(root) for number, root in whole})


def inclusion_paths(seals: list[int], size: int) -> dict[int, list[str]]:
    """For each seal the hashes, hex, that lead from it to the root over the first `size` seals."""
    made = tree(size, seals)
    return {seq: [step.hex() for step in inclusion(seq, size, made.root)] for seq in seals}


def consistency_path(old: int, new: int) -> list[str]:
    """The hashes, hex, that show the tree of `old` seals to be the beginning of the tree of `new`."""
    made = tree(new, [old - 1] if old else [])
    return [step.hex() for step in consistency(old, new, made.root)]
