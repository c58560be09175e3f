"""What concerns a representative as an author: the running call, invitations to co-sign, the own proposals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from congress.models import CongressSession, Mandate
from congress.workflow import mandate_of
from proposals import rules
from proposals.channels import REVIEWED
from proposals.listing.rows import FIELDS, Row, rows_of, with_row_facts
from proposals.models import CoSigner, Proposal, Reply, State
from proposals.models.states import BEFORE_FILING
from ymdm.organization.models import Level, Person, Unit
from ymdm.ui import words
from ymdm.workdays import Workdays

SHOWN, NEAREST = 4, 4
STAGES = ("提出", "审查", "交办", "答复", "评价", "办结")
# How many of the stages are behind a proposal in each state; states that end otherwise show no bar.
BEHIND = {
    State.DRAFT: 0,
    State.SUBMITTED: 1,
    State.RETURNED: 1,
    State.FILED: 2,
    State.CONVERTED: 2,
    State.ASSIGNED: 3,
    State.REASSIGN_REQUESTED: 3,
    State.IN_PROGRESS: 3,
    State.REPLY_DRAFT: 3,
    State.REHANDLING: 3,
    State.REPLIED: 4,
    State.LEADER_REVIEW: 5,
    State.EVALUATED: 5,
    State.CLOSED: 6,
    State.ARCHIVED: 6,
}


@dataclass(frozen=True)
class Seat:
    """The seat in the congress, and the call for proposals if one is running."""

    mandate: Mandate
    calling: CongressSession | None
    left: int

    @property
    def closes(self) -> str:
        assert self.calling  # noqa: S101  (asked only where a call is running)
        return words.day(self.calling.call_closes_on)


def seat_of(person: Person, today: date, workdays: Workdays) -> Seat | None:
    mandate = mandate_of(person, today)
    if mandate is None:
        return None
    running = mandate.term.sessions.filter(call_opens_on__lte=today, call_closes_on__gte=today).order_by("held_on")
    calling = running.first()
    if calling:
        calling.term = mandate.term
    return Seat(mandate, calling, workdays.left(today, calling.call_closes_on) if calling else 0)


def representatives_of(person: Person, today: date) -> list[Mandate]:
    """Who sits in a congress for the unit of somebody who has no seat; other employees go through them (PRO-06)."""
    above = Unit.objects.above(person.unit).exclude(level__in=[Level.DEPARTMENT, Level.TEAM])
    own = above.last() or person.unit
    seats = Mandate.objects.in_force(today).filter(person__unit__path__startswith=own.path, person__is_active=True)
    # Nearest first: the own team or department before the rest of the unit.
    found = seats.select_related("person__unit", "delegation").order_by("pk")
    return sorted(found, key=lambda seat: seat.person.unit_id != person.unit_id)[:NEAREST]


@dataclass(frozen=True)
class Invitation:
    """Somebody asks for one's signature. `missing` signatures still stand between the draft and its submission."""

    proposal: Proposal
    asker: str
    missing: int


def invitations(person: Person) -> list[Invitation]:
    """Invitations to co-sign that wait for an answer."""
    waiting = CoSigner.objects.filter(
        person=person, state=CoSigner.State.INVITED, proposal__state__in=BEFORE_FILING
    ).values("proposal")
    asked = list(
        Proposal.objects.filter(pk__in=waiting)
        .select_related("proposer__unit", "unit")
        .annotate(signed=Count("co_signers", Q(co_signers__state=CoSigner.State.SIGNED)))
        .order_by("-pk")
    )
    least = _least_signatures(asked)
    return [
        Invitation(
            proposal,
            f"{proposal.proposer.unit.short} {proposal.proposer}" if proposal.proposer else "",
            0 if proposal.is_joint else max(least[proposal.unit_id] - proposal.signed, 0),
        )
        for proposal in asked
    ]


def ready(person: Person) -> list[Proposal]:
    """The own drafts that have their text and their signatures: all that is left is to send them."""
    signed = Count("co_signers", Q(co_signers__state=CoSigner.State.SIGNED))
    drafts = Proposal.objects.filter(
        Q(proposer=person) | Q(entered_by=person), state=State.DRAFT, channel__in=REVIEWED
    ).exclude(title="")
    complete = drafts.annotate(signed=signed).filter(points__isnull=False).select_related("unit").distinct()
    written = list(complete.order_by("-pk"))
    least = _least_signatures(written)
    return [proposal for proposal in written if proposal.is_joint or proposal.signed >= least[proposal.unit_id]]


def _least_signatures(proposals: Sequence[Proposal]) -> dict[int, int]:
    """How many must co-sign, by the congress's unit (PRO-07): one query for each of the one or two there are."""
    units, today = {proposal.unit for proposal in proposals}, timezone.localdate()
    return {unit.pk: rules.CO_SIGNERS.at(unit, today).value or 0 for unit in units}


@dataclass(frozen=True)
class Mine:
    """One of the own proposals: its row, how far it has come, and the last word of whoever handles it."""

    row: Row
    behind: int | None
    news: str

    @property
    def stage(self) -> str:
        return STAGES[min(self.behind or 0, len(STAGES) - 1)]

    @property
    def label(self) -> str:
        return f"{len(STAGES)} 步中已完成 {self.behind} 步，当前：{self.stage}"

    @property
    def is_again(self) -> bool:
        return self.row.state in {State.REHANDLING, State.LEADER_REVIEW}


def mine(person: Person, today: date, workdays: Workdays) -> tuple[list[Mine], int]:
    """The proposals that one made or had entered, those under way first, and how many there are."""
    # Asked one by one, so that each way in finds its index; what one person proposes in a life is no long list.
    own = Proposal.objects.order_by().exclude(state=State.WITHDRAWN)
    states = dict(own.filter(proposer=person).values_list("pk", "state"))
    states |= dict(own.filter(entered_by=person).values_list("pk", "state"))
    first = sorted(states, key=lambda pk: (BEHIND.get(State(states[pk]), len(STAGES)) < len(STAGES), pk), reverse=True)
    chosen = first[:SHOWN]
    facts = {row["pk"]: row for row in with_row_facts(Proposal.objects.filter(pk__in=chosen)).values(*FIELDS)}
    rows = rows_of([facts[pk] for pk in chosen], person, today, workdays)
    said = _last_words([row.pk for row in rows])
    return [Mine(row, BEHIND.get(State(row.state)), said.get(row.pk, "")) for row in rows], len(states)


def _last_words(proposals: list[int]) -> dict[int, str]:
    """The first sentence of the newest signed answer to each: whose, when, what."""
    signed = Reply.objects.filter(proposal__in=proposals).signed().order_by("signed_at", "pk")
    told: dict[int, str] = {}
    for reply in signed.select_related("proposal__lead_unit"):
        unit: Any = reply.proposal.lead_unit
        told[reply.proposal_id] = f"{unit.short if unit else '工会'} {words.day(reply.signed_at)}答复：{reply.text}"
    return told
