"""What every test stands on: no network, no unexpected error, no undefined template variable, a clean ledger."""

import logging
import socket
from collections.abc import Iterator
from ipaddress import ip_address
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.template import Variable
from django.template.base import FilterExpression
from django.template.defaultfilters import default as default_filter
from django.test import TransactionTestCase

from tests.browser import walking

# One Chromium for all: these fixtures are for journeys in tests/browser and for pages beside their app alike.
from tests.browser.fixtures import browser, complaints, javascript, page, viewport, visit  # noqa: F401
from tests.browser.walking import walk  # noqa: F401
from tests.security import figures
from ymdm.ballots import protection as ballot_protection
from ymdm.ledger import protection
from ymdm.securitylog import protection as log_protection

# --- figures that the note of an issue tells -----------------------------------------------------------------


def pytest_terminal_summary(terminalreporter: Any) -> None:
    walking.pytest_terminal_summary(terminalreporter)
    figures.tell(terminalreporter)


# --- no request leaves the machine --------------------------------------------------------------------------


def _is_here(address: Any) -> bool:
    if not isinstance(address, tuple):
        return True  # a path: the socket of a server on this machine
    try:
        return ip_address(address[0].partition("%")[0]).is_loopback
    except ValueError:
        return address[0] in {"localhost", ""}


class GuardedSocket(socket.socket):
    """A socket that reaches this machine only."""

    def connect(self, address: Any) -> None:
        _refuse_abroad(address)
        super().connect(address)

    def connect_ex(self, address: Any) -> int:
        _refuse_abroad(address)
        return super().connect_ex(address)


def _refuse_abroad(address: Any) -> None:
    if not _is_here(address):
        pytest.fail(f"A test tried to reach {address[0]}: nothing may leave the machine.")


socket.socket = GuardedSocket  # type: ignore[misc]


# --- an undefined template variable fails --------------------------------------------------------------------


class UndefinedVariable(Exception):
    """A template names something that its view did not give it."""


class Undefined:
    """Stands in for Django's `string_if_invalid`, and is never shown."""

    def __contains__(self, text: str) -> bool:
        return text == "%s"

    def __mod__(self, variable: Variable) -> str:
        raise UndefinedVariable(f"“{variable}” is undefined in this template; write {variable}|default:… if it may be.")

    def __str__(self) -> str:
        raise UndefinedVariable("A template calls something that takes arguments or changes data.")


def _resolve(self: FilterExpression, context: Any, ignore_failures: bool = False) -> Any:
    """Resolve as Django does, save that `x|default:…` says aloud that x may be missing."""
    may_be_missing = bool(self.filters) and self.filters[0][0] is default_filter
    return _resolve_of_django(self, context, ignore_failures or may_be_missing)


_resolve_of_django = FilterExpression.resolve
FilterExpression.resolve = _resolve  # type: ignore[method-assign]


settings.TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = Undefined()


# --- an unexpected ERROR log fails ---------------------------------------------------------------------------


class Errors(logging.Handler):
    """Collects what was logged as ERROR or worse."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.lines: list[str] = []
        self.setFormatter(logging.Formatter("%(name)s: %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture(autouse=True)
def _unexpected_errors_fail(request: pytest.FixtureRequest) -> Iterator[None]:
    handler = Errors()
    logging.getLogger().addHandler(handler)
    yield
    logging.getLogger().removeHandler(handler)
    if handler.lines and not request.node.get_closest_marker("expects_errors"):
        pytest.fail("Logged as ERROR, and the test is not marked expects_errors:\n" + "\n".join(handler.lines))


# --- tests that really commit clean up after themselves ------------------------------------------------------


def _clean_up(self: TransactionTestCase) -> None:
    """Empty every table, the ledger's too: its triggers make way for this one moment."""
    protection.remove(connection)
    log_protection.remove(connection)
    ballot_protection.remove(connection)
    try:
        _clean_up_of_django(self)
        cache.clear()
    finally:
        protection.install(connection)
        log_protection.install(connection)
        ballot_protection.install(connection)


_clean_up_of_django = TransactionTestCase._fixture_teardown
TransactionTestCase._fixture_teardown = _clean_up  # type: ignore[method-assign]
