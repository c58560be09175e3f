"""The index of pieces: FTS5 on SQLite, a GIN index over an array of numbers on PostgreSQL. It only ever narrows down;
what is found is read again in the text itself, so that nothing wrong in here can show anything wrong.

Its tables hold no text and have no model. All SQL of the room stands here and in the first migration.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

from django.db import connection

from .models import SUBJECT_BITS, Document
from .words import fold, pieces

# Before pieces of a title, before those of what everybody may read, and before marks such as kind and unit. Nobody's
# letters: private use.
TITLE, MARK, OPEN = "\ue000", "\ue001", "\ue002"


def mark_kind(kind: str) -> str:
    return f"{MARK}k{crc32(kind.encode()):08x}"


def mark_unit(pk: int | str) -> str:
    return f"{MARK}u{int(pk)}"


def tokens(document: Document) -> set[str]:
    """Everything by which this document is looked up."""
    of_title = pieces(fold(document.title))
    opened = of_title | pieces(fold(document.text[: document.open_to]))
    found = of_title | pieces(fold(document.text))
    found |= {TITLE + piece for piece in of_title} | {OPEN + piece for piece in opened}
    return found | {mark_kind(document.kind), mark_unit(document.unit)}


def put(documents: Iterable[Document]) -> None:
    """Index documents that are not indexed yet."""
    # In the order of keys: where a key is lower than the one before, FTS5 writes out everything that it has gathered.
    rows = sorted((document.pk, _kept(tokens(document))) for document in documents)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.executemany("INSERT INTO search_index (id, tokens) VALUES (%s, %s)", rows)
        else:
            cursor.executemany("INSERT INTO search_index (rowid, tokens) VALUES (%s, %s)", rows)


def drop(documents: Iterable[Document]) -> None:
    """Take out documents as they were indexed: FTS5 keeps no text, so it is told again what to forget."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DELETE FROM search_index WHERE id = ANY(%s)", [[document.pk for document in documents]])
        else:
            rows = sorted((document.pk, _kept(tokens(document))) for document in documents)
            cursor.executemany("INSERT INTO search_index (search_index, rowid, tokens) VALUES ('delete', %s, %s)", rows)


def forget_all() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("TRUNCATE search_index")
        else:
            cursor.execute("INSERT INTO search_index (search_index) VALUES ('delete-all')")


@dataclass(frozen=True)
class Wanted:
    """What a document must have: all `tokens`, one of each group of `marks`; where given, one key of `among`, the source."""

    tokens: Sequence[str]
    marks: Sequence[Collection[str]] = ()
    among: Sequence[int] | None = None
    source: int | None = None


def matching(wanted: Wanted, low: int, high: int, *, newest: bool, limit: int) -> list[int]:
    """Keys from `low` to below `high` of documents that have what is wanted, in the order of their days."""
    way = "DESC" if newest else "ASC"
    if not all(wanted.marks) or (wanted.among is not None and not wanted.among):
        return []
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Ordered by a sum, and the row not a reason to stop early: reading the arrays row by row along the key is
            # what a planner likes and what takes seconds; the index alone never takes more than its list is long.
            sql = "SELECT id FROM search_index WHERE tokens @> %s::bigint[]"
            sql += " AND tokens && %s::bigint[]" * len(wanted.marks)
            values: list[Any] = [_numbers(wanted.tokens), *(_numbers(group) for group in wanted.marks)]
            if wanted.among is not None:
                sql, values = f"{sql} AND id + 0 = ANY(%s)", [*values, list(wanted.among)]
            if wanted.source is not None:
                sql, values = f"{sql} AND (id >> {SUBJECT_BITS}) & 255 = %s", [*values, wanted.source]
            sql = f"{sql} AND id + 0 >= %s AND id + 0 < %s ORDER BY id + 0 {way} LIMIT %s"
            cursor.execute(sql, [*values, low, high, limit])
        else:
            groups = [f"({' OR '.join(_quoted(group))})" for group in wanted.marks]
            sql = "SELECT rowid FROM search_index WHERE search_index MATCH %s"
            values = [" AND ".join([*_quoted(wanted.tokens), *groups])]
            if wanted.among is not None:
                # The sign keeps it from asking the index once for each.
                sql += " AND +rowid IN (SELECT value FROM json_each(%s))"
                values.append(json.dumps(list(wanted.among)))
            if wanted.source is not None:
                sql, values = f"{sql} AND (rowid >> {SUBJECT_BITS}) & 255 = %s", [*values, wanted.source]
            sql = f"{sql} AND rowid >= %s AND rowid < %s ORDER BY rowid {way} LIMIT %s"
            cursor.execute(sql, [*values, low, high, limit])
        return [key for (key,) in cursor.fetchall()]


def _quoted(tokens: Iterable[str]) -> list[str]:
    return [f'"{token}"' for token in tokens]


def _kept(found: set[str]) -> str | list[int]:
    return sorted(_numbers(found)) if connection.vendor == "postgresql" else " ".join(sorted(found))


def _numbers(found: Iterable[str]) -> list[int]:
    return [_number(token) for token in found]


def _number(token: str) -> int:
    """A token as a number: 21 bits a character; pieces of titles, of what is open, and marks lie above."""
    if token.startswith(MARK):
        letter, rest = token[1], token[2:]
        return (1 << 60) | (1 << 59 if letter == "k" else 0) | int(rest, 16 if letter == "k" else 10)
    place = {TITLE: 1 << 42, OPEN: 1 << 43}.get(token[0], 0)
    characters = token[1:] if place else token
    return place | ord(characters[0]) << 21 | (ord(characters[1]) if len(characters) > 1 else 0)
