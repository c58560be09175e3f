"""What one representative did: the proposals of hers that were filed."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from congress.models import Mandate
from ymdm.measures import Measure
from ymdm.organization.models import Person

from ..congress_facts import NOT_FILED
from ..models import Proposal


def filed_by(person: Person, on: date) -> Measure:
    """Proposals that a representative made in the terms in which she has a seat, and that were filed by a day."""
    terms = Mandate.objects.in_force(on).filter(person=person).values("term")
    filed = Proposal.objects.filter(
        proposer=person, channel="proposal", session__term__in=terms, filed_on__lte=on
    ).exclude(state__in=NOT_FILED)
    return Measure.count(
        "本届立案提案",
        filed.count(),
        rows=reverse("proposals:ledger"),
        definition="本届以第一提案人提出、已经立案的提案件数。",
    )
