"""Where a unit lies and which text it names, from a day. The rulebook judges each day by the row of that day (CON-01)."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from .models import Unit, UnitStanding


def keep(unit: Unit, *, place: str, profile: str, from_on: date | None) -> None:
    """Write down that `unit` stands so from a day; without a day, that it always has: a first entry, or a correction.

    Called by the steps that settle it. Changes `unit`, which the step saves, where the row holds today.
    """
    rows = UnitStanding.objects.filter(unit=unit)
    if from_on is not None and not rows.exists():
        # What held before the first change is kept with it.
        UnitStanding.objects.create(unit=unit, place=unit.place, profile=unit.profile, from_on=UnitStanding.ALWAYS)
    UnitStanding.objects.update_or_create(
        unit=unit, from_on=from_on or UnitStanding.ALWAYS, defaults={"place": place, "profile": profile}
    )
    today = rows.filter(from_on__lte=timezone.localdate()).last()
    if today is not None:
        unit.place, unit.profile = today.place, today.profile
