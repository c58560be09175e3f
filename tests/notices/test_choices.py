"""Each person chooses how to hear of what: inbox only, mail at once, or one mail each morning (F109)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from tests import factories as make
from ymdm.notices import outbox
from ymdm.notices.models import Channel, Mail, Notice, NoticeChoice
from ymdm.notices.topics import topic_of, topics

pytestmark = pytest.mark.django_db
SHANGHAI = ZoneInfo("Asia/Shanghai")
AFTERNOON = datetime(2026, 11, 25, 15, tzinfo=SHANGHAI)
EIGHT = datetime(2026, 11, 26, 8, tzinfo=SHANGHAI)


@pytest.fixture
def reader():
    return make.person(make.unit(), "周敏", email="zhou@example.org")


def choose(person, channel, topic="duty"):
    NoticeChoice.objects.create(person=person, topic=topic, channel=channel)


def tell(*people, key="1", kind="duty-opened", title="请答复"):
    return outbox.send(people, kind=kind, key=key, title=title, text="一件提案", url="/w/")


@pytest.mark.parametrize(
    ("kind", "topic"),
    [("duty-opened", "duty"), ("duty-reminded", "duty"), ("proposal-replied", "proposal"), ("unheard-of", "other")],
)
def test_every_kind_of_message_belongs_to_a_topic(kind, topic):
    assert topic_of(kind) == topic
    assert topic in topics()


@pytest.mark.parametrize(
    ("channel", "wants_mail", "mails"),
    [
        (None, True, 1),
        (Channel.MAIL, True, 1),
        (Channel.INBOX, True, 0),
        (Channel.DIGEST, True, 0),
        (Channel.MAIL, False, 0),
        (Channel.DIGEST, False, 0),
    ],
)
def test_the_channel_decides_what_leaves_at_once_and_the_inbox_has_all(reader, channel, wants_mail, mails):
    reader.wants_mail = wants_mail
    if channel:
        choose(reader, channel)
    tell(reader)
    assert outbox.deliver_due() == mails
    assert len(mail.outbox) == mails
    assert Notice.objects.filter(person=reader).count() == 1


def test_a_choice_holds_for_its_topic_and_its_person_alone(reader):
    other = make.person(reader.unit, email="li@example.org")
    choose(reader, Channel.INBOX)
    tell(reader, other)
    tell(reader, kind="proposal-replied")
    assert [row.address for row in Mail.objects.order_by("pk")] == ["li@example.org", "zhou@example.org"]


def test_the_digest_of_a_day_is_one_mail_with_every_message_in_it(reader):
    choose(reader, Channel.DIGEST)
    with time_machine.travel(AFTERNOON, tick=False):
        for key, title in (("1", "请答复"), ("2", "请会签"), ("3", "请签收")):
            tell(reader, key=key, title=title)
    assert outbox.deliver_due(EIGHT - timedelta(seconds=1)) == 0
    with time_machine.travel(EIGHT, tick=False):
        assert outbox.deliver_due() == 1
        assert outbox.deliver_due() == 0
    (message,) = mail.outbox
    assert message.subject == "11月26日消息汇总：3 条"
    assert [message.body.count(title) for title in ("请答复", "请会签", "请签收")] == [1, 1, 1]
    assert set(Mail.objects.values_list("state", flat=True)) == {Mail.State.SENT}


def test_what_comes_after_the_digest_has_left_waits_for_the_next(reader):
    choose(reader, Channel.DIGEST)
    for at, day in ((EIGHT - timedelta(minutes=1), 26), (EIGHT, 27)):
        with time_machine.travel(at, tick=False):
            tell(reader, key=str(at))
        assert Mail.objects.latest("pk").digest_on.day == day


def test_digests_of_two_people_are_two_mails(reader):
    other = make.person(reader.unit, email="li@example.org")
    for person in (reader, other):
        choose(person, Channel.DIGEST)
    with time_machine.travel(AFTERNOON, tick=False):
        tell(reader, other)
    with time_machine.travel(EIGHT, tick=False):
        assert outbox.deliver_due() == 2
    assert sorted(message.to for message in mail.outbox) == [["li@example.org"], ["zhou@example.org"]]


def test_a_digest_that_fails_is_tried_again_as_a_whole_under_the_same_message_id(reader, monkeypatch):
    choose(reader, Channel.DIGEST)
    with time_machine.travel(AFTERNOON, tick=False):
        tell(reader, key="1")
        tell(reader, key="2")
    seen = []

    def down(self, *args, **kwargs):
        seen.append(self.extra_headers["Message-ID"])
        raise ConnectionRefusedError("gateway down")

    with monkeypatch.context() as patch, time_machine.travel(EIGHT, tick=False):
        patch.setattr("django.core.mail.EmailMessage.send", down)
        assert outbox.deliver_due() == 0
    assert set(Mail.objects.values_list("state", "attempts")) == {(Mail.State.WAITING, 1)}
    with time_machine.travel(EIGHT + timedelta(hours=1), tick=False):
        assert outbox.deliver_due() == 1
    assert [mail.outbox[0].extra_headers["Message-ID"]] == seen
    assert mail.outbox[0].body.count("一件提案") == 2


def test_a_digest_in_somebodys_hand_is_left_alone(reader):
    choose(reader, Channel.DIGEST)
    with time_machine.travel(AFTERNOON, tick=False):
        tell(reader, key="1")
        tell(reader, key="2")
    with time_machine.travel(EIGHT, tick=False):
        Mail.objects.update(lease_until=timezone.now() + outbox.LEASE)
        assert outbox.deliver_due() == 0


def test_the_page_shows_and_keeps_the_choice_of_each_topic(client, reader):
    client.force_login(reader)
    assert "每天早上一封邮件汇总" in client.get("/w/inbox/choices/").content.decode()
    chosen = dict.fromkeys(topics(), "inbox") | {"duty": "mail", "proposal": "digest"}
    assert client.post("/w/inbox/choices/", chosen).status_code == 302
    assert dict(NoticeChoice.objects.values_list("topic", "channel")) == chosen
    assert client.post("/w/inbox/choices/", chosen | {"duty": "digest"}).status_code == 302
    assert NoticeChoice.objects.get(topic="duty").channel == Channel.DIGEST
    assert client.post("/w/inbox/choices/", chosen | {"duty": "pigeon"}).status_code == 422
    assert NoticeChoice.objects.get(topic="duty").channel == Channel.DIGEST
