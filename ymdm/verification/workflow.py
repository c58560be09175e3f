"""The one state change of the ledger: personal data goes, the proof stays."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ymdm.ledger import checkpoints
from ymdm.ledger.erasing import empty
from ymdm.ledger.models import Erasure, Event
from ymdm.workflow import Refused, step


@step(Erasure, creates=True, needs="ledger.erase", says="隐去内容")
def erase(unit: Any, by: Any, *, at: datetime, event: Event, reason: str) -> Erasure:
    """Take the names and the payload out of one sealed event of `unit`, for a reason that law gives.

    Kind, instant, unit and commitments stay, so the chain still verifies. Cannot be undone.
    """
    if event.unit_id != unit.pk:
        raise Refused("这条记录不属于这个单位。")
    if not reason.strip():
        raise Refused("请写明依据和理由。")
    if event.act.startswith("ledger."):
        raise Refused("台账自身的记录没有可以隐去的内容。")
    if Erasure.objects.filter(pk=event.pk).exists():
        raise Refused("这条记录的内容已经隐去。")
    if not hasattr(event, "seal"):
        raise Refused("这条记录刚刚写入，还没有封存。", remedy="请过一分钟再办。")
    made = empty(event, reason=reason.strip(), at=at)
    checkpoints.ask(made, why="隐去内容", unit=unit)  # that it was this one, and no other, leaves the house at once
    return made
