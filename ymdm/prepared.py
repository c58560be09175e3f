"""Questions whose SQL is worked out once and then only filled in.

Django works out the SQL of a queryset anew each time that it is asked. For the few questions that every page asks
this takes longer than the database takes to answer them. A question that is prepared is built once with marks in
place of its values; from then on the values are put where the marks were. PostgreSQL keeps its plan as well.

    rows = prepared("grants", lambda person: Grant.objects.filter(person=person).values("act"), person=person.pk)

Only values may differ between two calls of one name; whatever changes the shape of the SQL belongs into the name.
A text for a LIKE holds no % and no _, since nothing escapes it any more. A mark that does not come out as it went in, because the builder calculates with it, is refused when it is built.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

_INTEGER, _YEAR, _OPEN, _CLOSE = 7_312_990_000_000_000_000, 9_100, "\ue000", "\ue001"
_MOST = 200


def prepared(name: Hashable, build: Callable[..., QuerySet], **values: Any) -> list[dict[str, Any]]:
    """The rows of `build(**values)`, a queryset with values(), as dictionaries. Values are int, str or date.

    Raises ValueError where a value cannot be told apart in the SQL that is built.
    """
    key = (connection.vendor, name, tuple(values))
    question = _KNOWN.get(key)
    if question is None:
        try:
            question = _prepare(build, values)
        except EmptyResultSet:  # the shape can have no rows, and there is no SQL to keep
            return []
        with _LOCK:
            if len(_KNOWN) >= _MOST:
                _KNOWN.clear()
            _KNOWN[key] = question
    return question.ask(values)


@dataclass(frozen=True)
class _Place:
    """Where in the parameters a value stands, with what stands around it (the % of a LIKE)."""

    at: int
    name: str
    before: str = ""
    after: str = ""
    as_text: bool = False

    def fill(self, value: Any) -> Any:
        if isinstance(value, str):
            return f"{self.before}{value}{self.after}"
        return str(value) if self.as_text else value


@dataclass(frozen=True)
class _Question:
    number: int
    sql: str
    parameters: tuple[Any, ...]
    places: tuple[_Place, ...]
    names: tuple[str, ...]
    converters: dict[int, tuple[Sequence[Callable[..., Any]], Any]]

    def ask(self, values: dict[str, Any]) -> list[dict[str, Any]]:
        filled = [place.fill(values[place.name]) for place in self.places]
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql" and not connection.settings_dict["DISABLE_SERVER_SIDE_CURSORS"]:
                given = f"({', '.join(['%s'] * len(filled))})" if filled else ""
                cursor.execute(f"EXECUTE {self._kept()} {given}", filled)
            else:
                parameters = list(self.parameters)
                for place, value in zip(self.places, filled, strict=True):
                    parameters[place.at] = value
                cursor.execute(self.sql, parameters)
            rows = cursor.fetchall()
        if not self.converters:
            return [dict(zip(self.names, row, strict=True)) for row in rows]
        return [dict(zip(self.names, self._converted(row), strict=True)) for row in rows]

    def _kept(self) -> str:
        """The name under which this connection's server keeps the question, its plan included.

        psycopg 3 does this by itself. Behind a pooler that changes servers between transactions it cannot be done,
        as server-side cursors cannot: Django's setting for those turns it off.
        """
        server = connection.connection
        name = f"ymdm_{self.number}"
        kept = _KEPT.setdefault(server, set())
        if name not in kept:
            with server.cursor() as cursor:
                cursor.execute(f"PREPARE {name} AS {self._numbered(cursor)}")
            kept.add(name)
        return name

    def _numbered(self, cursor: Any) -> str:
        """The SQL with $1, $2 … for the values; everything else stands in it."""
        numbers = {place.at: number for number, place in enumerate(self.places, start=1)}
        at = -1

        def put(found: re.Match[str]) -> str:
            nonlocal at
            if found[0] == "%%":
                return "%"
            at += 1
            return f"${numbers[at]}" if at in numbers else cursor.mogrify("%s", [self.parameters[at]]).decode()

        return re.sub("%[%s]", put, self.sql)

    def _converted(self, row: Sequence[Any]) -> list[Any]:
        cells = list(row)
        for at, (converters, expression) in self.converters.items():
            for convert in converters:
                cells[at] = convert(cells[at], expression, connection)
        return cells


_KNOWN: dict[Hashable, _Question] = {}
_KEPT: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()
_NUMBERS = count(1)
_LOCK = Lock()


def _prepare(build: Callable[..., QuerySet], values: dict[str, Any]) -> _Question:
    marks = {name: _mark(number, value) for number, (name, value) in enumerate(values.items())}
    query = build(**marks).query
    compiler = query.get_compiler(connection=connection)
    sql, parameters = compiler.as_sql()
    places = [place for at, parameter in enumerate(parameters) if (place := _place(at, parameter, marks))]
    if lost := marks.keys() - {place.name for place in places}:
        raise ValueError(f"{sorted(lost)} do not stand in the SQL that was built")
    selected = [expression for expression, _, _ in compiler.select[: compiler.col_count]]
    names = query.selected or [*query.extra_select, *query.values_select, *query.annotation_select]
    return _Question(
        next(_NUMBERS), sql, tuple(parameters), tuple(places), tuple(names), compiler.get_converters(selected)
    )


def _mark(number: int, value: Any) -> Any:
    """Something of the type of `value` that stands in no query by chance."""
    if isinstance(value, bool | datetime):
        raise TypeError(f"{value!r} changes the shape of a question; name it so")
    if isinstance(value, int):
        return _INTEGER + number
    if isinstance(value, date):
        return date(_YEAR + number, 1, 1)
    if isinstance(value, str):
        return f"{_OPEN}{number}{_CLOSE}"
    raise TypeError(f"a prepared question takes integers, texts and days, not {value!r}")


def _place(at: int, parameter: Any, marks: dict[str, Any]) -> _Place | None:
    for name, mark in marks.items():
        if type(mark) is type(parameter) and mark == parameter:
            return _Place(at, name)
        if isinstance(mark, str) and isinstance(parameter, str) and mark in parameter:
            before, _, after = parameter.partition(mark)
            return _Place(at, name, before, after)
        if isinstance(mark, date) and parameter == str(mark):  # SQLite keeps days as text
            return _Place(at, name, as_text=True)
    if _looks_calculated(parameter):
        raise ValueError(f"{parameter!r} was calculated from a value; give the result as a value of its own")
    return None


def _looks_calculated(parameter: Any) -> bool:
    """Whether a parameter is far out of what a query holds, near the marks, and yet none of them."""
    if isinstance(parameter, int):
        return abs(parameter) > _INTEGER // 2
    if isinstance(parameter, date):
        return parameter.year > _YEAR // 2
    return isinstance(parameter, str) and (
        _OPEN in parameter or (parameter[:2] == str(_YEAR)[:2] and parameter[4:5] == "-")
    )
