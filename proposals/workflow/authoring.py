"""From the first word to the submission: drafting, co-signing, submitting, withdrawing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from congress.models import CongressSession
from congress.workflow import congress_of, mandate_of, session_for
from ymdm.duties import workflow as duties
from ymdm.organization.models import Person, Unit
from ymdm.rulebook import Rule
from ymdm.workflow import Refused, step

from .. import kinds, notices, rules
from ..channels import POLICIES
from ..finding import keep_found
from ..models import CoSigner, FormerNumber, Point, Proposal, State
from ..models.states import BEFORE_FILING, Source
from .sketching import keep_sketch


def is_author(proposal: Proposal, by: Person) -> bool:
    """The proposer, or the union officer who entered it for her."""
    return by.pk in {proposal.proposer_id, proposal.entered_by_id}


def only_author(proposal: Proposal, by: Person) -> str:
    return "" if is_author(proposal, by) else proposal.policy.say("只有提案人本人可以办理这一步。")


def _is_invited(proposal: Proposal, by: Person) -> str:
    if any(signature.person_id == by.pk for signature in proposal.co_signers.all()):
        return ""
    return "提案人没有邀请您附议。如愿附议，请与提案人联系。"


@step(Proposal, creates=True, says="起草提案")
def begin(unit: Unit, by: Person, *, at: datetime, proposer: Person | None = None, joint: bool = False) -> Proposal:
    """Start a draft in the congress that covers `unit`, for oneself, or on behalf of `proposer` (F80).

    Refuses a proposer without a seat in the congress (PRO-06).
    """
    day = timezone.localdate(at)
    proposer = proposer or by
    term = congress_of(unit, day)
    mandate = mandate_of(proposer, day)
    if term is None or mandate is None or mandate.term_id != term.pk:
        raise Refused(
            f"{proposer}现在不是职工代表，不能提出提案。",
            rule=rules.PROPOSERS,
            remedy="请与所在代表团的代表联系，由代表提出。",
        )
    if proposer != by and not by.may("proposals.enter", term.unit):
        raise Refused("只有工会可以代为录入提案。", rule=rules.PROPOSERS)
    if joint and mandate.delegation.head_id != proposer.pk:
        raise Refused(
            f"以{mandate.delegation}名义提出的提案，由代表团团长提交。",
            rule=rules.PROPOSERS,
            remedy="请由团长提出，或改为个人提案并邀请代表附议。",
        )
    session, calling = session_for(term, day)
    if session is None:
        raise Refused("本届职代会还没有登记会议，暂时不能提出提案。请与工会联系。", rule=rules.CALL)
    return Proposal.objects.create(
        unit=term.unit,
        session=session,
        between_sessions=not calling,
        proposer=proposer,
        delegation=mandate.delegation,
        is_joint=joint,
        source=Source.OWN if proposer == by else Source.ON_BEHALF,
        entered_by=None if proposer == by else by,
        started_at=at,
    )


def save_draft(
    proposal: Proposal, by: Person, *, title: str, rationale: str, measures: Sequence[str], **fields: Any
) -> Proposal:
    """Keep what was typed into a draft. Not a change of state, so no event; the author and the state are checked.

    `fields` may hold category, suggested_unit and is_confidential.
    """
    with transaction.atomic():
        proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
        if why := only_author(proposal, by):
            raise Refused(why)
        if proposal.state not in {State.DRAFT, State.RETURNED}:
            raise Refused(f"提案现在是“{proposal.get_state_display()}”，内容不能再改。")
        proposal.title, proposal.rationale = title.strip()[:120], rationale.strip()
        for name, value in fields.items():
            setattr(proposal, name, value)
        proposal.saved_at = timezone.now()
        texts = [text.strip()[:500] for text in measures if text.strip()]
        proposal.search_text = search_text(proposal.title, proposal.rationale, texts)
        proposal.save()
        if texts != list(proposal.points.values_list("text", flat=True)):
            proposal.points.all().delete()
            Point.objects.bulk_create(
                Point(proposal=proposal, order=order, text=text) for order, text in enumerate(texts, start=1)
            )
    return proposal


def search_text(title: str, rationale: str, measures: Iterable[str]) -> str:
    """What a search looks through: lower case, one blank between words."""
    return " ".join(" ".join([title, rationale, *measures]).lower().split())


@step(Proposal, leaves=[State.DRAFT, State.RETURNED], only=only_author, says="邀请附议")
def invite(proposal: Proposal, by: Person, *, at: datetime, people: Sequence[Person]) -> None:
    """Ask representatives to co-sign; those asked already are left alone. Refuses the proposer and strangers (PRO-07)."""
    for person in people:
        _check_may_co_sign(proposal, person, at)
    known = {signature.person_id: signature for signature in proposal.co_signers.all()}
    fresh = [person for person in people if person.pk not in known]
    again = [known[person.pk] for person in people if person.pk in known and known[person.pk].state == "withdrawn"]
    CoSigner.objects.bulk_create(CoSigner(proposal=proposal, person=person, invited_at=at) for person in fresh)
    CoSigner.objects.filter(pk__in=[signature.pk for signature in again]).update(
        state=CoSigner.State.INVITED, invited_at=at, answered_at=None
    )
    notices.invited(proposal, [*fresh, *(signature.person for signature in again)])


def _check_may_co_sign(proposal: Proposal, person: Person, at: datetime) -> None:
    """Refuse the proposer, and whoever holds no seat in this term (PRO-07)."""
    if person == proposal.proposer:
        raise Refused("提案人不能附议自己的提案。", rule=rules.CO_SIGNERS)
    mandate = mandate_of(person, timezone.localdate(at))
    if proposal.session is None or mandate is None or mandate.term_id != proposal.session.term_id:
        raise Refused(f"{person}不是本届职工代表，不能附议。", rule=rules.CO_SIGNERS)


def _of_paper(proposal: Proposal, by: Person) -> str:
    if proposal.source == Source.ON_BEHALF and by.pk == proposal.entered_by_id:
        return ""
    return "只有代为录入提案的工会干部可以登记书面附议；其他提案由附议人本人在系统里附议。"


@step(Proposal, leaves=[State.DRAFT, State.RETURNED], only=_of_paper, says="登记书面附议")
def enter_signature(proposal: Proposal, by: Person, *, at: datetime, person: Person) -> None:
    """Write down a signature that was given on paper, for a proposal that came on paper (F80, PRO-08).

    The co-signer is told at once and can withdraw it like any other.
    """
    _check_may_co_sign(proposal, person, at)
    signature = proposal.co_signers.filter(person=person).first() or CoSigner(
        proposal=proposal, person=person, invited_at=at
    )
    if signature.is_signed:
        raise Refused(f"{person}已经附议过这件提案。", rule=rules.OWN_SIGNATURE)
    signature.state, signature.on_paper, signature.answered_at = CoSigner.State.SIGNED, True, at
    signature.save()
    notices.paper_signature_entered(proposal, signature)


def _signature_of(proposal: Proposal, by: Person) -> CoSigner:
    return next(signature for signature in proposal.co_signers.all() if signature.person_id == by.pk)


def _judge_signature(proposal: Proposal, by: Person, at: datetime) -> None:
    if _signature_of(proposal, by).is_signed:
        raise Refused("您已经附议过这件提案。", rule=rules.OWN_SIGNATURE)


@step(
    Proposal,
    leaves=[State.DRAFT, State.SUBMITTED, State.RETURNED],
    only=_is_invited,
    judge=_judge_signature,
    says="附议",
)
def co_sign(proposal: Proposal, by: Person, *, at: datetime) -> None:
    """Put one's own signature under a proposal (PRO-08). One tap."""
    signature = _signature_of(proposal, by)
    signature.state, signature.answered_at = CoSigner.State.SIGNED, at
    signature.save()
    notices.signed(proposal, by)


