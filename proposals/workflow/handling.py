"""In the hands of the units: assigning, signing for, returning, contact, opinions, more time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from ymdm.duties import workflow as duties
from ymdm.duties.models import Counting
from ymdm.organization.models import Person, Unit
from ymdm.workflow import Refused, step

from .. import kinds, notices, rules
from ..models import Assignment, Contact, Proposal, State


def lead_unit(proposal: Proposal) -> Unit:
    """Where the authority to handle is held: the lead unit, or the congress's own while there is none."""
    return proposal.lead_unit or proposal.unit


def running(proposal: Proposal, part: str = "") -> list[Assignment]:
    """The assignments that stand; one query, or none where they are prefetched."""
    return [row for row in proposal.assignments.all() if row.is_running and (not part or row.part == part)]


def _holds_assignment(proposal: Proposal, by: Person) -> str:
    if any(by.may("proposals.handle", row.unit) for row in running(proposal)):
        return ""
    return "只有主办或协办单位的承办人可以办理这一步。"


def _assists(proposal: Proposal, by: Person) -> str:
    if any(by.may("proposals.handle", row.unit) for row in running(proposal, Assignment.Part.ASSISTING)):
        return ""
    return "只有协办单位的承办人可以办理这一步。"


@step(Proposal, leaves=[State.FILED, State.CONVERTED], needs="proposals.instruct", says="领导批示")
def instruct(
    proposal: Proposal, by: Person, *, at: datetime, text: str, leader: Person | None = None, key: bool = False
) -> None:
    """Write an instruction; it may name the leader in charge and mark the proposal as a key one (PRO-19)."""
    if not text.strip():
        raise Refused("请写批示内容。", rule=rules.INSTRUCTION)
    proposal.instructions.create(text=text.strip(), by=by, at=at)
    proposal.leader = leader or proposal.leader
    proposal.is_key = proposal.is_key or key
    notices.instructed(proposal, text)


def _judge_assigning(proposal: Proposal, by: Any, at: datetime) -> None:
    if proposal.state == State.SUBMITTED and proposal.policy.is_reviewed:
        raise Refused("提案先由提案委员会审查立案，再交办。", rule=rules.REVIEW)


@step(
    Proposal,
    leaves=[State.SUBMITTED, State.FILED, State.CONVERTED],
    reaches=State.ASSIGNED,
    needs="proposals.assign",
    judge=_judge_assigning,
    says="交办",
)
def assign(
    proposal: Proposal,
    by: Person,
    *,
    at: datetime,
    lead: Unit,
    leader: Person,
    assisting: Sequence[Unit] = (),
    days: int | None = None,
    counting: str = Counting.NATURAL,
) -> None:
    """Hand a matter to its responsible units and open their duties (PRO-20 to PRO-25); a proposal must be filed.

    `days` shortens the time for the reply (`counting`: workdays or natural); it may not exceed the rule's.
    Raises Refused if a unit has nobody who may answer.
    """
    hand_to(proposal, by, at, lead, leader, assisting, days, counting)
    notices.assigned(proposal, assisting)


def hand_to(
    proposal: Proposal, by: Any, at: datetime, lead: Unit, leader: Person, assisting: Sequence[Unit] = (),
    days: int | None = None, counting: str = "",
) -> None:  # fmt: skip
    """What assigning does to a matter, for every step that assigns."""
    rules.check_units(lead=lead.pk, assisting=[unit.pk for unit in assisting])
    for unit in [lead, *assisting]:
        check_handled(unit)
    if not leader.may("proposals.sign", lead):
        raise Refused(f"{leader}没有签发{lead}答复的权限，请选择分管领导。", rule=rules.LETTER)
    day = timezone.localdate(at)
    limit = (rules.CONVERSION if proposal.outcome == State.CONVERTED else proposal.policy.limit).at(proposal.unit, at)
    usual = proposal.policy.counting
    latest, _ = duties.due_day(day, limit.value or 0, usual, lead)
    days, counting = (days, counting or usual) if days else (limit.value or 0, usual)
    due, _ = duties.due_day(day, days, counting, lead)
    if due > latest:
        raise Refused(f"答复期限最长到 {latest:%-m月%-d日}，您给的是 {due:%-m月%-d日}。", rule=limit)
    window, _ = duties.due_day(day, rules.OBJECTION.at(proposal.unit, at).value or 0)
    for unit in [lead, *assisting]:
        part = Assignment.Part.LEAD if unit == lead else Assignment.Part.ASSISTING
        proposal.assignments.create(unit=unit, part=part, assigned_at=at, object_until=window)
    proposal.lead_unit, proposal.leader, proposal.assigned_on, proposal.reply_due_on = lead, leader, day, due
    take_up(proposal, day)
    duties.meet(proposal, kinds.ASSIGN, by, at=at)
    _open_lead_duties(proposal, at, days, counting)
    for unit in assisting:
        _open_opinion(proposal, unit, at)


