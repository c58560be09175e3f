"""What the tests of security keys share: a desk that calls the house by its address, and what may be wrong."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpResponse
from django.test import Client

from tests.accounts.authenticator import ATTESTED, PRESENT, Authenticator, Key, b64
from ymdm.organization.models import Person
from ymdm.securitylog.models import SecurityEvent

STEP, NEW, PROFILE = "/w/sign-in/factor/", "/w/profile/keys/", "/w/profile/"
# For the one thing that each tells wrongly, an answer is turned away.
WRONG_KEYS = {
    "another origin": {"origin": "http://localhost:8000"},
    "an origin below": {"origin": "http://a.localhost"},
    "https instead": {"origin": "https://localhost"},
    "another RP id": {"rp": "example.org"},
    "the other ceremony": {"type": "webauthn.get"},
    "another challenge": {"challenge": b64(bytes(32))},
    "nobody present": {"flags": ATTESTED},
    "no key inside": {"flags": PRESENT},
    "within a page of others": {"cross_origin": True},
    "another id": {"id": bytes(32)},
    "an algorithm that was not asked for": {"cose": Key("ES384").cose},
    "an unknown algorithm": {"cose": {1: 2, 3: -65000}},
    "a point off the curve": {"cose": Key().cose | {-3: bytes(32)}},
    "another curve than said": {"cose": Key().cose | {-1: 2}},
    "no algorithm": {"cose": {1: 2}},
}


def browser() -> Client:
    """A browser that calls the house by its configured address."""
    return Client(headers={"host": "localhost"})


def asked(client: Client, page: str) -> dict[str, Any]:
    """The options that the page holds for its script."""
    return json.loads(client.get(page).context["options"])


def register(client: Client, authenticator: Authenticator, name: str = "办公室的钥匙", **told: Any) -> HttpResponse:
    return client.post(NEW, {"name": name, "answer": authenticator.make(asked(client, NEW), **told)})


def with_key(person: Person, **kind: Any) -> Authenticator:
    """A key that was registered at another desk."""
    there, authenticator = browser(), Authenticator(**kind)
    there.force_login(person)
    assert register(there, authenticator).status_code == 200
    return authenticator


def touch(client: Client, authenticator: Authenticator, page: str = STEP, **told: Any) -> HttpResponse:
    return client.post(page, {"answer": authenticator.answer(asked(client, page), **told)})


def log() -> list[tuple[str, str]]:
    return list(SecurityEvent.objects.order_by("pk").values_list("kind", "says"))
