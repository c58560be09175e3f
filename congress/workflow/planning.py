"""The plan of a session: convened from the last one, its dated steps, who serves in it, put off or called off."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Max
from django.utils import timezone

from ymdm.duties import workflow as duties
from ymdm.duties.models import Duty
from ymdm.organization.models import Person, Unit
from ymdm.workdays import calendar
from ymdm.workflow import Refused, step

from .. import kinds, notices
from ..law import law_for
from ..models import CongressSession, PlanStep, SessionOffice, Venue
from ..rules import catalogue as rule
from ..rules.dating import timeline
from .agenda import copy_agenda
from .mandates import congress_of

State = CongressSession.State
# Steps are owed from this many natural days before their day; earlier they only stand in the plan.
NEAR = 15


@step(CongressSession, creates=True, needs="congress.convene", says="筹备会议")
def plan(
    unit: Unit, by: Person, *, at: datetime, held_on: date, begins: time, place: str, call_opens_on: date,
    call_closes_on: date, call_theme: str = "", kind: str = CongressSession.Kind.REGULAR, because: str = "",
) -> CongressSession:  # fmt: skip
    """Plan the next session of the term: its agenda from the last one, its 24 steps from its date (section 10).

    Raises Refused where no term covers the day, where the former session is not over, or the day is not to come.
    """
    term = congress_of(unit, held_on)
    if term is None or term.unit_id != unit.pk:
        raise Refused(
            f"{held_on:%Y年%-m月%-d日}没有在任的届。", rule=rule.TERM_LONGEST, remedy="请先换届，登记新一届的起止日期。"
        )
    if held_on <= timezone.localdate(at):
        raise Refused("召开日期要晚于今天，才来得及通知代表。", rule=rule.MATERIALS)
    if unfinished := term.sessions.filter(state__in=[*CongressSession.BEFORE, State.OPEN]).first():
        raise Refused(
            f"{unfinished}（{unfinished.held_on:%-m月%-d日}）还没有开完。", remedy="请先闭幕，或者把它延期、取消。"
        )
    if kind == CongressSession.Kind.EXTRAORDINARY and not because.strip():
        raise Refused("请写明由谁提议、为什么召开临时会议。", rule=rule.EXTRAORDINARY)
    last = term.sessions.order_by("-number").first()
    session = CongressSession.objects.create(
        term=term, number=(term.sessions.aggregate(last=Max("number"))["last"] or 0) + 1, kind=kind, held_on=held_on,
        begins=begins, place=place.strip(), call_opens_on=call_opens_on, call_closes_on=call_closes_on,
        call_theme=call_theme.strip(), because=because.strip(),
    )  # fmt: skip
    Venue.objects.create(session=session, name=place.strip() or "主会场")
    copy_agenda(session, last)
    _lay_out(session, at)
    return session


def _lay_out(session: CongressSession, at: datetime) -> None:
    """Write the steps with their days; steps that are done keep what was written of them."""
    known = {one.code: one for one in session.plan.all()}
    for order, due in enumerate(timeline(session.held_on, law=law_for(session), workdays=calendar(session.unit)), 1):
        one = known.get(due.code) or PlanStep(session=session, code=due.code)
        if one.done_on is None and one.due_on != due.due_on:
            duties.cancel(one, reason="召开日期有变动", at=at) if one.pk else None
        one.order, one.says, one.due_on, one.rule = order, due.says, due.due_on, due.rule.id
        one.save()
    owe_near(session, at)


def owe_near(session: CongressSession, at: datetime) -> int:
    """Open a duty for each step whose day comes near and that is neither done nor owed. Safe to run again."""
    today = timezone.localdate(at)
    if session.state in (State.POSTPONED, State.CANCELLED, State.ARCHIVED, State.PAST):
        return 0
    owed = Duty.objects.filter(subject_type=ContentType.objects.get_for_model(PlanStep)).owed()
    near = session.plan.filter(done_on=None, due_on__lte=today + timedelta(NEAR))
    fresh = list(near.exclude(pk__in=owed.values("subject_id")))
    for one in fresh:
        duties.open_duty(
            one, kind=kinds.PLAN, says=one.says, act="congress.convene", unit=session.unit, watcher=session.unit,
            days=0, due_on=max(one.due_on, today), rule=one.rule, at=at,
        )  # fmt: skip
    return len(fresh)


def mark(session: CongressSession, code: str, by: Any, *, at: datetime, proof: str) -> None:
    """Write that a step of the plan is done by an act of the session itself; the first time counts."""
    one = session.plan.filter(code=code, done_on=None).first()
    if one is None:
        return
    one.done_on, one.done_by, one.proof = timezone.localdate(at), by if by.pk else None, proof[:300]
    one.save()
    duties.meet(one, kinds.PLAN, by, at=at)


def _judge_step(one: PlanStep, by: Any, at: datetime) -> None:
    if one.done_on is not None:
        raise Refused(f"“{one.says}”已于{one.done_on:%-m月%-d日}登记完成。")


@step(PlanStep, needs="congress.convene", judge=_judge_step, says="登记筹备步骤完成")
def finish_step(one: PlanStep, by: Person, *, at: datetime, proof: str, done_on: date | None = None) -> None:
    """Say that a step was done, on which day, and what shows it. A later day than today is refused."""
    today = timezone.localdate(at)
    if not proof.strip():
        raise Refused("请写明依据，例如文号、会议名称或者照片编号。", rule=one.rule)
    if (done_on or today) > today:
        raise Refused("完成日期不能晚于今天。", rule=one.rule)
    one.done_on, one.done_by, one.proof = done_on or today, by, proof.strip()[:300]
    duties.meet(one, kinds.PLAN, by, at=at)


@step(CongressSession, leaves=CongressSession.BEFORE, reaches=State.PLANNED, needs="congress.convene", says="改期")
def redate(session: CongressSession, by: Person, *, at: datetime, held_on: date, begins: time, place: str) -> None:
    """Give a session another day. Whoever was called is called anew, and every step gets its new day."""
    if held_on <= timezone.localdate(at):
        raise Refused("召开日期要晚于今天，才来得及通知代表。", rule=rule.MATERIALS)
    if not session.term.begins_on <= held_on <= session.term.ends_on:
        raise Refused(f"{session.term}到{session.term.ends_on:%Y年%-m月%-d日}届满。", rule=rule.TERM_LONGEST)
    was_called = session.noticed_at is not None
    # The only venue is the place; where there are several, the clerk changes them one by one.
    if session.venues.count() == 1 and place.strip():
        session.venues.update(name=place.strip()[:60])
    session.held_on, session.begins, session.place = held_on, begins, place.strip()
    if session.kind == CongressSession.Kind.REGULAR:  # an extraordinary one keeps who asked for it (CON-52)
        session.because = ""
    session.noticed_at = session.ruled_on = session.total = session.roll_frozen_at = None
    session.attendees.update(called_at=None, answer="", answered_at=None, leave_reason="", is_qualified=None)
    _lay_out(session, at)
    if was_called:
        notices.redated(session)


@step(
    CongressSession, leaves=[*CongressSession.BEFORE[:-1]], reaches=State.POSTPONED, needs="congress.convene",
    says="延期召开",
)  # fmt: skip
def put_off(session: CongressSession, by: Person, *, at: datetime, because: str) -> None:
    """Put a session off without a new day yet."""
    _stop(session, because, at, "延期")


@step(
    CongressSession, leaves=CongressSession.BEFORE, reaches=State.CANCELLED, needs="congress.convene", says="取消会议"
)
def call_off(session: CongressSession, by: Person, *, at: datetime, because: str) -> None:
    """Call a session off."""
    _stop(session, because, at, "取消")


def _stop(session: CongressSession, because: str, at: datetime, word: str) -> None:
    if not because.strip():
        raise Refused(f"请写明{word}的原因，代表会看到。", rule=rule.YEARLY_SESSION)
    asked = session.because if session.kind == CongressSession.Kind.EXTRAORDINARY else ""
    session.because = (f"{asked}；{word}：{because.strip()}" if asked else because.strip())[:200]
    for one in session.plan.filter(done_on=None):
        duties.cancel(one, reason=f"会议{word}：{session.because}", at=at)
    notices.stopped(session, word)


@step(CongressSession, leaves=[*CongressSession.BEFORE, State.OPEN], needs="congress.convene", says="确定会议职责")
def serve(session: CongressSession, by: Person, *, at: datetime, person: Person, office: str) -> SessionOffice:
    """Name who chairs, writes, counts or watches the counting. A candidate never counts; nobody both counts and watches."""
    held = set(session.offices.filter(person=person).values_list("office", flat=True))
    counts = {SessionOffice.Office.TELLER, SessionOffice.Office.SCRUTINEER}
    if office in held:
        raise Refused(f"{person}已经是{SessionOffice.Office(office).label}。")
    if office in counts and held & counts:
        raise Refused(
            f"{person}已经是{'、'.join(SessionOffice.Office(one).label for one in held & counts)}，计票和监票要由不同的人担任。",
            rule=rule.TELLERS,
        )
    if office in counts and session.votes.filter(candidates__person=person).exists():
        raise Refused(f"{person}是候选人，不能计票、监票。", rule=rule.TELLERS)
    leads = {SessionOffice.Office.CHAIR, SessionOffice.Office.SECRETARY}
    if office in leads and held & leads:
        raise Refused(
            f"{person}已经是{SessionOffice.Office((held & leads).pop()).label}，执行主席和大会秘书由两个人担任。",
            rule=rule.ARCHIVE,
        )
    if office in leads:
        session.offices.filter(office=office).delete()  # one at a time; who it was stands in the ledger
    return session.offices.create(person=person, office=office)


@step(CongressSession, leaves=[*CongressSession.BEFORE, State.OPEN], needs="congress.convene", says="免去会议职责")
def release(session: CongressSession, by: Person, *, at: datetime, office: SessionOffice) -> None:
    """Take somebody out of an office of the session, unless the person counts in the vote that is running."""
    if office.session_id != session.pk:
        raise Refused("这不是本次会议的职责。")
    if session.votes.filter(state__in=["open", "counting", "counted"]).exists():
        raise Refused("正在表决，不能更换计票人、监票人。", rule=rule.TELLERS)
    office.delete()
