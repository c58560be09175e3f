"""Keeping the pairs by which a text is found again. Called where a text is handed in; derived, so no step and no event."""

from __future__ import annotations

from collections.abc import Iterable

from ..models import Proposal, Sketch
from ..rules.likeness import sketch


def keep_sketch(proposals: Iterable[Proposal]) -> int:
    """Make the sketches of these proposals anew from their title and text; returns how many rows they have."""
    proposals = list(proposals)
    Sketch.objects.filter(proposal__in=proposals).delete()
    rows = [
        Sketch(proposal=proposal, gram=gram)
        for proposal in proposals
        for gram in sketch(proposal.title, proposal.search_text)
    ]
    return len(Sketch.objects.bulk_create(rows, batch_size=2000))
