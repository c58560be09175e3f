"""Many write and seal at once, and the sealer is killed again and again: one chain, no gap, no fork, nothing left out."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from django.db import connection

from tests import factories as make
from tests.commands.installation import ROOT, wait_for
from tests.commands.workshop import database_url
from ymdm.ledger import checkpoints, sealing
from ymdm.ledger.checking import check
from ymdm.ledger.models import Event, EventSeal
from ymdm.ledger.record import record_all

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]

WRITERS = 8
# On SQLite every event waits for its turn to write: 8 × 500 would take minutes on a busy machine and prove no more.
EVENTS = 500 if connection.vendor == "postgresql" else 100
KILLS = 20


@pytest.fixture
def start() -> Iterator:
    running = []

    def run(*words: str) -> subprocess.Popen:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.sealers", *words],
            env={**os.environ, "YMDM_DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "tests.settings"},
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        running.append(process)
        return process

    yield run
    for process in running:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        process.stdin.close()
        process.stdout.close()


def assert_one_chain() -> None:
    """Every event once, the numbers without a gap, each seal on the one before, and the check finds nothing."""
    sealing.seal_all(whole=True)
    rows = list(EventSeal.objects.order_by("seq").values_list("seq", "prev", "hash"))
    assert [seq for seq, _prev, _hash in rows] == list(range(Event.objects.count()))
    assert [prev for _seq, prev, _hash in rows[1:]] == [hash_ for _seq, _prev, hash_ in rows[:-1]]
    assert checkpoints.make()
    findings = check()
    assert (findings.faults, findings.checkpoints) == ([], 1)


def test_eight_processes_that_write_and_seal_at_once_make_one_chain(start):
    make.unit("西峰局")
    before = Event.objects.count()
    writers = [start("write", str(EVENTS)) for _ in range(WRITERS)]
    assert [writer.stdout.readline() for writer in writers] == ["ready\n"] * WRITERS
    for writer in writers:
        writer.stdin.write("go\n")
        writer.stdin.flush()
    assert [writer.wait(100) for writer in writers] == [0] * WRITERS
    assert Event.objects.count() - before in {WRITERS * EVENTS, WRITERS * EVENTS + 1}  # and the first of the chain
    assert EventSeal.objects.count() > WRITERS * EVENTS // 2  # they really sealed while others wrote
    assert_one_chain()


def test_a_sealer_killed_twenty_times_leaves_a_whole_chain(start):
    unit = make.unit("西峰局")
    chance, amid = random.Random(1), 0
    sealer = start("seal")
    for _ in range(KILLS):
        child = int(sealer.stdout.readline())
        so_far = EventSeal.objects.count()
        record_all({"act": "t", "obj": unit, "by": "系统", "says": "又", "payload": {"n": n}} for n in range(60))
        while EventSeal.objects.count() == so_far:
            time.sleep(0.002)
        time.sleep(chance.random() * 0.02)
        os.kill(child, signal.SIGKILL)
        amid += sealing.unsealed().exists()
        assert check().is_whole
    assert amid > KILLS // 2, "it was killed too late to prove anything"
    os.killpg(sealer.pid, signal.SIGKILL)
    sealer.wait()
    # PostgreSQL learns a moment later that a killed client is gone, and holds its lock so long.
    wait_for(lambda: sealing.seal_all(whole=True) >= 0 and not sealing.unsealed().exists(), "the rest", 20)
    assert_one_chain()
