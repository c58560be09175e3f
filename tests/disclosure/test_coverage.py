"""The coverage map: what a cell counts, dead corners, the pages behind it and their downloads."""

from datetime import date, datetime, timedelta
from io import BytesIO

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from disclosure import covering, laying
from disclosure.models import Adoption, CatalogueItem, Obligation, Publication
from disclosure.rules.covering import Tone
from tests import factories as make
from ymdm.limits.models import Count
from ymdm.organization.models import Level

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 26)


@pytest.fixture(autouse=True)
def clock_stands():
    with time_machine.travel(timezone.make_aware(datetime(2026, 11, 26, 9)), tick=False):
        yield


@pytest.fixture
def house():
    made = make.bureau()
    laying.adopt_by_type([made.unit, made.branch], laying.lay_out(), date(2025, 1, 1))
    return made


def owe(unit, code, period, ends_on, due_on, stage="result", **became):
    return Obligation.objects.create(
        unit=unit, item=CatalogueItem.objects.get(code=code), period=period, label=period, stage=stage, year=ends_on.year,
        ends_on=ends_on, due_on=due_on, rule="DIS-20", owed_from_on=due_on, **became,
    )  # fmt: skip


QUARTERS = [
    ("2025Q4", date(2025, 12, 31), date(2026, 1, 15)),
    ("2026Q1", date(2026, 3, 31), date(2026, 4, 15)),
    ("2026Q2", date(2026, 6, 30), date(2026, 7, 15)),
    ("2026Q3", date(2026, 9, 30), date(2026, 10, 15)),
]


def cell(house, unit, code, period="2026"):
    told = covering.coverage(house.unit, period, TODAY)
    row = next(row for row in told.rows if row.unit == unit)
    return row.cells[[item.code for item in told.items].index(code)]


def test_a_cell_counts_each_obligation_once_and_what_is_withheld_never_as_published(house):
    _, q1, q2, q3 = QUARTERS
    owe(house.branch, "D16", *q1, published_on=q1[2])
    owe(house.branch, "D16", *q2, published_on=q2[2] + timedelta(days=1))
    owe(house.branch, "D16", *q3, withheld_on=q3[2])
    owe(house.branch, "D16", "2026Q4", date(2026, 12, 31), date(2027, 1, 15))
    owe(house.branch, "D16", "x", date(2026, 5, 1), date(2026, 5, 4), lifted_on=TODAY, lifted_because="无此项")
    found = cell(house, house.branch, "D16")
    assert (found.due, found.in_time, found.late, found.silent, found.withheld, found.waiting) == (2, 1, 1, 0, 1, 1)
    assert (found.tone, found.share) == (Tone.LATE, "50.00")
    assert cell(house, house.unit, "D16").tone == Tone.QUIET
    assert cell(house, house.branch, "D22").tone == Tone.NONE
    only = cell(house, house.branch, "D16", "2026Q3")
    assert (only.tone, only.withheld, only.due, only.share) == (Tone.WITHHELD, 1, 0, "")


def test_four_silent_periods_are_a_dead_corner_and_three_are_a_gap(house):
    first = owe(house.branch, "D16", *QUARTERS[0], published_on=QUARTERS[0][2])
    for quarter in QUARTERS[1:]:
        owe(house.branch, "D16", *quarter)
    assert cell(house, house.branch, "D16").tone == Tone.PART
    Obligation.objects.filter(pk=first.pk).update(published_on=None)
    assert cell(house, house.branch, "D16").is_dead
    Obligation.objects.filter(pk=first.pk).update(withheld_on=TODAY)
    assert cell(house, house.branch, "D16").tone == Tone.PART


def test_a_posting_that_nothing_followed_is_a_dead_corner(house):
    first = owe(house.branch, "D16", *QUARTERS[2], published_on=QUARTERS[2][2])
    owe(house.branch, "D16", *QUARTERS[3])
    assert cell(house, house.branch, "D16").tone == Tone.PART
    posting = Publication.objects.create(
        unit=house.branch, item=first.item, obligation=first, title="社保缴纳", state="ended", made_at=timezone.now(),
        published_at=timezone.now(), published_on=date(2026, 7, 15), ends_on=date(2026, 7, 30), days=15,
    )  # fmt: skip
    assert cell(house, house.branch, "D16").is_dead
    Publication.objects.filter(pk=posting.pk).update(ends_on=TODAY)
    assert not cell(house, house.branch, "D16").is_dead


def test_a_team_without_disclosure_for_ninety_days_is_marked(house):
    laying.adopt_by_type([house.team], laying.lay_out(), TODAY - timedelta(days=90))
    silent = lambda: covering.coverage(house.unit, "2026", TODAY).silent_teams  # noqa: E731
    assert silent() == 0
    Adoption.objects.filter(unit=house.team).update(from_on=TODAY - timedelta(days=91))
    assert silent() == 1
    owe(house.team, "D22", "2026M10", date(2026, 10, 31), date(2026, 11, 10), published_on=date(2026, 11, 9))
    assert silent() == 0


