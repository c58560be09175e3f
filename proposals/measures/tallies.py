"""Counts by responsible unit and year, bare, for whoever adds them up along the tree of units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Count

from .cuts import CUTS
from .scope import Scope


def tallies(
    scope: Scope, years: Iterable[int], on: date, names: tuple[str, ...]
) -> Iterator[tuple[str, int, dict[str, int]]]:
    """Path of the leading unit, year in which it came, how many rows each of `names` has. One query."""
    rows = (
        scope.proposals()
        .filter(submitted_on__year__in=list(years), lead_unit__isnull=False)
        .values_list("lead_unit__path", "submitted_on__year")
        .annotate(**{f"n_{name}": Count("pk", CUTS[name].where(on)) for name in names})
        .order_by()
    )
    for path, year, *counts in rows:
        yield path, year, dict(zip(names, counts, strict=True))
