"""The one change of state that is no step: it writes no event, no time and no name beside the ballot (security.md 2.3, 4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import BooleanField, Case, Value, When
from django.db.models.functions import Now
from django.views.decorators.debug import sensitive_variables

from ymdm.organization.models import Person
from ymdm.workflow import Refused

from . import locks, rules, sealing
from .models import BallotBox, RollEntry, RollState, SealedBallot, State
from .papers import Paper


@dataclass(frozen=True)
class Receipt:
    """`tracker` (hex) is what the browser computed as well; `repeated` where the ballot lay in the box before."""

    tracker: str
    repeated: bool


@sensitive_variables()
def cast(box: BallotBox, person: Person, body: bytes) -> Receipt:
    """Put a sealed ballot into the box. The same body again gives the same receipt; any other is refused.

    Reads of `box` only what never changes after the freeze, so that it may come from a cache.
    """
    if len(body) != box.body_len or not sealing.begins_with_a_point(body):
        raise Refused("收到的选票不完整，没有投入票箱。", remedy="请刷新页面，重新投票。")
    tracker = sealing.tracker(box.pk, body)
    try:
        with transaction.atomic():
            locks.share(box.lock_no)
            entry = _entry(box, person)
            # The clock of the database, after the lock: a late task or a wrong clock of ours lets nobody in.
            if entry["box__state"] == State.OPEN and entry["in_time"] and _mark(box, person):
                SealedBallot(tracker=tracker, box_id=box.pk, stratum=entry["stratum"], body=body).save(
                    force_insert=True
                )
                return Receipt(tracker, repeated=False)
    except IntegrityError:
        raise Refused("箱中已有一张完全相同的密票，您的票没有投入。", remedy="请刷新页面，重新投票。") from None
    return _not_cast(box, person, tracker)


def _entry(box: BallotBox, person: Person) -> Mapping[str, Any]:
    in_time = Case(When(box__closes_at__gt=Now(), then=Value(True)), default=Value(False), output_field=BooleanField())
    entry = (
        RollEntry.objects.filter(box_id=box.pk, person_id=person.pk)
        .values("stratum", "box__state", in_time=in_time)
        .first()
    )
    if entry is None:
        raise Refused("您不在这次投票的名册上。", remedy="如有疑问，可以提出异议。")
    return entry


def _mark(box: BallotBox, person: Person) -> bool:
    fresh = RollEntry.objects.filter(box_id=box.pk, person_id=person.pk, state=RollState.FRESH)
    return fresh.update(state=RollState.CAST) == 1


def _not_cast(box: BallotBox, person: Person, tracker: str) -> Receipt:
    """The answer was lost and the ballot came again; or there is a reason, which is told."""
    state = box.roll_state(person)
    if state == RollState.CAST and SealedBallot.objects.filter(box=box.pk, tracker=tracker).exists():
        return Receipt(tracker, repeated=True)
    if state == RollState.CAST:
        raise Refused("您已投票，每人只能投一次。")
    if state == RollState.PAPER:
        raise Refused("您已领取纸质票，不能再在线投票。")
    now_is = BallotBox.objects.filter(pk=box.pk).values_list("state", flat=True).get()
    if now_is in (State.DRAFT, State.FROZEN):
        raise Refused("投票还没有开始。")
    raise Refused("投票已经截止，您的票没有投入。")


@sensitive_variables()
def cast_at_edge(box: BallotBox, person: Person, choice: Any) -> Receipt:
    """Seal here what a browser without WebCrypto sends in the clear; only where the box was frozen so."""
    if not box.edge_sealing or settings.HTTPS:
        raise Refused("这次投票只能在浏览器里封票。", rule=rules.SECRECY, remedy="请用支持的浏览器，或到投票点投票。")
    paper = Paper.parse(box.paper)
    body = sealing.seal(box.public_key, box.info, sealing.pack(choice, paper.body_len))
    return cast(box, person, body)
