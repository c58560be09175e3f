"""One name that a unit puts forward: what it did, whose opinions were heard, what the superior asked, what was decided."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from congress.models.terms import house_of
from ymdm.organization.models import Person, Unit, within_paths

from .campaigns import OF_UNITS, Campaign, CampaignState, Kind


class State(models.TextChoices):
    DRAFT = "award_draft", "拟提名"
    UNIT_NOTICE = "award_unit_notice", "单位公示中"
    HANDED_IN = "award_handed_in", "待上级审核"
    SUPERIOR_NOTICE = "award_upper_notice", "上级公示中"
    PROPOSED = "award_proposed", "待决定"
    AWARDED = "award_given", "已决定表彰"
    REFUSED = "award_refused", "未予表彰"
    REMOVED = "award_removed", "因异议取消"
    TAKEN_BACK = "award_taken_back", "提名已撤回"
    WITHDRAWN = "award_withdrawn", "称号已撤销"


# What a campaign still waits for.
PENDING = (State.DRAFT, State.UNIT_NOTICE, State.HANDED_IN, State.SUPERIOR_NOTICE, State.PROPOSED)
# A title that was given keeps its place in the quota and its number, also when it is withdrawn.
GIVEN = (State.AWARDED, State.WITHDRAWN)


class Heard(models.TextChoices):
    """Whose opinions the unit asked before it nominates (EVA-32)."""

    CONGRESS = "congress", "职工代表大会讨论"
    ASSEMBLY = "assembly", "职工大会讨论"
    TALKS = "talks", "座谈或者书面征求职工意见"
    SUPPORT = "support", "平台上征集职工支持"


class NominationQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> NominationQuerySet:
        """What stands in a notice for those to whom it is shown, titles that were given for the house, all for the offices.

        While support is asked for, the unit's employees read the name. Whoever objected or is named reads on.
        """
        offices = person.scope("awards.read")
        here = Q(unit__in=person.unit.lineage) & (Q(state=State.UNIT_NOTICE) | Q(state=State.DRAFT, wants_support=True))
        house = Q(campaign__unit__path__startswith=house_of(person)) & (
            Q(state=State.SUPERIOR_NOTICE)
            | Q(state__in=GIVEN, campaign__state__in=[CampaignState.PUBLISHED, CampaignState.ARCHIVED])
        )
        own = Q(nominee_person=person) & ~Q(state=State.DRAFT)
        objected = Q(pk__in=self.model._default_manager.filter(notices__objections__by=person).values("pk"))
        return self.filter(
            within_paths(offices, "unit__path") | within_paths(offices, "campaign__unit__path") | here | house | own | objected
        )  # fmt: skip

    def pending(self) -> NominationQuerySet:
        return self.filter(state__in=PENDING)

    def given(self) -> NominationQuerySet:
        return self.filter(state__in=GIVEN)

    def honours(self) -> NominationQuerySet:
        """Titles that were given and published; withdrawn ones stay on the list as withdrawn (EVA-37)."""
        return self.given().filter(campaign__state__in=[CampaignState.PUBLISHED, CampaignState.ARCHIVED])


class Nomination(models.Model):
    """`unit` nominates. `checked` and `rechecked` are the conditions as they stood at the unit's notice and at the decision."""

    State = State
    Kind = Kind

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="nominations", verbose_name="表彰")
    kind = models.CharField("种类", max_length=30, choices=Kind)
    unit = models.ForeignKey("organization.Unit", models.PROTECT, related_name="+", verbose_name="提名单位")
    nominee_unit = models.ForeignKey(
        "organization.Unit", models.PROTECT, null=True, related_name="+", verbose_name="被提名单位或集体"
    )
    nominee_person = models.ForeignKey(
        "organization.Person", models.PROTECT, null=True, related_name="+", verbose_name="被提名人"
    )
    name = models.CharField("被提名的名称", max_length=80)
    deeds = models.TextField("主要事迹", max_length=3000)
    tour_report = models.CharField("巡视报告", max_length=120, blank=True)
    wants_support = models.BooleanField("征集职工支持", default=False)
    heard = models.CharField("听取意见的方式", max_length=10, choices=Heard, blank=True)
    opinions = models.TextField("征求意见的情况和结果", max_length=2000, blank=True)
    heard_on = models.DateField("听取意见日期", null=True)
    supporters = models.PositiveIntegerField("支持人数", null=True)
    checked = models.JSONField("提名时的条件", default=list, blank=True)
    state = models.CharField("状态", max_length=30, choices=State, default=State.DRAFT)
    nominated_by = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="提名经办人")
    nominated_at = models.DateTimeField("提名时间")
    reviewed_by = models.ForeignKey(
        "organization.Person", models.PROTECT, null=True, related_name="+", verbose_name="审核人"
    )
    opinion = models.CharField("审核意见", max_length=500, blank=True)
    proposed_by = models.ForeignKey(
        "organization.Person", models.PROTECT, null=True, related_name="+", verbose_name="提请决定的人"
    )
    decided_by = models.ForeignKey(
        "organization.Person", models.PROTECT, null=True, related_name="+", verbose_name="决定人"
    )
    decided_at = models.DateTimeField("决定时间", null=True)
    rechecked = models.JSONField("决定时的条件", default=list, blank=True)
    number = models.CharField("证书编号", max_length=40, null=True, unique=True)
    ended_because = models.CharField("原因", max_length=500, blank=True)
    withdrawn_by = models.ForeignKey(
        "organization.Person", models.PROTECT, null=True, related_name="+", verbose_name="撤销人"
    )
    withdrawn_at = models.DateTimeField("撤销时间", null=True)

    objects = NominationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "表彰提名"
        ordering = ["kind", "unit__path", "pk"]
        constraints = [
            models.CheckConstraint(
                name="nomination_names_one",
                condition=Q(nominee_unit__isnull=False, nominee_person=None, kind__in=["model_unit", "model_group"])
                | Q(
                    nominee_unit=None, nominee_person__isnull=False,
                    kind__in=["model_individual", "outstanding_representative"],
                ),
            ),
            models.CheckConstraint(
                name="nomination_given_has_its_number",
                condition=Q(number=None) & ~Q(state__in=["award_given", "award_withdrawn"])
                | Q(number__isnull=False, decided_at__isnull=False, decided_by__isnull=False)
                & Q(state__in=["award_given", "award_withdrawn"]),
            ),
            models.CheckConstraint(name="nomination_decided_by_another", condition=~Q(decided_by=F("proposed_by"))),
            models.CheckConstraint(
                name="nomination_withdrawn_with_a_reason",
                condition=~Q(state="award_withdrawn")
                | Q(withdrawn_by__isnull=False, withdrawn_at__isnull=False) & ~Q(ended_because=""),
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["campaign", "kind", "state"], name="nomination_of_campaign")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self.name}"

    def get_absolute_url(self) -> str:
        return reverse("awards:nomination", args=[self.pk])

    @property
    def is_of_unit(self) -> bool:
        return self.kind in OF_UNITS

    @property
    def organiser(self) -> Unit:
        return self.campaign.unit

    @property
    def is_honour(self) -> bool:
        """Whether the title was given and published: it has a certificate."""
        return self.state in GIVEN and self.campaign.is_published

    @property
    def is_withdrawn(self) -> bool:
        return self.state == State.WITHDRAWN
