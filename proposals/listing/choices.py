"""What the list can be filtered by, and how many rows stand in which state: one question to the database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import CharField, Count, Exists, F, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf

from congress.models import CongressSession, ordinal
from ymdm.organization.models import Unit

from ..models import Category, Proposal
from ..models.querysets import ProposalQuerySet
from ..models.states import GROUPS
from ..permissions import ACTS

COUNTED = 1000
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Choices:
    """Sessions, categories and handling units to choose from, and the rows by state where they were counted."""

    sessions: Pairs
    categories: Pairs
    units: Pairs
    # Nothing where there are no rows, or more than a thousand.
    states: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        return sum(number for _, number in self.states)

    def groups(self) -> dict[str, int]:
        """The numbers of rows in the groups of states."""
        by_state = dict(self.states)
        return {code: sum(by_state.get(state, 0) for state in states) for code, (_, states) in GROUPS.items()}


def read_choices(found: ProposalQuerySet) -> Choices:
    """One UNION for everything around the rows. `found` are the rows that the filters leave, of all states."""
    # Where there are more rows than anybody needs counted, none is: the first thousand tell that. The limit changes
    # nothing more; it lets the database know that this is little work, for which it need not call helpers.
    keys = found.order_by().values("pk")
    counted = Proposal.objects.order_by().filter(~Exists(keys[COUNTED : COUNTED + 1]), pk__in=keys[:COUNTED])
    states = counted.values("state").annotate(
        what=_word("state"), key=Count("pk"), label=F("state"), rank=Value(0)
    )  # fmt: skip
    return _sorted(states.values(*COLUMNS).union(*_to_choose_from()))


COLUMNS = ("what", "key", "label", "rank")


@lru_cache(maxsize=1)
def _to_choose_from() -> tuple[QuerySet[Any, Any], ...]:
    """Sessions, categories and handling units, as questions that are the same for everybody; never asked themselves."""
    sessions = CongressSession.objects.order_by().annotate(
        what=_word("session"),
        key=F("pk"),
        label=Coalesce(NullIf("term__unit__short_name", Value("")), "term__unit__name"),
        rank=F("term__number") * 1000 + F("number"),
    )
    categories = Category.objects.order_by().annotate(
        what=_word("category"), key=F("pk"), label=F("name"), rank=F("order")
    )
    handling = {"closed_on": None, "offices__role__in": sorted(ACTS["proposals.handle"][1])}
    units = (
        Unit.objects.order_by()
        .filter(**handling)
        .annotate(
            what=_word("unit"),
            key=F("pk"),
            label=Coalesce(NullIf("short_name", Value("")), "name"),
            rank=F("depth") * 1_000_000 + F("order"),
        )
    )
    return tuple(rows.values(*COLUMNS) for rows in (sessions, categories, units))


def _word(word: str) -> Value:
    return Value(word, output_field=CharField())


def _sorted(rows: Iterable[dict[str, Any]]) -> Choices:
    by_kind: dict[str, list[tuple[int, str, int]]] = {"state": [], "session": [], "category": [], "unit": []}
    for row in rows:
        by_kind[row["what"]].append((row["rank"], row["label"], row["key"]))
    sessions = sorted(by_kind["session"], key=lambda row: (row[1], -row[0]))
    several = len({label for _, label, _ in sessions}) > 1
    return Choices(
        sessions=tuple(
            (str(pk), f"{label} {_session_words(place)}" if several else _session_words(place))
            for place, label, pk in sessions
        ),
        # Each term has its own list, but a name means the same in all of them.
        categories=tuple(
            (label, label) for label in dict.fromkeys(label for _, label, _ in sorted(by_kind["category"]))
        ),
        units=tuple((str(pk), label) for _, label, pk in sorted(by_kind["unit"])),
        states=tuple(sorted((label, number) for _, label, number in by_kind["state"])),
    )


def _session_words(place: int) -> str:
    term, number = divmod(place, 1000)
    return f"{ordinal(term)}届{ordinal(number)}次"
