"""Two clocks run by mistake, and the sweep is called by four processes at once: each duty is still reminded once (P8)."""

from collections.abc import Iterator

import pytest

from tests.commands.installation import wait_for
from tests.commands.workshop import Workshop
from tests.faults.test_worker_killed import assert_each_was_told_once, end_leases, owe, progress

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]
DUTIES = 60


@pytest.fixture
def workshop(tmp_path) -> Iterator[Workshop]:
    opened = Workshop(tmp_path)
    yield opened
    opened.close()


def test_two_beats_and_two_workers_remind_each_duty_once(workshop):
    owe(DUTIES)
    for _ in range(2):
        workshop.start_clock()
        workshop.start_worker()
    wait_for(lambda: progress() == 2 * DUTIES, "all reminders and mails")
    end_leases()
    assert_each_was_told_once(workshop, DUTIES)
    assert len(workshop.mails()) == DUTIES


def test_four_processes_that_sweep_at_once_and_again_remind_each_duty_once(workshop):
    owe(DUTIES)
    command = (
        "import ymdm.celery, django; django.setup(); from ymdm.duties.sweep import remind_all; print(remind_all())"
    )
    for _round in range(2):
        sweeps = [workshop.start("-c", command, log=f"sweep-{n}") for n in range(4)]
        assert [sweep.wait(60) for sweep in sweeps] == [0] * 4
    told = [int(count) for n in range(4) for count in workshop.log(f"sweep-{n}").split()]
    assert sum(told) == DUTIES
    workshop.start_worker()
    workshop.start_clock()
    wait_for(lambda: progress() == 2 * DUTIES, "all mails")
    assert_each_was_told_once(workshop, DUTIES)
