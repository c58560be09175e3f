"""Votes and elections: what was asked, who counted, what was counted, and what the rule declared."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from ymdm.organization.models import Unit

from ..rules.deciding import Line, Outcome
from .agenda import AgendaItem, PaperVersion
from .attendance import Venue
from .sessions import CongressSession


class Vote(models.Model):
    """One round of one question. Once declared it never changes: a further round or a correction is a row of its own.

    `present` is the smaller of check-in and roll call at the opening (CON-62); `total` the frozen roll (CON-63).
    The counts are the sums of the tellers' sheets of all venues; `outcome` is the rule's, not a person's (F35).
    """

    class Form(models.TextChoices):
        DECISION = "decision", "表决"
        ELECTION = "election", "选举"

    class Method(models.TextChoices):
        HANDS = "hands", "举手表决"
        PAPER = "paper", "纸质无记名投票"
        BALLOT = "ballot", "手机无记名投票"

    class State(models.TextChoices):
        DRAFT = "draft", "待开始"
        OPEN = "open", "正在表决"
        COUNTING = "counting", "正在计票"
        COUNTED = "counted", "待宣布"
        DECLARED = "declared", "已宣布"
        STOPPED = "stopped", "已中止"

    session = models.ForeignKey(CongressSession, models.PROTECT, related_name="votes", verbose_name="会议")
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="votes", verbose_name="议程")
    version = models.ForeignKey(
        PaperVersion, models.PROTECT, null=True, related_name="votes", verbose_name="表决的文本"
    )
    question = models.CharField("表决事项", max_length=160)
    form = models.CharField("类别", max_length=10, choices=Form, default=Form.DECISION)
    method = models.CharField("方式", max_length=8, choices=Method)
    round = models.PositiveSmallIntegerField("轮次", default=1)
    follows = models.OneToOneField("self", models.PROTECT, null=True, related_name="next_round", verbose_name="上一轮")
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="corrected_by", verbose_name="更正的结果"
    )
    seats = models.PositiveSmallIntegerField("应选人数", null=True)
    state = models.CharField("状态", max_length=10, choices=State, default=State.DRAFT)
    because = models.CharField("中止或更正的原因", max_length=200, blank=True)
    line = models.CharField("表决线", max_length=16, blank=True)
    law = models.CharField("适用规则", max_length=60, blank=True)
    total = models.PositiveIntegerField("应到代表", null=True)
    checked_in = models.PositiveIntegerField("签到人数", null=True)
    roll_called = models.PositiveIntegerField("清点人数", null=True)
    opened_at = models.DateTimeField("开始时间", null=True)
    closed_at = models.DateTimeField("结束时间", null=True)
    issued = models.PositiveIntegerField("发出票数", null=True)
    returned = models.PositiveIntegerField("收回票数", null=True)
    yes = models.PositiveIntegerField("赞成", null=True)
    no = models.PositiveIntegerField("反对", null=True)
    abstain = models.PositiveIntegerField("弃权", null=True)
    invalid = models.PositiveIntegerField("无效", null=True)
    outcome = models.CharField("结果", max_length=20, blank=True)
    sentence = models.CharField("结果说明", max_length=400, blank=True)
    hides_counts = models.BooleanField("不公布票数", default=False, help_text="投票的人太少（CON-76）")
    others = models.JSONField("另选他人", default=dict, blank=True, help_text="对不上名册的姓名和票数")
    declared_at = models.DateTimeField("宣布时间", null=True)
    declared_by = models.ForeignKey(
        "organization.Person", models.PROTECT, null=True, related_name="+", verbose_name="宣布人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "表决"
        ordering = ["item__order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session"],
                condition=Q(state__in=["open", "counting", "counted"]),
                name="one_vote_of_a_session_at_a_time",
            ),
            models.CheckConstraint(
                name="declared_vote_has_its_outcome",
                condition=Q(state="declared", outcome__gt="", declared_at__isnull=False, total__isnull=False)
                | ~Q(state="declared") & Q(declared_at=None),
            ),
            models.CheckConstraint(
                name="election_has_seats_and_decision_none",
                condition=Q(form="election", seats__gte=1) | Q(form="decision", seats=None),
            ),
        ]

    def __str__(self) -> str:
        return self.question

    def get_absolute_url(self) -> str:
        return reverse("congress:vote", args=[self.pk])

    @property
    def unit(self) -> Unit:
        return self.session.unit

    @property
    def present(self) -> int | None:
        if self.checked_in is None or self.roll_called is None:
            return None
        return min(self.checked_in, self.roll_called)

    @property
    def outcome_words(self) -> str:
        return Outcome(self.outcome).says if self.outcome else ""

    @property
    def line_words(self) -> str:
        return Line(self.line).says if self.line else ""

    @property
    def needed(self) -> int | None:
        """The smallest number of votes in favour that passes, of all representatives (CON-63, CON-64)."""
        return Line(self.line).needed(self.total) if self.line and self.total else None

    @property
    def is_running(self) -> bool:
        return self.state in (self.State.OPEN, self.State.COUNTING, self.State.COUNTED)


class Candidate(models.Model):
    """A name on the slate of an election, with the votes that the rule counted for it."""

    vote = models.ForeignKey(Vote, models.CASCADE, related_name="candidates", verbose_name="选举")
    person = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="候选人")
    order = models.PositiveSmallIntegerField("序号")
    votes = models.PositiveIntegerField("得票", null=True)
    is_elected = models.BooleanField("当选", default=False)
    is_written_in = models.BooleanField("另选", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "候选人"
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["vote", "person"], name="one_candidacy_of_a_person_and_vote")]

    def __str__(self) -> str:
        return str(self.person)


class TellerSheet(models.Model):
    """What one teller counted at one venue, entered from the own sign-in. Two must agree (CON-75)."""

    vote = models.ForeignKey(Vote, models.CASCADE, related_name="sheets", verbose_name="表决")
    venue = models.ForeignKey(Venue, models.PROTECT, null=True, related_name="+", verbose_name="会场")
    teller = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="计票人")
    issued = models.PositiveIntegerField("发出票数")
    returned = models.PositiveIntegerField("收回票数")
    yes = models.PositiveIntegerField("赞成", default=0)
    no = models.PositiveIntegerField("反对", default=0)
    abstain = models.PositiveIntegerField("弃权", default=0)
    invalid = models.PositiveIntegerField("无效", default=0)
    at = models.DateTimeField("填报时间")

    class Meta:
        verbose_name = verbose_name_plural = "计票单"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["vote", "venue", "teller"], name="one_sheet_of_a_teller_and_venue"),
            models.UniqueConstraint(
                fields=["vote", "teller"], condition=Q(venue=None), name="one_sheet_of_a_teller_in_the_only_hall"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.teller}：{self.vote}"

    @property
    def figures(self) -> tuple[int, ...]:
        return (self.issued, self.returned, self.yes, self.no, self.abstain, self.invalid)


class CandidateCount(models.Model):
    """How many votes a teller counted for one candidate."""

    sheet = models.ForeignKey(TellerSheet, models.CASCADE, related_name="counts", verbose_name="计票单")
    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="counts", verbose_name="候选人")
    votes = models.PositiveIntegerField("得票")

    class Meta:
        verbose_name = verbose_name_plural = "候选人得票"
        constraints = [
            models.UniqueConstraint(fields=["sheet", "candidate"], name="one_count_of_a_sheet_and_candidate")
        ]

    def __str__(self) -> str:
        return f"{self.candidate} {self.votes}"
