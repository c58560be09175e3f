"""The answer: drafted point by point, countersigned, signed by the leader in charge."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from ymdm.duties import workflow as duties
from ymdm.organization.models import Person, Unit
from ymdm.workflow import Refused, step

from .. import kinds, notices, rules
from ..finding import keep_found
from ..models import Assignment, Countersign, PointAnswer, Proposal, Reply, State
from .handling import lead_unit, running

NOT_EVALUATED = "not_evaluated"


def standing_reply(proposal: Proposal) -> Reply | None:
    """The draft or letter of the present round that was not sent back; no query where replies are prefetched."""
    return next(
        (reply for reply in proposal.replies.all() if reply.round == proposal.round and reply.sent_back_at is None),
        None,
    )


def waiting_to_countersign(proposal: Proposal) -> list[Assignment]:
    """Assisting units whose word on the standing draft is missing."""
    reply = standing_reply(proposal)
    if reply is None:
        return []
    heard = {row.assignment_id for row in reply.countersigns.all()}
    return [row for row in running(proposal, Assignment.Part.ASSISTING) if row.pk not in heard]


def _judge_draft(proposal: Proposal, by: Person, at: datetime) -> None:
    contacts = [contact for contact in proposal.contacts.all() if contact.round == proposal.round]
    if proposal.policy.wants_contact:
        rules.check_contact(len(contacts), rules.CONTACT.at(proposal.unit, at))
    if (
        proposal.round > 1
        and proposal.proposers()
        and not any(contact.is_meeting and contact.union_attended for contact in contacts)
    ):
        raise Refused(
            proposal.policy.say("再办理须与提案人当面沟通，并请工会参加。"),
            rule=rules.REHANDLE,
            remedy="请登记一次有工会参加的当面沟通或会议。",
        )


@step(
    Proposal,
    leaves=[State.IN_PROGRESS, State.REHANDLING],
    reaches=State.REPLY_DRAFT,
    needs="proposals.handle",
    within=lead_unit,
    judge=_judge_draft,
    says="送签答复",
)
def draft_reply(
    proposal: Proposal,
    by: Person,
    *,
    at: datetime,
    text: str,
    answers: Mapping[int, tuple[str, str]],
    result_class: str,
    scheme: str = "",
    plan: str = "",
    follow_up_on: date | None = None,
) -> Reply:
    """Write the answer and send it round for countersigning and signature (PRO-27 to PRO-32).

    `answers` maps the id of each point to (stance, text). A class other than A needs a plan; B and C need a day.
    """
    rules.check_substance(text, (words for _stance, words in answers.values()))
    scheme = scheme or proposal.policy.scheme
    points = list(proposal.points.all())
    given = {pk: (stance, words.strip()) for pk, (stance, words) in answers.items() if words.strip() and stance}
    rules.check_answered_point_by_point(points=len(points), answered=sum(point.pk in given for point in points))
    if result_class not in rules.SCHEMES[scheme][1]:
        raise Refused("请选择办理结果分类。", rule=rules.FOLLOW_UP)
    rules.check_follow_up(result_class=result_class, plan=plan, follow_up_on=follow_up_on, today=timezone.localdate(at))
    reply = Reply.objects.create(
        proposal=proposal, round=proposal.round, text=text.strip(), scheme=scheme, result_class=result_class,
        plan=plan.strip(), follow_up_on=follow_up_on if result_class in {"B", "C"} else None,
        drafted_by=by, drafted_at=at,
    )  # fmt: skip
    PointAnswer.objects.bulk_create(
        PointAnswer(reply=reply, point=point, stance=given[point.pk][0], text=given[point.pk][1]) for point in points
    )
    # From here on an assisting unit speaks by countersigning; an opinion can no longer be given, so none may be owed.
    duties.cancel(proposal, kind=kinds.OPINION, reason="答复已经送签，协办意见在会签时提出", at=at)
    assisting = running(proposal, Assignment.Part.ASSISTING)
    for row in assisting:
        duties.open_duty(
            proposal, kind=kinds.COUNTERSIGN, says="会签答复", act="proposals.countersign", unit=row.unit,
            watcher=proposal.unit, leader=proposal.leader, days=rules.COUNTERSIGN.at(proposal.unit, at).value or 0,
            rule=rules.COUNTERSIGN.id, at=at,
        )  # fmt: skip
    if not assisting:
        _open_signing(proposal, at)
    notices.reply_drafted(proposal, assisting)
    return reply


def _open_signing(proposal: Proposal, at: datetime) -> None:
    """The leader signs before the answer is due; if that day has passed, within three working days."""
    kind = kinds.REPLY if proposal.round == 1 else kinds.SECOND_REPLY
    owed = proposal.duties.owed().filter(kind=kind).first()
    today = timezone.localdate(at)
    in_time = owed if owed and owed.due_on >= today else None
    duties.open_duty(
        proposal, kind=kinds.SIGN, says="签发答复", act="proposals.sign", unit=lead_unit(proposal),
        person=proposal.leader, watcher=proposal.unit, leader=proposal.leader, days=rules.COUNTERSIGN.at(proposal.unit, at).value or 0,
        follows=in_time, rule=rules.LETTER.id, at=at,
    )  # fmt: skip


def _may_countersign(proposal: Proposal, by: Person) -> str:
    if any(by.may("proposals.countersign", row.unit) for row in running(proposal, Assignment.Part.ASSISTING)):
        return ""
    return "只有协办单位可以会签。"


def _judge_countersign(proposal: Proposal, by: Person, at: datetime) -> None:
    if not any(by.may("proposals.countersign", row.unit) for row in waiting_to_countersign(proposal)):
        raise Refused("您的单位已经会签过这份答复。", rule=rules.COUNTERSIGN)


@step(Proposal, leaves=[State.REPLY_DRAFT], only=_may_countersign, judge=_judge_countersign, says="会签")
def countersign(proposal: Proposal, by: Person, *, at: datetime, agrees: bool, text: str = "") -> None:
    """An assisting unit agrees or dissents with reasons. A dissent goes to the leader in charge (PRO-21, PRO-29)."""
    if not agrees and not text.strip():
        raise Refused("不同意的，请写明意见，由分管领导协调。", rule=rules.DISAGREEMENT)
    reply = standing_reply(proposal)
    assert reply is not None  # noqa: S101  (state reply_draft always has a standing draft)
    row = next(row for row in waiting_to_countersign(proposal) if by.may("proposals.countersign", row.unit))
    Countersign.objects.create(reply=reply, assignment=row, agrees=agrees, text=text.strip(), by=by, at=at)
    duties.meet(proposal, kinds.COUNTERSIGN, by, at=at, unit=row.unit)
    if not proposal.duties.owed().filter(kind=kinds.COUNTERSIGN).exists():
        _open_signing(proposal, at)
    notices.countersigned(proposal, row, agrees)


def _judge_sign(proposal: Proposal, by: Person, at: datetime) -> None:
    rules.check_countersigned(waiting=[str(row.unit) for row in waiting_to_countersign(proposal)])
    reply = standing_reply(proposal)
    rules.check_letter_signer(author=reply.drafted_by_id if reply else None, signer=by.pk)


@step(
    Proposal,
    leaves=[State.REPLY_DRAFT],
    reaches=(State.REPLIED, State.EVALUATED),
    needs="proposals.sign",
    within=lead_unit,
    judge=_judge_sign,
    says="签发答复",
)
def sign(proposal: Proposal, by: Person, *, at: datetime) -> None:
    """Sign the letter; it gets its number, the proposers get the answer and ten working days to rate it (PRO-28)."""
    reply = standing_reply(proposal)
    assert reply is not None  # noqa: S101  (state reply_draft always has a standing draft)
    duties.meet(proposal, kinds.SIGN, by, at=at)
    deliver(proposal, reply, by, at)


def deliver(proposal: Proposal, reply: Reply, by: Any, at: datetime) -> None:
    """Put a signed letter into the hands of those who asked; where nobody can rate it, only closing is left."""
    today = timezone.localdate(at)
    reply.signed_by, reply.signed_at = by, at
    reply.letter_number = next_letter_number(proposal.unit, at)
    reply.save()
    keep_found(proposal)
    proposal.result_class = reply.result_class
    duties.meet(proposal, kinds.REPLY if proposal.round == 1 else kinds.SECOND_REPLY, by, at=at)
    _refuse_waiting_extension(proposal, by, at)
    if proposal.round == 1:
        proposal.replied_on = today
    else:
        proposal.second_replied_on = today
    for person in proposal.proposers():
        duties.open_duty(
            proposal, kind=kinds.EVALUATE, says="评价答复", act="proposals.submit", unit=proposal.unit, person=person,
            watcher=proposal.unit, days=rules.EVALUATE.at(proposal.unit, at).value or 0, rule=rules.EVALUATE.id, is_own=True, at=at,
        )  # fmt: skip
    proposal.state = State.REPLIED
    if not proposal.proposers() and not proposal.policy.rates_unnamed:
        proposal.state, proposal.grade = State.EVALUATED, NOT_EVALUATED
        proposal.first_grade = proposal.first_grade or NOT_EVALUATED
        open_closing(proposal, at)
    notices.replied(proposal, reply)


def open_closing(proposal: Proposal, at: datetime) -> None:
    """The union closes what was answered and rated, within the limit (PRO-37)."""
    duties.open_duty(
        proposal, kind=kinds.CLOSE, says=proposal.policy.say("办结提案"), act="proposals.supervise", unit=proposal.unit,
        watcher=proposal.unit, days=rules.CLOSE.at(proposal.unit, at).value or 0, rule=rules.CLOSE.id, at=at,
    )  # fmt: skip


def _refuse_waiting_extension(proposal: Proposal, by: Any, at: datetime) -> None:
    """An answer that is out makes a request for more time pointless; it ends with that reason."""
    for request in proposal.extension_requests.filter(is_approved=None):
        request.is_approved, request.decision, request.decided_by, request.decided_at = False, "答复已经签发", by, at
        request.save()
        duties.cancel(proposal, kind=kinds.DECIDE_EXTENSION, reason="答复已经签发", at=at)


def next_letter_number(unit: Unit, at: datetime) -> str:
    """Number of a reply letter within its year: HSZ提复〔2026〕12号. The unit's row is the lock."""
    Unit.objects.select_for_update().get(pk=unit.pk)
    year = timezone.localtime(at).year
    prefix = f"{unit.code}提复〔{year}〕"
    taken = Reply.objects.filter(letter_number__startswith=prefix).values_list("letter_number", flat=True)
    serial = max((int(number[len(prefix) : -1]) for number in taken if number), default=0) + 1
    return f"{prefix}{serial}号"


