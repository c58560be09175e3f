"""A checkpoint leaves the house: by mail to its keepers, on the notice board, and at once where somebody asks for one."""

import json

import pytest
from django.core import mail
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from tests import factories as make
from tests.ledger.chains import sealed
from ymdm.ledger import checkpoints, sealing, tasks
from ymdm.ledger.checking import check
from ymdm.ledger.models import Checkpoint, Event
from ymdm.notices import outbox
from ymdm.notices.models import Mail
from ymdm.organization.models import Role
from ymdm.verification.workflow import erase

pytestmark = pytest.mark.django_db
KEEPERS = ["keeper@example.org", "superior@example.org"]


@pytest.fixture(autouse=True)
def keepers(settings):
    settings.CHECKPOINT_MAIL = KEEPERS


def test_every_checkpoint_goes_to_every_keeper_once():
    sealed(3)
    made = checkpoints.latest()
    assert sorted(Mail.objects.values_list("address", flat=True)) == KEEPERS
    assert outbox.deliver_due() == 2 and outbox.deliver_due() == 0
    assert sorted(one.to[0] for one in mail.outbox) == KEEPERS
    letter = mail.outbox[0]
    assert checkpoints.in_groups(made.root) in letter.body and f"{made.size} 条" in letter.subject
    # What stands in the mail is what verify.py takes.
    assert json.loads(letter.body[letter.body.index("{") :]) == checkpoints.document(made)


def test_a_mail_that_fails_is_tried_again_and_then_seen_and_sent_anew(client, settings):
    sealed(3)
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = "django.core.mail.backends.smtp.EmailBackend", "127.0.0.1"
    settings.EMAIL_PORT = 1  # nobody listens there
    for _try in range(outbox.MAX_ATTEMPTS):
        Mail.objects.update(next_try_at=timezone.now())
        outbox.deliver_due()
    assert set(Mail.objects.values_list("state", flat=True)) == {Mail.State.DEAD}
    house = make.bureau()
    admin = make.person(house.unit, "上官云", role=Role.SYSTEM_ADMIN)
    client.force_login(admin)
    page = client.get("/w/inbox/undelivered/", {"q": "keeper"}).content.decode()
    assert KEEPERS[0] in page and "平台外" in page and f"重发给{KEEPERS[0]}" in page
    table = client.get("/w/export/undelivered/", {"as": "csv"})
    assert KEEPERS[0].encode() in b"".join(table.streaming_content)
    assert outbox.try_again(Mail.objects.all(), admin) == 2
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert outbox.deliver_due() == 2 and sorted(one.to[0] for one in mail.outbox) == KEEPERS


def test_without_keepers_nothing_is_written(settings):
    settings.CHECKPOINT_MAIL = []
    sealed(3)
    assert not Mail.objects.exists()


def test_who_asks_has_the_chain_signed_on_the_same_day(django_capture_on_commit_callbacks):
    sealed(3)
    assert not checkpoints.is_due() and tasks.checkpoint() == 0
    unit = make.unit("东峰局")
    with django_capture_on_commit_callbacks(execute=True):
        checkpoints.ask(unit, why="公布表决结果", unit=unit)
    assert Checkpoint.objects.count() == 2
    asked = Event.objects.get(act=checkpoints.ASKED)
    assert asked.seal.seq < checkpoints.latest().size
    assert not checkpoints.is_due() and tasks.checkpoint() == 0  # one wish, one checkpoint
    sealing.seal_all()
    assert check().is_whole


def test_a_wish_whose_broker_is_away_is_found_by_the_clock():
    sealed(3)
    unit = make.unit("东峰局")
    checkpoints.ask(unit, why="公布表决结果")  # nobody calls the task
    assert Checkpoint.objects.count() == 1
    assert tasks.checkpoint() == 1 and tasks.checkpoint() == 0


def test_a_wish_that_is_rolled_back_asks_for_nothing():
    sealed(3)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        checkpoints.ask(make.unit("东峰局"), why="公布表决结果")
        raise ZeroDivisionError
    assert tasks.checkpoint() == 0


def test_an_erasure_is_signed_at_once(django_capture_on_commit_callbacks):
    (event,) = sealed(1)
    unit = make.Unit.objects.get(pk=event.unit_id)
    by = make.person(unit, "岳明", role=Role.SECURITY_ADMIN)
    with django_capture_on_commit_callbacks(execute=True):
        erase(unit, by, event=event, reason="本人申请")
    assert Checkpoint.objects.count() == 2
    sealing.seal_all()
    assert check().is_whole


def test_the_sheet_says_what_the_newest_checkpoint_says(client):
    sealed(3)
    newest = checkpoints.latest()
    page = client.get("/verify/sheet/").content.decode()
    for words in (newest.root, newest.signature, newest.public_key):
        assert checkpoints.in_groups(words) in page
    assert "data-print" in page and "verify.py" in page and "会议纪要" in page and "<svg" in page
    assert 'href="/verify/sheet/"' in client.get("/verify/").content.decode()


def test_without_a_checkpoint_there_is_no_sheet(client):
    assert client.get("/verify/sheet/").headers["Location"] == reverse("verification:page")
