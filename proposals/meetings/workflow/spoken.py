"""会上发言: what is said from the floor of a session is written down, and becomes a matter by one press (F17, PRO-01)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Max

from congress.models import AgendaItem, Attendee, CongressSession
from ymdm.organization.models import Person, Unit
from ymdm.workflow import Refused, step

from .. import notices, rules
from ..models import Forum, SpokenPoint
from .matters import to_intake

# The clerk may still write down in the evening what was said in the hall.
SPEAKING = (CongressSession.State.OPEN, CongressSession.State.CLOSED)


@step(SpokenPoint, creates=True, needs="congress.convene", says="登记发言")
def note_spoken(
    unit: Unit, by: Person, *, at: datetime, session: CongressSession, item: AgendaItem, speaker: Attendee, text: str
) -> SpokenPoint:  # fmt: skip
    """Write down what a representative said to an item. Refuses an observer and whoever has not come to the session."""
    # Two clerks at two desks take the next number one after the other.
    session = CongressSession.objects.select_for_update().select_related("term__unit").get(pk=session.pk)
    if session.unit != unit or session.state not in SPEAKING:
        raise Refused("会议没有在进行，不能登记发言。", rule=rules.SPOKEN)
    if item.session_id != session.pk:
        raise Refused("这项议程不属于本次会议。", rule=rules.SPOKEN)
    if speaker.session_id != session.pk or speaker.kind != Attendee.Kind.REPRESENTATIVE:
        raise Refused("发言人要是本次会议的正式代表。", rule=rules.SPOKEN)
    if speaker.arrived_at is None:
        raise Refused(f"{speaker}没有签到。", rule=rules.SPOKEN, remedy="请先在签到台代为签到，再登记发言。")
    if not text.strip():
        raise Refused("请写明发言要点。", rule=rules.SPOKEN)
    last = session.spoken_points.aggregate(last=Max("order"))["last"] or 0
    return SpokenPoint.objects.create(
        session=session, item=item, speaker=speaker, order=last + 1, text=text.strip(), noted_at=at, noted_by=by
    )


def _judge_fresh(point: SpokenPoint, by: Any, at: datetime) -> None:
    if point.matter_id is not None:
        raise Refused("这条发言已经转为事项。", rule=rules.SPOKEN)


@step(SpokenPoint, needs="congress.convene", judge=_judge_fresh, says="转为事项")
def turn_spoken(point: SpokenPoint, by: Person, *, at: datetime) -> None:
    """Make a matter of what was said, by one press: speaker, delegation and item stay with it through the point.

    A second press is refused under the lock of the row: what was said becomes one matter.
    """
    speaker = point.speaker.person
    point.matter = to_intake(
        point.unit, by, at=at, channel=Forum.Kind.FLOOR, text=point.text, author=speaker, rule=rules.SPOKEN
    )
    notices.taken_in(speaker, point.matter, f"spoken:{point.pk}", point.get_absolute_url())
