"""What ends what was still owed: an item taken out with consent, a unit that was closed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from ymdm.duties.models import Duty
from ymdm.organization.models import Unit

from . import kinds
from .models import Obligation
from .models.obligations import ObligationQuerySet


def lift(rows: ObligationQuerySet, because: str, at: datetime) -> int:
    """Owe these rows no more, with the reason, and take their duties off the clock; returns how many."""
    keys = list(rows.still_owed().values_list("pk", flat=True))
    Obligation.objects.filter(pk__in=keys).update(lifted_on=timezone.localdate(at), lifted_because=because[:200])
    Duty.objects.owed().filter(
        kind=kinds.PUBLISH, subject_type=ContentType.objects.get_for_model(Obligation), subject_id__in=keys
    ).update(cancelled_at=at, cancel_reason=because[:200], next_stage_on=None)
    return len(keys)


def unit_closed(unit: Unit, heir: Unit, by: Any, at: datetime) -> None:
    """A closed unit opens nothing more: what had not fallen due by its last day is owed no more (DIS-40).

    What was overdue by then stays a fact of its year; the duty passes to the unit that takes over. Named in settings.
    """
    ending = Obligation.objects.filter(unit=unit, due_on__gte=unit.closed_on)
    lift(ending, f"单位撤销，由{heir.short}接办", at)


def lift_closed(at: datetime) -> int:
    """The same for units that were closed before this was so, or while a sweep wrote; returns how many. Safe to run again."""
    rows = Obligation.objects.still_owed().filter(due_on__gte=F("unit__closed_on"))
    if not rows.exists():
        return 0
    with transaction.atomic():
        return lift(rows, "单位已撤销", at)
