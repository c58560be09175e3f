"""A worker is killed again and again amid its work: each duty is reminded once, each mail leaves, nothing is lost.

Runs on the stack that the suite runs on: PostgreSQL and Redis with prefork workers, or SQLite and the broker of files.
"""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from tests import factories as make
from tests.commands.installation import wait_for
from tests.commands.workshop import Workshop
from ymdm.duties.models import Duty, Slip
from ymdm.notices.models import Mail, Notice
from ymdm.organization.models import Role, Unit
from ymdm.workdays import calendar

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]

DUTIES = 300
KILLS = 5


@pytest.fixture
def workshop(tmp_path) -> Iterator[Workshop]:
    opened = Workshop(tmp_path)
    yield opened
    opened.close()


def owe(how_many: int) -> None:
    """That many duties, each on the one rung of its ladder that has been reached and not yet told."""
    unit = make.unit("局机关")
    people = [make.person(unit, f"职工{n}", role=Role.UNION_OFFICER, email=f"p{n}@example.org") for n in range(10)]
    today = timezone.localdate()
    due_on = calendar().add(today, 5)  # the blue rung lies behind, the yellow one ahead
    Duty.objects.bulk_create(
        Duty(
            kind="answer",
            says="答复",
            act="duties.press",
            unit=unit,
            person=people[n % len(people)],
            watcher=unit,
            subject_type=ContentType.objects.get_for_model(Unit),
            subject_id=unit.pk,
            subject_label=f"第 {n} 件",
            url="/w/",
            rule="PRO-24",
            opened_on=today - timedelta(days=60),
            days=60,
            due_on=due_on,
            first_due_on=due_on,
            next_stage_on=today,
        )
        for n in range(how_many)
    )


def progress() -> int:
    return Slip.objects.count() + Mail.objects.filter(state=Mail.State.SENT).count()


def end_leases() -> None:
    """What a killed worker held is free again after five minutes; nobody wants to wait for them here."""
    Mail.objects.filter(state=Mail.State.WAITING).update(lease_until=None)


def message_ids(workshop: Workshop) -> list[str]:
    return re.findall(r"^Message-ID: (<notice-.+>)$", "\n".join(workshop.mails()), re.MULTILINE)


def assert_each_was_told_once(workshop: Workshop, how_many: int) -> None:
    assert list(Slip.objects.values_list("stage", flat=True)) == ["blue"] * how_many
    assert Slip.objects.values("duty").distinct().count() == how_many
    assert Notice.objects.filter(kind="duty-reminded").count() == Notice.objects.count() == how_many
    assert set(Mail.objects.values_list("state", flat=True)) == {Mail.State.SENT}
    assert set(message_ids(workshop)) == set(Mail.objects.values_list("message_id", flat=True))
    assert not Duty.objects.filter(next_stage_on__lte=timezone.localdate()).exists()
    assert "Traceback" not in workshop.log("worker")


def test_a_worker_killed_five_times_amid_300_reminders_reminds_each_duty_once_and_loses_nothing(workshop):
    owe(DUTIES)
    workshop.start_clock()
    total = 2 * DUTIES  # a slip and a mail each
    for kill in range(1, KILLS + 1):
        worker = workshop.start_worker()
        wait_for(lambda reached=kill * total // (KILLS + 1): progress() >= reached, "the worker's share")
        workshop.kill(worker)
        assert progress() < total, "it was killed too late to prove anything"

    workshop.start_worker()
    end_leases()
    wait_for(lambda: progress() == total, "the rest of the reminders and mails")
    assert_each_was_told_once(workshop, DUTIES)
    # Two threads or processes: no more than that many mails can have been in hand at each kill.
    assert len(message_ids(workshop)) <= DUTIES + 2 * KILLS


def test_a_queue_that_loses_all_it_holds_loses_no_reminder_and_no_mail(workshop):
    owe(40)
    worker = workshop.start_worker()
    workshop.start_clock()
    wait_for(lambda: progress() >= 10, "the first reminders")
    workshop.kill(worker)
    if workshop.redis:
        workshop.redis.flushdb()
    else:
        for message in (workshop.folder / "broker").glob("*.msg"):
            message.unlink()
    workshop.start_worker()
    end_leases()
    wait_for(lambda: progress() == 80, "the rest of the reminders and mails")
    assert_each_was_told_once(workshop, 40)
