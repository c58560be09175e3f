"""Coming in, going out, and counting the hall."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from ymdm.organization.models import Person
from ymdm.workflow import Refused, step

from ..checkin import is_good, read_at
from ..models import Attendee, CongressSession, Presence, RollCall
from ..rules import catalogue as rule

State = CongressSession.State
# Check-in opens on the day itself, whatever step of the preparation was written down last.
DOORS = (State.NOTICED, State.MATERIALS_OUT, State.PREPARED, State.OPEN)


def _only_self(attendee: Attendee, by: Person) -> str:
    return "" if attendee.person_id == by.pk else "签到由本人办理，别人不能代签。手机不便的，请到签到台。"


def _judge_door(attendee: Attendee, by: Any, at: datetime) -> None:
    """The session takes place today, and the mandate is one that counts. Rules CON-32, CON-61, CON-90."""
    session = attendee.session
    if session.state not in DOORS or session.held_on != timezone.localdate(at):
        day = f"{session.held_on:%-m月%-d日} {session.begins:%H:%M}"
        raise Refused("会议已经结束，不再签到。" if session.is_over else f"会议{day}开始，当天才能签到。")
    if attendee.mandate is None:  # an observer comes and goes, and is never counted (CON-26)
        return
    appointment = attendee.mandate.appointment
    ended = appointment.until_on is not None and appointment.until_on < session.held_on
    if attendee.is_qualified is False or ended:
        why = attendee.disqualified_because or f"代表资格已于{appointment.until_on:%-m月%-d日}终止"
        raise Refused(
            f"{attendee}：{why}，不能作为正式代表签到。", rule=rule.MANDATE_ENDS, remedy="有疑问请到签到台核对。"
        )


def _come(attendee: Attendee, by: Any, at: datetime, way: str, written_at: datetime) -> None:
    """Once: whoever is in is not counted again, however often a phone sends it."""
    if attendee.is_present:
        return
    Presence.objects.create(attendee=attendee, is_in=True, at=at, written_at=written_at, way=way, by=by)
    attendee.is_present, attendee.arrived_at = True, attendee.arrived_at or at


@step(Attendee, only=_only_self, judge=_judge_door, says="签到")
def arrive(attendee: Attendee, by: Person, *, at: datetime, code: str, read: datetime | None = None) -> None:
    """Check in with the code of the hall; `read` is when a phone that was cut off read it. A second time changes nothing.

    Raises Refused for a code that is over or never was.
    """
    if read is None:
        if not is_good(attendee.session, code, at):
            raise Refused("签到码不对，或者已经换了新的。", remedy="请看大屏上现在的 6 位数字，或者到签到台。")
        _come(attendee, by, at, Presence.Way.PHONE, at)
        return
    seen = read_at(attendee.session, code, read, at)
    if seen is None:
        raise Refused(
            "断网时记下的签到码已经超过 20 分钟，不能补传。", remedy="请输入大屏上现在的 6 位数字，或者到签到台。"
        )
    _come(attendee, by, seen, Presence.Way.LATE_SENT, at)


@step(Attendee, needs="congress.convene", judge=_judge_door, says="签到台代签")
def mark_present(attendee: Attendee, by: Person, *, at: datetime) -> None:
    """The desk checks somebody in who has no phone at hand, or who comes back."""
    if attendee.is_present:
        raise Refused(f"{attendee}已经在会场。")
    _come(attendee, by, at, Presence.Way.DESK, at)


def _only_self_or_desk(attendee: Attendee, by: Person) -> str:
    may = attendee.person_id == by.pk or by.may("congress.convene", attendee.unit)
    return "" if may else "离会由本人或签到台登记。"


@step(Attendee, only=_only_self_or_desk, says="登记离会")
def leave_hall(attendee: Attendee, by: Person, *, at: datetime) -> None:
    """Somebody leaves the hall: the quorum is counted without her from now on (F14)."""
    if not attendee.is_present:
        raise Refused(f"{attendee}不在会场。")
    way = Presence.Way.PHONE if attendee.person_id == by.pk else Presence.Way.DESK
    Presence.objects.create(attendee=attendee, is_in=False, at=at, written_at=at, way=way, by=by)
    attendee.is_present = False


@step(CongressSession, leaves=[State.PREPARED, State.OPEN], needs="congress.convene", says="清点人数")
def call_roll(session: CongressSession, by: Person, *, at: datetime, counted: int) -> RollCall:
    """Write down how many representatives sit in the hall; beside it stands the check-in, and the smaller rules (CON-62)."""
    return count_hall(session, by, at, counted)


def count_hall(session: CongressSession, by: Any, at: datetime, counted: int) -> RollCall:
    """The count of the moment, inside a step of the session or of a vote."""
    if session.total is None:
        raise Refused("还没有审查代表资格，应到人数没有确定。", rule=rule.QUORUM, remedy="请先登记代表资格审查。")
    if counted > session.total:
        raise Refused(
            f"清点 {counted} 人，多于应到的 {session.total} 人。",
            rule=rule.OBSERVERS,
            remedy="列席人员不计入，请重新清点。",
        )
    checked_in = session.attendees.voters().present().count()
    return RollCall.objects.create(session=session, checked_in=checked_in, counted=counted, at=at, by=by)
