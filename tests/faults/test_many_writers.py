"""Fifty people read and write at the same moment: nobody reads “database is locked”, and every act is there once (P8).

On SQLite this is what write-ahead log, IMMEDIATE and patience buy; with Django's defaults a third of them fail.
"""

import pytest
from django.db import connection

from proposals import workflow
from proposals.models import Proposal
from tests import factories as make
from tests.faults.test_races import at_once, fresh
from ymdm.ledger.models import Event

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]
WRITERS, ACTS, PROPOSALS = 50, 6, 10


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a fault of SQLite; PostgreSQL has the races")
def test_fifty_writers_that_read_first_are_all_served():
    house = make.bureau()
    proposals = [make.in_progress(house, title=f"第 {number} 件") for number in range(PROPOSALS)]

    def write(writer: int) -> None:
        for number in range(ACTS):
            proposal = fresh(proposals[(writer + number) % PROPOSALS])
            list(Proposal.objects.visible_to(house.handler)[:20])
            make.contacted(house, proposal, minutes=f"{writer}-{number}")

    assert at_once(*(lambda writer=writer: write(writer) for writer in range(WRITERS))) == [None] * WRITERS
    written = [contact.minutes for proposal in proposals for contact in proposal.contacts.all()]
    assert sorted(written) == sorted(f"{writer}-{number}" for writer in range(WRITERS) for number in range(ACTS))
    assert Event.objects.filter(act=workflow.record_contact.step.act).count() == WRITERS * ACTS
