"""What the file of a representative says about proposals; named in settings, asked by the congress."""

from __future__ import annotations

from congress.models import CongressTerm
from ymdm.organization.models import Person

from .models import Proposal
from .models.states import State


def counts(person: Person, term: CongressTerm) -> list[tuple[str, int]]:
    """Proposals made in the term, filed, and answered; drafts are nobody else's business. One query."""
    mine = Proposal.objects.filter(proposer=person, session__term=term, channel="proposal").exclude(state=State.DRAFT)
    made = list(mine.values_list("number", "replied_on"))
    return [
        ("提出提案", len(made)),
        ("已立案", sum(bool(number) for number, _on in made)),
        ("已答复", sum(on is not None for _number, on in made)),
    ]
