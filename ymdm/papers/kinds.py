"""What can be imported, exported and put on paper: the tables IMPORTS, EXPORTS and PAPERS of each app's `papers` room."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any, NamedTuple, Protocol

from django.apps import apps

from .sheets import Sheet


class Reading(Protocol):
    """A file as read and judged. `str()` of it is one short line without personal data."""

    # Changes when the outcome does, so that nothing is written under a preview that no longer holds.
    digest: str
    # What `--json` prints.
    answer: dict[str, Any]
    # What the page shows: rows, accepted, created, changed, unchanged; lists rejected (sheet, row, name,
    # says, remedies), warnings (sheet, row, name, says), changes (sheet, row, name, says), skipped, unused_sheets.
    report: dict[str, Any]


class Kind(Protocol):
    """One kind of import. `act` is the authority that it takes, `columns` are the headings of its template.

    It may name `also = (kind, words)`: another kind for the same file, and when to take that; and `pair`, the kind of
    act for two under which a second person lets the rows in.
    """

    title: str
    noun: str
    act: str
    hint: str
    columns: Sequence[str]

    def read(self, sheets: list[Sheet], by: Any) -> Reading:
        """Read and judge; writes nothing."""

    def write(self, reading: Any, by: Any, progress: Callable[[int, int], None]) -> dict[str, int]:
        """Bring the accepted rows in; called inside one transaction. Returns counts created, changed, unchanged."""


class Column(NamedTuple):
    """A column of an export: its heading, and its value for an object."""

    label: str
    value: Callable[[Any], Any]


class Paper(NamedTuple):
    """A document: the template that shows, prints and becomes PDF, and what it tells; `filters` is what was chosen, in words.

    `number` marks a posting (GEN-10), `is_archived` makes PDF/A, `back` is the address of the page that it comes from.
    """

    title: str
    template: str
    context: Mapping[str, Any]
    filters: str = ""
    number: str = ""
    is_archived: bool = False
    back: str = ""


@cache
def imports() -> dict[str, Kind]:
    """Every kind of import of every installed app, by its word in addresses and commands."""
    return _tables("IMPORTS")


@cache
def exports() -> dict[str, Callable[[Any], tuple[Any, ...]]]:
    """Lists of the floors below this one, which cannot call `export` themselves: word to a function.

    The function takes the request, of which it reads `user` and `GET` alone, and returns what `export` takes after it
    (title, columns, a queryset, filters), for what the person may see, filtered as the page was; it raises what the
    page would raise. A worker calls it as well, for lists too long for one request.
    """
    return _tables("EXPORTS")


@cache
def papers() -> dict[str, Callable[[Any], Paper]]:
    """Documents that have a page for printing and a PDF: word to a function.

    The function takes the request, of which it reads `user` and `GET` alone, and raises what a page would raise for
    whoever may not read the document (Http404, NoAuthority). The page calls it, and the worker that makes the PDF.
    """
    return _tables("PAPERS")


def pair_of(word: str) -> str:
    """The kind of act for two of an import; empty where the uploader decides alone."""
    return getattr(imports()[word], "pair", "")


def _tables(name: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for config in apps.get_app_configs():
        room = f"{config.name}.papers"
        if config.name.startswith(("django.", "guardian")) or find_spec(room) is None:
            continue
        found |= getattr(import_module(room), name, {})
    return found
