"""Messages: in the inbox once, by mail through the outbox, never for what was rolled back."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from tests import factories as make
from ymdm.notices import outbox
from ymdm.notices.models import Mail, Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader():
    return make.person(make.unit(), "周敏", email="zhou@example.org")


def tell(*people, key="1"):
    return outbox.send(people, kind="test", key=key, title="请答复", text="一件提案", url="/w/")


def test_the_same_thing_is_told_once_to_each(reader):
    other = make.person(reader.unit)
    assert len(tell(reader)) == 1
    assert len(tell(reader, other, other)) == 1
    assert Notice.objects.count() == 2


def test_mail_goes_to_those_who_have_an_address_and_want_it(reader):
    silent = make.person(reader.unit, email="s@example.org", wants_mail=False)
    tell(reader, silent, make.person(reader.unit))
    assert [row.address for row in Mail.objects.all()] == ["zhou@example.org"]
    assert outbox.deliver_due() == 1
    message = mail.outbox[0]
    assert (message.to, message.subject) == (["zhou@example.org"], "请答复")
    assert message.body.endswith("/w/")
    assert message.extra_headers["Message-ID"] == Mail.objects.get().message_id
    assert outbox.deliver_due() == 0
    assert len(mail.outbox) == 1


def test_nothing_is_told_of_what_was_rolled_back(reader):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        tell(reader)
        1 / 0  # noqa: B018
    assert not Notice.objects.exists()
    assert outbox.deliver_due() == 0


def test_a_gateway_that_fails_is_tried_again_later_and_at_last_listed(reader, monkeypatch):
    tell(reader)

    def down(self, *args, **kwargs):
        raise ConnectionRefusedError("gateway down")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", down)
    at = timezone.now()
    waits = []
    for attempt in range(1, outbox.MAX_ATTEMPTS + 1):
        assert outbox.deliver_due(at) == 0
        row = Mail.objects.get()
        assert (row.attempts, row.lease_until) == (attempt, None)
        waits.append(row.next_try_at - timezone.now())
        Mail.objects.update(next_try_at=timezone.now())
        at = timezone.now() + timedelta(seconds=1)
    assert waits == sorted(waits)
    assert (row.state, row.error) == (Mail.State.DEAD, "ConnectionRefusedError: gateway down")
    assert outbox.deliver_due(at) == 0


def test_a_mail_in_somebodys_hand_is_left_alone_until_the_lease_ends(reader):
    tell(reader)
    now = timezone.now()
    Mail.objects.update(lease_until=now + outbox.LEASE)
    assert outbox.deliver_due() == 0
    Mail.objects.update(lease_until=now - timedelta(seconds=1))
    assert outbox.deliver_due() == 1


def test_a_broker_that_is_away_delays_and_loses_nothing(reader, monkeypatch, django_capture_on_commit_callbacks):
    def away(*args, **kwargs):
        raise OperationalError("broker away")

    monkeypatch.setattr("ymdm.notices.tasks.deliver.delay", away)
    with django_capture_on_commit_callbacks(execute=True):
        tell(reader)
    assert Mail.objects.get().state == Mail.State.WAITING
    assert outbox.deliver_due() == 1


def test_the_inbox_shows_ones_own_and_opening_one_reads_it(client, reader):
    tell(reader)
    tell(make.person(reader.unit), key="2")
    client.force_login(reader)
    page = client.get("/w/inbox/").content.decode()
    assert page.count("请答复") >= 1
    mine = Notice.objects.get(person=reader)
    assert client.get(f"/w/inbox/{mine.pk}/")["Location"] == "/w/"
    assert Notice.objects.get(pk=mine.pk).read_at
    foreign = Notice.objects.exclude(person=reader).get()
    assert client.get(f"/w/inbox/{foreign.pk}/").status_code == 404
    assert Notice.objects.get(pk=foreign.pk).read_at is None


def test_all_are_read_by_one_press(client, reader):
    for key in "abc":
        tell(reader, key=key)
    client.force_login(reader)
    assert client.get("/w/inbox/read/").status_code == 405
    client.post("/w/inbox/read/")
    assert not Notice.objects.unread().exists()


def test_the_inbox_costs_the_same_for_one_and_fifty(client, reader, django_assert_max_num_queries):
    client.force_login(reader)
    for number in range(50):
        tell(reader, key=str(number))
    with django_assert_max_num_queries(9):
        client.get("/w/inbox/")