def check_handled(unit: Unit) -> None:
    """Refuse a unit in which nobody may handle: a matter there would have no owner (PRO-01)."""
    if not Person.objects.holding("proposals.handle", unit).exists():
        raise Refused(
            f"{unit}还没有登记承办人，交办后没有人能办。", rule=rules.ANSWERED,
            remedy="请先登记任职，或选择别的单位。",
        )  # fmt: skip


def take_up(proposal: Proposal, day: date) -> None:
    """What no committee reviews counts as filed from the day on which it is handed on or answered (PRO-40)."""
    if proposal.outcome == "":
        proposal.outcome, proposal.decided_on, proposal.filed_on = State.FILED, day, day


def _open_lead_duties(proposal: Proposal, at: datetime, days: int, counting: str) -> None:
    lead = lead_unit(proposal)
    common: dict[str, Any] = {
        "act": "proposals.handle", "unit": lead, "watcher": proposal.unit, "leader": proposal.leader, "at": at,
    }  # fmt: skip
    duties.open_duty(
        proposal,
        kind=kinds.SIGN_FOR,
        says=proposal.policy.say("签收提案"),
        days=rules.SIGN_FOR.at(proposal.unit, at).value or 0,
        rule=rules.SIGN_FOR.id,
        **common,
    )
    duties.open_duty(
        proposal, kind=kinds.REPLY, says=proposal.policy.say("答复提案"), days=days, counting=counting,
        rule=proposal.policy.limit.id, **common,
    )  # fmt: skip


def _open_opinion(proposal: Proposal, unit: Unit, at: datetime) -> None:
    duties.open_duty(
        proposal, kind=kinds.OPINION, says="提出协办意见", act="proposals.handle", unit=unit, watcher=proposal.unit,
        leader=proposal.leader, days=rules.OPINION.at(proposal.unit, at).value or 0, counting=Counting.NATURAL, rule=rules.OPINION.id, at=at,
    )  # fmt: skip


@step(
    Proposal,
    leaves=[State.ASSIGNED],
    reaches=State.IN_PROGRESS,
    needs="proposals.handle",
    within=lead_unit,
    says="签收",
)
def sign_for(proposal: Proposal, by: Person, *, at: datetime) -> None:
    """The lead unit takes the proposal; the person who signs is named from now on (F57)."""
    row = running(proposal, Assignment.Part.LEAD)[0]
    row.accepted_at, row.accepted_by = at, by
    row.save()
    duties.meet(proposal, kinds.SIGN_FOR, by, at=at)


def _judge_objection(proposal: Proposal, by: Person, at: datetime) -> None:
    mine = [row for row in running(proposal) if by.may("proposals.handle", row.unit)]
    rules.check_in_window(today=timezone.localdate(at), last_day=max(row.object_until for row in mine))


@step(
    Proposal,
    leaves=[State.ASSIGNED, State.IN_PROGRESS],
    reaches=State.REASSIGN_REQUESTED,
    only=_holds_assignment,
    judge=_judge_objection,
    says="退办",
)
def object_to_assignment(
    proposal: Proposal, by: Person, *, at: datetime, reason: str, suggested_unit: Unit | None = None
) -> None:
    """Return an assignment inside the window, with reason and the unit that it belongs to (PRO-24). The clock stops."""
    if not reason.strip():
        raise Refused("请用一句话写明为什么不属于本单位。", rule=rules.OBJECTION)
    mine = [row for row in running(proposal) if by.may("proposals.handle", row.unit)]
    row = next((row for row in mine if row.part == Assignment.Part.LEAD), mine[0])
    proposal.objections.create(assignment=row, reason=reason.strip(), suggested_unit=suggested_unit, by=by, at=at)
    duties.pause(proposal, kinds.REPLY, at=at)
    duties.pause(proposal, kinds.SIGN_FOR, at=at)
    duties.open_duty(
        proposal, kind=kinds.DECIDE_OBJECTION, says="处理退办申请", act="proposals.assign", unit=proposal.unit,
        watcher=proposal.unit, days=rules.OBJECTION_DECISION.at(proposal.unit, at).value or 0, rule=rules.OBJECTION_DECISION.id, at=at,
    )  # fmt: skip
    notices.objected(proposal, row, reason)


