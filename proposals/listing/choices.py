"""What the list can be filtered by, and how many rows stand in which state: one question to the database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import CharField, Count, F, Value
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
    """Sessions, categories and handling units to choose from, and the rows by state as far as they were counted."""

    sessions: Pairs
    categories: Pairs
    units: Pairs
    states: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        return sum(number for _, number in self.states)

    @property
    def is_more(self) -> bool:
        """Whether there are more rows than anybody needs counted."""
        return self.total > COUNTED

    @property
    def total_words(self) -> str:
        return f"多于 {COUNTED:,} 件" if self.is_more else f"共 {self.total:,} 件"

    def groups(self) -> list[tuple[str, str, int | None]]:
        """The groups of states with their numbers; without numbers where not all rows were counted."""
        by_state = dict(self.states)
        return [
            (code, words, None if self.is_more else sum(by_state.get(state, 0) for state in states))
            for code, (words, states) in GROUPS.items()
        ]


def read_choices(found: ProposalQuerySet) -> Choices:
    """One UNION for everything around the rows. `found` are the rows that the filters leave, of all states."""
    counted = Proposal.objects.order_by().filter(pk__in=found.order_by().values("pk")[: COUNTED + 1])
    rows = (
        counted.values("state")
        .annotate(what=_word("state"), id_=Count("pk"), label=F("state"), place=Value(0))
        .values_list("what", "id_", "label", "place")
        .union(
            CongressSession.objects.order_by()
            .annotate(
                what=_word("session"),
                label=Coalesce(NullIf("term__unit__short_name", Value("")), "term__unit__name"),
                place=F("term__number") * 1000 + F("number"),
            )
            .values_list("what", "pk", "label", "place"),
            Category.objects.order_by()
            .annotate(what=_word("category"), label=F("name"), place=F("order"))
            .values_list("what", "pk", "label", "place"),
            Unit.objects.order_by()
            .filter(closed_on=None, offices__role__in=ACTS["proposals.handle"][1])
            .annotate(
                what=_word("unit"),
                label=Coalesce(NullIf("short_name", Value("")), "name"),
                place=F("depth") * 1_000_000 + F("order"),
            )
            .values_list("what", "pk", "label", "place"),
        )
    )
    return _sorted(rows)


def _word(word: str) -> Value:
    return Value(word, output_field=CharField())


def _sorted(rows: Iterable[tuple[str, int, str, int]]) -> Choices:
    by_kind: dict[str, list[tuple[int, str, int]]] = {"state": [], "session": [], "category": [], "unit": []}
    for kind, pk, label, place in rows:
        by_kind[kind].append((place, label, pk))
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