@step(
    Proposal,
    leaves=[State.REPLY_DRAFT],
    reaches=(State.IN_PROGRESS, State.REHANDLING),
    needs="proposals.sign",
    within=lead_unit,
    says="退回修改",
)
def send_reply_back(proposal: Proposal, by: Person, *, at: datetime, reason: str) -> None:
    """Send a draft back to the lead with the reason; countersignatures start anew with the next draft."""
    if not reason.strip():
        raise Refused("请写明要改什么。", rule=rules.LETTER)
    reply = standing_reply(proposal)
    assert reply is not None  # noqa: S101  (state reply_draft always has a standing draft)
    reply.sent_back_at, reply.sent_back_by, reply.sent_back_reason = at, by, reason.strip()[:300]
    reply.save()
    for kind in (kinds.COUNTERSIGN, kinds.SIGN):
        duties.cancel(proposal, kind=kind, reason=f"答复退回修改：{reason}", at=at)
    proposal.state = State.IN_PROGRESS if proposal.round == 1 else State.REHANDLING
    notices.reply_sent_back(proposal, reply)


@step(Proposal, leaves=[State.FORWARDED_UP], reaches=State.CLOSED, needs="proposals.supervise", says="告知上级答复")
def relay_answer(proposal: Proposal, by: Person, *, at: datetime, text: str) -> None:
    """Tell the proposer what the superior answered; with that the matter is answered and closed (PRO-15)."""
    if not text.strip():
        raise Refused("请写明上级的答复。", rule=rules.RELAY)
    reply = Reply.objects.create(
        proposal=proposal, round=1, text=text.strip(), result_class="D", drafted_by=by, drafted_at=at, signed_by=by,
        signed_at=at, letter_number=next_letter_number(proposal.unit, at),
    )  # fmt: skip
    today = timezone.localdate(at)
    proposal.replied_on = proposal.closed_on = today
    proposal.result_class, proposal.closure_note = "D", "上级已答复，已告知提案人。"
    duties.meet(proposal, kinds.RELAY, by, at=at)
    notices.replied(proposal, reply)
