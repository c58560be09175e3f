"""What comes round: on a weekday, or on the n-th working day of a month."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from ..rules import MOST_NTH, Recurrence

WEEKDAYS = ((1, "周一"), (2, "周二"), (3, "周三"), (4, "周四"), (5, "周五"))


class Recurring(models.Model):
    """A plan with its turn. Exactly one of `weekday` and `nth` is set."""

    weekday = models.PositiveSmallIntegerField("每周", choices=WEEKDAYS, null=True, blank=True)
    nth = models.PositiveSmallIntegerField("每月第几个工作日", null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_weekly_or_monthly",
                condition=Q(weekday__gte=1, weekday__lte=5, nth=None) | Q(weekday=None, nth__gte=1, nth__lte=MOST_NTH),
            )
        ]

    @property
    def recurrence(self) -> Recurrence:
        return Recurrence(self.weekday, self.nth)

    @property
    def turn(self) -> str:
        """“每周四” or “每月第 2 个工作日”."""
        return f"每{dict(WEEKDAYS)[self.weekday]}" if self.weekday else f"每月第 {self.nth} 个工作日"
