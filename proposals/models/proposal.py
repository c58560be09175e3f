"""The proposal itself: what a representative asks for, and where it stands."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Length
from django.urls import reverse

from ..channels import CONFIDENTIAL, POLICIES, Channel, Policy
from .querysets import WATCHED, ProposalQuerySet
from .states import ENDED, Source, State

# The place of a state in a proposal's life, as a number that an index can hold.
STAGE = Case(
    *(When(state=state, then=Value(place)) for place, state in enumerate(State.values)),
    default=Value(len(State)),
    output_field=models.PositiveSmallIntegerField(),
)


class Category(models.Model):
    """A category of the fixed list of one term (PRO-13)."""

    term = models.ForeignKey(
        "congress.CongressTerm", models.PROTECT, related_name="proposal_categories", verbose_name="届"
    )
    name = models.CharField("类别", max_length=30)
    hint = models.CharField("说明", max_length=60, blank=True)
    order = models.PositiveSmallIntegerField("排序", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "提案类别"
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["term", "name"], name="one_category_per_term_and_name")]

    def __str__(self) -> str:
        return self.name


class Proposal(models.Model):
    """What a worker asks for, by whichever channel. `state` moves only in the workflow.

    `unit` is the unit whose union takes it in; of a proposal that of the congress. The session is the one of the day,
    where a congress covers the unit. `proposer` is whoever raised it; nobody knows who wrote an anonymous letter, and
    a meeting speaks as a whole. The dates and the lead unit are kept here as well as in the rows that they come from,
    because every list and figure reads them.
    """

    channel = models.CharField("渠道", max_length=16, choices=Channel, default=Channel.PROPOSAL)
    unit = models.ForeignKey("organization.Unit", models.PROTECT, related_name="proposals", verbose_name="受理单位")
    session = models.ForeignKey(
        "congress.CongressSession", models.PROTECT, null=True, related_name="proposals", verbose_name="届次"
    )
    between_sessions = models.BooleanField("闭会期间提案", default=False)
    number = models.CharField("编号", max_length=32, null=True, unique=True)
    register_number = models.CharField("原登记号", max_length=20, blank=True)
    state = models.CharField("状态", max_length=20, choices=State, default=State.DRAFT)
    title = models.CharField("案由", max_length=120, blank=True)
    rationale = models.TextField("现状与理由", blank=True)
    category = models.ForeignKey(Category, models.PROTECT, null=True, blank=True, verbose_name="类别")
    suggested_unit = models.ForeignKey(
        "organization.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="建议承办单位"
    )
    is_confidential = models.BooleanField("请求姓名保密", default=False)
    proposer = models.ForeignKey(
        "organization.Person", models.PROTECT, null=True, related_name="proposals", verbose_name="提出人"
    )
    # Whose suggestion it was before a representative took it up as a proposal (PRO-06).
    voiced_by = models.ForeignKey(
        "organization.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="原提出人"
    )
    delegation = models.ForeignKey("congress.Delegation", models.PROTECT, null=True, blank=True, verbose_name="代表团")
    is_joint = models.BooleanField("代表团提案", default=False)
    source = models.CharField("来源", max_length=10, choices=Source, default=Source.OWN)
    entered_by = models.ForeignKey(
        "organization.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="录入人"
    )
    started_at = models.DateTimeField("起草时间")
    saved_at = models.DateTimeField("最近保存", null=True)
    submitted_on = models.DateField("提交日期", null=True)
    # Review
    outcome = models.CharField("审查结果", max_length=20, blank=True)
    decided_on = models.DateField("审查日期", null=True)
    filed_on = models.DateField("立案日期", null=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name="并入"
    )
    # Handling
    leader = models.ForeignKey(
        "organization.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="分管领导"
    )
    is_key = models.BooleanField("重点提案", default=False)
    lead_unit = models.ForeignKey(
        "organization.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="led_proposals",
        verbose_name="主办单位",
    )
    assigned_on = models.DateField("交办日期", null=True)
    reply_due_on = models.DateField("答复期限", null=True)
    round = models.PositiveSmallIntegerField("第几次办理", default=1)
    # Answer
    replied_on = models.DateField("首次答复日期", null=True)
    second_replied_on = models.DateField("二次答复日期", null=True)
    result_class = models.CharField("办理结果", max_length=1, blank=True)
    grade = models.CharField("评价", max_length=16, blank=True)
    first_grade = models.CharField("首次评价", max_length=16, blank=True)
    conclusion = models.TextField("审定意见", blank=True)
    closed_on = models.DateField("办结日期", null=True)
    closure_note = models.TextField("办结说明", blank=True)
    ask_back_on = models.DateField("下次回访", null=True)
    asked_back_at = models.DateTimeField("最近回访", null=True)
    search_text = models.TextField(editable=False, blank=True)

    duties = GenericRelation("duties.Duty", content_type_field="subject_type", object_id_field="subject_id")

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "提案"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="proposal_number_and_submission_together",
                condition=Q(number=None, submitted_on=None) | Q(number__isnull=False, submitted_on__isnull=False),
            ),
            models.CheckConstraint(
                name="proposal_assigned_has_lead_and_due_day",
                condition=Q(assigned_on=None, lead_unit=None, reply_due_on=None)
                | Q(assigned_on__isnull=False, lead_unit__isnull=False, reply_due_on__isnull=False),
            ),
            models.CheckConstraint(
                name="proposal_merged_has_its_head",
                condition=Q(state="merged", merged_into__isnull=False) | ~Q(state="merged") & Q(merged_into=None),
            ),
            models.CheckConstraint(
                name="proposal_closed_has_its_day",
                condition=Q(state__in=["closed", "archived"], closed_on__isnull=False)
                | ~Q(state__in=["closed", "archived"]) & Q(closed_on=None),
            ),
            models.CheckConstraint(name="proposal_not_merged_into_itself", condition=~Q(merged_into=F("pk"))),
            models.CheckConstraint(
                name="congress_matter_has_session_and_proposer",
                condition=~Q(channel="proposal") | Q(session__isnull=False, proposer__isnull=False),
            ),
        ]
        indexes = [
            # What whoever watches over a unit sees of it: keys alone, without a look at the rows.
            models.Index(fields=["unit", "-id"], condition=WATCHED, name="proposal_seen_in_unit"),
            models.Index(fields=["state", "-id"], name="proposal_by_state"),
            models.Index(fields=["channel", "-id"], condition=~Q(channel="proposal"), name="proposal_by_channel"),
            models.Index(fields=["lead_unit", "-id"], name="proposal_by_lead_unit"),
            models.Index(fields=["session", "-id"], name="proposal_by_session"),
            models.Index(fields=["reply_due_on", "-id"], condition=Q(replied_on=None), name="proposal_unanswered"),
            models.Index(
                fields=["-replied_on", "-id"], condition=Q(replied_on__isnull=False), name="proposal_answered"
            ),
            # The key's own index is full of nulls, by which planners take it for useless.
            models.Index(fields=["merged_into"], condition=Q(merged_into__isnull=False), name="proposal_merged_into"),
            models.Index(F("session"), Length("number"), F("number"), name="proposal_by_number"),
            models.Index(fields=["ask_back_on"], condition=Q(ask_back_on__isnull=False), name="proposal_to_ask_back"),
            models.Index(STAGE, F("id").desc(), name="proposal_by_stage"),
        ]

    def __str__(self) -> str:
        if self.channel in CONFIDENTIAL:  # labels are read by more people than the matter itself (PRO-67)
            return f"{self.number or self.get_channel_display()}（内容保密）"
        return f"{self.number} {self.title}" if self.number else self.title or "未命名的草稿"

    def get_absolute_url(self) -> str:
        return reverse("proposals:proposal-detail", args=[self.pk])

    @property
    def writing_url(self) -> str:
        """Where its author goes on writing it."""
        if self.policy.is_open:
            return reverse("proposals:suggestion-write", args=[self.pk])
        return reverse("proposals:wizard", args=[self.pk, 2])

    @property
    def policy(self) -> Policy:
        """What holds for the channel by which it came."""
        return POLICIES[self.channel]

    @property
    def noun(self) -> str:
        """What it is called in a sentence: 提案, 建议, 来信."""
        return self.policy.noun

    @property
    def head(self) -> Proposal:
        """The proposal that is handled in place of this one: itself, or the one that it was merged into."""
        return self.merged_into or self

    @property
    def is_open(self) -> bool:
        return self.state not in ENDED

    @property
    def measures(self) -> list[str]:
        return [point.text for point in self.points.all()]

    def signatories(self) -> list[Any]:
        """Everyone whose signature stands: proposer first, then co-signers; those of merged proposals included (PRO-17)."""
        people = []
        for proposal in [self, *self.merged.all()]:
            people += proposal.voices()
            people += [signature.person for signature in proposal.co_signers.all() if signature.is_signed]
        return list(dict.fromkeys(people))

    def voices(self) -> list[Any]:
        """Who raised this one: the proposer and, of a suggestion that was taken up, its author; nobody if unknown."""
        authors = [self.proposer, self.voiced_by if self.voiced_by_id else None]
        return [person for person in authors if person is not None]

    def proposers(self) -> list[Any]:
        """The proposer of this proposal and of each one merged into it: those who rate (PRO-35)."""
        return list(dict.fromkeys(person for one in [self, *self.merged.all()] for person in one.voices()))

    def names_visible_to(self, person: Any) -> bool:
        """Whether `person` may read who proposed; a confidential one hides it from all but those concerned (PRO-31)."""
        if not self.is_confidential:
            return True
        if not getattr(person, "pk", None):
            return False
        return (
            person.pk in {author.pk for author in self.signatories()}
            or person.may("proposals.review", self.unit)
            or person.may("proposals.sit", self.unit)
            or (self.lead_unit is not None and person.may("proposals.handle", self.lead_unit))
        )


class FormerNumber(models.Model):
    """A number under which a matter was known before it changed its channel (F81); it is found by it for ever."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="former_numbers", verbose_name="事项")
    number = models.CharField("编号", max_length=32, unique=True)
    channel = models.CharField("渠道", max_length=16, choices=Channel)
    until = models.DateTimeField("使用到")

    class Meta:
        verbose_name = verbose_name_plural = "曾用编号"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.number


class Point(models.Model):
    """One measure that a proposal asks for; answered on its own (F69)."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="points", verbose_name="提案")
    order = models.PositiveSmallIntegerField("序号")
    text = models.CharField("建议", max_length=500)

    class Meta:
        verbose_name = verbose_name_plural = "建议措施"
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["proposal", "order"], name="one_point_per_place")]

    def __str__(self) -> str:
        return self.text
