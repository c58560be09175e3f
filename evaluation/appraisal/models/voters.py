"""Who votes: groups with their weights, and the people in them; and what the delegations said before the vote."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from ymdm.organization.models import Unit

from .appraisals import Appraisal


class VoterGroup(models.Model):
    """A group of the box: representatives, staff assembly, lower heads. Its weight in percent counts where scores do."""

    class Kind(models.TextChoices):
        REPRESENTATIVES = "representatives", "职工代表"
        STAFF = "staff", "职工"
        LOWER_HEADS = "lower_heads", "中层干部"
        PEERS = "peers", "同级干部"
        IN_CHARGE = "in_charge", "分管领导"
        MANAGER = "manager", "主要负责人"
        OTHER = "other", "其他"

    appraisal = models.ForeignKey(Appraisal, models.PROTECT, related_name="groups", verbose_name="民主评议")
    kind = models.CharField("类别", max_length=16, choices=Kind)
    name = models.CharField("名称", max_length=30)
    weight = models.PositiveSmallIntegerField("权重", help_text="%")

    class Meta:
        verbose_name = verbose_name_plural = "投票组"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["appraisal", "name"], name="one_voter_group_a_name"),
            models.CheckConstraint(name="voter_group_weight_in_percent", condition=Q(weight__lte=100)),
        ]

    def __str__(self) -> str:
        return self.name


class Voter(models.Model):
    """Somebody on the list before the roll of the box is frozen; each person in one group only."""

    appraisal = models.ForeignKey(Appraisal, models.PROTECT, related_name="voters", verbose_name="民主评议")
    group = models.ForeignKey(VoterGroup, models.PROTECT, related_name="voters", verbose_name="投票组")
    person = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="投票人")

    class Meta:
        verbose_name = verbose_name_plural = "投票人"
        ordering = ["group", "person"]
        constraints = [models.UniqueConstraint(fields=["appraisal", "person"], name="one_vote_a_person_and_appraisal")]

    def __str__(self) -> str:
        return f"{self.person}（{self.group}）"


class Discussion(models.Model):
    """What one delegation said about the reports, without names of speakers."""

    appraisal = models.ForeignKey(Appraisal, models.PROTECT, related_name="discussions", verbose_name="民主评议")
    delegation = models.ForeignKey("congress.Delegation", models.PROTECT, related_name="+", verbose_name="代表团")
    held_on = models.DateField("讨论日期")
    people = models.PositiveSmallIntegerField("参加人数")
    text = models.TextField("意见综合")
    by = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="登记人")
    at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = verbose_name_plural = "代表团讨论"
        ordering = ["delegation"]
        constraints = [
            models.UniqueConstraint(fields=["appraisal", "delegation"], name="one_discussion_a_delegation"),
            models.CheckConstraint(name="discussion_has_people", condition=Q(people__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.delegation}讨论"

    def get_absolute_url(self) -> str:
        return reverse("appraisal:appraisal", args=[self.appraisal_id])

    @property
    def unit(self) -> Unit:
        return self.appraisal.unit