def _judge_invitation(proposal: Proposal, by: Person, at: datetime) -> None:
    if _signature_of(proposal, by).state != CoSigner.State.INVITED:
        raise Refused("您已经回应过这个邀请。", rule=rules.OWN_SIGNATURE)


@step(
    Proposal,
    leaves=[State.DRAFT, State.SUBMITTED, State.RETURNED],
    only=_is_invited,
    judge=_judge_invitation,
    says="不附议",
)
def decline(proposal: Proposal, by: Person, *, at: datetime) -> None:
    """Answer an invitation with no. Refused once signed: then one withdraws the signature."""
    signature = _signature_of(proposal, by)
    signature.state, signature.answered_at = CoSigner.State.DECLINED, at
    signature.save()


def _judge_standing_signature(proposal: Proposal, by: Person, at: datetime) -> None:
    if not _signature_of(proposal, by).is_signed:
        raise Refused("您没有附议这件提案。", rule=rules.OWN_SIGNATURE)


@step(
    Proposal,
    leaves=[State.DRAFT, State.SUBMITTED, State.RETURNED],
    reaches=(State.DRAFT, State.SUBMITTED, State.RETURNED),
    only=_is_invited,
    judge=_judge_standing_signature,
    says="撤回附议",
)
def withdraw_signature(proposal: Proposal, by: Person, *, at: datetime) -> None:
    """Take one's signature back before filing; with too few left the proposal is a draft again (PRO-08)."""
    signature = _signature_of(proposal, by)
    signature.state, signature.answered_at = CoSigner.State.WITHDRAWN, at
    signature.save()
    left = proposal.co_signers.filter(state=CoSigner.State.SIGNED).count()
    if (
        proposal.state == State.SUBMITTED
        and not proposal.is_joint
        and left < (rules.CO_SIGNERS.at(proposal.unit, at).value or 0)
    ):
        proposal.state = State.DRAFT
        duties.cancel(proposal, reason="附议人撤回，提案退回草稿", at=at)
    notices.signature_withdrawn(proposal, by)


