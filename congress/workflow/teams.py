"""Meetings of a team: written down by one of its people (CON-12)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.utils import timezone

from ymdm.organization.models import Person, Unit
from ymdm.workflow import NoAuthority, Refused, step

from ..models import TeamMeeting


def may_record(unit: Unit, person: Person) -> bool:
    """Somebody of the team, or the union."""
    return person.unit.is_within(unit) or person.may("congress.keep_roll", unit)


@step(TeamMeeting, creates=True, says="登记班组民主管理会")
def record_team(
    unit: Unit, by: Person, *, at: datetime, held_on: date, topic: str, note: str, present: Sequence[Person],
    raised: str = "",
) -> TeamMeeting:  # fmt: skip
    """Write down a meeting that was held: what was said, who was there, what was raised, a point a line."""
    if not may_record(unit, by):
        raise NoAuthority(f"{unit}的会由本班组职工登记。")
    if held_on > timezone.localdate(at):
        raise Refused("会议日期不能晚于今天。")
    if not note.strip() or not topic.strip():
        raise Refused("请写明议题和记录。")
    if not present:
        raise Refused("请勾选到会的人。")
    made = TeamMeeting.objects.create(
        unit=unit, held_on=held_on, topic=topic.strip()[:80], note=note.strip(), raised=raised.strip(), recorder=by,
        written_at=at,
    )  # fmt: skip
    made.present.set(present)
    return made
