"""What the 24 checks look at: plain values about one session, its year and its unit. Empty means not recorded."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date, datetime

from ..composing import Roll
from ..counting import Line, Tally


@dataclass(frozen=True)
class Item:
    """One point of the agenda with its matter and the right it was put with; `is_done` once it was taken up."""

    title: str
    matter: str
    right: str
    is_done: bool = True


@dataclass(frozen=True)
class VoteFacts:
    """One declared vote. An election also has `seats`, the `votes` of each name, and who was declared `elected`.

    `items` is how many drafts were voted as one. People are any ids that can be compared.
    """

    title: str
    matter: str
    right: str
    method: str
    total: int | None
    present: int | None
    tally: Tally | None
    line: Line | None
    outcome: str
    items: int = 1
    is_noticed: bool = True
    tellers: tuple[Hashable, ...] = ()
    scrutineers: tuple[Hashable, ...] = ()
    candidates: tuple[Hashable, ...] = ()
    seats: int | None = None
    votes: tuple[tuple[Hashable, int], ...] = ()
    elected: tuple[Hashable, ...] = ()

    @property
    def is_election(self) -> bool:
        return self.seats is not None


@dataclass(frozen=True)
class ConstituencyElection:
    """How a constituency elected: of how many employees how many took part, and the fewest votes of whoever was elected."""

    name: str
    employees: int
    participants: int
    fewest_votes: int


@dataclass(frozen=True)
class UnitDecision:
    """A decision of the unit in the year on a matter of the table, and whether the congress adopted it."""

    title: str
    matter: str
    is_adopted: bool


@dataclass(frozen=True)
class Facts:
    """Everything that is known of a session on the day of the check."""

    # the unit and its session
    legal_type: str
    held_on: date
    state_owned: bool = False
    run_as_enterprise: bool = False
    closed_on: date | None = None
    is_extraordinary: bool = False
    is_first_of_term: bool = False
    is_assembly: bool = False  # every employee takes part (CON-08)

    # time: T1 to T8; the other sessions of the calendar year, this one counts once it closed
    sessions_of_year: tuple[date, ...] = ()
    term_begins_on: date | None = None
    term_ends_on: date | None = None
    is_extension_approved: bool | None = None
    matters_to_union_on: date | None = None
    # one a representative: the day from which the delivery counts (convening.counts_from), None where not received
    received_on: tuple[date | None, ...] = ()
    disclosed_on: date | None = None
    published_on: date | None = None
    posted_until: date | None = None
    reported_on: date | None = None
    archived_on: date | None = None

    # content: C1 to C6
    agenda: tuple[Item, ...] = ()
    appraised_on: tuple[date, ...] = ()
    last_proposals: int | None = None
    last_proposals_closed: int = 0
    last_proposals_explained: int = 0
    matters_of_year: frozenset[str] = frozenset()
    decisions: tuple[UnitDecision, ...] = ()

    # procedure: P1 to P10
    roll: Roll | None = None
    elections: tuple[ConstituencyElection, ...] = ()
    preparatory_on: date | None = None
    presidium: int | None = None
    presidium_front_line: int | None = None
    is_qualification_passed: bool = False
    roll_frozen_at: datetime | None = None
    roll_called_at: datetime | None = None
    total: int | None = None
    present: int | None = None
    votes: tuple[VoteFacts, ...] = ()
    # (delegation, whether its opinion sheet is there)
    delegations: tuple[tuple[str, bool], ...] = ()
    signed_by_chair_on: date | None = None
    signed_by_secretary_on: date | None = None
    archive_missing: tuple[str, ...] | None = None
