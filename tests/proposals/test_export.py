"""The list as a workbook: the same rows as on the page, told to the one who asks, and noted in the ledger."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from tests import factories as make
from ymdm.ledger.models import Event

pytestmark = pytest.mark.django_db
EXPORT, LIST = reverse("proposals:proposal-export"), reverse("proposals:proposal-list")


@pytest.fixture
def house():
    return make.bureau()


def sheet(client, **query):
    response = client.get(EXPORT, query)
    rows = list(load_workbook(io.BytesIO(b"".join(response.streaming_content))).active.values)
    return rows[1][0], [dict(zip(rows[2], row, strict=True)) for row in rows[3:]]


def test_it_holds_the_rows_of_the_page_with_the_same_filters(client, house):
    make.submitted(house, title="甲")
    make.closed(house, title="乙")
    make.draft(house, title="丙")
    client.force_login(house.union)
    note, rows = sheet(client)
    assert [row["案由"] for row in rows] == ["甲", "乙"]
    note, rows = sheet(client, group="done", q="乙")
    assert [row["案由"] for row in rows] == ["乙"]
    assert "郑晓芸" in note and "关键词“乙”" in note and "已办结" in note
    assert rows[0]["主办单位"] == "人事劳动处" and rows[0]["办理结果"] == "A" and rows[0]["评价"] == "满意"
    assert rows[0]["期限"].startswith("按期答复")


def test_the_ledger_knows_who_took_what(client, house):
    make.submitted(house)
    client.force_login(house.union)
    sheet(client)
    event = Event.objects.get(act="papers.export")
    assert event.actor_label == "郑晓芸" and event.payload.payload["rows"] == 1


def test_a_confidential_author_is_not_told_to_those_who_may_not_know(client, house):
    make.submitted(house, is_confidential=True)
    for person, name in ((house.union, "西峰局 马红霞"), (house.inspector, "姓名保密")):
        client.force_login(person)
        assert sheet(client)[1][0]["提出人"] == name


def test_a_formula_stays_what_it_is(client, house):
    make.submitted(house, title="=1+1")
    client.force_login(house.union)
    response = client.get(EXPORT)
    cell = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active["D4"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)


def test_everybody_takes_only_what_she_sees(client, house):
    make.submitted(house)
    client.force_login(house.employee)
    assert sheet(client)[1] == []


def test_the_button_leads_to_the_rows_that_are_shown(client, house):
    client.force_login(house.union)
    assert f"{EXPORT}?group=done" in client.get(LIST, {"group": "done"}).content.decode()
