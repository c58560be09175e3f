"""The master list and the bureau's own items as rows, and what each unit owes of it by its type (DIS-06)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from .models import Adoption, CatalogueItem
from .models.catalogue import Unit, kind_of
from .rules import catalogue, house


def lay_out() -> list[CatalogueItem]:
    """Bring D01 to D24 and the bureau's 31 items into the tables; returns every item. Writes nothing the second time."""
    known = {item.code: item for item in CatalogueItem.objects.all()}
    # The master list first: the items of the house stand under it.
    fresh = _lay(catalogue.ITEMS, known)
    fresh += _lay(house.ITEMS, known)
    return list(CatalogueItem.objects.all()) if fresh else list(known.values())


def _lay(items: Iterable[catalogue.Item], known: dict[str, CatalogueItem]) -> int:
    fresh = [
        CatalogueItem(
            code=one.code, name=one.name, goals=one.goals, major=one.major, schedule=one.schedule, basis=one.basis,
            min_days=one.min_days, is_notice=one.is_notice, owed_by=one.owed_by, open_to=one.open_to, topic=one.topic,
            under=known[one.under] if one.under else None, form=one.form, time_limit=one.time_limit,
            to_congress=one.to_congress,
        )
        for one in items
        if one.code not in known
    ]  # fmt: skip
    known |= {item.code: item for item in CatalogueItem.objects.bulk_create(fresh)}
    return len(fresh)


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
