"""Who may vote, and what lies in the box: two tables with nothing in common but the box (CON-74)."""

from __future__ import annotations

from django.db import models

from ymdm.organization.models import Person


class RollState(models.TextChoices):
    FRESH = "fresh", "未投票"
    CAST = "cast", "已投票"
    PAPER = "paper", "已领纸质票"


class RollEntry(models.Model):
    """One voter of one box. No time. Created in shuffled order when the roll freezes."""

    pk = models.CompositePrimaryKey("box_id", "person_id")
    box = models.ForeignKey("ballots.BallotBox", models.PROTECT, related_name="roll", verbose_name="票箱")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="投票人")
    stratum = models.CharField("组别", max_length=120)
    state = models.CharField("状态", max_length=5, choices=RollState, default=RollState.FRESH)

    class Meta:
        verbose_name = verbose_name_plural = "投票名册"

    def __str__(self) -> str:
        return f"{self.box_id} {self.person_id}"


class SealedBallot(models.Model):
    """One sealed ballot. These four columns and nothing else, ever: no person, no time, no serial number.

    The foreign key has no constraint in the database: checking it would write a lock into the box's row with every
    cast; the trigger that asks for the box's state refuses a box that does not exist as well.
    """

    tracker = models.CharField("查验码", max_length=64, primary_key=True)
    box = models.ForeignKey(
        "ballots.BallotBox", models.PROTECT, related_name="ballots", db_constraint=False, verbose_name="票箱"
    )
    stratum = models.CharField("组别", max_length=120)
    body = models.BinaryField("密票")

    class Meta:
        verbose_name = verbose_name_plural = "密票"

    def __str__(self) -> str:
        return self.tracker
