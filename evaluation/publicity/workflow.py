"""Publicity sessions: planned, signed in to on the day, held or called off, and spoken of."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from ymdm import turning
from ymdm.attachments.workflow import attach
from ymdm.duties import workflow as duties
from ymdm.organization.models import Unit
from ymdm.workflow import Refused, step

from . import kinds, notices, rules
from .models import Feedback, Kind, Opinion, PublicitySession, SignIn, State


@step(
    PublicitySession, creates=True, reaches=State.PLANNED, needs="publicity.plan", cites=rules.ATTENDANCE, says="安排宣讲"
)  # fmt: skip
def plan(
    unit: Unit, by: Any, *, at: datetime, topic: str, speaker: str, kind: str, place: str, on: date, starts: time,
    file: UploadedFile | None = None,
) -> PublicitySession:  # fmt: skip
    """Plan one for today or later. The unit's union owes the record within some working days after the day."""
    rules.check_day(on, timezone.localdate(at))
    if kind not in Kind.values or not (topic.strip() and speaker.strip() and place.strip()):
        raise Refused("主题、主讲人、去向和地点都要写。", rule=rules.ATTENDANCE)
    made = PublicitySession.objects.create(
        unit=unit, topic=topic.strip()[:80], speaker=speaker.strip()[:60], kind=kind, place=place.strip()[:80], on=on,
        starts=starts, planned_by=by, planned_at=at,
    )  # fmt: skip
    if file is not None:
        made.file = attach(made, file, by)
        made.save(update_fields=["file"])
    due_on, _ = duties.due_day(on, rules.RECORD_DAYS, unit=unit)
    duties.open_duty(
        made, kind=kinds.RECORD, says="记录宣讲是否举行", act="publicity.plan", unit=unit, watcher=unit,
        days=rules.RECORD_DAYS, due_on=due_on, rule=rules.ATTENDANCE.id, at=at,
    )  # fmt: skip
    notices.planned(made)
    return made


def _on_the_day(session: PublicitySession, by: Any, at: datetime) -> None:
    rules.check_today(session.on, timezone.localdate(at))
    if session.is_open:
        raise Refused("签到已经开放。", rule=rules.ATTENDANCE)


@step(
    PublicitySession, leaves=[State.PLANNED], needs="publicity.plan", judge=_on_the_day, cites=rules.ATTENDANCE,
    says="开放签到",
)  # fmt: skip
def open_signing(session: PublicitySession, by: Any, *, at: datetime) -> None:
    """From now on, for the rest of the day, the page of the officer shows a code that changes every minute."""
    session.opened_at = at


def _while_open(session: PublicitySession, by: Any, at: datetime) -> None:
    rules.check_today(session.on, timezone.localdate(at))
    if not session.is_open:
        raise Refused("签到没有开放，请联系现场的工会干部。", rule=rules.ATTENDANCE)


def _open(session: PublicitySession, by: Any, at: datetime) -> None:
    if not session.is_open:
        raise Refused("签到没有开放。", rule=rules.ATTENDANCE)


@step(
    PublicitySession, leaves=[State.PLANNED], needs="publicity.plan", judge=_open, cites=rules.ATTENDANCE, says="结束签到"
)  # fmt: skip
def close_signing(session: PublicitySession, by: Any, *, at: datetime) -> None:
    """The code is gone; the officer may open again, on the day, with another."""
    session.opened_at = None


def _of_the_unit(session: PublicitySession, by: Any) -> str:
    return "" if by.unit.is_within(session.unit) else f"只有{session.unit}的职工可以签到。"


@step(
    PublicitySession, leaves=[State.PLANNED], only=_of_the_unit, judge=_while_open, cites=rules.ATTENDANCE, says="签到"
)  # fmt: skip
def sign_in(session: PublicitySession, by: Any, *, at: datetime, code: str) -> SignIn:
    """Say that one is there, for oneself, by the code that is shown there. A second time changes nothing.

    The row of the session is locked by now, so that of two presses at once the second finds the first.
    """
    if not turning.is_good(session.secret, session.pk, code.strip(), at):
        raise Refused("签到码不对或者已经更换，请看现场显示的签到码。", rule=rules.ATTENDANCE)
    return SignIn.objects.get_or_create(session=session, person=by, defaults={"at": at})[0]


def _came(session: PublicitySession) -> int:
    return session.sign_ins.count()


def _may_hold(session: PublicitySession, by: Any, at: datetime) -> None:
    if timezone.localdate(at) < session.on:
        raise Refused("宣讲的日期还没有到。", rule=rules.ATTENDANCE)
    rules.check_held(_came(session))


@step(
    PublicitySession, leaves=[State.PLANNED], reaches=State.HELD, needs="publicity.plan", judge=_may_hold,
    cites=rules.ATTENDANCE, says="记为已举行",
)  # fmt: skip
def hold(session: PublicitySession, by: Any, *, at: datetime) -> None:
    """It took place, with those who signed in; nobody types how many. Signing in is over."""
    session.opened_at, session.settled_at = None, at
    duties.meet(session, kinds.RECORD, by, at=at)


def _may_call_off(session: PublicitySession, by: Any, at: datetime) -> None:
    rules.check_called_off(_came(session))


@step(
    PublicitySession, leaves=[State.PLANNED], reaches=State.CALLED_OFF, needs="publicity.plan", judge=_may_call_off,
    cites=rules.ATTENDANCE, says="取消宣讲",
)  # fmt: skip
def call_off(session: PublicitySession, by: Any, *, at: datetime, reason: str) -> None:
    """It does not take place, for a reason; possible while nobody has signed in."""
    if not reason.strip():
        raise Refused("请写明取消的原因。", rule=rules.ATTENDANCE)
    session.opened_at, session.settled_at, session.because = None, at, reason.strip()[:200]
    duties.meet(session, kinds.RECORD, by, at=at)
    notices.called_off(session)


def _herself(came: SignIn, by: Any) -> str:
    return "" if came.person_id == by.pk else "只有签到的本人可以评价。"


def _once(came: SignIn, by: Any, at: datetime) -> None:
    if came.session.state != State.HELD:
        raise Refused("宣讲记为已举行以后才能评价。", rule=rules.OPINIONS)
    if came.has_spoken:
        raise Refused("您已经评价过了，每人评一次。", rule=rules.OPINIONS)


@step(SignIn, only=_herself, judge=_once, cites=rules.OPINIONS, says="评价宣讲")
def speak(came: SignIn, by: Any, *, at: datetime) -> None:
    """Note that she gave her opinion, and not which."""
    came.has_spoken = True


@transaction.atomic
def give_feedback(came: SignIn, by: Any, *, opinion: str, words: str = "", at: datetime | None = None) -> None:
    """One opinion a person, kept apart from her name: the event says only that she gave one."""
    if opinion not in Opinion.values:
        raise Refused("请选有用或者一般。", rule=rules.OPINIONS)
    speak(came, by, at=at)
    Feedback.objects.create(session=came.session, opinion=opinion, words=words.strip()[:200])
