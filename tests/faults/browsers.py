"""Clients of a running server that remember what they were answered: a session each, no browser."""

from __future__ import annotations

import http.client
import time
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client

TOKEN = "a" * 32


def session_of(person) -> str:
    """A session of the person, good for every server that shares this process's database and key."""
    client = Client()
    client.force_login(get_user_model().objects.get(pk=person.pk))
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@dataclass(frozen=True)
class Answer:
    """`status` is 0 where no answer came at all."""

    status: int
    text: str
    seconds: float


class Browser:
    """Speaks http to 127.0.0.1 in the name of one signed-in person."""

    def __init__(self, port: int, session: str) -> None:
        self.port = port
        self.cookies = f"ymdm={session}; ymdm-csrf={TOKEN}"

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, None)

    def post(self, path: str, **fields: str) -> Answer:
        return self._ask("POST", path, urlencode({"csrfmiddlewaretoken": TOKEN, **fields}))

    def _ask(self, method: str, path: str, body: str | None) -> Answer:
        began = time.monotonic()
        headers = {"Cookie": self.cookies, "Content-Type": "application/x-www-form-urlencoded"}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
            return Answer(answer.status, text, time.monotonic() - began)
        except (OSError, http.client.HTTPException) as error:
            return Answer(0, repr(error), time.monotonic() - began)
        finally:
            connection.close()
