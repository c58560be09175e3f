"""The gathering of the keepers: pairs are made, words shown once, and one box tried out (security.md 2.3, point 2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from ymdm.organization.models import Person, Unit
from ymdm.workflow import Refused

from . import keys, sealing, workflow
from .models import CeremonyState, Keeper, KeyCeremony, KeyEnvelope, KeyPair
from .models.ceremonies import PAIRS

TRIAL = b"ymdm/trial/1"
TRIAL_ROOM = 4096


@dataclass(frozen=True)
class Card:
    """What one keeper prints: a word of 16 digits for each pair, number 0 for trying out. Never stored."""

    keeper: Keeper
    words: Mapping[int, str] = field(repr=False)


def context(ceremony: KeyCeremony) -> str:
    """What binds envelopes to their ceremony."""
    return str(ceremony.pk)


def call(
    by: Any, *, unit: Unit, owner_kind: str, owner_pk: int, title: str, keepers: Sequence[tuple[Person, str]],
    t: int = 2, candidates: Iterable[int] = (), back: str = "",
) -> KeyCeremony:  # fmt: skip
    """Name the keepers; raises Refused for a candidate among them, and for fewer than t + 1."""
    return workflow.call(
        unit, by, owner_kind=owner_kind, owner_pk=owner_pk, title=title, keepers=list(keepers), t=t,
        candidates=sorted(candidates), back=back,
    )  # fmt: skip


@sensitive_variables()
def hold(ceremony: KeyCeremony, by: Person) -> list[Card]:
    """Make the pairs and lock them away; returns the cards, which exist nowhere else. Takes some seconds of computing."""
    if ceremony.state != CeremonyState.CALLED:
        raise Refused("这次仪式的密钥已经生成，口令只显示一次。", remedy="口令卡遗失过多时，请重新召集一次仪式。")
    if why := workflow.only_keepers(ceremony, by):
        raise Refused(why)
    keepers = list(ceremony.keepers.select_related("person"))
    made = keys.make_all(
        context(ceremony), range(PAIRS), [one.order for one in keepers], ceremony.t, settings.BALLOT_SCRYPT_N
    )
    with transaction.atomic():
        workflow.hold(ceremony, by, public_keys=[one.locked.public_key for one in made])
        _keep(ceremony, [one.locked for one in made])
    return [Card(keeper, {one.locked.number: one.words[keeper.order] for one in made}) for keeper in keepers]


def _keep(ceremony: KeyCeremony, made: Iterable[keys.Locked]) -> None:
    made = list(made)
    pairs = KeyPair.objects.bulk_create(
        [
            KeyPair(ceremony=ceremony, number=one.number, public_key=one.public_key, salts=dict(one.salts))
            for one in made
        ]
    )
    KeyEnvelope.objects.bulk_create(
        [
            KeyEnvelope(pair=pair, order=envelope.order, salt=envelope.salt, ciphertext=envelope.ciphertext)
            for pair, one in zip(pairs, made, strict=True)
            for envelope in one.envelopes
        ],
        batch_size=500,
    )


def locked(pair: KeyPair) -> keys.Locked:
    """The pair as `keys` takes it."""
    envelopes = [keys.Envelope(one.order, one.salt, one.ciphertext) for one in pair.envelopes.all()]
    return keys.Locked(pair.number, pair.public_key, pair.salts, envelopes)


@sensitive_variables()
def by_place(ceremony: KeyCeremony, words: Mapping[int, str]) -> list[tuple[int, str]]:
    """(place, word) in the order of the places, from words by keeper (pk of Keeper). Refuses too few and strangers."""
    places = dict(ceremony.keepers.values_list("pk", "order"))
    given = [(places[pk], word) for pk, word in words.items() if pk in places and word.strip()]
    if len(given) < ceremony.t:
        raise Refused(f"需要 {ceremony.t} 名保管人的口令。")
    return sorted(given)[: ceremony.t]


@sensitive_variables()
def try_out(ceremony: KeyCeremony, by: Person, words: Mapping[int, str], choice: Any) -> bool:
    """Seal a choice to pair 0 and open it with the words on the cards (by pk of Keeper). Raises Refused for a wrong word.

    May be done again with other keepers; the first success makes the ceremony ready for boxes.
    """
    if ceremony.state == CeremonyState.CALLED:
        raise Refused("还没有生成密钥。")
    pair = ceremony.pairs.get(number=0)
    given = by_place(ceremony, words)
    plaintext = sealing.pack(choice, TRIAL_ROOM)
    body = sealing.seal(pair.public_key, TRIAL, plaintext)
    try:
        key = keys.unlock(locked(pair), context(ceremony), given, settings.BALLOT_SCRYPT_N)
    except keys.WrongWord:
        raise Refused("口令不对，试投票箱没有打开。", remedy="请核对口令卡上第 0 行的 16 位数字。") from None
    if sealing.unseal(key, TRIAL, body) != plaintext:
        raise Refused("试投票箱打开了，但内容不一致。", remedy="请重新召集一次仪式。")
    if ceremony.state == CeremonyState.HELD:
        workflow.try_out(ceremony, by, by_order=">".join(str(place) for place, _word in given))
    return True
