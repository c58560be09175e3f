"""Which publications of a unit's year an inspector compares with their papers, and what she found (F7)."""

from __future__ import annotations

from datetime import date

from ymdm.organization.models import Unit

from .models import Publication, SampleFinding
from .rules.conforming import drawn


def findings_of(unit: Unit, year: int, seed: str) -> list[SampleFinding]:
    """What was found in one sample, in the order in which it was written down."""
    rows = SampleFinding.objects.filter(unit=unit, year=year, seed=seed).order_by("pk")
    return list(rows.select_related("publication", "by"))


def sample_of(unit: Unit, year: int, seed: str, today: date) -> list[int]:
    """The keys that a seed draws. Once something of a sample was written down it stays as it was drawn on that day."""
    begun = SampleFinding.objects.filter(unit=unit, year=year, seed=seed).order_by("on").values_list("on", flat=True)
    until = begun.first() or today
    keys = Publication.objects.filter(unit=unit, published_on__year=year, published_on__lte=until)
    return drawn(list(keys.values_list("pk", flat=True)), seed)


def seed_of(unit: Unit, year: int, today: date) -> str:
    """The seed that a page shows unless one is asked for: that of the latest sample, else that of the day."""
    last = SampleFinding.objects.filter(unit=unit, year=year).order_by("-pk").first()
    return last.seed if last else f"{today:%Y%m%d}"
