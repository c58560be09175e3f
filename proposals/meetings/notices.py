"""What reception days and meetings tell people, and whom. No notice names a visitor to anybody but herself (PRO-67)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone

from proposals.models import Proposal
from ymdm.notices.outbox import send
from ymdm.organization.models import Person
from ymdm.ui import words

from .models import Forum, ForumPoint, MatterMeeting, ReceptionDay, ReceptionItem, ReceptionVisit, SeriesMeeting

TOPICS = {"meeting": "我预约的接待日、我参加的会议"}


def _of_visit(visit: ReceptionVisit, kind: str, title: str, text: str, mark: Any = "") -> None:
    """To whoever comes; somebody on no roll has no inbox."""
    if visit.visitor is None:
        return
    key = f"{visit.pk}:{mark}"
    send(visit.visitor, kind=f"meeting-{kind}", key=key, title=title, text=text, url=visit.get_absolute_url())


def _when(visit: ReceptionVisit) -> str:
    return f"{words.full_day(visit.day.on)} {visit.begins:%H:%M}，{visit.day.schedule.place}"


def booked(visit: ReceptionVisit) -> None:
    text = f"{_when(visit)}，接待人{visit.day.receiver}。来不了请取消，别人可以预约。"
    _of_visit(visit, "booked", "已预约领导接待日", text)


def stands_in(day: ReceptionDay, visits: Iterable[ReceptionVisit]) -> None:
    for visit in visits:
        text = f"原因：{day.stands_in_because}。时间地点不变：{_when(visit)}。"
        _of_visit(visit, "stands-in", f"接待日改由{day.receiver}接待", text, day.receiver_id)


def moved(day: ReceptionDay, visits: Iterable[ReceptionVisit], before: date) -> None:
    for visit in visits:
        text = f"放假安排有变动，{words.day(before)}的接待日改到{_when(visit)}。您的预约保留；来不了请取消。"
        _of_visit(visit, "moved", "预约的接待日改期了", text, day.on)


def called_off(visits: Iterable[ReceptionVisit], reason: str) -> None:
    for visit in visits:
        text = f"{visit.day}不再安排：{reason}。请改约别的接待日。"
        _of_visit(visit, "called-off", "预约的接待日取消了", text)


def opened(item: ReceptionItem) -> None:
    matter = item.matter
    text = f"编号 {matter.number}，由{matter.lead_unit}办理，{matter.reply_due_on:%-m月%-d日}前答复。"
    _of_visit(item.visit, "opened", "您反映的事已经交办", text, item.pk)


def signed_off(visit: ReceptionVisit) -> None:
    _of_visit(
        visit, "signed-off", "您反映的事已经答复并签结", f"{visit.day.receiver}已签结。对答复不满意，可以再次预约。"
    )


def called(forum: Forum) -> None:
    when = f"{words.full_day(timezone.localdate(forum.meets_at))} {timezone.localtime(forum.meets_at):%H:%M}"
    text = f"{when}，{forum.place}，{forum.host}主持。{forum.call}"
    _of_forum(forum, "called", f"请参加{forum}", text)


def forum_called_off(forum: Forum) -> None:
    _of_forum(forum, "forum-called-off", f"取消：{forum}", f"原因：{forum.called_off_because}")


def settled(forum: Forum, points: int) -> None:
    _of_forum(
        forum, "settled", f"意见已全部交办：{forum}", f"{points} 条意见都有了责任单位和日期，答复在会议页面上看。"
    )


def point_handed(point: ForumPoint) -> None:
    matter = point.matter
    if point.speaker is not None and matter is not None:
        send(
            point.speaker, kind="meeting-point-handed", key=str(point.pk), title="您提的意见已经交办",
            text=f"编号 {matter.number}，由{matter.lead_unit}办理，{matter.reply_due_on:%-m月%-d日}前答复。",
            url=point.forum.get_absolute_url(),
        )  # fmt: skip


def taken_in(person: Person, matter: Proposal, key: str, url: str) -> None:
    """To whoever said it: what was said has a number, and the union hands it on."""
    send(
        person, kind="meeting-taken-in", key=key, title="您的发言已经收进台账",
        text=f"编号 {matter.number}，由工会交给责任单位，答复会告诉您。", url=url,
    )  # fmt: skip


def _of_forum(forum: Forum, kind: str, title: str, text: str) -> None:
    people = [row.person for row in forum.attendees.select_related("person")]
    send(people, kind=f"meeting-{kind}", key=str(forum.pk), title=title[:120], text=text, url=forum.get_absolute_url())


def skipped(meeting: SeriesMeeting) -> None:
    """To chair and members, and to those who watch over the unit."""
    watching = Person.objects.holding_here("duties.watch", meeting.unit)
    people = {person.pk: person for person in [*meeting.series.members.all(), *watching]}
    send(
        people.values(), kind="meeting-skipped", key=str(meeting.pk), title=f"没有召开：{meeting}",
        text=f"原因：{meeting.reason}。", url=meeting.get_absolute_url(),
    )  # fmt: skip


def convened(meeting: MatterMeeting, matters: Iterable[Proposal]) -> None:
    """To host, recorder, proposers and handlers; each is told of the matters that she sees."""
    at = timezone.localtime(meeting.meets_at)
    when = f"{words.full_day(at.date())} {at:%H:%M}，{meeting.place}，{meeting.host}主持。"
    for matter in matters:
        people = {person.pk: person for person in [meeting.host, meeting.recorder, *matter.proposers()]}
        if matter.lead_unit is not None:
            people |= {
                person.pk: person for person in Person.objects.holding_here("proposals.handle", matter.lead_unit)
            }
        send(
            people.values(), kind="meeting-convened", key=f"{meeting.pk}:{matter.pk}",
            title=f"{meeting.get_form_display()}：{matter}"[:120], text=when, url=meeting.get_absolute_url(),
        )  # fmt: skip
