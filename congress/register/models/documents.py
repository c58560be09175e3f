"""The library of the unit's own rules (制度库): documents, and the versions in which they were passed and held."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse

from congress.models import Resolution
from congress.rules.matters import CHOICES, OTHER
from ymdm.organization.models import Person, Unit, within_paths

from ..rules import KINDS, Kind


class DocumentQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> DocumentQuerySet:
        """What holds or held, everybody of the unit and below; what is only a draft, those who watch over the unit."""
        public = RuleVersion.objects.filter(state__in=RuleVersion.PUBLIC).values("document")
        own = Q(unit__in=person.unit.lineage) & Q(pk__in=public)
        return self.filter(own | within_paths(person.scope("register.read"), "unit__path"))


class RuleDocument(models.Model):
    """One document of the unit, such as its charter. What is read are its versions."""

    unit = models.ForeignKey("organization.Unit", models.PROTECT, related_name="rule_documents", verbose_name="单位")
    kind = models.CharField("种类", max_length=24, choices=KINDS, default=Kind.OTHER.value)
    matter = models.CharField("涉及的事项", max_length=32, choices=CHOICES, default=OTHER)
    title = models.CharField("名称", max_length=120)
    number = models.CharField("文号", max_length=40, blank=True)
    entered_at = models.DateTimeField("登记时间")

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "制度"
        ordering = ["title", "pk"]
        constraints = [models.UniqueConstraint(fields=["unit", "title"], name="one_document_of_a_unit_and_title")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("register:document", args=[self.pk])


class VersionQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> VersionQuerySet:
        own = Q(document__unit__in=person.unit.lineage, state__in=RuleVersion.PUBLIC)
        return self.filter(own | within_paths(person.scope("register.read"), "document__unit__path"))

    def holding(self, on: date) -> VersionQuerySet:
        """Those in force on a day."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gte=on), state__in=RuleVersion.PUBLIC, effective_on__lte=on)


class RuleVersion(models.Model):
    """A numbered version: text, files, which congress passed it, since when and until when it holds.

    `must_pass` keeps what the law of the day said when it came into force.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "草稿"
        PASSED = "congress_passed", "职代会已通过"
        IN_FORCE = "in_force", "施行"
        REPLACED = "replaced", "已废止"

    PUBLIC = (State.IN_FORCE, State.REPLACED)

    document = models.ForeignKey(RuleDocument, models.PROTECT, related_name="versions", verbose_name="制度")
    number = models.PositiveSmallIntegerField("版本")
    text = models.TextField("正文", blank=True)
    note = models.CharField("修改说明", max_length=300, blank=True)
    state = models.CharField("状态", max_length=16, choices=State, default=State.DRAFT)
    resolution = models.ForeignKey(
        Resolution, models.PROTECT, null=True, related_name="rule_versions", verbose_name="通过它的决议"
    )
    must_pass = models.BooleanField("须由职代会通过", default=False)
    heard = models.CharField("怎样听取意见", max_length=500, blank=True)
    noticed_on = models.DateField("告知职工的日期", null=True)
    effective_on = models.DateField("施行日期", null=True)
    ended_on = models.DateField("施行到", null=True)
    ended_because = models.CharField("废止原因", max_length=200, blank=True)
    made_at = models.DateTimeField("编写时间")

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "制度版本"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="one_version_of_a_document_and_number"),
            models.UniqueConstraint(
                fields=["document"], condition=Q(state="in_force"), name="one_version_of_a_document_in_force"
            ),
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(state__in=["draft", "congress_passed"]),
                name="one_version_of_a_document_under_way",
            ),
            models.CheckConstraint(
                name="rule_in_force_was_passed_where_it_must",
                condition=~Q(state__in=["in_force", "replaced"], must_pass=True) | Q(resolution__isnull=False),
            ),
            models.CheckConstraint(
                name="rule_in_force_has_its_days",
                condition=Q(state__in=["draft", "congress_passed"], effective_on=None, noticed_on=None)
                | Q(state__in=["in_force", "replaced"], effective_on__isnull=False, noticed_on__isnull=False),
            ),
            models.CheckConstraint(
                name="passed_rule_names_its_resolution",
                condition=~Q(state="congress_passed") | Q(resolution__isnull=False),
            ),
            models.CheckConstraint(
                name="replaced_rule_has_its_last_day",
                condition=Q(state="replaced", ended_on__isnull=False) | ~Q(state="replaced") & Q(ended_on=None),
            ),
            models.CheckConstraint(name="later_rule_says_what_changed", condition=Q(number=1) | ~Q(note="")),
        ]

    def __str__(self) -> str:
        return f"{self.document}（第 {self.number} 版）"

    def get_absolute_url(self) -> str:
        return reverse("register:version", args=[self.pk])

    @property
    def unit(self) -> Unit:
        return self.document.unit

    def holds_on(self, on: date) -> bool:
        return (
            self.state in self.PUBLIC
            and self.effective_on is not None
            and self.effective_on <= on
            and (self.ended_on is None or self.ended_on >= on)
        )
