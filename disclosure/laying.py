"""The master list as rows, and what each unit owes of it by its type (DIS-06)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from .models import Adoption, CatalogueItem
from .models.catalogue import Unit, kind_of
from .rules.catalogue import ITEMS


def lay_out() -> list[CatalogueItem]:
    """Bring D01 to D24 into the tables; returns every item of every catalogue. Writes nothing the second time."""
    known = {item.code: item for item in CatalogueItem.objects.all()}
    fresh = [
        CatalogueItem(
            code=one.code, name=one.name, goals=one.goals, major=one.major, schedule=one.schedule,
            min_days=one.min_days, is_notice=one.is_notice, owed_by=one.owed_by, open_to=one.open_to, basis=one.basis,
        )
        for one in ITEMS
        if one.code not in known
    ]  # fmt: skip
    CatalogueItem.objects.bulk_create(fresh)
    return list(CatalogueItem.objects.all()) if fresh else list(known.values())


def adopt_by_type(units: Iterable[Unit], items: Iterable[CatalogueItem], from_on: date) -> int:
    """Let units owe what their type owes, from a day on; returns how many rows are new.

    What was taken out with consent stays out: its row stands. Teams take theirs over by an act of their own (DIS-45).
    """
    units, items = list(units), list(items)
    known = set(Adoption.objects.filter(unit__in=units).values_list("unit_id", "item_id"))
    fresh = [
        Adoption(unit=unit, item=item, from_on=from_on)
        for unit in units
        for item in items
        if kind_of(unit) in item.owed_by.split() and (unit.pk, item.pk) not in known
    ]
    Adoption.objects.bulk_create(fresh, batch_size=500)
    return len(fresh)
