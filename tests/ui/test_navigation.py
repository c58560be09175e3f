"""What stands around a page, for whom, and what it costs."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from tests import factories
from ymdm.duties.models import Duty
from ymdm.notices.models import Notice
from ymdm.notices.outbox import send
from ymdm.organization.models import Person
from ymdm.roof.navigation import shell

pytestmark = pytest.mark.django_db


def around(person, address="/w/"):
    request = RequestFactory().get(address)
    request.user = Person.objects.get(pk=person.pk) if person else AnonymousUser()
    return shell(request)["shell"]


def names(shell):
    return [item.name for item in shell.items]


@pytest.fixture
def house():
    return factories.bureau()


def test_a_visitor_sees_only_what_is_public_and_how_to_sign_in():
    shell = around(None, "/ledger/")
    assert shell.base == "base_member.html"
    assert not shell.signed_in and shell.home == "/w/"
    assert all(item.public for item in shell.items)


@pytest.mark.parametrize(
    ("who", "base"),
    [
        ("union", "base_staff.html"),
        ("handler", "base_staff.html"),
        ("head", "base_staff.html"),
        ("leader", "base_staff.html"),
        ("inspector", "base_staff.html"),
        ("admin", "base_staff.html"),
        ("proposer", "base_member.html"),
        ("employee", "base_member.html"),
    ],
)
def test_who_works_at_a_desk_gets_the_navigation_of_a_desk(house, who, base):
    assert around(getattr(house, who)).base == base


ENTRIES = {
    "organization:people": ("union", "head", "admin"),
    "proposals:proposal-new": ("proposer",),
    "proposals:review-desk": ("union",),
    "proposals:assign-desk": ("union",),
    "proposals:countersign-desk": ("handler", "head"),
    "proposals:sign-desk": ("leader",),
    "proposals:press-desk": ("union", "leader"),
}
PEOPLE = ("union", "head", "admin", "handler", "leader", "proposer", "employee")


@pytest.mark.parametrize("name", ENTRIES)
def test_an_entry_is_shown_to_those_who_may_open_its_page(house, name):
    seen = {who for who in PEOPLE if name in names(around(getattr(house, who)))}
    assert seen == set(ENTRIES[name]) | ({"leader"} if name == "organization:people" else set())


@pytest.mark.parametrize("who", PEOPLE)
def test_nobody_is_led_to_a_page_that_refuses(house, client, who):
    person = getattr(house, who)
    client.force_login(person)
    answers = {item.url: client.get(item.url).status_code for item in around(person).items}
    assert set(answers.values()) == {200}, answers


def test_the_entry_of_this_page_is_marked_and_only_that_one(house):
    def marked(address):
        return [item.name for item in around(house.union, address).items if item.is_current]

    assert marked("/w/") == ["home"]
    assert marked("/w/inbox/") == ["notices:inbox"]
    assert marked("/w/inbox/17/") == ["notices:inbox"]
    assert marked("/w/duties/17/") == ["home"]
    assert marked("/w/nowhere/") == []


def test_unread_notices_and_open_duties_are_counted_for_this_person(house):
    factories.assigned(house)
    send(house.handler, kind="test", key="1", title="一条消息")
    shell = around(house.handler)
    assert shell.owed == Duty.objects.owed_by(house.handler).count() > 0
    assert shell.unread == Notice.objects.filter(person=house.handler, read_at=None).count() > 0
    by_name = {item.name: item for item in shell.items}
    assert by_name["home"].count == shell.owed and by_name["home"].urgent
    assert by_name["notices:inbox"].count == shell.unread
    assert (around(house.admin).owed, around(house.admin).unread) == (0, 0)


def test_the_shell_says_who_is_signed_in_and_where_she_works(house):
    shell = around(house.union)
    assert shell.name == "郑晓芸"
    assert shell.office == "局机关 · 工会干部"
    assert shell.sign_out == "/w/sign-out/"


def test_nothing_is_asked_before_a_template_asks(house, django_assert_num_queries):
    request = RequestFactory().get("/w/")
    request.user = house.union
    house.union.forget_grants()
    with django_assert_num_queries(0):
        shell(request)


@pytest.mark.parametrize("proposals", [0, 3])
def test_the_shell_costs_one_query_beside_the_grants_however_much_is_owed(house, proposals, django_assert_num_queries):
    for _ in range(proposals):
        factories.assigned(house)
    request = RequestFactory().get("/w/")
    request.user = Person.objects.select_related("unit").get(pk=house.handler.pk)
    assert request.user.grants is not None
    with django_assert_num_queries(1):
        assert shell(request)["shell"].signed_in
