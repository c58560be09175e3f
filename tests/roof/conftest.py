"""The demo year, written once for a whole module: it takes seconds."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from ymdm.roof import demo


@pytest.fixture(scope="module")
def year(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The demo year as of today; what each test changes is taken back after it, the year after the last one."""
    with django_db_blocker.unblock(), transaction.atomic():
        demo.seed()
        with django_db_blocker.block():
            yield
        transaction.set_rollback(True)