def _submit(proposal: Proposal, by: Person, at: datetime) -> None:
    rules.check_complete(title=proposal.title, rationale=proposal.rationale, measures=proposal.measures)
    if proposal.policy.is_reviewed:
        signed = proposal.co_signers.filter(state=CoSigner.State.SIGNED).count()
        rules.check_co_signers(signed=signed, joint=proposal.is_joint, law=rules.CO_SIGNERS.at(proposal.unit, at))
    keep_version(proposal, by, at)


def keep_version(proposal: Proposal, by: Person | None, at: datetime) -> None:
    """Keep the text as it is handed in, and what finds it again."""
    last = proposal.versions.aggregate(last=Max("number"))["last"] or 0
    proposal.versions.create(
        number=last + 1, title=proposal.title, rationale=proposal.rationale, points=proposal.measures, at=at, by=by
    )
    keep_sketch([proposal])
    keep_found(proposal)


@step(Proposal, leaves=[State.DRAFT], reaches=State.SUBMITTED, only=only_author, says="提交提案")
def submit(proposal: Proposal, by: Person, *, at: datetime) -> None:
    """Hand the proposal in: number it, and open the committee's duty to review it.

    The day of submission decides the stream, not the day on which the draft was begun: what was begun before the
    call closed and is sent after it goes to the between-session stream (PRO-11).
    """
    _submit(proposal, by, at)
    if proposal.number is None:
        number_it(proposal, at)
    open_intake(proposal, at)
    notices.submitted(proposal)


