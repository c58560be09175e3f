"""What stands before the application on the addresses of the mailbox (security.md 3).

No cookie, no device, no forwarded address goes through, whichever server runs it. What stays of the address is a keyed
hash by which one counts; its key lives in the memory of this process alone, and for an hour.
"""

from __future__ import annotations

import hmac
import secrets
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings

PATH = "/letterbox/"
WHO = "ymdm.letterbox.who"
KEPT_SECONDS = 3600
DROPPED = (
    "HTTP_COOKIE", "HTTP_USER_AGENT", "HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_REFERER",
    "HTTP_ACCEPT_LANGUAGE", "HTTP_AUTHORIZATION", "REMOTE_HOST", "REMOTE_PORT", "REMOTE_USER",
)  # fmt: skip


class Counter:
    """How often somebody came within the hour. All of it is forgotten with the key, and with the process."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._lock = clock, threading.Lock()
        self._begin()

    def _begin(self) -> None:
        self._key, self._since = secrets.token_bytes(32), self._clock()
        self._times: dict[tuple[str, str], int] = defaultdict(int)

    def _fresh(self) -> None:
        if self._clock() - self._since >= KEPT_SECONDS:
            self._begin()

    def name(self, address: str) -> str:
        """What stands in place of an address; another one after an hour."""
        with self._lock:
            self._fresh()
            return hmac.new(self._key, address.encode(), "sha256").hexdigest()

    def count(self, what: str, who: str) -> int:
        """One more; returns how many by now."""
        with self._lock:
            self._fresh()
            self._times[what, who] += 1
            return self._times[what, who]

    def forget(self) -> None:
        with self._lock:
            self._begin()


COUNTER = Counter()


def who_of(environ: dict[str, Any]) -> str:
    """By what one counts a request: the hash that the curtain left, or one made here where nothing stands before."""
    return str(environ.get(WHO) or COUNTER.name(_address(environ)))


def _address(environ: dict[str, Any]) -> str:
    """The address of who asks; of X-Forwarded-For only what the configured proxies wrote is believed."""
    if settings.PROXIES:
        forwarded = [part.strip() for part in environ.get("HTTP_X_FORWARDED_FOR", "").split(",")]
        if len(forwarded) >= settings.PROXIES and forwarded[-settings.PROXIES]:
            return forwarded[-settings.PROXIES]
    return str(environ.get("REMOTE_ADDR", ""))


class Curtain:
    """The WSGI wrapper."""

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self.application = application

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if not f"{environ.get('PATH_INFO', '')}/".startswith(PATH):
            return self.application(environ, start_response)
        veiled = {name: value for name, value in environ.items() if name not in DROPPED}
        veiled[WHO] = who_of(environ)
        veiled["REMOTE_ADDR"] = ""

        def begin(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            return start_response(status, [pair for pair in headers if pair[0].lower() != "set-cookie"], *more)

        return self.application(veiled, begin)
