"""Reads the tables of the library, once per process."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from ..rule import Confidence, basis

VERSION = "1"
MAIN = "main"
CHAPTERS = {
    "GEN": "通则",
    "CON": "职代会",
    "PRO": "提案和职工意见",
    "CAL": "期限计算",
    "DIS": "公开",
    "EVA": "考评和表彰",
}
TAG = re.compile(r"\bV2|\bV|\bM|\bD")


@dataclass(frozen=True)
class Entry:
    """One rule. `says` may hold {main} and other parts, which `sentence` fills in."""

    id: str
    file: str
    section: str
    says: str
    value: str
    configurable: str
    citation: str
    confidence: str

    @property
    def chapter(self) -> str:
        return CHAPTERS[self.id[:3]]

    @property
    def tags(self) -> tuple[Confidence, ...]:
        """How well each part of the rule is known, as tagged, without repeats."""
        return tuple(dict.fromkeys(Confidence(tag) for tag in TAG.findall(self.confidence)))

    @property
    def basis(self) -> str:
        """Where it is written, as the interface may say it: what is only remembered or decided here is not called law."""
        return basis(self.tags, self.citation)

    @property
    def is_set_by_units(self) -> bool:
        return "U" in self.configurable

    @property
    def is_set_by_profiles(self) -> bool:
        return "P" in self.configurable

    def sentence(self, said: dict[str, str] | None = None) -> str:
        """The rule in words, with the amounts `said` by part or else the defaults."""
        if "{" not in self.says:
            return self.says
        return self.says.format(**{amount.part: amount.number for amount in amounts_of(self.id)} | (said or {}))


@dataclass(frozen=True)
class Amount:
    """An amount that a rule sets. `scale` holds its words from lax to strict where it is no number."""

    rule: str
    part: str
    says: str
    number: str
    measure: str
    stricter: str
    scale: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """“PRO-23”, or “PRO-37.close” for a further amount of a rule."""
        return self.rule if self.part == MAIN else f"{self.rule}.{self.part}"

    @property
    def may_be_tightened(self) -> bool:
        """Whether a unit may set it (CON-03): the rule is open to units and one direction is the stricter."""
        return self.stricter != "-" and entries()[self.rule].is_set_by_units

    def words(self, number: str) -> str:
        return f"{number} {self.measure}" if self.measure else number


@dataclass(frozen=True)
class Profile:
    """A text that holds for places and legal types. Empty `place`: everywhere."""

    code: str
    name: str
    text: str
    place: str
    legal_types: frozenset[str]
    reach: str
    valid_from: date | None
    valid_until: date | None
    note: str

    def holds(self, on: date) -> bool:
        return (self.valid_from or on) <= on <= (self.valid_until or on)


@dataclass(frozen=True)
class ProfileValue:
    """What a profile says of an amount, from a day until a day."""

    profile: str
    number: str
    valid_from: date | None
    valid_until: date | None
    citation: str
    confidence: str

    def holds(self, on: date) -> bool:
        return (self.valid_from or on) <= on <= (self.valid_until or on)

    @property
    def basis(self) -> str:
        return basis((Confidence(self.confidence),), self.citation)


def _rows(name: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(files(__package__).joinpath(name).read_text(encoding="utf-8").splitlines())


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@cache
def entries() -> dict[str, Entry]:
    """Every rule by id, in the order of the papers."""
    return {row["id"]: Entry(**row) for row in _rows("rules.csv")}


@cache
def amounts() -> dict[str, Amount]:
    """Every amount by key."""
    found = {}
    for row in _rows("values.csv"):
        scale = tuple(row["measure"].split("<")) if "<" in row["measure"] else ()
        amount = Amount(**row | {"measure": "" if scale else row["measure"]}, scale=scale)
        found[amount.key] = amount
    return found


@cache
def _by_rule() -> dict[str, tuple[Amount, ...]]:
    found: dict[str, tuple[Amount, ...]] = defaultdict(tuple)
    for amount in amounts().values():
        found[amount.rule] += (amount,)
    return dict(found)


def amounts_of(rule: str) -> tuple[Amount, ...]:
    """The amounts of one rule, the main one first."""
    return _by_rule().get(rule, ())


@cache
def profiles() -> dict[str, Profile]:
    """Every profile by code."""
    return {
        row["code"]: Profile(
            row["code"], row["name"], row["text"], row["place"], frozenset(row["legal_types"].split()), row["reach"],
            _day(row["valid_from"]), _day(row["valid_until"]), row["note"],
        )
        for row in _rows("profiles.csv")
    }  # fmt: skip


@cache
def profile_values() -> dict[tuple[str, str], tuple[ProfileValue, ...]]:
    """What profiles say: (profile, key of the amount) to its dated values."""
    found: dict[tuple[str, str], tuple[ProfileValue, ...]] = defaultdict(tuple)
    for row in _rows("profile_values.csv"):
        key = row["rule"] if row["part"] == MAIN else f"{row['rule']}.{row['part']}"
        value = ProfileValue(
            row["profile"], row["number"], _day(row["valid_from"]), _day(row["valid_until"]), row["citation"],
            row["confidence"],
        )  # fmt: skip
        found[row["profile"], key] += (value,)
    return dict(found)
