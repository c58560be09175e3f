"""The notice, the answers to it, the roll that the qualification report freezes, and the preparatory session."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from ymdm.organization.models import Person
from ymdm.workflow import Refused, step

from .. import notices
from ..defects import keep_or_refuse
from ..law import law_for
from ..models import AgendaItem, Attendee, CongressSession, Mandate, Organ, OrganMember, Venue
from ..rules import catalogue as rule
from ..rules.dating import lead_time_errors
from ..rules.deciding import HANDS, Outcome, Tally, decide, line_of
from ..rules.finding import Verdict
from ..rules.matters import PROCEDURE, Right
from ..rules.quorum import check_quorum, quorum
from ..rules.serving import judge_presidium
from .planning import mark
from .seating import venues_of

State = CongressSession.State


@step(CongressSession, leaves=[State.PLANNED], reaches=State.NOTICED, needs="congress.convene", says="发出会议通知")
def give_notice(
    session: CongressSession, by: Person, *, at: datetime, observers: Sequence[Person] = (), knowingly: bool = False
) -> int:
    """Call every representative in office, and the observers; returns how many people (CON-01, CON-53, CON-56).

    Fixes the law and the agenda of the session. Raises Refused for an empty agenda, a missing place, nobody to call, or
    too few days, unless the officer goes on `knowingly`: the shortcoming is then kept with the session.
    """
    today = timezone.localdate(at)
    if not session.agenda.exclude(state=AgendaItem.State.PUT_OFF).exists():
        raise Refused("还没有议程，不能发通知。", rule=rule.TOPICS, remedy="请先排好议程。")
    if not session.place:
        raise Refused("还没有填写会场。", remedy="请先改期并填写地点。")
    session.ruled_on = today
    late = [
        error
        for error in lead_time_errors(session.held_on, today, law=law_for(session), disclosed_on=today)
        if error.code == "agenda_disclosed"
    ]
    keep_or_refuse(session, late, "late_notice", at, knowingly)
    mandates = Mandate.objects.in_force(session.held_on).filter(term=session.term, person__is_active=True)
    rows = list(mandates.select_related("delegation", "person").order_by("delegation", "pk"))
    if not rows:
        raise Refused(f"{session.term}还没有在任代表。", rule=rule.QUORUM, remedy="请先登记职工代表。")
    _call(session, rows, [one for one in observers if one.pk not in {row.person_id for row in rows}], at)
    session.noticed_at = at
    session.agenda.exclude(state=AgendaItem.State.PUT_OFF).update(is_noticed=True)
    for code, proof in (("topics_fixed", "随会议通知确定"), ("agenda_disclosed", "随会议通知向全体职工公开")):
        mark(session, code, by, at=at, proof=proof)
    notices.called(session)
    return session.attendees.filter(called_at=at).count()


def _call(session: CongressSession, mandates: Sequence[Mandate], observers: Sequence[Person], at: datetime) -> None:
    """One row a person. Whoever lost the mandate since an earlier notice keeps the row, not called again."""
    venues = venues_of(session)
    known = {row.person_id: row for row in session.attendees.all()}
    for number, mandate in enumerate(mandates, 1):
        row = known.get(mandate.person_id) or Attendee(session=session, person_id=mandate.person_id)
        row.kind, row.mandate, row.delegation = Attendee.Kind.REPRESENTATIVE, mandate, mandate.delegation
        row.number, row.venue, row.called_at = f"{number:03d}", _venue(venues, mandate.delegation_id), at
        row.save()
    for number, person in enumerate(observers, 1):
        row = known.get(person.pk) or Attendee(session=session, person=person)
        row.kind, row.mandate, row.delegation = Attendee.Kind.OBSERVER, None, None
        row.number, row.venue, row.called_at = f"L{number:02d}", _venue(venues, None), at
        row.save()


def _venue(venues: Mapping[int | None, Venue], delegation: int | None) -> Venue | None:
    return venues.get(delegation) or venues.get(None)


def _only_self(attendee: Attendee, by: Person) -> str:
    return "" if attendee.person_id == by.pk else "是否参加由本人回复，代表不能委托他人。"


def _judge_answer(attendee: Attendee, by: Any, at: datetime) -> None:
    if not attendee.session.is_before or attendee.called_at is None:
        raise Refused("现在不用回复。")


@step(Attendee, only=_only_self, judge=_judge_answer, says="回复会议通知")
def answer_call(attendee: Attendee, by: Person, *, at: datetime, comes: bool, reason: str = "") -> None:
    """Come, or ask for leave with the reason. Nobody votes in one's stead (CON-72)."""
    if not comes and not reason.strip():
        raise Refused("请写明请假的原因。", rule=rule.NO_PROXY)
    attendee.answer = Attendee.Answer.COMES if comes else Attendee.Answer.LEAVE
    attendee.leave_reason, attendee.answered_at = "" if comes else reason.strip()[:200], at
    if not comes:
        notices.asks_leave(attendee)


