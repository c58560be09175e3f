"""What one person asks and another decides: the shape that grants and everything else for two people share."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q

from .persons import Person
from .units import Unit


class Asked(models.Model):
    """One request. `state` moves only in a workflow; whoever asked never decides, the database refuses it too."""

    class State(models.TextChoices):
        WAITING = "waiting", "待确认"
        CONFIRMED = "confirmed", "已确认"
        REFUSED = "refused", "不同意"
        WITHDRAWN = "withdrawn", "已撤回"
        EXPIRED = "expired", "已过期"

    state = models.CharField("状态", max_length=10, choices=State, default=State.WAITING)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    reason = models.CharField("事由", max_length=200, blank=True)
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="申请人")
    proposed_at = models.DateTimeField("申请时间")
    expires_at = models.DateTimeField("过期时间")
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="确认人")
    decided_at = models.DateTimeField("确认时间", null=True)
    decision = models.CharField("意见", max_length=200, blank=True)
    used_at = models.DateTimeField("办理时间", null=True)

    class Meta:
        abstract = True
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(name="%(class)s_is_decided_by_another", condition=~Q(decided_by=F("proposed_by"))),
            models.CheckConstraint(
                name="%(class)s_decided_with_person_and_time",
                condition=Q(state__in=["confirmed", "refused"], decided_by__isnull=False, decided_at__isnull=False)
                | Q(state__in=["waiting", "withdrawn", "expired"], decided_by=None, decided_at=None),
            ),
        ]
        indexes = [models.Index(fields=["state", "expires_at"], name="%(class)s_waiting")]

    @property
    def is_undecided(self) -> bool:
        return self.state == self.State.WAITING

    def is_over(self, at: datetime) -> bool:
        """Whether nobody can confirm it any more, swept or not."""
        return self.is_undecided and self.expires_at <= at


class AskedQuerySet(models.QuerySet):
    def waiting(self, at: datetime) -> Any:
        """Those that can still be decided."""
        return self.filter(state=Asked.State.WAITING, expires_at__gt=at)

    def over(self, at: datetime) -> Any:
        """Those that nobody decided in time and that the sweep has not ended yet."""
        return self.filter(state=Asked.State.WAITING, expires_at__lte=at)
