"""The coverage map as it is read: units by items of the master list, in a picked time (DIS-40 to DIS-45)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q
from django.db.models.functions import Coalesce

from ymdm.organization.models import Unit

from .models import OWING_LEVELS, TEAM_LEVELS, Adoption, CatalogueItem, Obligation, Publication
from .rules.covering import DEAD, Cell, is_dead, is_team_dead
from .rules.obliging import span

COUNTS = {
    "in_time": Q(published_on__lte=F("due_on")),
    "late": Q(published_on__gt=F("due_on")),
    "withheld": Q(withheld_on__isnull=False),
}
# An item of the house stands in the column of the item of the master list under which it is.
COLUMN = Coalesce("item__under_id", "item_id")
Key = tuple[int, int]
NOTHING = Cell(is_adopted=False)


def counts(today: date) -> dict[str, Count]:
    """How each cell is counted; what is withheld is counted apart and never as published (DIS-41)."""
    owed = Q(published_on=None, withheld_on=None)
    told = COUNTS | {"silent": owed & Q(due_on__lt=today), "waiting": owed & Q(due_on__gte=today)}
    return {name: Count("pk", filter=condition) for name, condition in told.items()}


@dataclass(frozen=True)
class Row:
    """What one unit owes. `is_silent` marks a team that has opened nothing for too long (DIS-44)."""

    unit: Unit
    cells: list[Cell]
    is_silent: bool = False

    @cached_property
    def total(self) -> Cell:
        return added(self.cells)

    @cached_property
    def dead(self) -> int:
        return sum(cell.is_dead for cell in self.cells)


@dataclass(frozen=True)
class Coverage:
    """The whole map: a cell of each row for each item, in the order of the items."""

    period: str
    items: list[CatalogueItem]
    rows: list[Row]
    team_days: int

    @cached_property
    def total(self) -> Cell:
        return added(row.total for row in self.rows)

    @cached_property
    def dead(self) -> int:
        return sum(row.dead for row in self.rows)

    @cached_property
    def silent_teams(self) -> int:
        return sum(row.is_silent for row in self.rows)

    @cached_property
    def columns(self) -> list[tuple[CatalogueItem, Cell, int]]:
        """Each item with its sum over the units and the number of its dead corners."""
        return [
            (item, added(row.cells[at] for row in self.rows), sum(row.cells[at].is_dead for row in self.rows))
            for at, item in enumerate(self.items)
        ]


def added(cells: Iterable[Cell]) -> Cell:
    """Several cells as one."""
    due = in_time = late = silent = withheld = waiting = 0
    adopted = False
    for cell in cells:
        due += cell.due
        in_time += cell.in_time
        late += cell.late
        silent += cell.silent
        withheld += cell.withheld
        waiting += cell.waiting
        adopted = adopted or cell.is_adopted
    return Cell(due, in_time, late, silent, withheld, waiting, False, adopted)


def coverage(root: Unit, period: str, today: date) -> Coverage:
    """What `root` and the units below it owed and opened in a period (2026, 2026H1, 2026Q3, 2026M11), as seen today.

    A fixed number of queries, however many units. ValueError for what is no period.
    """
    first, last = span(period)
    here = Q(unit__path__startswith=root.path)
    items = list(CatalogueItem.objects.filter(under=None))
    units = list(Unit.objects.within(root).open().filter(level__in=OWING_LEVELS))
    taken_over = Adoption.objects.standing().filter(here).order_by()
    cells: dict[Key, Cell] = dict.fromkeys(taken_over.values_list("unit_id", COLUMN), Cell())
    dead = dead_corners(here, last, today)
    rows = Obligation.objects.filter(here, ends_on__range=(first, last), lifted_on=None).order_by()
    found = rows.annotate(column=COLUMN).values_list("unit_id", "column").annotate(**counts(today))
    for unit, column, in_time, late, withheld, silent, waiting in found:
        cells[unit, column] = Cell(
            in_time + late + silent, in_time, late, silent, withheld, waiting, (unit, column) in dead
        )
    days = DEAD.at(root, today).value or 0
    silent_teams = teams_without_disclosure(here, days, today)
    order = [item.pk for item in items]
    told = [
        Row(unit, [cells.get((unit.pk, column), NOTHING) for column in order], unit.pk in silent_teams)
        for unit in units
    ]
    return Coverage(period, items, told, days)


def dead_corners(here: Q, last: date, today: date) -> set[Key]:
    """The cells in which nothing was opened in the last four periods up to a day, or nothing followed a posting. DIS-44."""
    answered = Obligation.objects.filter(
        Q(published_on__isnull=False) | Q(withheld_on__isnull=False), unit=OuterRef("unit"), item=OuterRef("item")
    )
    silent = (
        Obligation.objects.silent(today)
        .filter(here, ends_on__lte=last)
        .exclude(Exists(answered.filter(ends_on__gte=OuterRef("ends_on"))))
        .annotate(column=COLUMN, has_answered=Exists(answered.filter(ends_on__lt=OuterRef("ends_on"))))
        .order_by()
    )
    ends: dict[tuple[int, int, int], set[date]] = defaultdict(set)
    ever: dict[tuple[int, int, int], bool] = {}
    for unit, column, item, end, has in silent.values_list("unit_id", "column", "item_id", "ends_on", "has_answered"):
        ends[unit, column, item].add(end)
        ever[unit, column, item] = has
    over = _postings_over(here, today) if ends else set()
    return {
        (unit, column)
        for (unit, column, item), days in ends.items()
        if is_dead(
            silent_ends=days,
            # Those that are left all lie after the last that was answered.
            answered_until=date.min if ever[unit, column, item] else None,
            posting_ended=(unit, item) in over,
        )
    }


def _postings_over(here: Q, today: date) -> set[Key]:
    """(unit, item) whose last posting is over."""
    posted = Publication.objects.opened().filter(here).order_by().values("unit_id", "item_id")
    return {
        (row["unit_id"], row["item_id"])
        for row in posted.annotate(until=Max("ends_on"))
        if row["until"] is not None and row["until"] < today
    }


def teams_without_disclosure(here: Q, days: int, today: date) -> set[int]:
    """Teams with a catalogue of their own that have opened nothing in so many days. DIS-44."""
    teams = Adoption.objects.standing().filter(here, unit__level__in=TEAM_LEVELS, unit__closed_on=None).order_by()
    since: dict[int, date] = dict(teams.values_list("unit_id").annotate(since=Min("from_on")))
    if not since:
        return set()
    # Only what lies within the days can save a team: the rest of the table is not read.
    opened: dict[int, Any] = dict(
        Obligation.objects.filter(here, unit__level__in=TEAM_LEVELS, published_on__gte=today - timedelta(days=days))
        .order_by()
        .values_list("unit_id")
        .annotate(last=Max("published_on"))
    )
    return {unit for unit, begun in since.items() if is_team_dead(opened.get(unit), begun, today, days)}


def worst_first(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (-row.dead, -row.total.silent, -row.total.late, row.unit.path))
