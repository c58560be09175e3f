"""Fixtures of security keys: the house has an address at which they work."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from tests.accounts.authenticator import ORIGIN
from tests.accounts.keyring import browser


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        yield clock


@pytest.fixture
def here(settings) -> None:
    settings.ORIGIN = ORIGIN


@pytest.fixture
def desk(here) -> Client:
    return browser()
