"""The installation of docs/deploying.md: environment variables alone make web, worker and clock of the same code,
on PostgreSQL and Redis behind a proxy."""

import http.client
import socket
from pathlib import Path

import pytest
from django.conf import settings

from .installation import wait_for
from .workshop import Workshop

pytestmark = [
    pytest.mark.skipif(not settings.REDIS_URL, reason="needs PostgreSQL and Redis: tests/services.py starts them"),
    pytest.mark.django_db(transaction=True),
]

GUNICORN = ("--workers", "2", "--threads", "8", "--max-requests", "2000", "--max-requests-jitter", "200")


class ProxyConnection(http.client.HTTPConnection):
    """What nginx does: HTTP over the socket of gunicorn."""

    def __init__(self, path: Path) -> None:
        super().__init__("mzgl.example.org")
        self.path = str(path)

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(self.path)


def get(path: Path, url: str, scheme: str) -> http.client.HTTPResponse:
    connection = ProxyConnection(path)
    try:
        connection.request("GET", url, headers={"Host": "mzgl.example.org", "X-Forwarded-Proto": scheme})
        return connection.getresponse()
    finally:
        connection.close()


def test_gunicorn_behind_a_proxy_serves_https_with_nothing_but_environment_variables(tmp_path):
    house = Workshop(
        tmp_path,
        YMDM_SECRET_KEY="".join(map(str, range(50))),
        YMDM_ALLOWED_HOSTS="mzgl.example.org",
        YMDM_ORIGIN="https://mzgl.example.org",
        YMDM_HTTPS="1",
        YMDM_STATIC_ROOT=str(tmp_path / "static"),
    )
    web = tmp_path / "web.sock"
    try:
        house.manage("prepare")
        house.manage("check", "--deploy", "--fail-level", "WARNING")
        house.run(
            *("-m", "gunicorn", "ymdm.wsgi:application", "--bind", f"unix:{web}", *GUNICORN, "--no-control-socket"),
            log="web",
        )
        wait_for(web.exists, "gunicorn's socket")
        page = get(web, "/w/sign-in/", "https")
        assert page.status == 200
        cookies = page.headers.get_all("Set-Cookie") or []
        assert all("Secure" in cookie and "Path=/w/" in cookie for cookie in cookies)
        assert page.headers["Strict-Transport-Security"].startswith("max-age=")
        to_https = get(web, "/w/sign-in/", "http")
        assert (to_https.status, to_https.headers["Location"]) == (301, "https://mzgl.example.org/w/sign-in/")
    finally:
        house.close()
