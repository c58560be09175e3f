"""What the congress tells people, and whom."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from ymdm.notices.outbox import send
from ymdm.organization.models import Person
from ymdm.ui import words

from .models import Attendee, CongressSession, PaperVersion, Resolution, SessionSurvey, Vote

TOPICS = {"congress": "职代会的通知、材料和表决结果"}


def _called(session: CongressSession) -> list[Person]:
    rows = session.attendees.filter(called_at__isnull=False).select_related("person")
    return [row.person for row in rows]


def _when(session: CongressSession) -> str:
    return f"{words.full_day(session.held_on)} {session.begins:%H:%M}，{session.place}"


def called(session: CongressSession) -> None:
    key = f"{session.pk}:{session.noticed_at.isoformat() if session.noticed_at else ''}"
    text = f"{_when(session)}。请回复是否参加；不能参加的写明原因请假，代表不能委托他人投票。"
    send(
        _called(session),
        kind="congress-called",
        key=key,
        title=f"{session.full}会议通知",
        text=text,
        url=session.get_absolute_url(),
    )


def redated(session: CongressSession) -> None:
    people = [row.person for row in session.attendees.select_related("person")]
    text = f"改为{_when(session)}。会议通知会重新发出，请届时再回复。"
    key = f"{session.pk}:{session.held_on.isoformat()}:{session.begins:%H%M}"
    send(
        people,
        kind="congress-redated",
        key=key,
        title=f"{session.short}职代会改期",
        text=text,
        url=session.get_absolute_url(),
    )


def stopped(session: CongressSession, word: str) -> None:
    key = f"{session.pk}:{word}:{session.held_on.isoformat()}"
    send(
        _called(session), kind="congress-stopped", key=key, title=f"{session.short}职代会{word}",
        text=f"原因：{session.because}。", url=session.get_absolute_url(),
    )  # fmt: skip


def papers(session: CongressSession, versions: Sequence[PaperVersion]) -> None:
    names = "、".join(f"《{one.paper}》" + (f"第 {one.number} 版" if one.number > 1 else "") for one in versions[:6])
    more = f"等 {len(versions)} 份" if len(versions) > 6 else ""
    # A digest, for a list of forty versions is longer than a key: cut off, two deliveries would count as one.
    batch = sha256(",".join(str(one.pk) for one in versions).encode()).hexdigest()[:40]
    send(
        _called(session), kind="congress-papers", key=f"{session.pk}:{batch}", title=f"{session.short}职代会材料已送达",
        text=f"{names}{more}。请阅读并签收。", url=session.get_absolute_url(),
    )  # fmt: skip


def asks_leave(attendee: Attendee) -> None:
    """The delegation's head and those who convene learn who cannot come."""
    session = attendee.session
    heads = [attendee.delegation.head] if attendee.delegation and attendee.delegation.head else []
    officers = list(Person.objects.holding_here("congress.convene", session.unit))
    key = f"{attendee.pk}:{attendee.answered_at.isoformat() if attendee.answered_at else ''}"
    send(
        [*heads, *officers], kind="congress-leave", key=key, title=f"{attendee}请假：{session.short}职代会",
        text=attendee.leave_reason, url=session.get_absolute_url(),
    )  # fmt: skip


def declared(vote: Vote) -> None:
    key = str(vote.pk)
    send(
        _called(vote.session), kind="congress-declared", key=key, title=f"{vote.question}：{vote.outcome_words}"[:120],
        text=vote.sentence, url=vote.get_absolute_url(),
    )  # fmt: skip


def asks_to_rate(survey: SessionSurvey, people: Sequence[Person]) -> None:
    session = survey.session
    send(
        people, kind="congress-survey", key=str(session.pk), title=f"请评价{session.short}职代会的质量",
        text=f"无记名，八项，一分钟，{words.day(survey.until_on)}截止。", url=survey.get_absolute_url(),
    )  # fmt: skip


def published(resolution: Resolution) -> None:
    """Whoever carries it out; everybody else reads it on the page of resolutions."""
    if resolution.owner is None:
        return
    people = list(Person.objects.holding_here("congress.carry_out", resolution.owner))
    text = (
        f"{resolution.number}，由{resolution.owner}落实，{words.day(resolution.due_on)}前完成。"
        if resolution.due_on
        else ""
    )
    send(
        people,
        kind="congress-resolution",
        key=str(resolution.pk),
        title=resolution.title,
        text=text,
        url=resolution.get_absolute_url(),
    )
