"""What holds for every address, whoever asks: who may open it is written on it, and cookies keep to /w/."""

import pytest
from django.urls import reverse

from tests import factories as make
from tests.security.addresses import ALL, SIGNED_IN

pytestmark = pytest.mark.django_db
PUBLIC = [
    address for address in ALL if address.is_public and not address.arguments and not address.route.startswith("w/")
]


def test_every_view_states_who_may_open_it():
    assert not [address.route for address in ALL if not getattr(address.view, "access", None)]


def test_signed_in_pages_lie_under_w_and_public_ones_outside():
    assert not [address.route for address in SIGNED_IN if not address.route.startswith("w/")]
    # The doors themselves, and the page of components, which exists only while developing.
    doors = {address.name for address in ALL if address.route.startswith("w/sign-in/")}
    doors |= {"accounts:activate", "ui:components"}
    assert not [
        address.route
        for address in ALL
        if address.is_public and address.route.startswith("w/") and address.name not in doors
    ]


def test_an_act_that_does_not_exist_is_not_found(client):
    house = make.bureau()
    proposal = make.in_progress(house)
    client.force_login(house.union)
    for verb in ("begin", "delete", "lapse_return", "record_meeting"):
        assert client.get(f"/w/proposals/{proposal.pk}/{verb}/").status_code == 404


# No worker turns the clock of a test, so that after some minutes the house is not ready, which is logged.
MAY_NOT_BE_READY = {"readyz": [pytest.mark.expects_errors]}


@pytest.mark.parametrize(
    "address",
    [pytest.param(address, marks=MAY_NOT_BE_READY.get(address.name, []), id=address.name) for address in PUBLIC],
)
def test_public_pages_set_no_cookie_but_how_they_look(client, address):
    """A browser sends them none either: the cookies of the house carry Path=/w/ (see test_accounts)."""
    make.replied(make.bureau())
    answer = client.get(reverse(address.name))
    if answer.streaming:  # read to its end, which closes the file; closing the answer would end the transaction
        b"".join(answer.streaming_content)
    assert answer.status_code in {200, 302, 405, 503}  # 405: nothing but a form is sent there
    assert not [name for name in answer.cookies if not name.startswith("ymdm-look")]


def test_a_signed_in_page_is_never_kept_by_a_cache(client):
    client.force_login(make.bureau().union)
    assert client.get("/w/")["Cache-Control"] == "private, no-store"
