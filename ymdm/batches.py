"""Writing very many rows in few statements, whichever database it is."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

ROWS = 2000


@contextmanager
def large_batches() -> Iterator[None]:
    """Let statements carry as many values as the SQLite at hand takes; PostgreSQL needs nothing of the kind.

    Django 5.2 still counts with the 999 of SQLite before 3.32, which makes seven hundred statements out of ten.
    """
    features = connection.features
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    before = features.max_query_params
    features.max_query_params = connection.connection.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER)
    try:
        yield
    finally:
        features.max_query_params = before
