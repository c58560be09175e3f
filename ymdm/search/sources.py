"""What can be found: the list SOURCES in the room `finding` of each app."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Protocol

from django.apps import apps


@dataclass(frozen=True)
class Entry:
    """One matter as it is looked through. `open_text` is for everybody; `more` for those who may open the matter."""

    subject: int
    on: date
    kind: str
    unit: int
    title: str
    open_text: str
    more: str = ""


@dataclass(frozen=True)
class Reach:
    """Where the matters lie that a person may open: in these units, and some others. It narrows down, and gives no right."""

    units: frozenset[int]
    subjects: tuple[int, ...]


@dataclass(frozen=True)
class Told:
    """What stands beside the title of a matter that was found."""

    url: str
    meta: str
    number: str = ""
    unit: str = ""
    state: str = ""
    state_words: str = ""

    def get_state_display(self) -> str:
        return self.state_words


class Source(Protocol):
    """Matters of one app. `code` is for ever (0 to 255); `kinds` are the words of the kinds, by their codes."""

    code: int
    kinds: dict[str, str]

    def subjects(self) -> Any:
        """The queryset of all matters that can be found."""

    def visible_to(self, person: Any, among: Sequence[int]) -> Any:
        """Those of `among` that a person may open, whole. What rights are made of is asked of these alone."""

    def reach(self, person: Any) -> Reach | None:
        """Where all of `visible_to` lies; nothing where that is everywhere, or too much to name. Few queries."""

    def open_to_all(self) -> Any:
        """Those of which everybody may read the open part."""

    def entries(self, keys: Sequence[int]) -> list[Entry]:
        """What is looked through of these matters. A fixed number of queries."""

    def tell(self, keys: Iterable[int], whole: set[int], person: Any) -> dict[int, Told]:
        """How these are shown to a person, who may open those of `whole`. A fixed number of queries."""


@cache
def sources() -> dict[int, Source]:
    """Every source of every installed app, by its code."""
    found: dict[int, Source] = {}
    for config in apps.get_app_configs():
        room = f"{config.name}.finding"
        if config.name.startswith(("django.", "guardian")) or find_spec(room) is None:
            continue
        for source in import_module(room).SOURCES:
            if source.code in found:
                raise ValueError(f"two sources with the code {source.code}")
            found[source.code] = source
    return found


def kinds() -> dict[str, str]:
    """The words of all kinds, by their codes."""
    return {code: words for source in sources().values() for code, words in source.kinds.items()}
