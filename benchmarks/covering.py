"""Goal G10: the coverage map of 300 units against the bare aggregate, and the sweep of a year, run twice."""

from __future__ import annotations

import time
from datetime import date, timedelta

from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from disclosure import laying, obliging
from disclosure.covering import coverage
from disclosure.models import Adoption, Obligation
from tests import factories as make
from ymdm.organization.models import LegalType, Level, Unit

from .sweeping import _told, _turns
from .tables import heading, line, table

UNITS, YEARS = 300, (2025, 2026)
TODAY = date(2026, 12, 20)
BARE = """
SELECT o.unit_id, coalesce(i.under_id, o.item_id),
  sum(CASE WHEN o.published_on <= o.due_on THEN 1 ELSE 0 END), sum(CASE WHEN o.published_on > o.due_on THEN 1 ELSE 0 END),
  sum(CASE WHEN o.withheld_on IS NOT NULL THEN 1 ELSE 0 END),
  sum(CASE WHEN o.published_on IS NULL AND o.withheld_on IS NULL AND o.due_on < %s THEN 1 ELSE 0 END)
FROM disclosure_obligation o JOIN disclosure_catalogueitem i ON i.id = o.item_id JOIN organization_unit u ON u.id = o.unit_id
WHERE u.path LIKE %s AND o.ends_on BETWEEN %s AND %s AND o.lifted_on IS NULL GROUP BY 1, 2
"""


def measure(rounds: int, units: int = UNITS) -> None:
    root = _house(units)
    heading(f"The sweep of a year for {units} units: obligations written, run twice")
    rows = []
    for year in YEARS:
        for run in ("first", "second"):
            with CaptureQueriesContext(connection) as asked:
                start = time.perf_counter()
                made = obliging.owe_year(year)
                spent = time.perf_counter() - start
            rows.append((f"{year}, {run} run", f"{made:,}", str(len(asked)), f"{spent:.2f} s"))
    table(("", "rows made", "queries", "seconds"), rows)
    _become()
    _map(root, rounds)


def _house(units: int) -> Unit:
    root = make.unit("公开评测局", level=Level.BUREAU)
    Unit.objects.filter(pk=root.pk).update(legal_type=LegalType.ENTERPRISE)
    below = [make.unit(parent=root, level=Level.UNIT, legal_type=LegalType.ENTERPRISE) for _ in range(units - 1)]
    items = laying.lay_out()
    # All 24 in every unit, so that no cell of the map is empty for want of a row.
    Adoption.objects.bulk_create(
        [Adoption(unit=unit, item=item, from_on=date(YEARS[0], 1, 1)) for unit in [root, *below] for item in items],
        batch_size=500,
    )
    return root


def _become() -> None:
    """Seven of ten published in time, one late, one withheld, one silent; where it was due."""
    due = Obligation.objects.filter(due_on__lt=TODAY, year__in=YEARS)
    due.annotate(turn=F("pk") % 10).filter(turn__lt=7).update(published_on=F("due_on"))
    late = due.annotate(turn=F("pk") % 10).filter(turn=7)
    for row in late.only("pk", "due_on").iterator():
        Obligation.objects.filter(pk=row.pk).update(published_on=row.due_on + timedelta(days=3))
    due.annotate(turn=F("pk") % 10).filter(turn=8).update(withheld_on=F("due_on"))


def _map(root: Unit, rounds: int) -> None:
    year = YEARS[-1]

    def bare() -> int:
        with connection.cursor() as cursor:
            cursor.execute(BARE, [TODAY, f"{root.path}%", date(year, 1, 1), date(year, 12, 31)])
            return len(cursor.fetchall())

    with CaptureQueriesContext(connection) as asked:
        told = coverage(root, str(year), TODAY)
    raw, ours = _turns([bare, lambda: coverage(root, str(year), TODAY)], rounds)
    total = Obligation.objects.filter(unit__path__startswith=root.path).count()
    heading(f"G10: the map, {len(told.rows)} units × {len(told.items)} items, {total:,} obligations of two years")
    table(
        ("", "× raw", "least", "most", "median"),
        [_told("raw: one group-by", raw, raw), _told(f"the map, {len(asked)} queries", ours, raw)],
    )
    line(f"due {told.total.due:,}, in time {told.total.in_time:,}, dead corners {told.dead:,}")
