"""A list can be taken away as a workbook and as CSV, by the filters that its page shows."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template
from django.test import RequestFactory

from tests import factories as make

TEMPLATES = Path(settings.BASE_DIR) / "templates"
# Figures of the start page as one workbook; the page of the figures has both.
ELSEWHERE = {"home/inspector.html"}


def shown(tag: str, path: str) -> list[str]:
    page = Template(tag).render(Context({"request": RequestFactory().get(path)}))
    return [one.replace("&amp;", "&") for one in re.findall(r'<a[^>]*href="([^"]+)"', page)]


def test_both_keep_the_filters_and_start_at_the_beginning():
    workbook, text = shown('{% downloads "papers:export" "rules" %}', "/w/rules/?q=%E6%8F%90&page=3")
    assert (workbook, text) == ("/w/export/rules/?q=%E6%8F%90", "/w/export/rules/?q=%E6%8F%90&as=csv")


def test_what_the_page_adds_is_in_both():
    assert shown('{% downloads "" export=1 %}', "/w/x/?page=2") == ["?export=1", "?export=1&as=csv"]


@pytest.mark.parametrize(("asked", "text"), [("", "?as=csv"), ("?", "?as=csv"), ("?state=late", "?state=late&as=csv")])
def test_a_kept_page_gives_its_own_query(asked, text):
    page = Template('{% downloads "proposals:ledger-export" asked=asked %}').render(Context({"asked": asked}))
    assert f'href="/ledger/export/{text.replace("&", "&amp;")}"' in page


def test_every_page_that_offers_a_table_offers_both():
    alone = re.compile(r'<a class="btn[^>]*export(?!-file|-run)[^>]*>\{% icon "down-t" %\}')
    found = {str(file.relative_to(TEMPLATES)) for file in TEMPLATES.rglob("*.html") if alone.search(file.read_text())}
    assert found == ELSEWHERE


@pytest.mark.django_db
def test_the_public_ledger_comes_as_csv_too(client):
    make.replied(make.bureau())
    answer = client.get("/ledger/export/", {"as": "csv"})
    assert answer["Content-Type"].startswith("text/csv") and ".csv" in answer["Content-Disposition"]
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0] == "回复台账" and len(lines) == 4
