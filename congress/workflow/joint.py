"""Joint meetings: called by the union, what they may settle, and the confirmation by the next session (CON-43, CON-44)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.utils import timezone

from ymdm.organization.models import Person, Unit
from ymdm.workflow import Refused, step

from .. import roll_notices as notices
from ..models import CongressSession, CongressTerm, JointMatter, JointMeeting, JointMember, OrganMember
from ..rules import catalogue as rule
from ..rules.finding import day
from ..rules.matters import JOINT_MEETING, check_kind
from .mandates import congress_of

State = JointMeeting.State


def by_office(term: CongressTerm) -> dict[Person, str]:
    """Who sits in a joint meeting: union officers, heads of delegations and of committees, the last presidium (CON-43)."""
    found: dict[Person, list[str]] = {}
    for person in Person.objects.holding_here("congress.keep_roll", term.unit).order_by("pinyin", "pk"):
        found.setdefault(person, []).append("工会委员会")
    for delegation in term.delegations.filter(head__isnull=False).select_related("head"):
        if delegation.head is not None:
            found.setdefault(delegation.head, []).append(f"{delegation}团长")
    seats = OrganMember.objects.filter(organ__term=term, is_elected=True).select_related("person", "organ")
    last = term.sessions.filter(organs__kind="presidium").order_by("-held_on").values_list("pk", flat=True).first()
    for seat in seats:
        if seat.organ.session_id is None and seat.is_head:
            found.setdefault(seat.person, []).append(f"{seat.organ}负责人")
        elif seat.organ.session_id is not None and seat.organ.session_id == last:
            found.setdefault(seat.person, []).append("主席团成员")
    return {
        person: "、".join(offices)[:80] for person, offices in found.items() if person.is_active and not person.left_on
    }


@step(JointMeeting, creates=True, needs="congress.keep_roll", says="召集联席会议")
def call_joint(
    unit: Unit, by: Person, *, at: datetime, held_on: date, place: str, urgency: str, matter: str, title: str
) -> JointMeeting:
    """Call those who sit there by their office to an urgent matter. Only the union can (CON-44).

    Raises Refused for a matter that the law reserves for the congress (CON-43), or without saying why it cannot wait.
    """
    term = congress_of(unit, held_on)
    if term is None or term.unit_id != unit.pk:
        raise Refused(f"{day(held_on)}没有在任的届。", rule=rule.JOINT_MEETING)
    if held_on < timezone.localdate(at):
        raise Refused("会议日期已经过去。", rule=rule.JOINT_MEETING)
    if not urgency.strip():
        raise Refused("请写明为什么等不到下一次职代会。", rule=rule.JOINT_MEETING)
    check_kind(JOINT_MEETING, matter, unit.legal_type)
    members = by_office(term)
    meeting = JointMeeting.objects.create(
        term=term, held_on=held_on, place=place.strip(), urgency=urgency.strip()[:200]
    )
    JointMember.objects.bulk_create(
        JointMember(meeting=meeting, person=person, office=office) for person, office in members.items()
    )
    JointMatter.objects.create(meeting=meeting, matter=matter, title=title.strip()[:120])
    notices.joint(meeting)
    return meeting


@step(JointMeeting, leaves=[State.CALLED], needs="congress.keep_roll", says="增加商议事项")
def raise_joint(meeting: JointMeeting, by: Person, *, at: datetime, matter: str, title: str) -> JointMatter:
    """Put one more matter before the meeting. Refused where the congress itself has to decide (CON-43, CON-47)."""
    check_kind(JOINT_MEETING, matter, meeting.unit.legal_type)
    return JointMatter.objects.create(meeting=meeting, matter=matter, title=title.strip()[:120])


@step(JointMeeting, leaves=[State.CALLED], reaches=State.HELD, needs="congress.keep_roll", says="登记联席会议结果")
def hold_joint(
    meeting: JointMeeting, by: Person, *, at: datetime, came: Sequence[Person], minutes: str,
    decisions: Mapping[int, str],
) -> int:  # fmt: skip
    """Write down who came and what was settled; each matter waits for the next session. Returns how many were settled."""
    if timezone.localdate(at) < meeting.held_on:
        raise Refused(f"会议是{meeting.held_on:%-m月%-d日}，还没有到。", rule=rule.JOINT_MEETING)
    if not came or not minutes.strip():
        raise Refused("请登记到会的人和会议记录。", rule=rule.JOINT_MEETING)
    settled = 0
    for matter in meeting.matters.all():
        if decision := decisions.get(matter.pk, "").strip():
            check_kind(JOINT_MEETING, matter.matter, meeting.unit.legal_type)
            matter.decision, matter.state = decision[:400], JointMatter.State.SETTLED
            matter.save()
            settled += 1
    meeting.members.filter(person__in=came).update(came=True)
    meeting.minutes = minutes.strip()
    return settled


@step(JointMeeting, leaves=[State.CALLED], reaches=State.CALLED_OFF, needs="congress.keep_roll", says="取消联席会议")
def call_off_joint(meeting: JointMeeting, by: Person, *, at: datetime, because: str) -> None:
    if not because.strip():
        raise Refused("请写明取消的原因。", rule=rule.JOINT_MEETING)
    meeting.because = because.strip()[:200]


@step(
    JointMatter, leaves=[JointMatter.State.SETTLED], reaches=(JointMatter.State.CONFIRMED, JointMatter.State.REVERSED),
    needs="congress.keep_roll", says="登记职代会确认结果",
)  # fmt: skip
def confirm_joint(
    matter: JointMatter, by: Person, *, at: datetime, session: CongressSession, is_confirmed: bool
) -> None:
    """Write down what a later session of the same term said about it (CON-43)."""
    if session.term_id != matter.meeting.term_id or session.held_on < matter.meeting.held_on:
        raise Refused("须由联席会议以后、本届的职代会确认。", rule=rule.JOINT_MEETING)
    if not (session.is_open or session.is_over):
        raise Refused(f"{session}还没有召开。", rule=rule.JOINT_MEETING)
    matter.session = session
    matter.state = JointMatter.State.CONFIRMED if is_confirmed else JointMatter.State.REVERSED
