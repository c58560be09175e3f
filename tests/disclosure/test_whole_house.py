"""The bureau's whole chart over two years: what is owed, what the demo-like gaps look like on the map, twice the same."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.db.models import F

from disclosure import covering, laying, obliging
from disclosure.models import OWING_LEVELS, TEAM_LEVELS, Adoption, CatalogueItem, Obligation
from ymdm.organization.models import Unit
from ymdm.organization.papers import Units
from ymdm.papers import sheets
from ymdm.workflow import SYSTEM

CHART = Path(__file__).resolve().parents[3] / "shared" / "data" / "roster" / "org.csv"
TODAY, YEARS = date(2026, 12, 20), (2025, 2026)
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not CHART.exists(), reason=f"{CHART} is not here; it lies beside the checkout"),
]


@pytest.fixture
def root():
    with CHART.open("rb") as file:
        Units.write(Units.read(sheets.read(file, CHART.name), SYSTEM), SYSTEM, lambda done, total: None)
    owing = list(Unit.objects.filter(level__in=[*OWING_LEVELS, *TEAM_LEVELS]))
    items = laying.lay_out()
    laying.adopt_by_type(owing, items, date(YEARS[0], 1, 1))
    # Units take over those of the bureau's 31 lines that concern their type.
    lines = CatalogueItem.objects.filter(under__isnull=False)
    known = set(Adoption.objects.values_list("unit", "item"))
    Adoption.objects.bulk_create(
        Adoption(unit=unit, item=line, from_on=date(YEARS[0], 1, 1))
        for unit in owing
        for line in lines
        if (unit.pk, line.under_id) in known
    )
    return Unit.objects.get(code="HSZ")


def test_two_years_of_the_whole_chart_are_owed_in_one_sweep_each_and_a_second_one_writes_nothing(root):
    made = [obliging.owe_year(year) for year in YEARS]
    assert made[0] == made[1] > 1000
    assert [obliging.owe_year(year) for year in YEARS] == [0, 0]
    owing = set(Adoption.objects.filter(item__schedule__regex=":[YHQM]").values_list("unit", flat=True))
    assert set(Obligation.objects.values_list("unit", flat=True)) == owing
    assert CatalogueItem.objects.filter(under__isnull=False).count() == 31


def test_the_map_of_each_year_adds_up_to_the_rows_and_shows_the_one_unit_that_fell_silent(root):
    for year in YEARS:
        obliging.owe_year(year)
    silent = Unit.objects.get(short_name="绥德局")
    due = Obligation.objects.filter(due_on__lt=TODAY)
    due.exclude(unit=silent).update(published_on=F("due_on"))
    for year in YEARS:
        told = covering.coverage(root, str(year), TODAY)
        rows = Obligation.objects.filter(ends_on__year=year, unit__path__startswith=root.path)
        assert told.total.in_time == rows.filter(published_on__isnull=False).count() > 0
        assert told.total.silent == rows.filter(unit=silent, due_on__lt=TODAY).count() > 0
        assert {row.unit.pk for row in told.rows if row.total.silent} == {silent.pk}
        assert {row.unit.pk for row in told.rows if row.dead} == {silent.pk}
