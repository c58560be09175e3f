"""The bureau's chart and its dirty roster, against the answers that were worked out by hand."""

import csv
import json
from pathlib import Path

import pytest

from ymdm.organization.models import Level, Person, Unit
from ymdm.organization.papers import People, Units
from ymdm.papers import sheets
from ymdm.workflow import SYSTEM

ROSTER = Path(__file__).resolve().parents[3] / "shared" / "data" / "roster"
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not ROSTER.exists(), reason=f"{ROSTER} is not here; it lies beside the checkout"),
]


def read(name: str):
    with (ROSTER / name).open("rb") as file:
        return sheets.read(file, name)


def import_units():
    return Units.write(Units.read(read("org.csv"), SYSTEM), SYSTEM, lambda done, total: None)


def import_people():
    return People.write(People.read(read("roster.xlsx"), SYSTEM), SYSTEM, lambda done, total: None)


def test_all_68_units_come_in_and_a_second_time_none_is_doubled():
    assert import_units() == {"created": 68, "changed": 0, "unchanged": 0}
    root = Unit.objects.get(parent=None)
    assert (root.code, root.level) == ("HSZ", Level.BUREAU)
    assert Unit.objects.within(root).count() == 68
    assert Unit.objects.filter(level=Level.UNIT).count() == 7
    teams = Unit.objects.filter(level=Level.TEAM).select_related("parent")
    assert len(teams) == 16 and all(team.legal_type == team.parent.legal_type for team in teams)
    assert import_units() == {"created": 0, "changed": 0, "unchanged": 68}


def test_the_figures_of_the_roster_are_the_expected_ones():
    import_units()
    expected = json.loads((ROSTER / "expected.json").read_text(encoding="utf-8"))
    answer = People.read(read("roster.xlsx"), SYSTEM).answer
    assert list(answer) == list(expected)
    for key, value in expected.items():
        assert answer[key] == value, key


def test_every_accepted_row_is_the_expected_one():
    import_units()
    with (ROSTER / "expected_accepted.csv").open(encoding="utf-8") as file:
        expected = list(csv.DictReader(file))
    accepted = People.read(read("roster.xlsx"), SYSTEM).outcome.accepted
    got = [
        {
            "sheet": row.sheet, "row": str(row.row), "name": row.name, "gender": row.gender, "birth": row.birth,
            "unit": row.unit, "dept": row.dept, "party": row.party, "post": row.post, "title": row.title,
            "employment": row.employment, "rep": "是" if row.is_representative else "否",
            "delegation": row.delegation, "phone": row.phone,
        }
        for row in accepted
    ]  # fmt: skip
    assert len(got) == len(expected)
    for one, other in zip(got, expected, strict=True):
        assert one == other


def test_a_preview_writes_nothing():
    import_units()
    reading = People.read(read("roster.xlsx"), SYSTEM)
    assert reading.report["created"] == 1150
    assert not Person.objects.exists()


def test_the_good_rows_come_in_once_however_often_the_file_is_imported():
    import_units()
    assert import_people() == {"created": 1150, "changed": 0, "unchanged": 0}
    assert Person.objects.count() == 1150
    assert not any(person.is_opened for person in Person.objects.all()), "no account has a password"
    assert Person.objects.filter(staff_number="TS-0001").get().unit.path.startswith(Unit.objects.get(code="TS").path)
    assert import_people() == {"created": 0, "changed": 0, "unchanged": 1150}
    assert Person.objects.count() == 1150
