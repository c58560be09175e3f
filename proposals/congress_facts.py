"""What the 24 checks of a session need to know of proposals and of the delegations' talks; named in settings (C4, P9)."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q

from congress.models import CongressSession

from .meetings.models import Forum
from .models import Proposal, State
from .models.states import BEFORE_FILING

NOT_FILED = (*BEFORE_FILING, State.WITHDRAWN, State.NOT_FILED, State.MERGED, State.CONVERTED)


def facts(session: CongressSession) -> dict[str, Any]:
    """The filed proposals of the session before this one, how many are closed, and which delegations handed a sheet.

    One that went to the superior is explained by that.
    """
    before = (
        CongressSession.objects.filter(term__unit=session.unit, held_on__lt=session.held_on)
        .exclude(state__in=[*CongressSession.BEFORE, CongressSession.State.CANCELLED])
        .order_by("-held_on")
        .first()
    )
    told: dict[str, Any] = {
        "opinion_sheets": frozenset(
            Forum.objects.filter(
                kind=Forum.Kind.FLOOR, session=session, state__in=[Forum.State.RAISED, Forum.State.SETTLED]
            ).values_list("delegation", flat=True)
        )
    }
    if before is not None:
        filed = Proposal.objects.filter(session=before, channel="proposal").exclude(state__in=NOT_FILED)
        counts = filed.aggregate(
            total=Count("pk"),
            closed=Count("pk", filter=Q(state__in=[State.CLOSED, State.ARCHIVED])),
            explained=Count("pk", filter=Q(state=State.FORWARDED_UP)),
        )
        told |= {
            "last_proposals": counts["total"],
            "last_proposals_closed": counts["closed"],
            "last_proposals_explained": counts["explained"],
        }
    return told
