"""200 letters while the processes are killed: 200 numbers, 200 duties, no gap."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from proposals.letterbox import clock, kinds
from proposals.letterbox.checking import gone
from proposals.letterbox.models import Batch, Letter, LetterKey, Series
from tests import factories as make
from tests.commands.installation import wait_for
from tests.commands.workshop import Workshop
from ymdm.duties.models import Duty
from ymdm.notices.models import Notice
from ymdm.organization.models import Role

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]

LETTERS, KILLS = 200, 2


@pytest.fixture
def workshop(tmp_path) -> Iterator[Workshop]:
    opened = Workshop(tmp_path)
    yield opened
    opened.close()


def test_200_letters_and_killed_processes_give_200_numbers_and_200_duties_without_a_gap(workshop):
    unit = make.unit("局机关", level="bureau")
    make.person(unit, "开箱人", role=Role.UNION_OFFICER)
    make.person(unit, "监箱人", role=Role.COMMITTEE_MEMBER)
    write = ("-m", "tests.letterbox.writers", "write", str(LETTERS))
    for kill in range(1, KILLS + 1):
        writer = workshop.run(*write, log="write")
        wait_for(lambda reached=kill * LETTERS // (KILLS + 1): Letter.objects.count() >= reached, "some letters")
        workshop.kill(writer)
        assert Letter.objects.count() < LETTERS, "it was killed too late to prove anything"
    # Whoever got no answer sends the same form again; what was there is found, not written twice.
    workshop.run(*write, log="write")
    wait_for(lambda: "written" in workshop.log("write"), "the rest of the letters")
    year = Letter.objects.values_list("year", flat=True).first()
    assert sorted(Letter.objects.values_list("serial", flat=True)) == list(range(1, LETTERS + 1))
    assert LetterKey.objects.count() == LETTERS and Series.objects.get().last == LETTERS

    Letter.objects.update(received_on=timezone.localdate() - timedelta(days=9))
    assert clock.gather_all() == LETTERS == len(Batch.objects.get().commitments)
    for kill in range(1, KILLS + 1):
        opener = workshop.run("-m", "tests.letterbox.writers", "open", log="open")
        wait_for(lambda seen=kill: workshop.log("open").count("begun") >= seen, "the opening to begin")
        time.sleep(0.2 * kill)
        workshop.kill(opener)
        assert "opened" not in workshop.log("open"), "it was killed too late to prove anything"
        assert not Duty.objects.filter(kind=kinds.ANSWER).exists() and Batch.objects.get().state == Batch.State.CLOSED
    workshop.run("-m", "tests.letterbox.writers", "open", log="open")
    wait_for(lambda: "opened" in workshop.log("open"), "the box to be open")
    owed = Duty.objects.filter(kind=kinds.ANSWER).owed()
    assert owed.count() == owed.values("subject_id").distinct().count() == LETTERS
    assert {duty.subject_id for duty in owed} == set(Letter.objects.values_list("pk", flat=True))
    assert Notice.objects.filter(kind="duty-opened", title__contains="答复来信").count() == LETTERS
    assert gone(year) == []