def number_it(proposal: Proposal, at: datetime) -> None:
    """Give a matter its number and its day; a proposal belongs to the session of that day (PRO-11, PRO-12)."""
    day = timezone.localdate(at)
    proposal.submitted_on = day
    if proposal.session is not None:
        session, calling = session_for(proposal.session.term, day)
        proposal.session, proposal.between_sessions = session or proposal.session, not calling
    proposal.number = next_number(proposal.unit, proposal.channel, proposal.session, day)
    keep_found(proposal)


@step(Proposal, leaves=[State.RETURNED], reaches=State.SUBMITTED, only=only_author, says="补充后重新提交")
def resubmit(proposal: Proposal, by: Person, *, at: datetime) -> None:
    """Hand a returned proposal in again, as a new version under its old number."""
    _submit(proposal, by, at)
    duties.meet(proposal, kinds.RESUBMIT, by, at=at)
    if proposal.voiced_by_id and proposal.former_numbers.filter(number=proposal.number).exists():
        number_it(proposal, at)  # a suggestion that became a proposal is counted by the congress from now on
    open_intake(proposal, at)
    notices.submitted(proposal)


def open_intake(proposal: Proposal, at: datetime) -> None:
    """Who received it has to act: the committee reviews, or the union hands it to a unit."""
    if proposal.policy.is_reviewed:
        open_review(proposal, at)
    else:
        open_triage(proposal, at)


def open_triage(proposal: Proposal, at: datetime, limit: Rule = rules.TRIAGE) -> None:
    """No matter stays without a responsible unit longer than the triage limit (PRO-01), or a shorter one."""
    duties.open_duty(
        proposal, kind=kinds.ASSIGN, says=proposal.policy.say("交办提案"), act="proposals.assign", unit=proposal.unit,
        watcher=proposal.unit, days=limit.at(proposal.unit, at).value or 0, rule=limit.id, at=at,
    )  # fmt: skip


def open_review(proposal: Proposal, at: datetime) -> None:
    """The committee reviews within ten working days after the call closes, or after the day for late ones (PRO-14)."""
    day = timezone.localdate(at)
    duties.open_duty(
        proposal,
        kind=kinds.REVIEW,
        says="审查提案",
        act="proposals.review",
        unit=proposal.unit,
        watcher=proposal.unit,
        days=rules.REVIEW.at(proposal.unit, at).value or 0,
        rule=rules.REVIEW.id,
        start=day
        if proposal.between_sessions or proposal.session is None
        else max(day, proposal.session.call_closes_on),
        at=at,
    )


def next_number(unit: Unit, channel: str, session: CongressSession | None, day: date) -> str:
    """Unit code, term, session and a three-digit serial: HSZ-5-3-012 (PRO-12); of other channels their mark and the
    year: HSZ-JY-2026-003. The unit's row is the lock.
    """
    Unit.objects.select_for_update().get(pk=unit.pk)
    mark = POLICIES[channel].mark
    if mark:
        prefix = f"{unit.code}-{mark}-{day.year}-"
    else:
        assert session is not None  # noqa: S101  (a proposal always has one, by constraint)
        prefix = f"{unit.code}-{session.term.number}-{session.number}-"
    taken = Proposal.objects.filter(number__startswith=prefix).values_list("number", flat=True)
    former = FormerNumber.objects.filter(number__startswith=prefix).values_list("number", flat=True)
    serials = [int(number.rpartition("-")[2]) for number in [*taken, *former] if number]
    return f"{prefix}{max(serials, default=0) + 1:03d}"


@step(Proposal, leaves=BEFORE_FILING, reaches=State.WITHDRAWN, only=only_author, says="撤回提案")
def withdraw(proposal: Proposal, by: Person, *, at: datetime, reason: str) -> None:
    """Take the proposal back before it is filed; it stays on record with the reason."""
    if not reason.strip():
        raise Refused("请写明撤回的原因。")
    duties.cancel(proposal, reason=f"提案人撤回：{reason}", at=at)
    notices.withdrawn(proposal, reason)
