"""恳谈会、座谈会、分团讨论: the call, who came, the points, and handing each one on (PRO-68)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Max
from django.utils import timezone

from congress.models import AgendaItem, CongressSession, Delegation
from ymdm.duties import workflow as duties
from ymdm.organization.models import Person, Unit
from ymdm.workflow import Refused, step

from .. import kinds, notices, rules
from ..models import Attendee, Forum, ForumPoint
from .matters import open_matter, to_intake

State = Forum.State


@step(Forum, creates=True, needs="meetings.arrange", says="通知开会")
def call(
    unit: Unit, by: Person, *, at: datetime, kind: str, topic: str, meets_at: datetime, place: str, host: Person,
    recorder: Person, people: Sequence[Person], text: str = "", session: CongressSession | None = None,
    delegation: Delegation | None = None,
) -> Forum:  # fmt: skip
    """Call people together; every one of them is told."""
    if kind == Forum.Kind.FLOOR and (session is None or delegation is None):
        raise Refused("分团讨论请选择届次和代表团。", rule=rules.POINTS)
    if not people:
        raise Refused("请填写参加人。", rule=rules.POINTS)
    is_floor = kind == Forum.Kind.FLOOR
    forum = Forum.objects.create(
        unit=unit, kind=kind, topic=topic.strip(), call=text.strip(), meets_at=meets_at, place=place.strip(), host=host,
        recorder=recorder, called_at=at, session=session if is_floor else None,
        delegation=delegation if is_floor else None,
    )  # fmt: skip
    _invite(forum, people)
    notices.called(forum)
    return forum


def _invite(forum: Forum, people: Sequence[Person]) -> None:
    known = set(forum.attendees.values_list("person_id", flat=True))
    fresh = {person.pk: person for person in people if person.pk not in known}
    Attendee.objects.bulk_create([Attendee(forum=forum, person=person) for person in fresh.values()])


def _only_runners(forum: Forum, by: Person) -> str:
    runs = by.pk in {forum.host_id, forum.recorder_id} or by.may("meetings.arrange", forum.unit)
    return "" if runs else "会议由主持人、记录人和工会登记。"


@step(Forum, leaves=[State.CALLED], reaches=State.RAISED, only=_only_runners, says="登记召开")
def hold(forum: Forum, by: Person, *, at: datetime, held_on: date, came: Sequence[Person], minutes: str) -> None:
    """Write down who came and what was said; from now on every point is owed an owner (PRO-68).

    `came` may hold people who were not called. Refuses a meeting without minutes or without anybody.
    """
    if not minutes.strip():
        raise Refused("没有会议记录的会不能登记为已召开，请填写记录。", rule=rules.MINUTES)
    if not came:
        raise Refused("请登记到会的人。", rule=rules.MINUTES)
    if held_on > timezone.localdate(at):
        raise Refused("召开日期不能晚于今天。", rule=rules.MINUTES)
    _invite(forum, came)
    forum.attendees.update(came=False)
    forum.attendees.filter(person__in=[person.pk for person in came]).update(came=True)
    forum.held_on, forum.minutes = held_on, minutes.strip()
    law = rules.POINTS.at(forum.unit, at)
    duties.open_duty(
        forum, kind=kinds.TURN_POINTS, says="把会上的意见逐条交办", act="meetings.arrange", unit=forum.unit,
        watcher=forum.unit, days=law.value or 0, rule=law.id, start=held_on, at=at,
    )  # fmt: skip


@step(Forum, leaves=[State.CALLED], reaches=State.CALLED_OFF, only=_only_runners, says="取消会议")
def call_off(forum: Forum, by: Person, *, at: datetime, reason: str) -> None:
    """Call a meeting off, with the reason; whoever was called is told."""
    if not reason.strip():
        raise Refused("请写明为什么取消，参加人会看到。", rule=rules.MINUTES)
    forum.called_off_because = reason.strip()[:200]
    notices.forum_called_off(forum)


@step(Forum, leaves=[State.RAISED], only=_only_runners, says="登记意见")
def note_point(
    forum: Forum, by: Person, *, at: datetime, text: str, voice: str, speaker: Person | None = None,
    item: AgendaItem | None = None,
) -> ForumPoint:  # fmt: skip
    """Write down one point: of somebody who came, of the meeting, or of the delegation, which may name an `item`."""
    if not text.strip():
        raise Refused("请写明意见。", rule=rules.POINTS)
    if voice == ForumPoint.Voice.PERSON and (
        speaker is None or not forum.attendees.filter(person=speaker, came=True).exists()
    ):
        raise Refused("请选择到会的发言人，或者登记为会议集体意见。", rule=rules.POINTS)
    if voice == ForumPoint.Voice.DELEGATION and forum.delegation_id is None:
        raise Refused("只有分团讨论有代表团意见。", rule=rules.POINTS)
    if item is not None and item.session_id != forum.session_id:
        raise Refused("这项议程不属于这次职代会。", rule=rules.POINTS)
    last = forum.points.aggregate(last=Max("order"))["last"] or 0
    return forum.points.create(
        order=last + 1, text=text.strip(), voice=voice, noted_at=at, item=item,
        speaker=speaker if voice == ForumPoint.Voice.PERSON else None,
    )  # fmt: skip


def _only_point_runners(point: ForumPoint, by: Person) -> str:
    return _only_runners(point.forum, by)


def _judge_open(point: ForumPoint, by: Any, at: datetime) -> None:
    if point.matter_id is not None:
        raise Refused("这条意见已经交办。", rule=rules.POINTS)


@step(
    ForumPoint,
    only=_only_point_runners,
    judge=_judge_open,
    within=lambda point: point.forum.unit,
    says="交办意见",
)
def hand_point(
    point: ForumPoint, by: Person, *, at: datetime, lead: Unit | None, due_on: date | None, title: str = "",
    leader: Person | None = None,
) -> None:  # fmt: skip
    """Make a matter of a point, with its owner and its day. Raises Refused without either (PRO-68)."""
    forum = point.forum
    point.matter = open_matter(
        forum.unit, by, at=at, channel=forum.kind, title=title, text=point.text, author=point.speaker, lead=lead,
        leader=leader, due_on=due_on,
    )  # fmt: skip
    notices.point_handed(point)


def _judge_sheet(point: ForumPoint, by: Any, at: datetime) -> None:
    _judge_open(point, by, at)
    if point.forum.kind != Forum.Kind.FLOOR:
        raise Refused("只有分团讨论的意见可以直接收进台账，其他意见请交给责任单位。", rule=rules.POINTS)


@step(
    ForumPoint,
    only=_only_point_runners,
    judge=_judge_sheet,
    within=lambda point: point.forum.unit,
    says="转为事项",
)
def pass_point(point: ForumPoint, by: Person, *, at: datetime) -> None:
    """Make a matter of a point of a delegation's sheet by one press: the union owns it and hands it on (PRO-01, PRO-68).

    A second press is refused under the lock of the row: a point becomes one matter.
    """
    point.matter = to_intake(
        point.forum.unit, by, at=at, channel=point.forum.kind, text=point.text, author=point.speaker
    )
    if point.speaker is not None:
        notices.taken_in(point.speaker, point.matter, f"point:{point.pk}", point.forum.get_absolute_url())


def _judge_settled(forum: Forum, by: Any, at: datetime) -> None:
    if waiting := sum(point.matter_id is None for point in forum.points.all()):
        raise Refused(f"还有 {waiting} 条意见没有责任单位和日期，请逐条交办。", rule=rules.POINTS)


@step(
    Forum,
    leaves=[State.RAISED],
    reaches=State.SETTLED,
    only=_only_runners,
    judge=_judge_settled,
    says="意见全部交办",
)
def complete(forum: Forum, by: Person, *, at: datetime) -> None:
    """End the list of points: all of them are owned. A meeting at which nothing was raised says so in its minutes."""
    forum.settled_at = at
    duties.meet(forum, kinds.TURN_POINTS, by, at=at)
    notices.settled(forum, forum.points.count())
