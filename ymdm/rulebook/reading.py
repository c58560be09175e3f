"""What the pages show of the library: the rules of a list, and one rule with everything that is known of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from ymdm.organization.models import Level, Unit

from .current import Law, Value
from .library import Amount, Entry, Profile, ProfileValue, amounts_of, profile_values, profiles
from .models import Override
from .rule import Confidence

# Units that hold a congress or a meeting of their own; departments and teams follow theirs.
LEVELS = (Level.BUREAU, Level.UNIT, Level.PROJECT_OFFICE)
MARKS = {
    # confidence → words, tone of the chip
    Confidence.READ: ("已读原文", "ok"),
    Confidence.READ_AT_SECOND_HAND: ("见于转述", "info"),
    Confidence.FROM_MEMORY: ("依据待核对", "warn"),
    Confidence.OWN_DECISION: ("本单位规定", ""),
}
SETTERS = {"-": "固定", "P": "随口径", "U": "单位可规定", "P,U": "随口径，单位可更严"}
SORTS = ("id", "basis", "setter")


def units_to_choose() -> Any:
    """The units whose rules can be asked for."""
    return Unit.objects.open().filter(level__in=LEVELS).order_by("path")


@dataclass(frozen=True)
class Row:
    """A rule in the list, with its first value as it holds for the chosen unit."""

    entry: Entry
    value: Value | None
    sentence: str

    @property
    def says(self) -> str:
        return self.value.words if self.value else self.entry.value

    @property
    def is_set_here(self) -> bool:
        return self.value is not None and self.value.why == "override"

    @property
    def marks(self) -> list[tuple[str, str]]:
        return marks_of(self.entry)

    @property
    def setter(self) -> str:
        return SETTERS[self.entry.configurable]


def marks_of(entry: Entry) -> list[tuple[str, str]]:
    """The chips of a rule: how well each part of it is known."""
    return [MARKS[tag] for tag in entry.tags]


def row_of(entry: Entry, law: Law) -> Row:
    said = {amount.part: law.value(amount.key).number for amount in amounts_of(entry.id)}
    parts = amounts_of(entry.id)
    return Row(entry, law.value(parts[0].key) if parts else None, entry.sentence(said))


def ordered(rows: Iterable[Row], sort: str) -> list[Row]:
    """By ?sort=, “-” in front for descending; in the order of the papers when nothing is asked."""
    rows, key = list(rows), sort.removeprefix("-")
    if key == "basis":
        rows.sort(key=lambda row: [list(MARKS).index(tag) for tag in row.entry.tags])
    elif key == "setter":
        rows.sort(key=lambda row: list(SETTERS).index(row.entry.configurable))
    if sort.startswith("-") and key in SORTS:
        rows.reverse()
    return rows


@dataclass(frozen=True)
class Held:
    """One amount of a rule as it holds for the chosen unit."""

    amount: Amount
    value: Value

    @property
    def default(self) -> str:
        return self.amount.words(self.amount.number)

    @property
    def direction(self) -> str:
        """Which way a unit may go."""
        if not self.amount.may_be_tightened:
            return ""
        if self.amount.scale:
            return f"只能改为“{self.amount.scale[-1]}”"
        return "只能更小" if self.amount.stricter == "smaller" else "只能更大"


@dataclass(frozen=True)
class Said:
    """What one text says of one amount, and whether it holds for the chosen unit."""

    profile: Profile
    amount: Amount
    value: ProfileValue
    applies: bool

    @property
    def words(self) -> str:
        return self.amount.words(self.value.number)

    @property
    def since(self) -> date | None:
        return self.value.valid_from or self.profile.valid_from


def held_of(entry: Entry, law: Law) -> list[Held]:
    return [Held(amount, law.value(amount.key)) for amount in amounts_of(entry.id)]


def said_by_texts(entry: Entry, law: Law) -> list[Said]:
    """Every text that sets an amount of the rule, those that hold for the unit first."""
    found = [
        Said(profile, amount, value, profile in law.texts)
        for profile in profiles().values()
        for amount in amounts_of(entry.id)
        for value in profile_values().get((profile.code, amount.key), ())
    ]
    return sorted(found, key=lambda said: not said.applies)


def changes_of(entry: Entry, unit: Any) -> Any:
    """What `unit` and the units above it have set of the rule, or asked to, newest first."""
    keys = [amount.key for amount in amounts_of(entry.id)]
    changes = Override.objects.along(unit).filter(key__in=keys)
    return changes.select_related("unit", "proposed_by", "confirmed_by").order_by("-proposed_at", "-pk")