def test_an_item_of_the_house_stands_in_the_column_of_the_item_above_it(house):
    above = CatalogueItem.objects.get(code="D16")
    own = CatalogueItem.objects.create(code="OWN1", name="社保缴纳明细", under=above, schedule="result:Q", owed_by="")
    Adoption.objects.create(unit=house.branch, item=own, from_on=date(2026, 1, 1))
    owe(house.branch, "OWN1", *QUARTERS[1])
    assert cell(house, house.branch, "D16").silent == 1


def asked(client, person, url):
    client.force_login(person)
    for _ in range(2):
        cache.clear()
        Count.objects.all().delete()
        with CaptureQueriesContext(connection) as told:
            answer = client.get(url)
            if answer.streaming:
                b"".join(answer.streaming_content)
        assert answer.status_code == 200, url
    return len(told)


PAGES = ["coverage/", "coverage/?gaps=worst", "coverage/export/", "coverage/units/{}/", "coverage/items/D16/", "owed/"]


def test_every_page_asks_as_often_for_fifty_units_as_for_two(house, client):
    urls = [f"/w/disclosure/{page.format(house.branch.pk)}" for page in PAGES]
    for quarter in QUARTERS:
        owe(house.branch, "D16", *quarter)
    laying.adopt_by_type([house.team], laying.lay_out(), date(2025, 1, 1))
    few = {url: asked(client, house.employee, url) for url in urls}
    more = [make.unit(parent=house.unit, level=Level.UNIT) for _ in range(25)]
    more += [make.unit(parent=house.branch, level=Level.TEAM) for _ in range(25)]
    laying.adopt_by_type(more, laying.lay_out(), date(2025, 1, 1))
    for unit in more:
        owe(unit, "D16" if unit.level == Level.UNIT else "D22", *QUARTERS[0])
    assert {url: asked(client, house.employee, url) for url in urls} == few
    with CaptureQueriesContext(connection) as told:
        covering.coverage(house.unit, "2026", TODAY)
    assert len(told) <= 12


def test_a_cell_opens_its_list_in_one_tap_and_the_list_answers_the_map(house, client):
    for quarter in QUARTERS:
        owe(house.branch, "D16", *quarter)
    owe(house.unit, "D16", *QUARTERS[3])
    client.force_login(house.employee)
    page = client.get("/w/disclosure/coverage/?period=2026").content.decode()
    link = f"/w/disclosure/owed/?unit={house.branch.pk}&amp;item=D16&amp;period=2026"
    assert link in page and "死角：应公开 3 项，未公开 3 项" in page
    listed = client.get(link.replace("&amp;", "&"))
    assert listed.context["page"].paginator.count == 3
    assert client.get("/w/disclosure/owed/?state=silent").context["page"].paginator.count == 5
    assert client.get("/w/disclosure/owed/?state=met").context["page"].paginator.count == 0


def test_the_workbook_holds_the_cells_of_the_map_and_csv_the_same(house, client):
    owe(house.branch, "D16", *QUARTERS[3])
    client.force_login(house.employee)
    answer = client.get(f"/w/disclosure/coverage/units/{house.branch.pk}/export/?period=2026")
    rows = list(load_workbook(BytesIO(b"".join(answer.streaming_content))).active.values)
    row = next(row for row in rows if row[1] == "D16")
    assert row[:8] == ("西峰局", "D16", "社会保险、住房公积金和企业年金", "死角", 1, 0, 0, 1)
    assert {row[0] for row in rows if row[1] and str(row[1]).startswith("D")} == {"西峰局"}
    text = b"".join(client.get("/w/disclosure/owed/export/?as=csv").streaming_content).decode("utf-8-sig")
    assert "2026Q3" in text and "逾期未公开" in text


@pytest.mark.parametrize("period", ["2026Q9", "xx", "", "20260"])
def test_what_is_no_period_shows_this_year(house, client, period):
    client.force_login(house.employee)
    assert client.get(f"/w/disclosure/coverage/?period={period}").context["period"] == "2026"
    assert client.get(f"/w/disclosure/owed/?period={period}").status_code == 200


def test_nobody_sees_the_map_of_another_house(house, client):
    other = make.unit(level=Level.BUREAU)
    laying.adopt_by_type([other], laying.lay_out(), date(2026, 1, 1))
    owe(other, "D16", *QUARTERS[3])
    client.force_login(house.employee)
    assert client.get(f"/w/disclosure/coverage/units/{other.pk}/").status_code == 404
    assert client.get(f"/w/disclosure/coverage/?unit={other.pk}").context["form"].unit_asked == house.unit
    assert client.get(f"/w/disclosure/owed/?unit={other.pk}").context["page"].paginator.count == 0
