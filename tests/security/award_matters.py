"""The matters of awards for the walks: a campaign, a name that a unit wrote down, and an objection to another one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import cached_property
from typing import Any

from django.utils import timezone

from evaluation.awards import workflow
from evaluation.awards.models import Campaign, Kind, Level, Nomination, Objection, PublicNotice, Quota, State
from tests import factories as make
from ymdm.organization.models import Role, Unit


class AwardMatters:
    """Given by the house, nominated by the unit `lead`, by an officer and for people beside the accounts."""

    house: make.House
    mark: str
    lead: Unit

    @cached_property
    def award_campaign(self) -> Campaign:
        officer = make.person(self.house.unit, f"{self.mark}沈奖", role=Role.UNION_OFFICER)
        year = timezone.localdate().year - Campaign.objects.filter(unit=self.house.unit).count()
        made = Campaign.objects.create(
            unit=self.house.unit, year=year, title=f"{self.mark}先进评选", terms="按期召开职代会。",
            nominate_until=timezone.localdate() + timedelta(days=30), opened_by=officer, opened_at=timezone.now(),
        )  # fmt: skip
        Quota.objects.bulk_create(Quota(campaign=made, kind=kind, number=2) for kind in Kind.values)
        return made

    def _nominated(self, name: str) -> Nomination:
        made = workflow.nominate(
            self.lead, self.award_campaign.opened_by, campaign=self.award_campaign, kind=Kind.MODEL_INDIVIDUAL,
            deeds=f"{self.mark}事迹", nominee_person=make.person(self.lead, f"{self.mark}{name}"),
        )  # fmt: skip
        return Nomination.objects.select_related("unit", "campaign__unit").get(pk=made.pk)

    @cached_property
    def award_name(self) -> Nomination:
        """Written down; the unit's people are not asked."""
        return self._nominated("荣光")

    @cached_property
    def award_objection(self) -> Objection:
        """Without a name, to a name in the notice of its unit."""
        made = self._nominated("荣耀")
        Nomination.objects.filter(pk=made.pk).update(state=State.UNIT_NOTICE)
        today = timezone.localdate()
        notice = PublicNotice.objects.create(
            nomination=made, level=Level.UNIT, from_on=today, until_on=today + timedelta(days=7)
        )
        return Objection.objects.create(notice=notice, text=f"{self.mark}事迹不实", on=today)


AWARDS = [name for name, made in vars(AwardMatters).items() if isinstance(made, cached_property)]
ADDRESSES: dict[str, Callable[[Any], dict[str, Any]]] = {
    "awards:campaign": lambda m: {"pk": m.award_campaign.pk},
    "awards:campaign-act": lambda m: {"pk": m.award_campaign.pk, "verb": "publish_campaign"},
    "awards:nominate": lambda m: {"pk": m.award_campaign.pk},
    "awards:nominations-export": lambda m: {"pk": m.award_campaign.pk},
    "awards:nomination": lambda m: {"pk": m.award_name.pk},
    "awards:nomination-act": lambda m: {"pk": m.award_name.pk, "verb": "amend"},
    "awards:objection-act": lambda m: {"pk": m.award_objection.pk, "verb": "conclude_objection"},
}
