"""What becomes of seats when people move, leave or lose an office; named in settings (CON-32)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from ymdm.organization.models import Person, Unit
from ymdm.workflow import SYSTEM

from . import roll_notices as notices
from .models import Mandate
from .workflow.reporting import seat_ended
from .workflow.seats import end_mandate


def transferred(person: Person, before: Unit, by: Any, at: datetime) -> None:
    """End the seats of whoever left the constituency; where none is known, let the union look.

    Called before the offices end that somebody loses with the move, so that the reason stands beside the seat.
    """
    today = timezone.localdate(at)
    seats = Mandate.objects.in_force(today).filter(person=person)
    for mandate in seats.select_related("constituency", "term__unit", "appointment", "person__unit", "delegation"):
        where = mandate.constituency
        stays = where.covers(person.unit) if where else person.unit.is_within(mandate.unit)
        if not stays:
            last = max(today - timedelta(days=1), mandate.appointment.from_on)
            note = f"由{before.short}调到{person.unit.short}"
            end_mandate(mandate, SYSTEM, at=at, on=last, because=Mandate.End.MOVED, note=note)
        elif where is None and not mandate.term.is_assembly:
            notices.moved(mandate, before)


def after_appointment_ended(person: Person) -> None:
    """A seat that went with its office owes no report any more, and is vacant."""
    at = timezone.now()
    today = timezone.localdate(at)
    ended = Mandate.objects.filter(person=person, appointment__until_on__lte=today, term__ends_on__gt=today)
    for mandate in ended.select_related("term__unit", "constituency", "delegation", "person"):
        seat_ended(mandate, at)
