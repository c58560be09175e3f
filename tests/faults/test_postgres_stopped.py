"""PostgreSQL dies amid requests: what was acknowledged is stored, everything else is told that it is not (P8)."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import date

import psycopg2
import pytest
from django.conf import settings

from tests.commands.installation import ROOT, Installation, wait_for
from tests.faults.browsers import Answer, Browser
from tests.faults.servers import Postgres, free_port

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif("postgresql" not in settings.DATABASES["default"]["ENGINE"], reason="a fault of PostgreSQL"),
]
CLIENTS = 20
RECOVERY_SECONDS = 30


@pytest.fixture
def postgres() -> Iterator[Postgres]:
    server = Postgres()
    yield server
    server.close()


@pytest.fixture
def house(postgres, tmp_path) -> Installation:
    house = Installation(tmp_path, YMDM_DATABASE_URL=postgres.url)
    house.manage("prepare")
    return house


def stage(house: Installation) -> dict:
    command = [sys.executable, "-m", "tests.faults.stage", str(CLIENTS)]
    done = subprocess.run(command, env=house.environment, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.splitlines()[-1])


class Crowd:
    """Twenty clients, each writing down one contact after the other on a proposal of its own."""

    def __init__(self, port: int, session: str, proposals: list[int]) -> None:
        self.log: dict[str, Answer] = {}
        self.is_over = threading.Event()
        self.threads = [threading.Thread(target=self._work, args=(Browser(port, session), pk)) for pk in proposals]

    def _work(self, browser: Browser, pk: int) -> None:
        number = 0
        while not self.is_over.is_set():
            number += 1
            text = f"记录-{pk}-{number}-完"
            self.log[text] = browser.post(
                f"/w/proposals/{pk}/record_contact/",
                form="phone", held_on=date.today().isoformat(), people="甲、乙", minutes=text,
            )  # fmt: skip

    def acknowledged(self) -> set[str]:
        return {text for text, answer in list(self.log.items()) if answer.status == 302}

    def __enter__(self) -> "Crowd":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_exc: object) -> None:
        self.is_over.set()
        for thread in self.threads:
            thread.join(60)


def stored(postgres: Postgres, socket_folder: str) -> list[str]:
    with psycopg2.connect(host=socket_folder, user="postgres", dbname="postgres") as connection:
        cursor = connection.cursor()
        cursor.execute("SELECT minutes FROM proposals_contact")
        return [row[0] for row in cursor.fetchall()]


def test_what_was_acknowledged_is_stored_and_everything_else_is_told_so_when_postgres_dies_under_twenty_clients(
    postgres, house
):
    staged = stage(house)
    port = free_port()
    web = house.start("-m", "ymdm.roof.web", "127.0.0.1", str(port), log="web")
    try:
        wait_for(lambda: Browser(port, staged["session"]).get("/w/").status == 200, "the first page", 30)
        with Crowd(port, staged["session"], staged["proposals"]) as crowd:
            wait_for(lambda: len(crowd.acknowledged()) >= CLIENTS, "the first acknowledged acts", 30)
            postgres.stop_hard()
            time.sleep(2)
            lost = [text for text, answer in list(crowd.log.items()) if answer.status != 302]
            before = crowd.acknowledged()
            began = time.monotonic()
            postgres.start_again()
            wait_for(lambda: len(crowd.acknowledged()) > len(before) + CLIENTS, "acts after the restart", 60)
            recovered = time.monotonic() - began
    finally:
        web.terminate()
        web.wait(30)

    kept = stored(postgres, postgres.options.rpartition(" ")[2])
    assert len(kept) == len(set(kept)), "something was stored twice"
    assert crowd.acknowledged() <= set(kept), "something acknowledged is lost"
    assert recovered < RECOVERY_SECONDS
    assert lost, "nothing was asked while the server was down: the test proves nothing"
    refused = {text: answer for text, answer in crowd.log.items() if answer.status != 302}
    odd = [answer for answer in refused.values() if answer.status != 503]
    assert not odd, odd[0]
    for text, answer in refused.items():
        assert "未提交，请重试" in answer.text
        assert text in answer.text, "what was typed is gone"
    print(
        f"acknowledged {len(crowd.acknowledged())}, refused {len(refused)}, "
        f"stored though refused {len(set(kept) & set(refused))}, recovered in {recovered:.1f} s"
    )
