"""One row of a register as a proposal, with its authors, review, handling and event."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from ymdm.ledger.record import record
from ymdm.organization.models import Person

from ..models import CoSigner, Point, Proposal, Review, Version
from ..models.states import Source, State
from ..workflow.authoring import search_text
from ..workflow.sketching import keep_sketch
from . import handling
from .days import due_of, rating_ends, start_of
from .standing import Standing, standing

if TYPE_CHECKING:
    from ..papers.register_rows import RegisterRow
    from .surroundings import Surroundings

CLOSED = "历年登记表记载已答复，办结日期按最后一次答复的日期。"


class Entries:
    """Writes the rows of one register, one by one, into their surroundings."""

    def __init__(self, around: Surroundings) -> None:
        self.around = around
        self.rows = {(row.term, row.session, row.no): row for row in around.reading.fresh}
        self.written: dict[tuple[int, int, str], Proposal] = {}

    def write(self, row: RegisterRow) -> Proposal:
        """One proposal with everything that the register tells of it, what is still owed, and its event."""
        around = self.around
        stands = standing(row, rating_ends=partial(rating_ends, unit=around.unit), today=around.today)
        proposal = Proposal.objects.create(**self._facts(row, stands))
        self.written[row.term, row.session, row.no] = proposal
        self._write_authors(proposal, row)
        self._write_review(proposal, row)
        if proposal.assigned_on:
            handling.write(proposal, row)
        handling.open_owed(proposal, row, stands, at=around.at)
        keep_sketch([proposal])
        payload = {"sheet": row.sheet, "row": row.row, "register_number": row.no, "after": {"state": proposal.state}}
        record(
            "proposals.import", proposal, around.by, says="历年导入", at=around.at, unit=around.unit, payload=payload
        )
        return proposal

    def _facts(self, row: RegisterRow, stands: Standing) -> dict[str, Any]:
        around = self.around
        handled = row.result in {State.FILED, State.CONVERTED} and row.assigned_on is not None
        submitted = row.submitted_on or around.today
        return {
            "unit": around.unit,
            "session": around.sessions[row.term, row.session],
            "number": around.numbers[row.term, row.session, row.no],
            "register_number": row.no[:20],
            "state": stands.state,
            "title": row.title,
            "rationale": row.rationale,
            "category": around.categories[row.term].get(row.category),
            "proposer": around.people[row.proposer, row.delegation],
            "delegation": around.delegations.get((row.term, row.delegation)),
            "source": Source.IMPORTED,
            "entered_by": around.by if isinstance(around.by, Person) else None,
            "started_at": start_of(submitted),
            "submitted_on": submitted,
            "outcome": "" if row.result == State.WITHDRAWN else row.result,
            "merged_into": self._head(row) if row.result == State.MERGED else None,
            "lead_unit": around.reading.depts[row.dept] if handled else None,
            "assigned_on": row.assigned_on if handled else None,
            "reply_due_on": due_of(row, around.unit) if handled else None,
            "round": stands.round,
            "replied_on": row.replied_on if handled else None,
            "second_replied_on": row.second_on if handled else None,
            "result_class": row.result_class if handled and row.replied_on else "",
            "grade": stands.grade,
            "first_grade": stands.first_grade,
            "closed_on": stands.closed_on,
            "closure_note": CLOSED if stands.closed_on else "",
            "search_text": search_text(row.title, row.rationale, row.points),
        }

    def _head(self, row: RegisterRow) -> Proposal:
        """The proposal that a merged one is handled with, however many steps of merging lie between (PRO-17)."""
        place = (row.term, row.session, row.merged_into)
        while place in self.rows and self.rows[place].result == State.MERGED:
            place = (row.term, row.session, self.rows[place].merged_into)
        if place in self.written:
            return self.written[place]
        found = Proposal.objects.select_related("merged_into").get(
            unit=self.around.unit, source=Source.IMPORTED, session__term__number=row.term,
            session__number=row.session, register_number=place[2],
        )  # fmt: skip
        return found.head

    def _write_authors(self, proposal: Proposal, row: RegisterRow) -> None:
        signed_at = proposal.started_at
        signers = dict.fromkeys(self.around.people[name, row.delegation] for name in row.co_signers)
        CoSigner.objects.bulk_create(
            CoSigner(
                proposal=proposal, person=person, state=CoSigner.State.SIGNED, on_paper=True,
                invited_at=signed_at, answered_at=signed_at,
            )
            for person in signers
            if person.pk != proposal.proposer_id
        )  # fmt: skip
        Point.objects.bulk_create(
            Point(proposal=proposal, order=order, text=text) for order, text in enumerate(row.points, start=1)
        )
        Version.objects.create(
            proposal=proposal, number=1, title=row.title, rationale=row.rationale, points=list(row.points),
            at=signed_at, by=proposal.proposer,
        )  # fmt: skip

    def _write_review(self, proposal: Proposal, row: RegisterRow) -> None:
        """What came of the review, with the reason that the register gives.

        It tells no day: none is put on the proposal, and the row is dated by the first day that lies after the review.
        """
        if row.result == State.WITHDRAWN:
            return
        words = "" if row.replied_on else row.answer
        if proposal.merged_into:
            words = words or f"与 {proposal.merged_into.register_number} 号提案反映同一件事，并案办理。"
        Review.objects.create(
            proposal=proposal, outcome=row.result, reason="register",
            text=words or f"历年登记表记载：{State(row.result).label}。",
            at=start_of(row.assigned_on) if row.assigned_on else proposal.started_at,
        )  # fmt: skip
