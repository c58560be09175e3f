"""An objection to a secret ballot is a duty of its scrutineer; the ballots stand beside the duties, so the roof joins them."""

from __future__ import annotations

from typing import Any

from ymdm.ballots.models import BallotBox, Objection
from ymdm.duties.workflow import meet, open_duty

KIND, DAYS = "ballot-objection", 3


def heard(box: BallotBox, what: str, *, objection: Objection | None = None, **facts: Any) -> None:
    """Named in settings.YMDM_AFTER_BALLOTS: three working days for an answer in writing."""
    if objection is None:
        return
    if what == "objected":
        open_duty(
            objection, kind=KIND, says="书面答复对投票的异议", act="ballots.prepare", unit=box.unit, watcher=box.unit,
            person=box.scrutineer, days=DAYS, rule="CON-75",
        )  # fmt: skip
    elif what == "decided":
        meet(objection, KIND, facts["by"], at=facts["at"])
