"""Opening a campaign with its quotas, calling it off, publishing what was decided, and closing the file (EVA-32, EVA-36)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from ymdm.organization.models import Unit
from ymdm.workflow import Refused, step

from .. import notices, rules
from ..models import Campaign, Quota
from ..models import CampaignState as State


@step(Campaign, creates=True, reaches=State.CALLED, needs="awards.run", cites=rules.FLOW, says="下达表彰名额")
def open_campaign(
    unit: Unit, by: Any, *, at: datetime, year: int, title: str, terms: str, nominate_until: date, quotas: Mapping[str, int]
) -> Campaign:  # fmt: skip
    """Open the awards of a year: kinds with their numbers and conditions are open to the house from now on (EVA-36).

    `quotas` are numbers by kind; kinds with nought are not awarded. Units below are told.
    """
    places = {kind: number for kind, number in quotas.items() if number}
    rules.check_open(year, nominate_until, timezone.localdate(at), sum(places.values()))
    if not terms.strip():
        raise Refused("请写明评选条件。", rule=rules.OPEN)
    Unit.objects.select_for_update().get(pk=unit.pk)  # of two who press at once the second reads the sentence
    held = Campaign.objects.filter(unit=unit).exclude(state=State.CALLED_OFF)
    if held.filter(year=year).exists():
        raise Refused(f"{unit}{year}年的表彰已经下达过。", rule=rules.FLOW)
    cycle = rules.CYCLE.at(unit, at)
    rules.check_cycle(year, list(held.values_list("year", flat=True)), cycle.value or 1)
    made = Campaign.objects.create(
        unit=unit, year=year, title=title.strip()[:60], terms=terms.strip(), nominate_until=nominate_until, opened_by=by,
        opened_at=at,
    )  # fmt: skip
    Quota.objects.bulk_create(Quota(campaign=made, kind=kind, number=number) for kind, number in places.items())
    notices.opened(made)
    return made


def _judge_nothing_given(campaign: Campaign, by: Any, at: datetime) -> None:
    if given := campaign.nominations.given().count():
        raise Refused(f"已经决定表彰 {given} 个，不能取消。", rule=rules.FLOW)


@step(
    Campaign, leaves=[State.CALLED], reaches=State.CALLED_OFF, needs="awards.run", judge=_judge_nothing_given,
    cites=rules.FLOW, says="取消评选",
)  # fmt: skip
def call_off_campaign(campaign: Campaign, by: Any, *, at: datetime, reason: str) -> None:
    if pending := campaign.nominations.pending().count():
        raise Refused(f"还有 {pending} 个提名没有办完。", rule=rules.FLOW, remedy="请先由单位撤回。")
    campaign.called_off_because = reason.strip()[:200]
    notices.called_off(campaign)


def _judge_whole(campaign: Campaign, by: Any, at: datetime) -> None:
    names = list(campaign.nominations.pending().values_list("name", flat=True)[:6])
    if names:
        raise Refused(
            f"还没有办完：{'、'.join(names[:5])}{'等' if len(names) > 5 else ''}。", rule=rules.FLOW,
            remedy="每个提名都要有结果：决定、不予表彰，或者由单位撤回。",
        )  # fmt: skip
    if not campaign.nominations.given().exists():
        raise Refused("还没有决定表彰任何单位和个人。", rule=rules.FLOW)


@step(
    Campaign, leaves=[State.CALLED], reaches=State.PUBLISHED, needs="awards.run", judge=_judge_whole, cites=rules.OPEN,
    says="公布表彰结果",
)  # fmt: skip
def publish_campaign(campaign: Campaign, by: Any, *, at: datetime) -> None:
    """Open the result to the house: every title has its certificate, and those who are awarded are told."""
    Campaign.objects.select_for_update().get(pk=campaign.pk)
    _judge_whole(campaign, by, at)
    campaign.published_by, campaign.published_at = by, at
    notices.published(campaign)


@step(
    Campaign, leaves=[State.PUBLISHED], reaches=State.ARCHIVED, needs="awards.run", cites=rules.OPEN, says="归档表彰材料"
)  # fmt: skip
def archive_campaign(campaign: Campaign, by: Any, *, at: datetime) -> None:
    """Close the file: the record with every name, notice, objection and decision is the document to keep."""
    campaign.archived_at = at
