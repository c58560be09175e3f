"""The numbers of the ledger: five figures and the counts beside the facets.

All entries are counted by all four facets at once; whatever is chosen is then summed up out of that one table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count
from django.utils import timezone

from congress.models import CongressSession
from ymdm.measures import Measure
from ymdm.organization.models import Unit

from ..channels import Channel
from ..measures import CUTS, NONE
from ..measures.figures import HEADLINE, public_headline
from ..models.querysets import ProposalQuerySet
from .asked import FACETS, FEW, Asked, PublicScope
from .kept import KEPT
from .standings import STANDINGS, standing

COLUMNS = {
    "channel": "channel",
    "year": "submitted_on__year",
    "session": "session",
    "category": "category__name",
    "lead": "lead_unit",
    "state": "standing",
}
HEADS = {
    "state": "办理情况",
    "channel": "渠道",
    "year": "年份",
    "session": "届次",
    "category": "类别",
    "lead": "承办单位",
}
NOTHING = {"session": "没有届次", "category": "没有归类", "lead": "没有承办单位"}
COUNTED = (*HEADLINE, "open_overdue")


@dataclass(frozen=True)
class Choice:
    """One value of a facet with the number of entries that it leaves."""

    value: str
    words: str
    number: int


@dataclass(frozen=True)
class Facet:
    name: str
    head: str
    total: int
    choices: Sequence[Choice]


@dataclass(frozen=True)
class Summary:
    """What stands around the entries. `at` is the moment of which the numbers are; `found` are the entries asked for."""

    at: datetime
    measures: Sequence[Measure]
    facets: Sequence[Facet]
    overdue: int
    found: int
    is_more: bool = False
    is_of_a_year: bool = False

    def number(self, code: str) -> int:
        """How many entries have a standing, whichever standing is chosen."""
        choices = next(facet.choices for facet in self.facets if facet.name == "state")
        return next((choice.number for choice in choices if choice.value == code), 0)

    @property
    def other_years(self) -> str:
        """The newest of several years whose figures stand here together; empty where one was chosen, or there is but one."""
        years = next(facet.choices for facet in self.facets if facet.name == "year")
        return "" if self.is_of_a_year or len(years) < 2 else years[0].value

    @property
    def found_words(self) -> str:
        return f"多于 {FEW:,} 件" if self.is_more else f"{self.found:,} 件"

    @property
    def replied(self) -> Measure:
        return self.measures[1]


@dataclass(frozen=True)
class Cube:
    """Entries counted by every combination of facets, with the words of the values."""

    at: datetime
    cells: Sequence[tuple[tuple[str, ...], int, dict[str, int]]]
    words: dict[str, dict[str, str]]

    def numbers(self, chosen: dict[str, str], name: str) -> Counter[str]:
        """Entries by the values of one facet, as the choices of the others leave them."""
        place = list(COLUMNS).index(name)
        numbers: Counter[str] = Counter()
        for key, number, _counts in self.cells:
            if _fits(key, chosen, name):
                numbers[key[place]] += number
        return numbers

    def counts(self, chosen: dict[str, str]) -> dict[str, int]:
        """The sets that figures count, whatever standing is chosen."""
        counts = dict.fromkeys(COUNTED, 0)
        for key, _number, counted in self.cells:
            if _fits(key, chosen, "state"):
                for name in COUNTED:
                    counts[name] += counted[name]
        return counts


def summary(asked: Asked, on: date) -> Summary:
    """The numbers around what was asked. Three queries at most, five with words to look for; none while they are kept."""
    whole = KEPT.get(("cube", on, ""), lambda: cube(PublicScope().proposals(), on))
    narrowed = whole if not (asked.q or asked.cut) else cube(asked.counted(on), on)
    chosen = {name: getattr(asked.scope, name) for name in FACETS} | {"state": asked.state}
    counts = whole.counts(chosen)
    numbers = {name: narrowed.numbers(chosen, name) for name in COLUMNS}
    return Summary(
        at=whole.at,
        measures=KEPT.get(("five", on, asked.scope.query), lambda: public_headline(asked.scope, on, counts)),
        facets=[
            Facet(name, head, sum(numbers[name].values()), _choices(name, numbers[name], narrowed.words[name]))
            for name, head in HEADS.items()
        ],
        overdue=counts["open_overdue"],
        found=sum(number for key, number, _counts in narrowed.cells if _fits(key, chosen, "")),
        is_more=asked.is_many,
        is_of_a_year=bool(asked.scope.year),
    )


def cube(entries: ProposalQuerySet, on: date) -> Cube:
    """Count the entries; three queries, one for the numbers and two for the words."""
    at = timezone.now()
    rows = entries.annotate(standing=standing()).values(*COLUMNS.values())
    counted = {f"n_{name}": Count("pk", CUTS[name].where(on)) for name in COUNTED}
    cells = [
        (
            tuple(_value(row[column]) for column in COLUMNS.values()),
            row["number"],
            {name: row[f"n_{name}"] for name in COUNTED},
        )
        for row in rows.annotate(number=Count("pk"), **counted).order_by()
    ]
    return Cube(at, cells, _words([key for key, _n, _c in cells]))


def _fits(key: Sequence[str], chosen: dict[str, str], but: str) -> bool:
    return all(
        not chosen[name] or name == but or value == chosen[name] for name, value in zip(COLUMNS, key, strict=True)
    )


def _value(value: Any) -> str:
    return NONE if value is None else str(value)


def _words(keys: Sequence[tuple[str, ...]]) -> dict[str, dict[str, str]]:
    """Words of the values, in the order in which they are shown."""
    values = {name: {key[place] for key in keys} - {NONE} for place, name in enumerate(COLUMNS)}
    sessions = CongressSession.objects.select_related("term__unit").in_bulk([int(pk) for pk in values["session"]])
    several = len({session.term.unit_id for session in sessions.values()}) > 1
    newest = sorted(sessions.values(), key=lambda session: session.held_on, reverse=True)
    units = Unit.objects.in_bulk([int(pk) for pk in values["lead"]])
    return {
        "state": {one.code: one.words for one in STANDINGS},
        "channel": {str(code): words for code, words in Channel.choices if code in values["channel"]},
        "year": {year: f"{year} 年" for year in sorted(values["year"], reverse=True)},
        "session": {
            str(session.pk): f"{session.term.unit.short} {session.short}" if several else session.short
            for session in newest
        },
        "category": {name: name for name in sorted(values["category"])},
        "lead": {str(unit.pk): unit.short for unit in sorted(units.values(), key=lambda unit: unit.path)},
    }


def _choices(name: str, numbers: Counter[str], words: dict[str, str]) -> list[Choice]:
    shown = [Choice(value, says, numbers[value]) for value, says in words.items() if numbers[value]]
    if name == "category":
        shown.sort(key=lambda choice: -choice.number)
    if numbers[NONE]:
        shown.append(Choice(NONE, NOTHING[name], numbers[NONE]))
    return shown
