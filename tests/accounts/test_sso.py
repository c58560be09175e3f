"""Single sign-on against a real source on this machine: who comes in, who does not, who is put out (security.md 6)."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from tests.accounts import provider
from tests.accounts.desk import is_in, knock, shown, somebody, with_phone
from ymdm.accounts import oidc, tasks
from ymdm.accounts.models import SsoSession
from ymdm.organization.models import Person
from ymdm.securitylog.models import SecurityEvent

pytestmark = pytest.mark.django_db
START, BACK = "/w/sign-in/sso/", "/w/sign-in/sso/callback/"


@pytest.fixture
def source(settings):
    with provider.running() as source:
        settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID = source.address, provider.CLIENT
        settings.OIDC_CLIENT_SECRET = provider.SECRET
        oidc._kept.clear()
        yield source


@pytest.fixture
def clock():
    with time_machine.travel(timezone.now(), tick=False) as clock:
        yield clock


def through(client, source, *, next_="", **changed):
    """To the source and back; `changed` is what an attacker alters on the way back."""
    way = client.get(START, {"next": next_})["Location"]
    code, state = source.sign_in(way)
    return client.get(BACK, {"code": code, "state": state} | changed)


def test_an_account_is_matched_by_staff_number(client, source):
    somebody()
    source.number = "xf-0042"
    assert through(client, source, next_="/w/inbox/")["Location"] == "/w/inbox/"
    assert is_in(client)


def test_who_is_in_already_and_comes_again_begins_a_new_session(client, source):
    somebody()
    through(client, source)
    before = client.session["handle"]
    assert through(client, source)["Location"] == "/w/"
    assert is_in(client) and client.session["handle"] != before


@pytest.mark.parametrize("number", ["XF-9999", "", None])
def test_an_account_that_is_not_on_the_roll_is_never_made(client, source, number):
    somebody()
    source.number = number
    assert through(client, source)["Location"] == "/w/sign-in/"
    assert not is_in(client) and Person.objects.count() == 1
    assert "不在本系统的职工名册上" in client.get("/w/sign-in/").content.decode()


def test_who_has_left_does_not_come_in(client, source):
    Person.objects.filter(pk=somebody().pk).update(is_active=False)
    through(client, source)
    assert not is_in(client)


@pytest.mark.parametrize(
    "wrong",
    [
        {"claims": {"nonce": "another"}},
        {"claims": {"aud": "another"}},
        {"claims": {"iss": "http://127.0.0.1:1"}},
        {"claims": {"exp": 1_000_000_000}},
        {"key": provider.OTHER_KEY},
        {"key": "secret-of-thirty-two-characters-x", "algorithm": "HS256"},
        {"algorithm": "none"},
    ],
    ids=["nonce", "audience", "issuer", "expired", "key of another", "secret for a key", "no signature"],
)
def test_a_token_that_is_not_for_us_now_from_the_source_opens_nothing(client, source, wrong):
    somebody()
    vars(source).update(wrong)
    assert through(client, source)["Location"] == "/w/sign-in/"
    assert not is_in(client)


def test_state_holds_the_answer_to_the_browser_that_asked(client, source):
    somebody()
    code, state = source.sign_in(client.get(START)["Location"])
    assert client.get(BACK, {"code": code, "state": "guessed"})["Location"] == "/w/sign-in/"
    client.get(BACK, {"code": code, "state": state})
    assert not is_in(client), "one wrong answer ends the flow"
    code, state = source.sign_in(client.get(START)["Location"])
    other = Client()
    other.get(BACK, {"code": code, "state": state})
    assert not is_in(other), "a link sent to somebody else signs nobody in"
    client.get(BACK, {"code": code, "state": state})
    assert is_in(client)
    client.post("/w/sign-out/")
    client.get(BACK, {"code": code, "state": state})
    assert not is_in(client), "and it works once"


def test_the_code_is_of_no_use_without_the_verifier_that_only_our_server_has(client, source):
    somebody()
    way = client.get(START)["Location"]
    assert "verifier" not in way and "S256" in way
    code, state = source.sign_in(way)
    source.codes[code]["code_challenge"] = "of-another-flow"
    client.get(BACK, {"code": code, "state": state})
    assert not is_in(client)
    assert "code_verifier" in parse_qs(source.asked[-1])


def test_the_second_factor_is_asked_after_it(client, source, clock):
    with_phone(somebody())
    assert through(client, source)["Location"] == "/w/sign-in/factor/"
    assert not is_in(client)
    client.post("/w/sign-in/factor/", {"code": shown()})
    assert is_in(client) and SsoSession.objects.count() == 1


def sweep(clock, minutes=10):
    """The clock's own rhythm: the task every five minutes."""
    for _ in range(minutes // 5):
        clock.shift(timedelta(minutes=5))
        tasks.check_sso()


def test_an_account_that_is_closed_in_the_source_is_out_within_ten_minutes(client, source, clock):
    somebody()
    through(client, source)
    sweep(clock)
    assert is_in(client), "an open one stays"
    source.refresh_tokens.clear()
    sweep(clock)
    assert not is_in(client)
    assert not SsoSession.objects.exists()
    assert SecurityEvent.objects.filter(says="身份源已停用").count() == 1


def test_a_source_that_does_not_answer_or_a_wrong_client_secret_ends_nobodys_session(client, source, clock, settings):
    somebody()
    through(client, source)
    source.is_down = True
    sweep(clock)
    assert is_in(client)
    source.is_down, settings.OIDC_CLIENT_SECRET = False, "changed"
    sweep(clock)
    assert is_in(client)


def test_a_source_that_gives_nothing_to_ask_with_gets_ten_minutes(client, source, clock):
    somebody()
    source.gives_refresh = False
    through(client, source)
    clock.shift(timedelta(minutes=9))
    assert is_in(client)
    clock.shift(timedelta(minutes=1))
    assert not is_in(client)


def test_the_token_lies_sealed(client, source):
    somebody()
    through(client, source)
    (token,) = source.refresh_tokens
    assert token not in str(SsoSession.objects.values()) and token not in str(dict(client.session))


def test_local_sign_in_stays_also_while_the_source_is_down(client, source):
    person = somebody()
    source.is_down = True
    assert client.get(START)["Location"] == "/w/sign-in/"
    assert "暂时连不上" in client.get("/w/sign-in/").content.decode()
    knock(client, person)
    assert is_in(client)


def test_it_is_off_unless_configured(client, settings):
    assert client.get(START).status_code == client.get(BACK).status_code == 404
    assert START not in client.get("/w/sign-in/").content.decode()


def test_only_https_is_asked_beyond_this_machine(client, settings):
    settings.OIDC_ISSUER = "http://sso.example.org"
    oidc._kept.clear()
    assert client.get(START)["Location"] == "/w/sign-in/"


def test_the_way_back_is_the_configured_origin(client, source, settings):
    settings.ORIGIN = "https://mzgl.example.org"
    query = parse_qs(urlsplit(client.get(START, headers={"X-Forwarded-Host": "evil.example"})["Location"]).query)
    assert query["redirect_uri"] == [f"https://mzgl.example.org{BACK}"]
