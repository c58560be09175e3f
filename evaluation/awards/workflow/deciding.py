"""The decision by a second person, within the quota and with the conditions checked once more; and the withdrawal."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from ymdm.duties import workflow as duties
from ymdm.workflow import Refused, step

from .. import conditions, kinds, notices, rules
from ..facts import conditions_of
from ..models import Campaign, CampaignState, Nomination, State
from .nominating import not_nominee
from .posting import close


def _organiser(nomination: Nomination) -> Any:
    return nomination.organiser


def _second(nomination: Nomination, by: Any) -> str:
    if nomination.proposed_by_id == getattr(by, "pk", None):
        return "提请决定的人不作决定，请另一人办理。"
    return not_nominee(nomination, by)


def _take_place(nomination: Nomination) -> str:
    """Take a place of the quota and return the number of the certificate. Two who decide at once stand in line here."""
    campaign = Campaign.objects.select_for_update().select_related("unit").get(pk=nomination.campaign_id)
    if campaign.state != CampaignState.CALLED:
        raise Refused(f"{campaign}{campaign.get_state_display()}，不能再决定。", rule=rules.FLOW)
    given = campaign.nominations.given()
    quota = campaign.quotas.get(kind=nomination.kind)
    rules.check_quota(nomination.get_kind_display(), quota.number, given.filter(kind=nomination.kind).count())
    return f"{campaign.unit.code}-{campaign.year}-{given.count() + 1:03d}"


@step(
    Nomination, leaves=[State.PROPOSED], reaches=State.AWARDED, needs="awards.decide", only=_second, within=_organiser,
    cites=rules.FLOW, says="决定表彰",
)  # fmt: skip
def award(nomination: Nomination, by: Any, *, at: datetime) -> None:
    """Decide for the name: the conditions hold still, and the quota has a place."""
    found = conditions_of(nomination, timezone.localdate(at))
    conditions.check(found)
    nomination.number = _take_place(nomination)
    nomination.rechecked = [one.row for one in found]
    nomination.decided_by, nomination.decided_at = by, at
    duties.meet(nomination, kinds.DECIDE, by, at=at)


@step(
    Nomination, leaves=[State.PROPOSED], reaches=State.REFUSED, needs="awards.decide", only=_second, within=_organiser,
    cites=rules.FLOW, says="决定不予表彰",
)  # fmt: skip
def turn_down(nomination: Nomination, by: Any, *, at: datetime, reason: str) -> None:
    """Decide against the name, with the reason: no place is left, or a condition is not met any more."""
    nomination.ended_because, nomination.decided_by, nomination.decided_at = reason.strip()[:500], by, at
    duties.meet(nomination, kinds.DECIDE, by, at=at)
    close(nomination, by, at, "决定不予表彰")
    notices.refused(nomination)


@step(
    Nomination, leaves=[State.AWARDED], reaches=State.WITHDRAWN, needs="awards.decide", only=not_nominee, within=_organiser,
    cites=rules.FRAUD, says="撤销称号",
)  # fmt: skip
def withdraw_award(nomination: Nomination, by: Any, *, at: datetime, reason: str) -> None:
    """Take the title back for fraud (EVA-37). It stays on the list and on its certificate as withdrawn, with the reason."""
    if len(reason.strip()) < rules.FEWEST_WORDS:
        raise Refused("请写明查实了什么、依据哪个决定。", rule=rules.FRAUD)
    nomination.ended_because, nomination.withdrawn_by, nomination.withdrawn_at = reason.strip()[:500], by, at
    notices.withdrawn(nomination)
