"""Who asks too often is told so with a sentence, by counters that stand in the database."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings
from django.test import RequestFactory
from django.utils import timezone

from tests import factories as make
from ymdm.limits.counting import LIMITS, address_of
from ymdm.limits.models import Count

pytestmark = pytest.mark.django_db
NOON = timezone.datetime(2026, 11, 25, 12, 0, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def at_noon():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def union(client):
    person = make.bureau().union
    client.force_login(person)
    return person


def status(answer) -> int:
    """The status; a file is read to its end, which closes it."""
    if answer.streaming:
        b"".join(answer.streaming_content)
    return answer.status_code


def used_up(what: str, who: str) -> None:
    """As if `who` had asked just as often as allowed in this window."""
    since = int(NOON.timestamp()) // LIMITS[what].seconds * LIMITS[what].seconds
    Count.objects.create(
        what=what, who=who, begins_at=timezone.datetime.fromtimestamp(since, ZoneInfo("UTC")), times=LIMITS[what].most
    )


@pytest.mark.parametrize(
    ("what", "most", "seconds"),
    [("search", 60, 60), ("export", 10, 3600), ("file", 120, 60), ("activate", 10, 600)],
)
def test_the_limits_are_those_of_the_house(what, most, seconds):
    assert LIMITS[what][:2] == (most, seconds)


@pytest.mark.parametrize(
    ("what", "url"),
    [
        ("search", "/w/people/?q=x"),
        ("search", "/w/proposals/?q=x"),
        ("search", "/w/units/?q=x"),
        ("export", "/w/export/people/"),
        ("export", "/w/proposals/export/"),
        ("export", "/w/proposals/figures/export/"),
        ("file", "/w/files/1/"),
    ],
)
def test_beyond_a_limit_the_page_says_so_and_until_when(client, at_noon, union, what, url):
    assert status(client.get(url)) in {200, 404}
    Count.objects.all().delete()
    used_up(what, str(union.pk))
    answer = client.get(url)
    assert answer.status_code == 429
    assert LIMITS[what].says in answer.content.decode()
    assert 0 < int(answer["Retry-After"]) <= LIMITS[what].seconds
    at_noon.shift(timedelta(seconds=LIMITS[what].seconds))
    client.logout()  # an hour without a touch ends the session itself
    client.force_login(union)
    assert status(client.get(url)) in {200, 404}


def test_the_last_one_that_is_allowed_is_answered_and_the_next_is_not(client, at_noon, union):
    used_up("search", str(union.pk))
    Count.objects.update(times=LIMITS["search"].most - 1)
    assert client.get("/w/people/?q=x").status_code == 200
    assert client.get("/w/people/?q=x").status_code == 429
    assert Count.objects.get().times == LIMITS["search"].most + 1


def test_pages_without_a_search_are_not_counted(client, union):
    client.get("/w/people/")
    client.get("/w/people/?q=")
    assert not Count.objects.exists()


def test_one_person_does_not_use_up_the_other_s_limit(client, at_noon, union):
    used_up("search", str(union.pk))
    client.force_login(make.person(union.unit, role="union_officer"))
    assert client.get("/w/people/?q=x").status_code == 200


def test_htmx_gets_the_sentence_as_a_note(client, at_noon, union):
    used_up("search", str(union.pk))
    answer = client.get("/w/people/?q=x", headers={"HX-Request": "true"})
    assert answer.status_code == 429 and "<html" not in answer.content.decode()


def test_who_tries_codes_is_stopped_by_the_address_which_is_not_stored(client, at_noon):
    for _ in range(LIMITS["activate"].most):
        assert client.post("/w/activate/", {"code": "AAAA"}).status_code == 422
    assert client.post("/w/activate/", {"code": "AAAA"}).status_code == 429
    assert client.post("/w/activate/", {"code": "AAAA"}, REMOTE_ADDR="10.1.1.1").status_code == 422
    assert all(len(who) == 40 for who in Count.objects.values_list("who", flat=True))


def test_the_public_ledger_s_workbook_is_limited_by_address(client, at_noon):
    make.bureau()
    for _ in range(LIMITS["export"].most):
        assert status(client.get("/ledger/export/")) == 200
    assert client.get("/ledger/export/").status_code == 429


def test_counts_of_yesterday_go_by_themselves(client, at_noon, union):
    client.get("/w/people/?q=x")
    at_noon.shift(timedelta(days=2))
    client.get("/w/people/?q=x")
    assert Count.objects.count() == 1


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "6.6.6.6", "9.9.9.9"),  # nobody in front: whatever is written there was written by the visitor
        (1, "6.6.6.6, 1.1.1.1", "1.1.1.1"),
        (2, "6.6.6.6, 1.1.1.1, 2.2.2.2", "1.1.1.1"),
        (2, "1.1.1.1", "9.9.9.9"),
        (1, "", "9.9.9.9"),
    ],
)
def test_only_what_our_own_proxies_wrote_is_believed(monkeypatch, proxies, forwarded, address):
    monkeypatch.setattr(settings, "PROXIES", proxies, raising=False)
    request = RequestFactory().get("/", headers={"X-Forwarded-For": forwarded}, REMOTE_ADDR="9.9.9.9")
    assert address_of(request) == address
