"""Opening and closing the notice of a name, with what is owed meanwhile. Called inside the steps of a nomination."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from ymdm.duties import workflow as duties
from ymdm.duties.workflow import due_day

from .. import kinds, rules
from ..models import Level, Nomination, PublicNotice


def show(nomination: Nomination, level: str, days: int, at: datetime) -> PublicNotice:
    """Put the name into a notice of `days` working days, the day itself not counted; ending it in writing is a duty."""
    unit = nomination.unit if level == Level.UNIT else nomination.organiser
    rules.check_days(days, rules.NOTICE.at(unit, at).value or 1)
    today = timezone.localdate(at)
    until = due_day(today, days, unit=unit)[0]
    made = PublicNotice.objects.create(nomination=nomination, level=level, from_on=today, until_on=until)
    duties.open_duty(
        nomination, kind=kinds.END_NOTICE, says=f"办结{made.get_level_display()}",
        act="awards.nominate" if level == Level.UNIT else "awards.run", unit=unit, watcher=nomination.organiser,
        days=rules.END_DAYS, due_on=due_day(until, rules.END_DAYS, unit=unit)[0], rule=rules.NOTICE.id, at=at,
    )  # fmt: skip
    return made


def end(nomination: Nomination, level: str, by: Any, at: datetime, conclusion: str) -> None:
    """End the notice in writing, after its last day and after every objection was concluded (EVA-33)."""
    found = PublicNotice.objects.select_for_update().get(nomination=nomination, level=level)
    rules.check_end(found.until_on, timezone.localdate(at), found.objections.open().count())
    found.conclusion, found.concluded_by, found.concluded_at = conclusion.strip()[:500], by, at
    found.save()
    duties.meet(nomination, kinds.END_NOTICE, by, at=at)


def close(nomination: Nomination, by: Any, at: datetime, why: str) -> None:
    """The name leaves the running: a notice that still stands ends, and nothing is owed about it any more."""
    nomination.notices.filter(concluded_at=None).update(conclusion=why[:500], concluded_by=by, concluded_at=at)
    duties.cancel(nomination, reason=why, at=at)