@step(
    Proposal,
    leaves=[State.REASSIGN_REQUESTED],
    reaches=(State.ASSIGNED, State.IN_PROGRESS),
    needs="proposals.assign",
    says="处理退办",
)
def decide_objection(
    proposal: Proposal, by: Person, *, at: datetime, approve: bool, decision: str, unit: Unit | None = None
) -> None:
    """Give the proposal to another unit, whose clock starts anew, or leave it where it is (PRO-24)."""
    if not decision.strip():
        raise Refused("请写明处理意见，退办单位会看到。", rule=rules.OBJECTION)
    objection = proposal.objections.filter(is_approved=None).select_related("assignment__unit").get()
    objection.is_approved, objection.decision = approve, decision.strip()
    objection.decided_by, objection.decided_at = by, at
    objection.save()
    duties.meet(proposal, kinds.DECIDE_OBJECTION, by, at=at)
    row = objection.assignment
    if approve:
        _hand_to(proposal, row, unit, at, decision)
    else:
        duties.resume(proposal, kinds.REPLY, at=at)
        duties.cancel(proposal, kind=kinds.SIGN_FOR, reason="退办未获同意，由原单位继续办理", at=at)
        if row.part == Assignment.Part.LEAD and row.accepted_at is None:
            row.accepted_at, row.accepted_by = at, objection.by
            row.save()
    lead = running(proposal, Assignment.Part.LEAD)[0]
    proposal.state = State.IN_PROGRESS if lead.accepted_at else State.ASSIGNED
    _take_over_due_day(proposal)
    notices.objection_decided(proposal, objection)


def _hand_to(proposal: Proposal, row: Assignment, unit: Unit | None, at: datetime, decision: str) -> None:
    if unit is None or any(other.unit_id == unit.pk for other in running(proposal)):
        raise Refused("请选择一个还没有承办这件提案的单位。", rule=rules.ASSIGN)
    check_handled(unit)
    row.ended_at = at
    row.save()
    window, _ = duties.due_day(timezone.localdate(at), rules.OBJECTION.at(proposal.unit, at).value or 0)
    proposal.assignments.create(unit=unit, part=row.part, assigned_at=at, object_until=window)
    if row.part == Assignment.Part.LEAD:
        old = proposal.duties.owed().filter(kind=kinds.REPLY).get()
        duties.cancel(proposal, kind=kinds.REPLY, reason=f"改派{unit}：{decision}", at=at)
        duties.cancel(proposal, kind=kinds.SIGN_FOR, reason=f"改派{unit}：{decision}", at=at)
        proposal.lead_unit = unit
        _open_lead_duties(proposal, at, old.days, old.counting)
    else:
        duties.cancel(proposal, kind=kinds.OPINION, unit=row.unit, reason=f"改派{unit}：{decision}", at=at)
        duties.resume(proposal, kinds.REPLY, at=at)
        duties.resume(proposal, kinds.SIGN_FOR, at=at)
        _open_opinion(proposal, unit, at)


def _take_over_due_day(proposal: Proposal) -> None:
    duty = proposal.duties.owed().filter(kind=kinds.REPLY).first()
    if duty:
        proposal.reply_due_on = duty.due_on


@step(
    Proposal,
    leaves=[State.IN_PROGRESS, State.REHANDLING],
    needs="proposals.handle",
    within=lead_unit,
    says="登记沟通",
)
def record_contact(
    proposal: Proposal, by: Person, *, at: datetime, form: str, held_on: Any, people: str, minutes: str,
    union_attended: bool = False,
) -> Contact:  # fmt: skip
    """Write down a talk with the proposer, or a meeting about the matter. A meeting has minutes (PRO-27)."""
    if held_on > timezone.localdate(at):
        raise Refused("沟通日期不能晚于今天。", rule=rules.CONTACT)
    if not people.strip() or not minutes.strip():
        raise Refused("请写明参加人和沟通情况。", rule=rules.CONTACT)
    return proposal.contacts.create(
        form=form, held_on=held_on, people=people.strip()[:200], minutes=minutes.strip(),
        union_attended=union_attended, round=proposal.round, by=by, at=at,
    )  # fmt: skip


