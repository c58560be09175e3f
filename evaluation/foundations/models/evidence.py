"""Evidence for one of the lights that no record of the system tells: entered by the unit, confirmed by the superior."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from ymdm.organization.models import Person, within_paths


class Light(models.TextChoices):
    """The five, in the order of the words."""

    AWARENESS = "awareness", "认识到位"
    RULES = "rules", "制度到位"
    NETWORK = "network", "组织到位"
    STAFF = "staff", "人员到位"
    FUNDS = "funds", "经费到位"


# The other two are read off the records.
EVIDENCED = (Light.AWARENESS, Light.STAFF, Light.FUNDS)


class State(models.TextChoices):
    ENTERED = "evidence_entered", "待确认"
    CONFIRMED = "evidence_confirmed", "已确认"
    RETURNED = "evidence_returned", "已退回"
    WITHDRAWN = "evidence_withdrawn", "已撤回"


def _yuan(cents: int | None) -> str:
    return "" if cents is None else f"{cents // 100:,}.{cents % 100:02d}"


class EvidenceQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> EvidenceQuerySet:
        """All of it for those who answer for the unit or watch over it; what is confirmed for everybody of the unit."""
        told = Q(state=State.CONFIRMED, unit__in=person.unit.lineage)
        return self.filter(told | within_paths(person.scope("foundations.read"), "unit__path"))

    def confirmed(self) -> EvidenceQuerySet:
        return self.filter(state=State.CONFIRMED)


class Evidence(models.Model):
    """One piece. `state` moves only in workflow; amounts are in fen, `worker` and `trained_on` belong to 人员到位."""

    State = State
    Light = Light

    unit = models.ForeignKey("organization.Unit", models.PROTECT, related_name="+", verbose_name="单位")
    year = models.PositiveSmallIntegerField("年度")
    light = models.CharField("哪一项", max_length=10, choices=[(one.value, one.label) for one in EVIDENCED])
    on = models.DateField("日期")
    text = models.CharField("内容", max_length=200)
    document = models.CharField("材料名称或文号", max_length=80)
    file = models.OneToOneField(
        "attachments.Attachment", models.PROTECT, null=True, related_name="+", verbose_name="材料"
    )
    worker = models.ForeignKey("organization.Person", models.PROTECT, null=True, related_name="+", verbose_name="专人")
    trained_on = models.DateField("培训日期", null=True)
    planned_cents = models.BigIntegerField("预算", null=True)
    spent_cents = models.BigIntegerField("已使用", null=True)
    state = models.CharField("状态", max_length=20, choices=State, default=State.ENTERED)
    entered_by = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="填报人")
    entered_at = models.DateTimeField("填报时间")
    checked_by = models.ForeignKey(
        "organization.Person", models.PROTECT, null=True, related_name="+", verbose_name="确认人"
    )
    checked_at = models.DateTimeField("确认时间", null=True)
    because = models.CharField("原因", max_length=200, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "五个到位的材料"
        ordering = ["light", "on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="evidence_confirmed_by_another",
                condition=Q(state__in=["evidence_entered", "evidence_withdrawn"], checked_by=None, checked_at=None)
                | Q(state__in=["evidence_confirmed", "evidence_returned"], checked_by__isnull=False, checked_at__isnull=False)
                & ~Q(checked_by=F("entered_by")),
            ),
            models.CheckConstraint(
                name="evidence_fits_its_light",
                condition=Q(light="awareness", worker=None, trained_on=None, planned_cents=None, spent_cents=None)
                | Q(light="staff", worker__isnull=False, planned_cents=None, spent_cents=None)
                | Q(light="funds", worker=None, trained_on=None, planned_cents__gt=0, spent_cents__gte=0),
            ),
            models.CheckConstraint(
                name="evidence_returned_with_reason", condition=~Q(state="evidence_returned") | ~Q(because="")
            ),
            models.CheckConstraint(name="evidence_names_its_document", condition=~Q(document="")),
        ]  # fmt: skip
        indexes = [models.Index(fields=["unit", "year", "state"], name="evidence_of_unit_and_year")]

    def __str__(self) -> str:
        return f"{self.unit.short}{self.year}年{self.get_light_display()}：{self.text[:40]}"

    @property
    def planned_yuan(self) -> str:
        return _yuan(self.planned_cents)

    @property
    def spent_yuan(self) -> str:
        return _yuan(self.spent_cents)

    def get_absolute_url(self) -> str:
        return f"{reverse('foundations:unit', args=[self.unit_id, self.year])}#evidence-{self.pk}"
