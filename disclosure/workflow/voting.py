"""A secret ballot of the staff that belongs to a selection (DIS-09): linked, so that readers find it where they read."""

from __future__ import annotations

from datetime import datetime

from ymdm.ballots.models import Asking
from ymdm.organization.models import Person
from ymdm.workflow import Refused, step

from ..models import Publication
from ..rules import opening
from .drafting import DRAFTS


def _is_selection(publication: Publication, by: Person, at: datetime) -> None:
    if "P" not in publication.item.goals:
        raise Refused("这一项不是评选公开的事项。", rule=opening.FIVE)


@step(
    Publication, leaves=[Publication.State.PUBLISHED], needs=DRAFTS, judge=_is_selection, says="关联职工投票",
    cites=opening.FIVE,
)  # fmt: skip
def put_to_vote(publication: Publication, by: Person, *, at: datetime, asking: Asking) -> None:
    """Link a ballot of the unit's staff whose paper is made. Raises Refused for one of another unit, or not made yet."""
    if not asking.unit.path.startswith(publication.unit.path):
        raise Refused(f"“{asking}”不是{publication.unit}的投票。", rule=opening.FIVE)
    if asking.state != Asking.State.BOXED:
        raise Refused(f"“{asking}”还在拟题。", rule=opening.FIVE, remedy="请先起草票箱，再关联。")
    publication.asking = asking
    publication.save()
