"""What is counted on paper beside the box, and objections."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from ymdm.organization.models import Person

from .boxes import BallotBox


class PaperCount(models.Model):
    """The paper ballots of one group at one venue, entered by one person and confirmed by another (CON-73, CON-75)."""

    box = models.ForeignKey(BallotBox, models.PROTECT, related_name="paper_counts", verbose_name="票箱")
    stratum = models.CharField("组别", max_length=120)
    venue = models.CharField("会场", max_length=60)
    issued = models.PositiveIntegerField("发出", help_text="张")
    returned = models.PositiveIntegerField("收回", help_text="张")
    counts = models.JSONField("票数", default=dict)
    entered_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="登记人")
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="复核人")

    class Meta:
        verbose_name = verbose_name_plural = "纸质票计数"
        ordering = ["venue", "stratum"]
        constraints = [
            models.UniqueConstraint(fields=["box", "stratum", "venue"], name="paper_count_once_a_group_and_venue"),
            models.CheckConstraint(
                name="paper_count_by_two_people", condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("entered_by"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.venue} {self.stratum}"

    @property
    def unit(self):
        return self.box.unit


class Objection(models.Model):
    """What somebody doubts about a box, without the name of who. Answered in writing by a keeper; a duty until then."""

    box = models.ForeignKey(BallotBox, models.PROTECT, related_name="objections", verbose_name="票箱")
    number = models.PositiveSmallIntegerField("序号")
    text = models.TextField("异议", max_length=1000)
    decision = models.TextField("答复", max_length=1000, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "投票异议"
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["box", "number"], name="objection_number_once")]

    def __str__(self) -> str:
        return f"{self.box} 第{self.number}号异议"

    @property
    def unit(self):
        return self.box.unit

    def get_absolute_url(self) -> str:
        return reverse("ballots:box", args=[self.box_id])
