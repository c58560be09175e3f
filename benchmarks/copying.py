"""Writing very many rows: with COPY where the database knows it, else with bulk_create."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models

AT_ONCE = 2000


def write(rows: Sequence[models.Model]) -> None:
    """Write rows of one model. Rows without a key get one from the database."""
    if not rows:
        return
    if connection.vendor != "postgresql":
        type(rows[0])._base_manager.bulk_create(rows, batch_size=AT_ONCE)
        return
    meta = rows[0]._meta
    columns = [field for field in meta.concrete_fields if not (field.primary_key and rows[0].pk is None)]
    file = io.StringIO()
    lines = csv.writer(file)
    for row in rows:
        lines.writerow([_cell(field, row) for field in columns])
    file.seek(0)
    names = ", ".join(f'"{field.column}"' for field in columns)
    with connection.cursor() as cursor:
        # An empty cell is NULL, a quoted empty one is an empty text.
        cursor.copy_expert(f"COPY {meta.db_table} ({names}) FROM STDIN WITH (FORMAT csv, NULL '\\N')", file)


def _cell(field: models.Field, row: models.Model) -> Any:
    value = field.pre_save(row, True)
    if isinstance(field, models.JSONField) and value is not None:
        return json.dumps(value)
    return "\\N" if value is None else field.get_db_prep_save(value, connection)


def after_given_keys(*kinds: type[models.Model]) -> None:
    """Let the database go on counting after the keys that were given by hand."""
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), list(kinds)):
            cursor.execute(sql)