@step(Proposal, leaves=[State.ASSIGNED, State.IN_PROGRESS], only=_assists, says="提出协办意见")
def give_opinion(proposal: Proposal, by: Person, *, at: datetime, text: str) -> None:
    """An assisting unit tells the lead what it thinks (PRO-25). May be said anew until the reply is drafted."""
    if not text.strip():
        raise Refused("请写协办意见。", rule=rules.OPINION)
    mine = [row for row in running(proposal, Assignment.Part.ASSISTING) if by.may("proposals.handle", row.unit)]
    row = next((row for row in mine if not row.opinion), mine[0])
    row.opinion, row.opinion_by, row.opinion_at = text.strip(), by, at
    row.save()
    duties.meet(proposal, kinds.OPINION, by, at=at, unit=row.unit)
    notices.opinion_given(proposal, row)


def _judge_extension(proposal: Proposal, by: Person, at: datetime) -> None:
    if any(request.is_approved is not False for request in proposal.extension_requests.all()):
        raise Refused("延期只能申请一次。", rule=rules.EXTENSION, remedy="请尽快答复，或由工会组织推进会。")
    if proposal.reply_due_on and timezone.localdate(at) > proposal.reply_due_on:
        raise Refused(f"期限 {proposal.reply_due_on:%-m月%-d日} 已过，延期须在到期前申请。", rule=rules.EXTENSION)


@step(
    Proposal,
    leaves=[State.IN_PROGRESS],
    needs="proposals.handle",
    within=lead_unit,
    judge=_judge_extension,
    says="申请延期",
)
def ask_extension(proposal: Proposal, by: Person, *, at: datetime, days: int, reason: str) -> None:
    """Ask for more natural days, before the due day and once only (PRO-26)."""
    law = rules.EXTENSION.at(proposal.unit, at)
    if not 1 <= days <= (law.value or 0):
        raise Refused(f"延期 1 至 {law.value} 天，您填的是 {days} 天。", rule=law)
    if not reason.strip():
        raise Refused("请写明延期的理由，提案人会看到。", rule=rules.EXTENSION)
    proposal.extension_requests.create(days=days, reason=reason.strip(), by=by, at=at)
    duties.open_duty(
        proposal, kind=kinds.DECIDE_EXTENSION, says="审批延期申请", act="proposals.assign", unit=proposal.unit,
        watcher=proposal.unit, days=rules.EXTENSION_DECISION.at(proposal.unit, at).value or 0, rule=rules.EXTENSION.id, at=at,
    )  # fmt: skip
    notices.extension_asked(proposal, days, reason)


def _judge_extension_decision(proposal: Proposal, by: Person, at: datetime) -> None:
    if not any(request.is_approved is None for request in proposal.extension_requests.all()):
        raise Refused("没有等待审批的延期申请。", rule=rules.EXTENSION)


@step(
    Proposal,
    leaves=[State.IN_PROGRESS, State.REPLY_DRAFT],
    needs="proposals.assign",
    judge=_judge_extension_decision,
    says="审批延期",
)
def decide_extension(proposal: Proposal, by: Person, *, at: datetime, approve: bool, decision: str = "") -> None:
    """Grant or refuse more time; the proposer is told of the new day (PRO-26)."""
    request = proposal.extension_requests.get(is_approved=None)
    if not approve and not decision.strip():
        raise Refused("不同意延期，请写明理由。", rule=rules.EXTENSION)
    request.is_approved, request.decision, request.decided_by, request.decided_at = approve, decision.strip(), by, at
    if approve:
        duty = proposal.duties.owed().filter(kind=kinds.REPLY).get()
        duties.extend(duty, days=request.days, counting=Counting.NATURAL, approver=by, reason=request.reason, at=at)
        proposal.reply_due_on = request.new_due_on = duty.due_on
    request.save()
    duties.meet(proposal, kinds.DECIDE_EXTENSION, by, at=at)
    notices.extension_decided(proposal, request)
