"""What the clock does: empties the box at its fixed hours, and takes up the next morning what writers have said."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.db.models.functions import TruncDate
from django.utils import timezone

from ymdm.organization.models import Unit
from ymdm.workflow import SYSTEM

from . import rules, workflow
from .models import Batch, Letter, Message


def gather_all(at: datetime | None = None) -> int:
    """Empty every box whose fixed hour has passed; returns how many letters came to a batch. Safe to run again."""
    now = at or timezone.now()
    gathered = 0
    waiting = Letter.objects.filter(batch=None).order_by().values("unit")
    for unit in Unit.objects.filter(pk__in=waiting):
        slot = rules.last_opening(now, rules.OPENINGS.at(unit, now).value or 1)
        with transaction.atomic():
            Unit.objects.select_for_update().get(pk=unit.pk)  # two clocks at once
            owed = Letter.objects.filter(unit=unit, batch=None, received_on__lt=slot)
            if not owed.exists() or Batch.objects.filter(unit=unit, slot_on=slot).exists():
                continue
            gathered += len(workflow.gather(unit, SYSTEM, at=now, slot_on=slot).commitments)
    return gathered


def take_up_all(at: datetime | None = None) -> int:
    """Make known what writers said before today; returns how many words. Safe to run again."""
    now = at or timezone.now()
    heard = Message.objects.filter(is_taken_up=False, on__lt=timezone.localdate(now)).values("letter")
    letters = Letter.objects.filter(pk__in=heard).exclude(state=Letter.State.SEALED)
    return sum(workflow.take_up(letter, SYSTEM, at=now) for letter in letters.select_related("unit"))


def ask_back_all(at: datetime | None = None) -> int:
    """Ask writers whom nobody knows whether it is really done, once each time their matter is asked about (F73)."""
    now = at or timezone.now()
    letters = Letter.objects.filter(matter__asked_back_at__isnull=False, matter__proposer=None, key__isnull=False)
    letters = letters.annotate(asked_on=TruncDate("matter__asked_back_at"))
    told = Message.objects.filter(letter=OuterRef("pk"), kind=Message.Kind.REVISIT, on__gte=OuterRef("asked_on"))
    waiting = list(letters.exclude(Exists(told)).select_related("unit"))
    for letter in waiting:
        workflow.ask_back(letter, SYSTEM, at=now)
    return len(waiting)


def pass_on_all(at: datetime | None = None) -> int:
    """Tell writers what units have answered meanwhile; returns how many letters. Safe to run again."""
    now = at or timezone.now()
    handled = Letter.objects.filter(matter__isnull=False).select_related("unit", "matter__lead_unit")
    first = handled.filter(answered_on=None, matter__replied_on__isnull=False)
    second = handled.filter(second_answered_on=None, answered_on__isnull=False, matter__second_replied_on__isnull=False)
    letters = [*first, *second.exclude(pk__in=first.values("pk"))]
    for letter in letters:
        workflow.pass_on(letter, SYSTEM, at=now)
    return len(letters)
