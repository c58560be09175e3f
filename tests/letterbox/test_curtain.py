"""What reaches the application on the addresses of the mailbox, and what leaves it."""

from __future__ import annotations

import pytest

from proposals.letterbox.curtain import COUNTER, KEPT_SECONDS, WHO, Counter, Curtain, who_of
from ymdm.wsgi import application

ENVIRON = {
    "PATH_INFO": "/letterbox/", "HTTP_COOKIE": "ymdm=abc", "HTTP_USER_AGENT": "Firefox", "REMOTE_ADDR": "10.1.2.3",
    "HTTP_X_FORWARDED_FOR": "10.9.9.9", "HTTP_REFERER": "http://x/w/", "REMOTE_PORT": "4711", "REQUEST_METHOD": "GET",
}  # fmt: skip


def seen_behind(path: str) -> tuple[dict, list]:
    seen, told = {}, []

    def inner(environ, start_response):
        seen.update(environ)
        start_response("200 OK", [("Set-Cookie", "ymdm=1"), ("Content-Type", "text/html")])
        return [b""]

    Curtain(inner)(ENVIRON | {"PATH_INFO": path}, lambda status, headers, *more: told.extend(headers))
    return seen, told


@pytest.mark.parametrize(
    "path", ["/letterbox/", "/letterbox", "/letterbox/read/", "/letterbox/answers/", "/letterbox/x"]
)
def test_no_cookie_no_device_no_address_goes_through(path):
    seen, told = seen_behind(path)
    assert not {"HTTP_COOKIE", "HTTP_USER_AGENT", "HTTP_X_FORWARDED_FOR", "HTTP_REFERER", "REMOTE_PORT"} & seen.keys()
    assert "10." not in str(seen) and len(seen[WHO]) == 64
    assert told == [("Content-Type", "text/html")]


@pytest.mark.parametrize("path", ["/w/letters/", "/letterboxes/", "/ledger/"])
def test_other_addresses_are_left_alone(path):
    seen, told = seen_behind(path)
    assert seen == ENVIRON | {"PATH_INFO": path} and len(told) == 2


def test_the_served_application_stands_behind_the_curtain():
    assert isinstance(application, Curtain)


def test_the_name_of_an_address_changes_every_hour_and_nothing_outlives_it():
    now = [0.0]
    counter = Counter(lambda: now[0])
    first = counter.name("10.1.2.3")
    assert counter.name("10.1.2.3") == first != counter.name("10.1.2.4") and "10.1" not in first
    assert [counter.count("write", first) for _ in range(2)] == [1, 2]
    now[0] = KEPT_SECONDS
    assert counter.name("10.1.2.3") != first
    assert counter.count("write", first) == 1


def test_only_what_the_proxies_wrote_is_believed(settings):
    settings.PROXIES = 1
    forged = {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "1.1.1.1, 10.0.0.7"}
    assert who_of(forged) == COUNTER.name("10.0.0.7")
    settings.PROXIES = 0
    assert who_of(forged) == COUNTER.name("127.0.0.1")
