"""Writing down where the procedure fell short. What is written is never taken away; a cure is put beside it (CON-88)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from ymdm.rulebook import Rule
from ymdm.workflow import Refused

from .models import AgendaItem, CongressSession, Defect
from .rules.dating import LeadTimeError


def note(
    session: CongressSession, code: str, sentence: str, rule: Rule, *, at: datetime, item: AgendaItem | None = None
) -> Defect:
    """Keep a shortcoming; the first sentence stays."""
    defect, _ = Defect.objects.get_or_create(
        session=session, item=item, check_code=code,
        defaults={"sentence": sentence[:300], "rule": rule.id, "found_at": at},
    )  # fmt: skip
    return defect


def keep_or_refuse(
    session: CongressSession, late: Iterable[LeadTimeError], code: str, at: datetime, knowingly: bool
) -> None:
    """Refuse what comes too late, with the day that would cure it; whoever goes on `knowingly` leaves a defect."""
    for error in late:
        if not knowingly:
            raise Refused(
                error.sentence, rule=error.rule,
                remedy=f"请先改期到{error.cure_on:%-m月%-d日}或以后；确要现在办理的，勾选“仍要办理”，情况记入程序缺陷。",
            )  # fmt: skip
        note(session, code, error.sentence, error.rule, at=at)
