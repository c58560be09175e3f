"""The keepers of the keys of a session's secret ballots."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ymdm.ballots.models import CeremonyState
from ymdm.organization.models import Person
from ymdm.workflow import Refused, step

from .. import balloting
from ..models import CongressSession
from ..rules import catalogue as rule

State = CongressSession.State


def _judge_call(session: CongressSession, by: Any, at: datetime) -> None:
    keys = balloting.keys_of(session)
    if keys is not None and keys.state == CeremonyState.TRIED and keys.pairs_left:
        raise Refused("密钥已经准备好，不用再召集。", rule=rule.TELLERS)
    offices = list(session.offices.values_list("office", flat=True))
    if offices.count("teller") < 2 or "scrutineer" not in offices:
        raise Refused(
            "手机无记名投票要有 1 名监票人和 2 名计票人。", rule=rule.TELLERS, remedy="请先在“会议职责”里确定。"
        )


@step(
    CongressSession, leaves=[State.NOTICED, State.MATERIALS_OUT, State.PREPARED, State.OPEN], needs="congress.convene",
    judge=_judge_call, says="召集密钥保管人",
)  # fmt: skip
def call_keepers(session: CongressSession, by: Person, *, at: datetime) -> None:
    """Name scrutineer and tellers as those who keep the words for the session's boxes (CON-75, security.md 2.3)."""
    balloting.call_keepers(session, by)
