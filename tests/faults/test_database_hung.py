"""A hot table is locked: who needs it is told so in seconds, everybody else is served, and no server thread is lost (P8)."""

import threading
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection, transaction

from tests import factories as make
from tests.commands.installation import wait_for
from tests.commands.workshop import Workshop
from tests.faults.browsers import Answer, Browser, session_of
from tests.faults.servers import free_port

pytestmark = [
    pytest.mark.faults,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("postgresql" not in settings.DATABASES["default"]["ENGINE"], reason="a fault of PostgreSQL"),
]
PATIENCE = 8.0  # seconds for an answer; the server gives up on a lock after two
THREADS = 8  # of the web server


@pytest.fixture
def workshop(tmp_path) -> Iterator[Workshop]:
    opened = Workshop(tmp_path, YMDM_SECRET_KEY=settings.SECRET_KEY)
    opened.manage("collectstatic", "--noinput", "--verbosity=0")
    yield opened
    opened.close()


def at_once(browser: Browser, path: str, times: int) -> list[Answer]:
    answers: list[Answer] = []
    threads = [threading.Thread(target=lambda: answers.append(browser.get(path))) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return answers


def test_a_locked_table_costs_its_pages_an_answer_of_503_and_the_others_nothing(workshop):
    house = make.bureau()
    port = free_port()
    browser = Browser(port, session_of(house.union))
    workshop.run("-m", "ymdm.roof.web", "127.0.0.1", str(port), log="web")
    wait_for(lambda: browser.get("/w/proposals/").status == 200, "the first page", 30)

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE proposals_proposal IN ACCESS EXCLUSIVE MODE")
        answers = at_once(browser, "/w/proposals/", 2 * THREADS)
        assert {answer.status for answer in answers} == {503}
        assert all("请" in answer.text for answer in answers)
        assert max(answer.seconds for answer in answers) < PATIENCE
        other = browser.get("/w/inbox/")
        assert (other.status, other.seconds < 2) == (200, True)

    assert browser.get("/w/proposals/").status == 200
    assert [answer.status for answer in at_once(browser, "/w/proposals/", THREADS)] == [200] * THREADS
