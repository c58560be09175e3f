"""Pages of long lists: counted to a thousand, and read on behind that."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import factories as make
from ymdm.notices.models import Notice
from ymdm.ui.paging import LongPaginator


@pytest.fixture
def rows(db):
    person, now = make.bureau().union, timezone.now()

    def made(number):
        Notice.objects.bulk_create(
            [Notice(person=person, kind="test", key=f"{n}-{timezone.now():%f}", title=f"消息{n}", made_at=now) for n in range(number)],
            batch_size=500,
        )  # fmt: skip
        return Notice.objects.filter(person=person, kind="test").order_by("pk")

    return made


def test_up_to_a_thousand_it_is_django_s_own(rows):
    pages = LongPaginator(rows(45), 20)
    assert (pages.count, pages.num_pages, pages.is_long, pages.counted_words) == (45, 3, False, "45 ")
    last = pages.get_page(99)
    assert last.number == 3 and not last.has_next() and last.end_index() == 45 and len(last) == 5
    assert pages.get_page(2).has_next() and pages.get_page(2).has_previous()


def test_no_rows_make_one_empty_page(rows):
    page = LongPaginator(rows(0), 20).get_page(1)
    assert list(page) == [] and not page.has_next() and page.paginator.counted_words == "0 "


def test_beyond_a_thousand_it_stops_counting_but_not_reading(rows):
    pages = LongPaginator(rows(1_050), 20)
    assert (pages.count, pages.is_long, pages.counted_words) == (1_000, True, "1,000 多")
    far = pages.get_page(53)
    assert len(far) == 10 and (far.start_index(), far.end_index()) == (1041, 1050) and not far.has_next()
    assert pages.get_page(50).has_next() and list(pages.get_elided_page_range(53)) == [1, "…", 53]
    assert pages.get_page(54).number == 50  # nothing there: the last one that is known


@pytest.mark.parametrize("asked", ["0", "-3", "x", "99999999999999999999", None])
def test_a_number_that_is_none_leads_to_a_page(rows, asked):
    assert LongPaginator(rows(1_010), 20).get_page(asked).number in {1, 50}


def test_a_page_costs_two_queries(rows):
    every = rows(30)
    with CaptureQueriesContext(connection) as asked:
        list(LongPaginator(every, 20).get_page(1))
    assert len(asked) == 2
