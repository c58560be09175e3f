"""Elections of representatives by their constituency: election, by-election, recall (CON-27 to CON-34)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from ymdm.organization.models import Person, Unit

from ..rules.counting import Line
from ..rules.deciding import Outcome
from .constituencies import Constituency
from .terms import Mandate, house_of


class ElectionQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> ElectionQuerySet:
        return self.filter(constituency__term__unit__path__startswith=house_of(person))


class Election(models.Model):
    """One round in one constituency. `employees` is frozen when the voting begins: the base of every line (CON-29).

    Once decided it never changes; a further round is a row of its own that `follows` it.
    """

    class Kind(models.TextChoices):
        TERM = "term", "换届选举"
        BY_ELECTION = "by_election", "补选"
        RECALL = "recall", "罢免"

    class Method(models.TextChoices):
        PAPER = "paper", "纸质无记名投票"
        HANDS = "hands", "举手表决"
        BALLOT = "ballot", "手机无记名投票"

    class State(models.TextChoices):
        NOMINATING = "nominating", "提名候选人"
        VOTING = "voting", "正在投票"
        DECIDED = "decided", "待公布"
        PUBLISHED = "result_published", "已公布结果"
        DROPPED = "dropped", "已中止"

    constituency = models.ForeignKey(Constituency, models.PROTECT, related_name="elections", verbose_name="选区")
    kind = models.CharField("类别", max_length=12, choices=Kind, default=Kind.TERM)
    method = models.CharField("方式", max_length=8, choices=Method, default=Method.PAPER)
    held_on = models.DateField("投票日期")
    place = models.CharField("地点", max_length=60)
    seats = models.PositiveSmallIntegerField("应选人数", null=True)
    mandate = models.ForeignKey(Mandate, models.PROTECT, null=True, related_name="recalls", verbose_name="罢免的代表")
    because = models.CharField("原因", max_length=200, blank=True)
    round = models.PositiveSmallIntegerField("轮次", default=1)
    follows = models.OneToOneField("self", models.PROTECT, null=True, related_name="next_round", verbose_name="上一轮")
    state = models.CharField("状态", max_length=16, choices=State, default=State.NOMINATING)
    employees = models.PositiveIntegerField("选区职工", null=True)
    participants = models.PositiveIntegerField("参加投票", null=True)
    yes = models.PositiveIntegerField("赞成罢免", null=True)
    line = models.CharField("当选线", max_length=16, blank=True)
    outcome = models.CharField("结果", max_length=20, blank=True)
    sentence = models.CharField("结果说明", max_length=400, blank=True)
    others = models.JSONField("另选他人", default=dict, blank=True, help_text="对不上选区职工的姓名和票数")
    hides_counts = models.BooleanField("不公布票数", default=False, help_text="投票的人太少（CON-76）")
    tellers = models.CharField("计票人", max_length=60, blank=True)
    scrutineer = models.CharField("监票人", max_length=30, blank=True)
    decided_at = models.DateTimeField("计票时间", null=True)
    published_at = models.DateTimeField("公布时间", null=True)

    objects = ElectionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "代表选举"
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="recall_names_a_mandate_and_election_seats",
                condition=Q(kind="recall", mandate__isnull=False, seats=None)
                | Q(kind__in=["term", "by_election"], mandate=None, seats__gte=1),
            ),
            models.CheckConstraint(
                name="decided_election_has_its_counts",
                condition=Q(state__in=["nominating", "voting", "dropped"])
                | Q(employees__isnull=False, participants__isnull=False, decided_at__isnull=False, outcome__gt=""),
            ),
        ]

    def __str__(self) -> str:
        what = f"罢免{self.mandate.person}" if self.mandate else f"{self.get_kind_display()}（{self.seats} 名）"
        return f"{self.constituency}{what}" + (f"第 {self.round} 轮" if self.round > 1 else "")

    def get_absolute_url(self) -> str:
        return reverse("congress:election", args=[self.pk])

    @property
    def unit(self) -> Unit:
        return self.constituency.term.unit

    @property
    def is_over(self) -> bool:
        return self.state in (self.State.DECIDED, self.State.PUBLISHED)

    @property
    def outcome_words(self) -> str:
        if self.outcome == Outcome.REJECTED:
            return "罢免没有通过" if self.mandate_id else "没有选足"
        if self.outcome == Outcome.PASSED:
            return "罢免通过" if self.mandate_id else "全部选出"
        return Outcome(self.outcome).says if self.outcome else ""

    @property
    def needed(self) -> int | None:
        """Votes that are needed at least, of all employees of the constituency (CON-29)."""
        return Line(self.line).needed(self.employees) if self.line and self.employees else None


class Nominee(models.Model):
    """A name on the slate, who put it there, and the votes it got."""

    election = models.ForeignKey(Election, models.CASCADE, related_name="nominees", verbose_name="选举")
    person = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="候选人")
    order = models.PositiveSmallIntegerField("序号")
    nominated_by = models.CharField("提名人", max_length=60, blank=True)
    votes = models.PositiveIntegerField("得票", null=True)
    is_elected = models.BooleanField("当选", default=False)
    is_written_in = models.BooleanField("另选", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "代表候选人"
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["election", "person"], name="one_nomination_of_a_person")]

    def __str__(self) -> str:
        return str(self.person)
