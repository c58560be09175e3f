"""Open a box once more and compare: the result must be the same to the last byte."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.views.decorators.debug import sensitive_variables

from ymdm.ledger.record import record
from ymdm.workflow import SYSTEM, NoAuthority, Refused

from . import ceremonies, keys, rules
from .models import BallotBox, State
from .unsealing import announced, canonical, count, hash_of


@sensitive_variables()
def recount(box: BallotBox, by: Any, words: Mapping[int, str], root_on_slip: str) -> bool:
    """Whether the ballots, opened with the words of t keepers (by pk of Keeper), give the same result again."""
    if by is not SYSTEM and not box.is_kept_by(by):
        raise NoAuthority("只有本次投票的监票人、计票人能重新计票。")
    if box.state not in (State.OPENED, State.PUBLISHED):
        raise Refused(f"票箱现在的状态是“{box.get_state_display()}”，不能重新计票。")
    if not rules.is_the_root(root_on_slip, box.box_root):
        raise Refused("票箱根与封箱单上的不一致，不能重新计票。")
    ceremony = box.pair.ceremony
    given = ceremonies.by_place(ceremony, words)
    ballots = announced(box)
    try:
        key = keys.unlock(ceremonies.locked(box.pair), ceremonies.context(ceremony), given, settings.BALLOT_SCRYPT_N)
    except keys.WrongWord:
        raise Refused("口令不对。", remedy=f"请核对口令卡上第 {box.pair.number} 行的 16 位数字。") from None
    result = count(box, ballots, key)
    same = canonical(result) == canonical(box.result) and hash_of(result, box.result_salt) == box.result_hash
    told = {"same": same, "result": hash_of(result, box.result_salt)}
    record("ballots.recount", box, by, says="重新计票", unit=box.unit, payload=told)
    return same
