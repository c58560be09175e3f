"""A real Chromium for the journeys: a page fails its test on a script error, a CSP message or a request abroad."""

import os
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, ViewportSize, sync_playwright

from tests.system import chromium

FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"),
    *("--disable-sync", "--no-first-run", "--disable-quic", "--disable-dev-shm-usage"),
]
PATIENCE_MS = 10_000


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    executable = chromium()
    if executable is None:
        sentence = "Chromium is not installed; as root on Debian, `make system` installs it"
        if os.environ.get("YMDM_BROWSER") == "required":
            pytest.fail(sentence)
        pytest.skip(sentence)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def viewport() -> ViewportSize:
    """Parametrize this to see a page at another size."""
    return {"width": 1440, "height": 900}


@pytest.fixture
def javascript() -> bool:
    """Parametrize this with False to walk without scripts."""
    return True


Visit = Callable[..., Page]


@pytest.fixture
def complaints() -> list[str]:
    """What the browser has complained of so far; the test fails if anything is left at its end."""
    return []


@pytest.fixture
def visit(
    browser: Browser, live_server, viewport: ViewportSize, javascript: bool, complaints: list[str]
) -> Iterator[Visit]:
    """`visit(person=None, **context)` opens a browser of that person's own, signed in, on an empty page."""
    contexts = []

    def open_browser(person=None, **options) -> Page:
        options = {"viewport": viewport, "java_script_enabled": javascript, "locale": "zh-CN"} | options
        context = browser.new_context(base_url=live_server.url, timezone_id="Asia/Shanghai", **options)
        contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        if person is not None:
            context.add_cookies([_session_cookie(person, live_server.url)])
        page = context.new_page()
        _watch(page, complaints)
        return page

    yield open_browser
    for context in contexts:
        context.close()
    if complaints:
        pytest.fail("The browser complained:\n" + "\n".join(complaints))


@pytest.fixture
def page(visit: Visit) -> Page:
    """A page of somebody who is not signed in."""
    return visit()


def _session_cookie(person, url: str) -> dict[str, str]:
    client = Client()
    client.force_login(get_user_model().objects.get(pk=person.pk))
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    host = urlsplit(url).hostname or ""
    return {"name": settings.SESSION_COOKIE_NAME, "value": value, "domain": host, "path": settings.SESSION_COOKIE_PATH}


def _watch(page: Page, complaints: list[str]) -> None:
    def on_console(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text or "Content-Security-Policy" in message.text:
            complaints.append(f"{page.url}: {message.text}")

    def on_request(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https", "ws", "wss"} and address.hostname not in {"localhost", "127.0.0.1"}:
            complaints.append(f"{page.url} asks for {request.url}")

    def on_response(response: Response) -> None:
        if response.status >= 500:
            complaints.append(f"{response.url} answered {response.status}")

    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    page.on("console", on_console)
    page.on("request", on_request)
    page.on("response", on_response)
