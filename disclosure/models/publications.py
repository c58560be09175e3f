"""What is published, in versions that are never changed, and the review slip that each of them needs (DIS-10, 11, 29)."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from ymdm.organization.models import Person, Unit, within_paths

from ..rules.publishing import Ground
from .catalogue import CatalogueItem
from .obligations import Obligation

WATCHING = ("disclosure.read", "disclosure.draft", "disclosure.review", "disclosure.approve", "disclosure.oversee")


def watched(person: Person, field: str) -> Q:
    """Units for whose disclosure a person works or over which she watches: also what is not open yet."""
    return within_paths([path for act in WATCHING for path in person.scope(act)], field)


class PublicationQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> PublicationQuerySet:
        """What is or was open to her, and everything of the units in which she drafts, reviews, approves or oversees."""
        opened = Q(state__in=Publication.OPEN)
        own = Q(scope=Publication.Scope.UNIT, unit__in=person.unit.lineage)
        house = Q(scope__in=Publication.WIDE, unit__path__startswith=f"/{person.unit.lineage[0]}/")
        chosen = Q(scope=Publication.Scope.REPRESENTATIVES) & within_paths(
            person.scope("disclosure.represent"), "unit__path"
        )
        asked = Version.objects.filter(state=Version.State.COLLECTING).order_by().values("publication")
        heard = Q(state=Publication.State.PREPARING, pk__in=asked)
        # One flat condition: the newest are found by walking the index of days, however many there are.
        return self.filter((opened | heard) & (own | house | chosen) | watched(person, "unit__path"))

    def opened(self) -> PublicationQuerySet:
        """What readers find: open now, or open until its time was over."""
        return self.filter(state__in=Publication.OPEN)


class Publication(models.Model):
    """One matter that a unit opens, for one obligation. What is read is its current version."""

    class State(models.TextChoices):
        PREPARING = "preparing", "编写中"
        PUBLISHED = "published", "公开中"
        ENDED = "ended", "公开期满"
        SUSPENDED = "suspended", "暂停公开"
        DROPPED = "dropped", "不再公开"

    OPEN = (State.PUBLISHED, State.ENDED)

    class Scope(models.TextChoices):
        UNIT = "unit", "本单位及下属职工"
        HOUSE = "house", "全局职工"
        REPRESENTATIVES = "representatives", "职工代表"
        PUBLIC = "public", "全局职工和社会公众"

    WIDE = (Scope.HOUSE, Scope.PUBLIC)

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="publications", verbose_name="单位")
    item = models.ForeignKey(CatalogueItem, models.PROTECT, related_name="publications", verbose_name="目录事项")
    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="publications", verbose_name="应公开")
    title = models.CharField("标题", max_length=120)
    scope = models.CharField("公开范围", max_length=16, choices=Scope, default=Scope.UNIT)
    state = models.CharField("状态", max_length=12, choices=State, default=State.PREPARING)
    made_at = models.DateTimeField("建立时间")
    published_at = models.DateTimeField("公开时间", null=True)
    published_on = models.DateField("公开日期", null=True)
    # The last day on which it stands on the board; of a notice the last day for objections (DIS-22, 23).
    ends_on = models.DateField("公开到", null=True)
    is_notice = models.BooleanField("公示", default=False)
    days = models.PositiveSmallIntegerField("公开天数")
    concluded_on = models.DateField("公示办结日期", null=True)
    conclusion = models.CharField("公示结论", max_length=500, blank=True)
    # The secret ballot of the staff that belongs to a selection (DIS-09 P).
    asking = models.ForeignKey(
        "ballots.Asking", models.PROTECT, null=True, related_name="+", verbose_name="职工投票"
    )  # fmt: skip
    suspended_at = models.DateTimeField("暂停时间", null=True)
    suspended_because = models.CharField("暂停原因", max_length=300, blank=True)
    incident_report = models.TextField("情况报告", blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "公开事项"
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="open_publication_has_its_days",
                condition=~Q(state__in=["published", "ended"])
                | Q(published_at__isnull=False, published_on__isnull=False, ends_on__isnull=False),
            ),
            models.CheckConstraint(
                name="publication_ends_after_it_begins", condition=Q(ends_on=None) | Q(ends_on__gte=F("published_on"))
            ),
            models.CheckConstraint(
                name="concluded_notice_says_how", condition=Q(concluded_on=None) | ~Q(conclusion="")
            ),
            models.CheckConstraint(
                name="suspended_with_time_and_reason",
                condition=~Q(state="suspended") | Q(suspended_at__isnull=False) & ~Q(suspended_because=""),
            ),
        ]
        indexes = [
            models.Index(fields=["-published_at"], name="publication_newest"),
            models.Index(fields=["unit", "-published_at"], name="publication_of_unit"),
            models.Index(fields=["item", "-published_at"], name="publication_of_item"),
            models.Index(fields=["ends_on"], condition=Q(state="published"), name="publication_ending"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("disclosure:publication", args=[self.pk])

    @property
    def number(self) -> str:
        """By which it is called on paper: 公开〔2026〕12号 of the house."""
        year = (self.published_on or timezone.localdate(self.made_at)).year
        return f"公开〔{year}〕{self.pk}号"

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    def notice_is_running(self, today: date) -> bool:
        return self.is_notice and self.state == self.State.PUBLISHED and bool(self.ends_on and today <= self.ends_on)


class VersionQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> VersionQuerySet:
        """Published ones with their publication; drafts only for those who work on them, or while opinions are asked."""
        seen = Publication.objects.visible_to(person).values("pk")
        return self.filter(Q(state__in=Version.READ, publication__in=seen) | watched(person, "publication__unit__path"))

    def underway(self) -> VersionQuerySet:
        return self.filter(state__in=Version.UNDERWAY)


class Version(models.Model):
    """One text. It goes its way from draft to publication by three different people and is then never changed."""

    class State(models.TextChoices):
        DRAFT = "draft", "起草"
        COLLECTING = "collecting", "征求意见"
        REVIEW = "review", "保密审查"
        APPROVAL = "approval", "待批准"
        SCHEDULED = "scheduled", "定时公开"
        PUBLISHED = "published", "已公开"
        REPLACED = "replaced", "已更正"
        DROPPED = "dropped", "已放弃"

    UNDERWAY = (State.DRAFT, State.COLLECTING, State.REVIEW, State.APPROVAL, State.SCHEDULED)
    READ = (State.COLLECTING, State.PUBLISHED, State.REPLACED)

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="versions", verbose_name="公开事项")
    number = models.PositiveSmallIntegerField("版本")
    body = models.TextField("正文")
    note = models.CharField("更正说明", max_length=300, blank=True)
    state = models.CharField("状态", max_length=12, choices=State, default=State.DRAFT)
    author = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="起草人")
    made_at = models.DateTimeField("起草时间")
    opinions_until = models.DateField("征求意见到", null=True)
    opinions_heard = models.CharField("意见采纳情况", max_length=500, blank=True)
    # What was done about each find of personal data: kind, how (masked, none, ground), why, and where it stood.
    masked = models.JSONField("个人信息处理", default=list)
    reviewer = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="审查人")
    slip = models.ForeignKey("ReviewSlip", models.PROTECT, null=True, related_name="+", verbose_name="审查单")
    approver = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="批准人")
    approved_at = models.DateTimeField("批准时间", null=True)
    publish_on = models.DateField("公开日期", null=True)
    published_at = models.DateTimeField("公开时间", null=True)
    sha256 = models.CharField("摘要", max_length=64, blank=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "公开文本"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["publication", "number"], name="one_version_of_publication_and_number"),
            models.UniqueConstraint(
                fields=["publication"], condition=Q(state="published"), name="one_version_of_publication_is_read"
            ),
            models.UniqueConstraint(
                fields=["publication"],
                condition=Q(state__in=["draft", "collecting", "review", "approval", "scheduled"]),
                name="one_version_of_publication_under_way",
            ),
            # DIS-10: never without a signed slip; DIS-11: three different people.
            models.CheckConstraint(
                name="published_with_slip_and_approval",
                condition=~Q(state__in=["scheduled", "published", "replaced"])
                | Q(slip__isnull=False, reviewer__isnull=False, approver__isnull=False, publish_on__isnull=False),
            ),
            models.CheckConstraint(
                name="reviewer_is_not_the_author", condition=Q(reviewer=None) | ~Q(reviewer=F("author"))
            ),
            models.CheckConstraint(
                name="approver_is_neither_author_nor_reviewer",
                condition=Q(approver=None) | ~Q(approver=F("author")) & ~Q(approver=F("reviewer")),
            ),
            models.CheckConstraint(name="correction_says_what_changed", condition=Q(number=1) | ~Q(note="")),
        ]

    def __str__(self) -> str:
        return f"{self.publication.title}（第 {self.number} 版）"

    def get_absolute_url(self) -> str:
        return reverse("disclosure:version", args=[self.pk])

    @property
    def unit(self) -> Unit:
        return self.publication.unit


class ReviewSlip(models.Model):
    """审查单: what one reviewer found about one text, item by item, and how far it may be opened (DIS-10)."""

    class Finding(models.TextChoices):
        NONE = "none", "不涉及"
        TREATED = "treated", "涉及，已隐去或分开"
        STANDS = "stands", "涉及，不能公开"

    class Attribute(models.TextChoices):
        OPEN = "open", "向社会公开"
        EMPLOYEES = "employees", "向职工公开"
        ON_REQUEST = "on_request", "依申请公开"
        CLOSED = "closed", "不公开"

    ITEMS = ("state_secrets", "work_secrets", "business_secrets", "personal_data")

    version = models.ForeignKey(Version, models.PROTECT, related_name="slips", verbose_name="公开文本")
    state_secrets = models.CharField("国家秘密", max_length=8, choices=Finding)
    work_secrets = models.CharField("工作秘密", max_length=8, choices=Finding)
    business_secrets = models.CharField("商业秘密", max_length=8, choices=Finding)
    personal_data = models.CharField("个人信息", max_length=8, choices=Finding)
    attribute = models.CharField("公开属性", max_length=12, choices=Attribute)
    reason = models.CharField("审查意见", max_length=500, blank=True)
    passes = models.BooleanField("通过")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="审查人")
    at = models.DateTimeField("审查时间")
    # Of the text that was read: another text needs another slip.
    sha256 = models.CharField("所审文本摘要", max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "公开审查单"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="slip_that_refuses_says_why", condition=Q(passes=True) | ~Q(reason="")),
            models.CheckConstraint(
                name="slip_passes_only_what_may_be_open",
                condition=Q(passes=False)
                | Q(attribute__in=["open", "employees"])
                & ~Q(state_secrets="stands") & ~Q(work_secrets="stands")
                & ~Q(business_secrets="stands") & ~Q(personal_data="stands"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"审查单 {self.pk}"

    @property
    def unit(self) -> Unit:
        return self.version.publication.unit

    def rows(self) -> list[tuple[str, str, str]]:
        """(what, finding, its word) of the four items."""
        words = ("国家秘密", "工作秘密", "商业秘密", "个人信息")
        found = [getattr(self, name) for name in self.ITEMS]
        return [(word, one, self.Finding(one).label) for word, one in zip(words, found, strict=True)]


class WithheldPart(models.Model):
    """A part that is left out, with its ground; readers see that it is missing and why (DIS-13)."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="withheld_parts", verbose_name="公开文本")
    what = models.CharField("未公开的部分", max_length=120)
    ground = models.CharField("依据", max_length=16, choices=Ground)
    until_on = models.DateField("延后到", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "未公开部分"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.what


def digest(body: str, files: list[Any]) -> str:
    """SHA-256 of a text and its files: what a slip was signed for, and what the ledger keeps."""
    whole = "\n".join([body, *sorted(file.sha256 for file in files)])
    return hashlib.sha256(whole.encode()).hexdigest()
