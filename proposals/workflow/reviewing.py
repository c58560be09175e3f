"""The committee's review: meetings, outcomes, and sending back for completion."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from ymdm.duties import workflow as duties
from ymdm.organization.models import Person, Unit
from ymdm.workflow import Refused, step

from .. import kinds, notices, rules
from ..channels import CONFIDENTIAL, Channel
from ..models import CommitteeMeeting, Proposal, Review, State
from .authoring import only_author, open_review
from .turning import is_raised


@step(CommitteeMeeting, creates=True, needs="proposals.review", says="登记审查会议")
def record_meeting(
    unit: Unit, by: Person, *, at: datetime, held_on: date, present: Sequence[Person]
) -> CommitteeMeeting:
    """Write down who sat on the committee on a day. Refuses a day to come and people who are no members."""
    if held_on > timezone.localdate(at):
        raise Refused("会议日期不能晚于今天。", rule=rules.COMMITTEE)
    # The committee is this congress's own; that of the congress above does not sit here.
    members = list(Person.objects.holding_here("proposals.sit", unit))
    strangers = [str(person) for person in present if person not in members]
    if strangers:
        raise Refused(f"{'、'.join(strangers)}不是提案委员会委员。", rule=rules.COMMITTEE)
    if not members:
        raise Refused(f"{unit}还没有登记提案委员会委员，请先登记任职。", rule=rules.COMMITTEE)
    meeting = CommitteeMeeting.objects.create(unit=unit, held_on=held_on, recorded_by=by)
    meeting.members.set(members)
    meeting.present.set(present)
    return meeting


def _judge_review(proposal: Proposal, by: Any, at: datetime) -> None:
    if not proposal.policy.is_reviewed:
        raise Refused(f"{proposal.get_channel_display()}不经提案委员会审查，由工会直接交办。", rule=rules.TRIAGE)


@step(
    Proposal,
    leaves=[State.SUBMITTED],
    reaches=(State.FILED, State.MERGED, State.CONVERTED, State.NOT_FILED, State.FORWARDED_UP),
    needs="proposals.review",
    judge=_judge_review,
    says="审查",
)
def review(
    proposal: Proposal,
    by: Person,
    *,
    at: datetime,
    outcome: str,
    reason: str,
    text: str,
    meeting: CommitteeMeeting,
    ayes: int,
    nays: int = 0,
    abstentions: int = 0,
    into: Proposal | None = None,
) -> None:
    """Enter what the committee decided at `meeting`, with its votes (PRO-14 to PRO-18).

    Members whose own proposal this is, or who co-signed it, step aside. `into` is the head of a merger.
    """
    rules.check_reason(outcome=outcome, reason=reason, text=text)
    if meeting.unit_id != proposal.unit_id:
        raise Refused("这次会议不是本单位提案委员会的会议。", rule=rules.COMMITTEE)
    if meeting.held_on < (proposal.submitted_on or meeting.held_on):
        raise Refused("会议在提案提交之前，不能在那次会上审查。请选择之后的会议。", rule=rules.COMMITTEE)
    authors = {person.pk for person in proposal.signatories()}
    members = frozenset(meeting.members.values_list("pk", flat=True))
    committee = rules.Committee(
        members=members,
        present=frozenset(meeting.present.values_list("pk", flat=True)),
        aside=members & authors,
        ayes=ayes,
        nays=nays,
        abstentions=abstentions,
    )
    rules.check_decision(committee)
    decision = Review.objects.create(
        proposal=proposal, meeting=meeting, outcome=outcome, reason=reason, text=text.strip(),
        ayes=ayes, nays=nays, abstentions=abstentions, decided_by=by, at=at,
    )  # fmt: skip
    decision.aside.set(committee.aside)
    duties.meet(proposal, kinds.REVIEW, by, at=at)
    proposal.outcome, proposal.decided_on, proposal.state = outcome, timezone.localdate(at), outcome
    ARRIVALS[State(outcome)](proposal, by, at, into)
    notices.reviewed(proposal, decision)


def _filed(proposal: Proposal, by: Any, at: datetime, into: Proposal | None) -> None:
    proposal.filed_on = timezone.localdate(at)
    _open_assign(proposal, at)


def _converted(proposal: Proposal, by: Any, at: datetime, into: Proposal | None) -> None:
    """What is converted still gets its answer (PRO-16): it goes on to a unit, as a suggestion under its old number."""
    _open_assign(proposal, at)
    proposal.channel = Channel.SUGGESTION


def merged(proposal: Proposal, by: Any, at: datetime, into: Proposal | None) -> None:
    if into is None:
        raise Refused(proposal.policy.say("请选择并入哪一件提案。"), rule=rules.MERGING)
    head = Proposal.objects.select_for_update().get(pk=into.head.pk)
    if head.pk == proposal.pk:
        raise Refused("不能并入它自己。", rule=rules.MERGING)
    if head.unit_id != proposal.unit_id or head.state not in MAY_TAKE_IN or head.channel in CONFIDENTIAL:
        raise Refused(f"{head}现在是“{head.get_state_display()}”，不能再并入。", rule=rules.MERGING)
    proposal.merged_into, proposal.filed_on = head, timezone.localdate(at)
    # What was merged into this one follows it, so that every author is found at the head (PRO-17).
    for follower in proposal.merged.all():
        follower.merged_into = head
        follower.save(update_fields=["merged_into"])


def _not_filed(proposal: Proposal, by: Any, at: datetime, into: Proposal | None) -> None:
    """The written reason is the answer; nothing stays owed."""


def _forwarded_up(proposal: Proposal, by: Any, at: datetime, into: Proposal | None) -> None:
    duties.open_duty(
        proposal, kind=kinds.RELAY, says="告知上级的答复", act="proposals.supervise", unit=proposal.unit,
        watcher=proposal.unit, days=rules.RELAY.at(proposal.unit, at).value or 0, rule=rules.RELAY.id, at=at,
    )  # fmt: skip


MAY_TAKE_IN = {State.SUBMITTED, State.FILED, State.ASSIGNED, State.REASSIGN_REQUESTED, State.IN_PROGRESS}
ARRIVALS = {
    State.FILED: _filed,
    State.MERGED: merged,
    State.CONVERTED: _converted,
    State.NOT_FILED: _not_filed,
    State.FORWARDED_UP: _forwarded_up,
}


def _open_assign(proposal: Proposal, at: datetime) -> None:
    """Filed ones are handed to units within ten working days after the session, or after filing if that is later."""
    day = timezone.localdate(at)
    duties.open_duty(
        proposal, kind=kinds.ASSIGN, says="交办提案", act="proposals.assign", unit=proposal.unit,
        watcher=proposal.unit, days=rules.ASSIGN_LIMIT.at(proposal.unit, at).value or 0, rule=rules.ASSIGN_LIMIT.id,
        start=max(day, proposal.session.held_on) if proposal.session else day, at=at,
    )  # fmt: skip


def _judge_sending_back(proposal: Proposal, by: Any, at: datetime) -> None:
    if proposal.proposer is None and proposal.entered_by is None:
        raise Refused("不知道是谁写的，退不回去。请先交办，需要补充的在办理中问。", rule=rules.TRIAGE)


@step(
    Proposal,
    leaves=[State.SUBMITTED],
    reaches=State.RETURNED,
    needs="proposals.review",
    judge=_judge_sending_back,
    says="退回补充",
)
def send_back(proposal: Proposal, by: Person, *, at: datetime, reason: str, text: str) -> None:
    """Return a proposal whose form is not in order, with the reason; the proposer has five working days (PRO-14)."""
    rules.check_reason(outcome=State.RETURNED, reason=reason, text=text)
    Review.objects.create(
        proposal=proposal, outcome=State.RETURNED, reason=reason, text=text.strip(), decided_by=by, at=at
    )
    duties.meet(proposal, kinds.REVIEW if proposal.policy.is_reviewed else kinds.ASSIGN, by, at=at)
    duties.open_duty(
        proposal, kind=kinds.RESUBMIT, says="补充后重新提交", act="proposals.submit", unit=proposal.unit,
        person=proposal.entered_by or proposal.proposer, watcher=proposal.unit, days=rules.RESUBMIT.at(proposal.unit, at).value or 0,
        rule=rules.RESUBMIT.id, is_own=True, at=at,
    )  # fmt: skip
    notices.sent_back(proposal, text)


@step(Proposal, leaves=[State.RETURNED], reaches=State.NOT_FILED, needs="proposals.review", says="逾期未补充，不立案")
def lapse_return(proposal: Proposal, by: Any, *, at: datetime) -> None:
    """End a returned proposal that was not handed in again in time, by rule and with its reason (PRO-14)."""
    owed = proposal.duties.owed().filter(kind=kinds.RESUBMIT).first()
    if owed and timezone.localdate(at) <= owed.due_on:
        raise Refused(f"补充期限到 {owed.due_on:%-m月%-d日}，还没有到期。", rule=rules.RESUBMIT)
    if is_raised(proposal):
        raise Refused("由建议转来的，逾期没有提出就仍按建议办理。", rule=rules.CONVERSION)
    words = "退回后逾期没有重新提交，按规则不立案。如仍有需要，可以重新提出。"
    decision = Review.objects.create(
        proposal=proposal, outcome=State.NOT_FILED, reason="lapsed", text=words,
        decided_by=by if by.pk else None, at=at,
    )  # fmt: skip
    proposal.outcome, proposal.decided_on = State.NOT_FILED, timezone.localdate(at)
    duties.cancel(proposal, kind=kinds.RESUBMIT, reason=words, at=at)
    notices.reviewed(proposal, decision)


def _judge_appeal(proposal: Proposal, by: Person, at: datetime) -> None:
    if not proposal.policy.is_reviewed:
        raise Refused("只有提案可以申请复议。", rule=rules.APPEAL, remedy="如仍有需要，可以重新提出。")
    refusals = [row for row in proposal.reviews.all() if row.outcome == State.NOT_FILED]
    if any(row.reason == "lapsed" for row in refusals):
        raise Refused("逾期没有补充的，不能申请复议。如仍有需要，可以重新提出。", rule=rules.APPEAL)
    if len(refusals) > 1:
        raise Refused("已经复议过一次，不再复议。", rule=rules.APPEAL, remedy="有新的情况，可以重新提出一件提案。")
    if proposal.decided_on is None:
        return
    last, _ = duties.due_day(proposal.decided_on, rules.APPEAL.at(proposal.unit, proposal.decided_on).value or 0)
    if timezone.localdate(at) > last:
        raise Refused(f"复议的期限到 {last:%-m月%-d日}，已经过了。", rule=rules.APPEAL)


@step(
    Proposal,
    leaves=[State.NOT_FILED],
    reaches=State.SUBMITTED,
    only=only_author,
    judge=_judge_appeal,
    says="申请复议",
)
def appeal(proposal: Proposal, by: Person, *, at: datetime, reason: str) -> None:
    """Ask the committee to review a refusal once more (F53); the first decision stays on record with its reason."""
    if not reason.strip():
        raise Refused("请写明为什么应当立案，提案委员会会看到。", rule=rules.APPEAL)
    proposal.outcome, proposal.decided_on = "", None
    open_review(proposal, at)
    notices.appealed(proposal, reason)
