"""三重一大: the unit's major decisions, how each stands towards the congress, and what the union demanded be put right."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from congress.models import AgendaItem, Resolution
from congress.rules.matters import CHOICES, OTHER, Right
from ymdm.organization.models import Person, within_paths


class DecisionQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> DecisionQuerySet:
        """What was disclosed, everybody of the unit and below; likewise what does not bind them, unless it is secret."""
        told = Q(state="disclosed") | Q(state="decided", not_binding=True, secrecy_ground="")
        return self.filter(
            told & Q(unit__in=person.unit.lineage) | within_paths(person.scope("register.read"), "unit__path")
        )

    def made(self) -> DecisionQuerySet:
        return self.exclude(state=Decision.State.PROPOSED)

    def unlinked(self) -> DecisionQuerySet:
        """Decided, yet neither disclosed nor kept back on a ground (DIS-48)."""
        return self.filter(state=Decision.State.DECIDED, secrecy_ground="")

    def wrong(self) -> DecisionQuerySet:
        """Not binding or out of order, and not made good since."""
        return self.made().filter(Q(not_binding=True) | Q(out_of_order=True), made_good_on=None)


class Decision(models.Model):
    """One major decision of the unit. What the congress had to do with it is judged when it is decided (CON-86).

    `not_binding` and `out_of_order` never go away; `made_good_on` stands beside them once the congress passed it after all.
    """

    class Kind(models.TextChoices):
        DECISION = "major_decision", "重大决策"
        APPOINTMENT = "key_appointment", "重要干部任免"
        PROJECT = "major_project", "重大项目安排"
        SUM = "large_sum", "大额度资金使用"

    class Body(models.TextChoices):
        PARTY = "party_committee", "党委（党组）会议"
        OFFICE = "office_meeting", "行政办公会议"
        JOINT = "joint_meeting", "党政联席会议"
        BOARD = "board", "董事会"
        OTHER = "other", "其他会议"

    class State(models.TextChoices):
        PROPOSED = "proposed", "待决定"
        DECIDED = "decided", "已决定"
        DISCLOSED = "disclosed", "已公开"

    unit = models.ForeignKey("organization.Unit", models.PROTECT, related_name="decisions", verbose_name="单位")
    kind = models.CharField("类别", max_length=20, choices=Kind)
    matter = models.CharField("事项", max_length=32, choices=CHOICES, default=OTHER)
    title = models.CharField("决策事项", max_length=120)
    text = models.TextField("内容")
    # In cents, so that nothing is rounded.
    amount = models.BigIntegerField("金额（分）", null=True)
    state = models.CharField("状态", max_length=10, choices=State, default=State.PROPOSED)
    proposed_at = models.DateTimeField("提出时间")
    body = models.CharField("决定的会议", max_length=20, choices=Body, blank=True)
    meeting = models.CharField("会议名称", max_length=80, blank=True)
    decided_on = models.DateField("决定日期", null=True)
    procedure = models.CharField("经过的程序", max_length=500, blank=True)
    right = models.CharField("职代会应有的职权", max_length=16, blank=True)
    resolution = models.ForeignKey(
        Resolution, models.PROTECT, null=True, related_name="decisions", verbose_name="职代会决议"
    )
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, related_name="decisions", verbose_name="职代会议程")
    contract = models.CharField("合同", max_length=120, blank=True)
    contract_on = models.DateField("合同签订日期", null=True)
    not_binding = models.BooleanField("对职工没有约束力", default=False)
    out_of_order = models.BooleanField("程序颠倒", default=False)
    made_good_on = models.DateField("补经职代会的日期", null=True)
    # A label, until the rooms above can point at what was published.
    disclosed_as = models.CharField("公开事项", max_length=160, blank=True)
    disclosed_on = models.DateField("公开日期", null=True)
    secrecy_ground = models.CharField("不公开的依据", max_length=300, blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "重大决策"
        ordering = ["-decided_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="decision_made_with_day_and_meeting",
                condition=Q(state="proposed", decided_on=None)
                | ~Q(state="proposed") & Q(decided_on__isnull=False) & ~Q(meeting=""),
            ),
            models.CheckConstraint(
                name="disclosed_decision_says_where_and_when",
                condition=Q(state="disclosed", disclosed_on__isnull=False) & ~Q(disclosed_as="")
                | ~Q(state="disclosed") & Q(disclosed_as="", disclosed_on=None),
            ),
            models.CheckConstraint(
                name="decision_on_money_has_an_amount", condition=~Q(kind="large_sum") | Q(amount__gt=0)
            ),
            models.CheckConstraint(
                name="contract_has_name_and_day",
                condition=Q(contract="", contract_on=None) | ~Q(contract="") & Q(contract_on__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["unit", "decided_on"], name="decision_of_unit_and_day")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("register:decision", args=[self.pk])

    @property
    def is_wrong(self) -> bool:
        """Marked, and not made good."""
        return (self.not_binding or self.out_of_order) and self.made_good_on is None

    @property
    def right_words(self) -> str:
        """What the congress has to do with it: 审议通过, 审议建议, …"""
        return Right(self.right).says if self.right else ""

    @property
    def yuan(self) -> str:
        """The amount as it is read: 1,280,000.00 元."""
        return "" if self.amount is None else f"{self.amount // 100:,}.{self.amount % 100:02d} 元"

    @property
    def heard_on(self) -> date | None:
        """When the congress deliberated on it, where it did."""
        return self.item.session.held_on if self.item else None

    @property
    def passed_on(self) -> date | None:
        return self.resolution.adopted_on if self.resolution else None

    @property
    def before_congress_on(self) -> date | None:
        """The first day on which a congress had the matter."""
        return min((day for day in (self.passed_on, self.heard_on) if day is not None), default=None)


class CorrectionQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> CorrectionQuerySet:
        return self.filter(decision__in=Decision.objects.visible_to(person))

    def open(self) -> CorrectionQuerySet:
        return self.filter(answered_on=None)


class Correction(models.Model):
    """The union's notice that a decision be put right, and the unit's answer in writing (CON-86)."""

    class State(models.TextChoices):
        SENT = "sent", "待答复"
        ANSWERED = "responded", "已答复"

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="correction", verbose_name="决策")
    unit = models.ForeignKey("organization.Unit", models.PROTECT, related_name="corrections", verbose_name="单位")
    number = models.CharField("文号", max_length=40)
    text = models.CharField("要求", max_length=600)
    rule = models.CharField("规则", max_length=12)
    state = models.CharField("状态", max_length=10, choices=State, default=State.SENT)
    sent_on = models.DateField("发出日期")
    answer_due_on = models.DateField("答复期限")
    correct_by = models.DateField("改正期限", null=True)
    answer = models.TextField("答复", blank=True)
    answered_on = models.DateField("答复日期", null=True)
    answered_by = models.ForeignKey(
        "organization.Person", models.PROTECT, null=True, related_name="+", verbose_name="答复人"
    )

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "纠正通知"
        ordering = ["-sent_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "number"], name="one_correction_of_a_unit_and_number"),
            models.CheckConstraint(
                name="correction_answered_in_writing",
                condition=Q(state="sent", answer="", answered_on=None, answered_by=None)
                | Q(state="responded", answered_on__isnull=False, answered_by__isnull=False) & ~Q(answer=""),
            ),
            models.CheckConstraint(
                name="correction_is_answered_after_it_was_sent",
                condition=Q(answered_on=None) | Q(answered_on__gte=F("sent_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"纠正通知 {self.number}"

    def get_absolute_url(self) -> str:
        return f"{self.decision.get_absolute_url()}#correction"
