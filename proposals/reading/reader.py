"""Who reads a proposal, and what is kept from that person: names, drafts, the grades of single people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from ymdm.organization.models import Person

from ..models import Proposal

HIDDEN = "姓名保密"


@dataclass(frozen=True)
class Reader:
    """One person before one proposal. Nothing here asks the database when the proposal was read as a dossier.

    names    may read who proposed and who co-signed, also where that is kept confidential (PRO-31)
    graders  may read who gave which grade: the authors and the union (proposals.md section 8)
    drafts   may read what is still being written: those who handle, sign and supervise (F67)
    """

    person: Person
    is_author: bool
    is_invited: bool
    names: bool
    graders: bool
    drafts: bool
    proposers: frozenset[int]
    authors: frozenset[int]
    hidden: tuple[str, ...] = field(default=())

    @classmethod
    def of(cls, proposal: Proposal, person: Person) -> Reader:
        signatures = [row for one in (proposal, *proposal.merged.all()) for row in one.co_signers.all()]
        proposers = {one.pk for one in proposal.proposers()}
        authors = {one.pk for one in proposal.signatories()}
        is_invited = any(row.person_id == person.pk for row in signatures)
        is_author = person.pk in authors or person.pk == proposal.entered_by_id
        is_union = person.may("proposals.supervise", proposal.unit)
        units = [row.unit for row in proposal.assignments.all() if row.is_running]
        names = is_author or is_invited or proposal.names_visible_to(person)
        everyone = [*proposal.proposers(), *(row.person for row in signatures)]
        return cls(
            person=person,
            is_author=is_author,
            is_invited=is_invited,
            names=names,
            graders=is_author or is_union,
            drafts=is_union
            or person.pk == proposal.leader_id
            or any(person.may(act, unit) for unit in units for act in ("proposals.handle", "proposals.sign")),
            proposers=frozenset(proposers),
            authors=frozenset(authors | {row.person_id for row in signatures}),
            # Longer names first, so that no name is left behind inside another.
            hidden=() if names else tuple(sorted({one.name for one in everyone}, key=len, reverse=True)),
        )

    def name(self, author: Any) -> str:
        """The name of an author, or that it is kept confidential."""
        return str(author) if self.names else HIDDEN

    def names_of(self, authors: Iterable[Any], most: int = 3) -> str:
        """“马红霞、李守田等 5 人”; how many they are is no secret."""
        people = list(authors)
        if not self.names:
            return f"{HIDDEN}（{len(people)} 人）" if len(people) > 1 else HIDDEN
        listed = "、".join(str(one) for one in people[:most])
        return f"{listed}等 {len(people)} 人" if len(people) > most else listed

    def part_of(self, person_id: int | None) -> str:
        return "提案人" if person_id in self.proposers else "附议人"

    def words(self, text: str) -> str:
        """What others wrote, without the names that this reader may not see."""
        for name in self.hidden:
            text = text.replace(name, f"（{HIDDEN}）")
        return text

    def content(self, proposal: Proposal) -> dict[str, Any]:
        """What the proposal says, as this reader may read it."""
        return {
            "rationale": self.words(proposal.rationale),
            "measures": [self.words(measure) for measure in proposal.measures],
        }
