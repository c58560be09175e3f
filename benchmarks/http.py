"""A client that costs next to nothing, so that what is timed is the server."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median

TOKEN = "b" * 32
LEAST = 5


class Client:
    """One connection that is kept open; `get` and `post` give the status."""

    def __init__(self, port: int, cookie: str = "") -> None:
        self.port, self.cookie = port, cookie
        self.body = b""
        self._connect()

    def _connect(self) -> None:
        self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def get(self, path: str) -> int:
        return self._ask(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {self.cookie}\r\n\r\n".encode())

    def post(self, path: str, body: str) -> int:
        head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {self.cookie}; ymdm-csrf={TOKEN}\r\nX-CSRFToken: {TOKEN}\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body.encode())}\r\n\r\n"
        )
        return self._ask((head + body).encode())

    def _ask(self, request: bytes) -> int:
        try:
            self.socket.sendall(request)
            return self._answer()
        except (ConnectionError, EOFError):  # the server closes a connection after a while
            self._connect()
            self.socket.sendall(request)
            return self._answer()

    def _answer(self) -> int:
        data = b""
        while b"\r\n\r\n" not in data:
            data += self._read()
        head, _, self.body = data.partition(b"\r\n\r\n")
        lower = head.lower()
        length = int(lower.split(b"content-length:", 1)[1].split(b"\r\n", 1)[0])
        while len(self.body) < length:
            self.body += self._read()
        if b"connection: close" in lower:
            self._connect()
        return int(head[9:12])

    def _read(self) -> bytes:
        part = self.socket.recv(65536)
        if not part:
            raise EOFError
        return part


@dataclass
class Target:
    """One thing to be timed: its name, one call of it, and the rates of the rounds, in calls per second."""

    name: str
    call: Callable[[], object]
    rates: list[float] = field(default_factory=list)
    work: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        return median(self.rates)

    @property
    def milliseconds(self) -> float:
        """Milliseconds of work for one call."""
        return median(self.work) * 1000


def take_turns(targets: Sequence[Target], rounds: int, seconds: float, worked: Callable[[], float]) -> None:
    """Time each target for some seconds, one after the other, round after round; every other round backwards.

    `worked` tells the seconds that server and database have worked so far.
    """
    for target in targets:  # warm: templates, connections, prepared tables
        for _ in range(5):
            target.call()
    for number in range(rounds):
        for target in targets if number % 2 == 0 else reversed(targets):
            calls, before, start = 0, worked(), time.perf_counter()
            while (spent := time.perf_counter() - start) < seconds or calls < LEAST:
                target.call()
                calls += 1
            target.rates.append(calls / spent)
            target.work.append((worked() - before) / calls)


def ratio(target: Target, floor: Target) -> tuple[float, float, float]:
    """Median, least and greatest of the ratios of rates, round by round: what disturbs a round disturbs both."""
    each = [mine / its for mine, its in zip(target.rates, floor.rates, strict=True)]
    return median(each), min(each), max(each)


def work_ratio(target: Target, floor: Target) -> float:
    """Work of the floor ÷ work of the target; nothing (0) where work cannot be told."""
    return median(floor.work) / median(target.work) if median(target.work) else 0.0
