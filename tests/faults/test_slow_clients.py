"""Two hundred clients that send a byte a second hold up nobody else: a thread is taken only for a whole request (P8)."""

import socket
import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings

from tests import factories as make
from tests.commands.installation import wait_for
from tests.commands.workshop import Workshop
from tests.faults.browsers import Browser, session_of
from tests.faults.servers import free_port

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]
SLOW = 200
ASKED = 30
NOISE = 0.3  # seconds that a busy machine may add


@pytest.fixture
def workshop(tmp_path) -> Iterator[Workshop]:
    opened = Workshop(tmp_path, YMDM_SECRET_KEY=settings.SECRET_KEY)
    opened.manage("collectstatic", "--noinput", "--verbosity=0")
    yield opened
    opened.close()


@contextmanager
def slow_clients(port: int) -> Iterator[list[socket.socket]]:
    """Half of them dawdle over the headers, half over the body of a post."""
    body = b"POST /w/sign-in/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4000\r\n\r\n"
    clients = [socket.create_connection(("127.0.0.1", port), timeout=10) for _ in range(SLOW)]
    is_over = threading.Event()

    def dawdle() -> None:
        for number, client in enumerate(clients):
            client.sendall(body if number % 2 else b"GET /w/ HTTP/1.1\r\nX-Slow: ")
        while not is_over.wait(1):
            for client in clients:
                try:
                    client.sendall(b"a")
                except OSError:
                    continue  # the server has had enough of this one

    thread = threading.Thread(target=dawdle)
    thread.start()
    try:
        yield clients
    finally:
        is_over.set()
        thread.join(30)
        for client in clients:
            client.close()


def slowest(browser: Browser) -> float:
    """The time in which 19 of 20 pages are answered, in seconds; every one is answered."""
    answers = [browser.get("/w/inbox/") for _ in range(ASKED)]
    assert [answer.status for answer in answers] == [200] * ASKED
    return statistics.quantiles([answer.seconds for answer in answers], n=20)[-1]


def test_two_hundred_slow_clients_do_not_slow_the_others(workshop):
    house = make.bureau()
    port = free_port()
    browser = Browser(port, session_of(house.union))
    workshop.run("-m", "ymdm.roof.web", "127.0.0.1", str(port), log="web")
    wait_for(lambda: browser.get("/w/inbox/").status == 200, "the first page", 30)
    alone = slowest(browser)
    with slow_clients(port) as clients:
        time.sleep(2)
        among = slowest(browser)
        assert len(clients) == SLOW
    assert among < 2 * alone + NOISE
