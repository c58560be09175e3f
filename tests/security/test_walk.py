"""Every address of the house, walked: outsiders find nothing, insiders without the right are told so."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from proposals.forms.acts import FORMS
from proposals.models import Proposal
from tests import factories as make
from tests.security.matters import MATTERS, PAGES, Matters
from ymdm.workflow import steps_of

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Address:
    name: str
    route: str
    view: Callable[..., Any]
    arguments: tuple[str, ...]

    @property
    def is_public(self) -> bool:
        return self.view.access == "public"


def addresses(resolver: Any = None, namespace: str = "", route: str = "") -> Iterator[Address]:
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from addresses(entry, inner, route + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            arguments = tuple(entry.pattern.converters)
            yield Address(f"{namespace}{entry.name}", route + str(entry.pattern), entry.callback, arguments)


ALL = list(addresses())
SIGNED_IN = [address for address in ALL if getattr(address.view, "access", "") != "public"]
OF_A_MATTER = [address for address in SIGNED_IN if address.arguments and address.name not in PAGES]
GUARDED = [address for address in SIGNED_IN if isinstance(getattr(address.view, "access", ""), tuple)]


def by_name(addresses_: list[Address]) -> Any:
    return pytest.mark.parametrize("address", addresses_, ids=lambda address: address.name)


@pytest.fixture
def matters() -> Matters:
    return Matters(make.bureau())


def url_of(address: Address, matters: Matters) -> str:
    if address.name in PAGES or not address.arguments:
        return reverse(address.name, kwargs=PAGES.get(address.name, {}))
    return reverse(address.name, kwargs=MATTERS[address.name](matters))


def test_every_view_states_who_may_open_it():
    assert not [address.route for address in ALL if not getattr(address.view, "access", None)]


def test_signed_in_pages_lie_under_w_and_public_ones_outside():
    assert not [address.route for address in SIGNED_IN if not address.route.startswith("w/")]
    # The doors themselves, and the page of components, which exists only while developing.
    doors = {"organization:sign-in", "organization:activate", "ui:components"}
    assert not [
        address.route
        for address in ALL
        if address.is_public and address.route.startswith("w/") and address.name not in doors
    ]


def test_every_address_of_a_matter_is_walked():
    """A new address fails here until somebody says which matter it names."""
    named = {address.name for address in ALL if address.arguments}
    assert named == set(MATTERS) | set(PAGES), "tests/security/matters.py"


@by_name([address for address in SIGNED_IN if address not in OF_A_MATTER])
@pytest.mark.parametrize("method", ["get", "post"])
def test_who_has_not_signed_in_is_sent_to_the_door(client, address, method):
    answer = getattr(client, method)(reverse(address.name, kwargs=PAGES.get(address.name, {})))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/w/sign-in/")


@by_name(OF_A_MATTER)
@pytest.mark.parametrize("method", ["get", "post"])
def test_who_has_not_signed_in_learns_nothing_of_a_matter(client, address, method, matters):
    answer = getattr(client, method)(url_of(address, matters))
    assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/w/sign-in/")


def put_away(answer):
    """Read a file that is handed out to its end, which closes it; closing the answer itself would end the transaction."""
    if answer.streaming:
        b"".join(answer.streaming_content)


@by_name(OF_A_MATTER)
def test_outsiders_of_every_role_find_nothing_and_cannot_tell_it_from_what_does_not_exist(client, address, matters):
    """A mirror bureau with the same offices: whatever its people may at home, here they find nothing."""
    url, outsiders = url_of(address, matters), matters.outsiders()
    counts = matters.counts()
    for person in outsiders:
        client.force_login(person)
        for method in ("get", "post"):
            answer = getattr(client, method)(url)
            put_away(answer)
            if answer.status_code == 405:
                continue
            assert answer.status_code in {404, 403}, (person.office_line, method, answer.status_code)
            if answer.status_code == 403:  # the page as a whole is not hers, whichever matter is named
                assert isinstance(address.view.access, tuple)
    assert matters.counts() == counts


@by_name(GUARDED)
def test_an_insider_without_the_right_gets_403_with_a_sentence(client, address, matters):
    client.force_login(matters.house.employee)
    answer = client.get(url_of(address, matters))
    if answer.status_code == 405:
        answer = client.post(url_of(address, matters))
    assert answer.status_code == 403
    assert "权限" in answer.content.decode()


@pytest.mark.parametrize("verb", sorted(FORMS))
def test_an_insider_who_sees_a_proposal_but_may_not_do_the_act_gets_403(client, verb, matters):
    """For each act: everyone inside who sees the proposal and whom the step does not name."""
    proposal = matters.proposal
    step = steps_of(Proposal)[verb]
    url = reverse("proposals:act", kwargs={"pk": proposal.pk, "verb": verb})
    counts = matters.counts()
    refused = 0
    for person in matters.insiders():
        if not Proposal.objects.visible_to(person).filter(pk=proposal.pk).exists():
            continue
        if not step.authority(Proposal.objects.get(pk=proposal.pk), person):
            continue
        refused += 1
        client.force_login(person)
        assert client.get(url).status_code == 403
        assert client.post(url, {}).status_code == 403
    assert refused
    assert matters.counts() == counts


def test_an_act_that_does_not_exist_is_not_found(client, matters):
    client.force_login(matters.house.union)
    for verb in ("begin", "delete", "lapse_return", "record_meeting"):
        assert client.get(f"/w/proposals/{matters.proposal.pk}/{verb}/").status_code == 404


@by_name(
    [address for address in ALL if address.is_public and not address.arguments and not address.route.startswith("w/")]
)
def test_public_pages_set_no_cookie_but_how_they_look(client, address, matters):
    """A browser sends them none either: the cookies of the house carry Path=/w/ (see test_accounts)."""
    answer = client.get(reverse(address.name))
    put_away(answer)
    assert answer.status_code in {200, 302}
    assert not [name for name in answer.cookies if not name.startswith("ymdm-look")]


def test_a_signed_in_page_is_never_kept_by_a_cache(client, matters):
    client.force_login(matters.house.union)
    answer = client.get("/w/")
    assert "no-store" in answer["Cache-Control"] or "private" in answer["Cache-Control"]
