"""Mail that was given up is listed for the system administrator, who sends it again and never reads it."""

import pytest
from django.core import mail
from django.utils import timezone

from tests import factories as make
from ymdm.ledger.models import Event
from ymdm.notices import outbox
from ymdm.notices.models import Mail

pytestmark = pytest.mark.django_db
PAGE = "/w/inbox/undelivered/"


@pytest.fixture
def house():
    return make.bureau()


@pytest.fixture
def dead(house):
    """Three mails that were given up, to two people."""
    for name, count in (("周敏", 2), ("李静", 1)):
        person = make.person(house.unit, name, email=f"p{count}@example.org")
        for number in range(count):
            outbox.send(person, kind="test", key=str(number), title="机密的题目", text="机密的内容")
    Mail.objects.update(state=Mail.State.DEAD, attempts=8, error="SMTPRecipientsRefused: no such user")
    return Mail.objects.all()


@pytest.fixture
def admin(client, house):
    client.force_login(house.admin)
    return client


def test_only_the_system_administrator_opens_it(client, house, dead):
    for person in (house.union, house.leader, house.employee):
        client.force_login(person)
        assert client.get(PAGE).status_code == 403
        assert client.post(PAGE).status_code == 403
    assert not dead.filter(state=Mail.State.WAITING).exists()


def test_it_tells_to_whom_and_why_and_never_what(admin, dead):
    page = admin.get(PAGE).content.decode()
    assert page.count("周敏</b>") == 2
    assert "no such user" in page
    assert "机密" not in page


def test_all_are_sent_again_and_the_ledger_keeps_that(admin, dead, house):
    admin.post(PAGE)
    assert set(dead.values_list("state", "attempts", "error")) == {(Mail.State.WAITING, 0, "")}
    assert outbox.deliver_due() == 3
    assert len(mail.outbox) == 3
    event = Event.objects.get(act="notices.resend")
    assert (event.actor_id, event.payload.payload) == (house.admin.pk, {"mails": 3})


def test_one_is_sent_again_to_the_address_that_holds_now(admin, dead):
    first = dead.order_by("pk").first()
    first.notice.person.email = "new@example.org"
    first.notice.person.save()
    admin.post(PAGE, {"pk": first.pk})
    assert outbox.deliver_due() == 1
    assert mail.outbox[0].to == ["new@example.org"]
    assert dead.filter(state=Mail.State.DEAD).count() == 2


def test_who_has_no_address_any_more_stays_on_the_list(admin, dead):
    person = dead.order_by("pk").first().notice.person
    person.email = ""
    person.save()
    admin.post(PAGE)
    assert dead.filter(state=Mail.State.DEAD).count() == 2
    assert "现在没有邮箱" in admin.get(PAGE).content.decode()


def test_what_waits_or_was_sent_is_not_sent_again(admin, dead):
    Mail.objects.update(state=Mail.State.SENT, sent_at=timezone.now())
    admin.post(PAGE)
    assert set(dead.values_list("state", flat=True)) == {Mail.State.SENT}
    assert not Event.objects.filter(act="notices.resend").exists()


def test_the_list_is_filtered_and_sorted(admin, dead):
    assert "李静" not in admin.get(PAGE, {"q": "周"}).content.decode()
    assert admin.get(PAGE, {"q": "没有这个人"}).status_code == 200
    assert admin.get(PAGE, {"sort": "notice__person__staff_number"}).status_code == 200
    assert admin.get(PAGE, {"sort": "notice__text"}).status_code == 200


def test_it_costs_the_same_for_one_and_fifty(admin, house, django_assert_max_num_queries):
    for number in range(50):
        outbox.send(
            make.person(house.unit, f"职工{number}", email="x@example.org"), kind="test", key=str(number), title="题"
        )
    Mail.objects.update(state=Mail.State.DEAD)
    admin.get(PAGE)
    with django_assert_max_num_queries(9):
        admin.get(PAGE)