@step(
    CongressSession, leaves=[State.NOTICED, State.MATERIALS_OUT, State.PREPARED], needs="congress.convene",
    says="代表资格审查",
)  # fmt: skip
def qualify(
    session: CongressSession, by: Person, *, at: datetime, report: str, invalid: Mapping[int, str] | None = None
) -> int:
    """Freeze the roll: every representative whose mandate is in force on the day counts, the others not (CON-61).

    `invalid` names further attendees (by pk) with the reason. Returns 应到. Raises Refused for an empty report.
    """
    if not report.strip():
        raise Refused("请填写代表资格审查报告。", rule=rule.QUORUM)
    invalid = dict(invalid or {})
    if any(not reason.strip() for reason in invalid.values()):
        raise Refused("资格无效的，请逐人写明原因。", rule=rule.MANDATE_ENDS)
    in_force = set(Mandate.objects.in_force(session.held_on).filter(term=session.term).values_list("person", flat=True))
    total = 0
    for row in session.attendees.filter(kind=Attendee.Kind.REPRESENTATIVE).select_related("person"):
        reason = invalid.get(row.pk, "")
        if not reason and (row.person_id not in in_force or not row.person.is_active):
            reason = "代表资格已经终止"
        row.is_qualified, row.disqualified_because = not reason, reason[:200]
        row.save(update_fields=["is_qualified", "disqualified_because"])
        total += not reason
    if not total:
        raise Refused("没有资格有效的代表。", rule=rule.QUORUM, remedy="请先核对代表名册。")
    session.total, session.roll_frozen_at, session.qualification = total, at, report.strip()
    mark(session, "qualification_review", by, at=at, proof=f"应到代表 {total} 人")
    return total


@step(
    CongressSession, leaves=[State.NOTICED, State.MATERIALS_OUT], reaches=State.PREPARED, needs="congress.convene",
    says="召开预备会议",
)  # fmt: skip
def hold_preparatory(
    session: CongressSession, by: Person, *, at: datetime, present: int, yes: int, presidium: Sequence[Person],
    chair: Person,
) -> None:  # fmt: skip
    """Pass the qualification report and the agenda, elect the presidium and who presides, by show of hands (CON-40, CON-67).

    Raises Refused before the qualification review, without quorum or majority of all, or for a presidium that is too
    small, not of representatives, or without enough of the front line.
    """
    if session.total is None:
        raise Refused("还没有审查代表资格，应到人数没有确定。", rule=rule.QUORUM, remedy="请先登记代表资格审查。")
    law = law_for(session)
    check_quorum(quorum(session.total, present, law=law), law=law)
    if yes > present:
        raise Refused(f"赞成 {yes} 票，多于到会 {present} 人。", rule=rule.IDENTITIES)
    tally = Tally(None, None, yes=yes, no=present - yes, abstain=0)
    decision = decide(
        total=session.total, present=present, tally=tally, line=line_of(law), method=HANDS, matter=PROCEDURE, law=law,
        right=Right.NONE,
    )  # fmt: skip
    if decision.outcome is not Outcome.PASSED:
        raise Refused(decision.sentence, rule=decision.rule, remedy="请修改名单或议程后再次提交表决。")
    voters = set(session.attendees.voters().values_list("person", flat=True))
    if outside := [str(one) for one in presidium if one.pk not in voters]:
        raise Refused(f"{'、'.join(outside)}不是资格有效的代表，不能进主席团。", rule=rule.PRESIDIUM_FEW)
    if session.offices.filter(office="secretary", person=chair).exists():
        raise Refused(f"{chair}是大会秘书，不能同时担任执行主席。", rule=rule.ARCHIVE)
    if chair not in presidium:
        raise Refused("执行主席从主席团里产生。", rule=rule.PRESIDIUM_FEW)
    mandates = Mandate.objects.filter(term=session.term, person__in=presidium)
    known = mandates.exclude(category="").count() == len(presidium)
    front = mandates.filter(category=Mandate.Category.FRONT_LINE).count() if known else None
    found = judge_presidium(len(presidium), front, session.total, law)
    if found.verdict is Verdict.FAIL:
        raise Refused(found.sentence, rule=found.rule, remedy=found.remedy)
    organ, _ = Organ.objects.get_or_create(term=session.term, session=session, kind=Organ.Kind.PRESIDIUM)
    organ.members.all().delete()
    OrganMember.objects.bulk_create(
        OrganMember(organ=organ, person=one, is_head=one == chair, is_elected=True) for one in presidium
    )
    session.offices.filter(office="chair").delete()
    session.offices.create(person=chair, office="chair")
    mark(
        session, "preparatory_session", by, at=at, proof=f"到会 {present} 人，赞成 {yes} 票，主席团 {len(presidium)} 人"
    )
