"""Paper ballots beside the box: handed out against the roll, counted by two people (CON-69, CON-73, CON-75)."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from ymdm.ledger.record import record
from ymdm.organization.models import Person
from ymdm.workflow import NoAuthority, Refused

from . import locks, workflow
from .models import BallotBox, PaperCount, RollEntry, RollState, State
from .papers import Paper, tally

BEFORE_OPENING = (State.OPEN, State.CLOSED)


def hand_out(box: BallotBox, person: Person, by: Person) -> None:
    """Hand a paper ballot to somebody on the roll who has not voted. The event does not say to whom."""
    _only_keepers(box, by)
    with transaction.atomic():
        locks.share(box.lock_no)
        if BallotBox.objects.values_list("state", flat=True).get(pk=box.pk) != State.OPEN:
            raise Refused("只能在投票期间发放纸质票。")
        fresh = RollEntry.objects.filter(box=box, person=person, state=RollState.FRESH)
        if not fresh.update(state=RollState.PAPER):
            raise Refused(f"{person}不在名册上、已经投票或已领过纸质票。")
        record("ballots.hand_out", box, by, says="发放一张纸质票", unit=box.unit)


def enter(
    box: BallotBox, by: Person, *, venue: str, stratum: str, issued: int, returned: int, counts: dict[str, Any]
) -> PaperCount:
    """Write down what was counted at a venue for a group; anew as long as nobody has confirmed it."""
    _only_keepers(box, by)
    with transaction.atomic():
        locks.share(box.lock_no)
        if BallotBox.objects.values_list("state", flat=True).get(pk=box.pk) not in BEFORE_OPENING:
            raise Refused("开箱前才能登记纸质票。")
        if stratum not in set(box.strata.values()):
            raise Refused("名册里没有这个组别。")
        if returned > issued:
            raise Refused(
                "收回的票多于发出的票，这次投票无效。", rule="CON-69", remedy="请核对张数；属实的，作废后重新投票。"
            )
        sheet = {"stratum": stratum, "venue": venue, "issued": issued, "returned": returned, "counts": counts}
        tally(Paper.parse(box.paper), [], [sheet])  # refuses what does not add up while it can still be counted again
        if PaperCount.objects.filter(box=box, stratum=stratum, venue=venue).exclude(confirmed_by=None).exists():
            raise Refused("这份计数已经复核，不能再改。")
        count, _new = PaperCount.objects.update_or_create(
            box=box,
            stratum=stratum,
            venue=venue,
            defaults={"issued": issued, "returned": returned, "counts": counts, "entered_by": by},
        )
        payload = {"venue": venue, "stratum": stratum, "issued": issued, "returned": returned}
        record("ballots.enter_count", count, by, says="登记纸质票", unit=box.unit, payload=payload)
    return count


def confirm(count: PaperCount, by: Person) -> None:
    """A second keeper confirms."""
    workflow.confirm_count(count, by)


def _only_keepers(box: BallotBox, by: Person) -> None:
    if not box.is_kept_by(by):
        raise NoAuthority("只有本次投票的监票人、计票人能办理。")
