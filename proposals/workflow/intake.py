"""The one door of every channel but the congress's own: what is said gets a number, an owner and a day (F76, PRO-01)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from congress.models import CongressSession
from congress.workflow import congress_of, session_for
from ymdm.duties import workflow as duties
from ymdm.organization.models import Appointment, Person, Unit
from ymdm.rulebook import Rule
from ymdm.workflow import NoAuthority, Refused, step

from .. import kinds, notices, rules
from ..channels import POLICIES, Channel
from ..models import Assignment, Point, Proposal, Reply, Review, State
from ..models.states import Source
from ..permissions import ACTS
from .authoring import keep_version, next_number, open_triage, search_text
from .handling import check_handled, hand_to, take_up
from .replying import deliver
from .reviewing import merged


def receivers(person: Person) -> list[Unit]:
    """The units to which a person may speak: the own one and those above whose union takes matters in, nearest first."""
    today = timezone.localdate()
    seated = Appointment.objects.in_force(today).filter(
        person__is_active=True, office__role__in=[str(role) for role in ACTS["proposals.assign"][1]]
    )
    return list(
        Unit.objects.above(person.unit).filter(pk__in=seated.values("office__unit"), closed_on=None).order_by("-depth")
    )


def session_of(unit: Unit, day: date) -> CongressSession | None:
    """The session into whose year a matter of `unit` falls, where a congress covers the unit."""
    term = congress_of(unit, day)
    return session_for(term, day)[0] if term else None


@step(Proposal, creates=True, says="起草建议")
def speak_up(
    unit: Unit, by: Person, *, at: datetime, channel: str = Channel.SUGGESTION, author: Person | None = None
) -> Proposal:
    """Start a draft in a channel that is open to every employee, for oneself or on behalf of `author` (F80).

    `unit` is one of the author's `receivers`.
    """
    author = author or by
    if not POLICIES[channel].is_open:
        raise Refused(f"{Channel(channel).label}不在这里提出。", rule=rules.ANSWERED)
    if author != by and not by.may("proposals.enter", unit):
        raise NoAuthority("只有工会可以代为录入。")
    if unit not in receivers(author):
        raise Refused(
            f"{unit}现在没有工会干部受理{Channel(channel).label}。", rule=rules.ANSWERED,
            remedy="请选择上级单位，或与工会联系。",
        )  # fmt: skip
    return Proposal.objects.create(
        channel=channel,
        unit=unit,
        session=session_of(unit, timezone.localdate(at)),
        proposer=author,
        source=Source.OWN if author == by else Source.ON_BEHALF,
        entered_by=None if author == by else by,
        started_at=at,
    )


@step(Proposal, creates=True, reaches=(State.SUBMITTED, State.ASSIGNED), says="收进台账")
def take_in(
    unit: Unit,
    by: Any,
    *,
    at: datetime,
    channel: str,
    title: str,
    text: str,
    measures: Sequence[str] = (),
    author: Person | None = None,
    lead: Unit | None = None,
    leader: Person | None = None,
    due_days: int | None = None,
    number: str = "",
    is_confidential: bool = False,
    within: Rule = rules.TRIAGE,
) -> Proposal:
    """Take a matter in that was said elsewhere: at a reception, in a meeting, in a letter. Number, owner and day at once.

    Called from within the step of the room where it was said, which has judged who may. `author` is nobody for a
    meeting as a whole and for a letter without a name. With `lead` and `leader` it is in the hands of that unit from
    now on, for `due_days` working days or the rule's; without, the union hands it on `within` the limit of that rule (PRO-01, PRO-68).
    """
    policy = POLICIES[channel]
    if policy.is_reviewed:
        raise Refused("职代会提案由代表提出，不能代为收进。", rule=rules.PROPOSERS)
    title, text = title.strip(), text.strip()
    if not title or not text:
        raise Refused("请写明题目和内容。", rule=rules.ANSWERED)
    day = timezone.localdate(at)
    session = session_of(unit, day)
    points = [measure.strip()[:500] for measure in measures if measure.strip()]
    proposal = Proposal.objects.create(
        channel=channel,
        unit=unit,
        session=session,
        state=State.SUBMITTED,
        title=title[:120],
        rationale=text,
        search_text=search_text(title, text, points),
        proposer=author,
        is_confidential=is_confidential,
        source=Source.OWN if author == by else Source.ON_BEHALF,
        entered_by=by if by.pk and author != by else None,
        started_at=at,
        saved_at=at,
        submitted_on=day,
        number=number or next_number(unit, channel, session, day),
    )
    Point.objects.bulk_create(Point(proposal=proposal, order=n, text=text) for n, text in enumerate(points, start=1))
    keep_version(proposal, by if by.pk else None, at)
    if lead is not None and leader is not None:
        hand_to(proposal, by, at, lead, leader, days=due_days, counting="workdays" if due_days else "")
        proposal.state = State.ASSIGNED
        proposal.save()
        notices.assigned(proposal, ())
    else:
        open_triage(proposal, at, within)
        notices.submitted(proposal)
    return proposal


def _answers_at_once(proposal: Proposal, by: Person) -> str:
    if by.may("proposals.sign", proposal.unit) or by.may("proposals.review", proposal.unit):
        return ""
    return "当场答复由接待的领导或者工会办理。"


def _judge_unreviewed(proposal: Proposal, by: Any, at: datetime) -> None:
    if proposal.policy.is_reviewed:
        raise Refused("提案先由提案委员会审查立案，再交办、答复。", rule=rules.REVIEW)


@step(
    Proposal,
    leaves=[State.SUBMITTED],
    reaches=(State.REPLIED, State.EVALUATED),
    only=_answers_at_once,
    judge=_judge_unreviewed,
    says="当场答复",
)
def answer_at_once(
    proposal: Proposal, by: Person, *, at: datetime, lead: Unit, text: str, result_class: str = "A", plan: str = ""
) -> Reply:
    """Answer what needs no handling: solved on the spot, or explained (PRO-65). `lead` is the unit that answers for it.

    Only A (solved) and D (explained, with the reason in `plan`): a promise is given by a unit in its own reply.
    """
    rules.check_substance(text)
    if result_class not in {"A", "D"}:
        raise Refused("当场答复的，只能是已经解决，或者说明情况。要以后办的，请交给责任单位。", rule=rules.FOLLOW_UP)
    day = timezone.localdate(at)
    rules.check_follow_up(result_class=result_class, plan=plan or text, follow_up_on=None, today=day)
    check_handled(lead)
    duties.meet(proposal, kinds.ASSIGN, by, at=at)
    proposal.assignments.create(
        unit=lead, part=Assignment.Part.LEAD, assigned_at=at, object_until=day, accepted_at=at, accepted_by=by
    )
    proposal.lead_unit, proposal.assigned_on = lead, day
    proposal.reply_due_on, _ = duties.due_day(
        day, proposal.policy.limit.at(proposal.unit, at).value or 0, proposal.policy.counting
    )
    take_up(proposal, day)
    reply = Reply.objects.create(
        proposal=proposal, round=1, text=text.strip(), scheme=proposal.policy.scheme, result_class=result_class,
        plan=(plan or (text if result_class == "D" else "")).strip(), drafted_by=by, drafted_at=at,
    )  # fmt: skip
    deliver(proposal, reply, by, at)
    return reply


@step(
    Proposal,
    leaves=[State.SUBMITTED],
    reaches=State.MERGED,
    needs="proposals.review",
    judge=_judge_unreviewed,
    says="并案",
)
def join(proposal: Proposal, by: Person, *, at: datetime, into: Proposal | None, text: str) -> None:
    """Handle a matter together with another that asks the same; its author gets that answer and rates it (PRO-17)."""
    if not text.strip():
        raise Refused("请写明为什么并案，提出的人会看到。", rule=rules.MERGING)
    proposal.outcome, proposal.decided_on = State.MERGED, timezone.localdate(at)
    merged(proposal, by, at, into)
    decision = Review.objects.create(
        proposal=proposal, outcome=State.MERGED, reason="same_matter", text=text.strip(), decided_by=by, at=at
    )
    duties.meet(proposal, kinds.ASSIGN, by, at=at)
    notices.reviewed(proposal, decision)


__all__ = ["answer_at_once", "join", "receivers", "session_of", "speak_up", "take_in"]
