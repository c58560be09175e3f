"""The value in force: the strictest of what the texts say and of what the unit and those above it have set."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Any

from django.db.models import F, OuterRef, Subquery
from django.db.models import Value as Literal
from django.db.models.functions import Coalesce
from django.utils import timezone

from ymdm.organization.models import Unit, UnitStanding

from .amounts import is_looser, parse, strictest
from .library import VERSION, Amount, Profile, amounts, entries
from .models import Edition, Override
from .profiles import said_of, texts_of


class Why(StrEnum):
    """What a value rests on."""

    DEFAULT = "default"
    PROFILE = "profile"
    OVERRIDE = "override"


@dataclass(frozen=True)
class Value:
    """An amount in force. `number` is as written (“90”, “2/3”, “过半数”); `version` names it for a matter to keep."""

    amount: Amount
    number: str
    why: Why
    profile: Profile
    version: str
    since: date | None
    basis: str
    unit: str = ""
    unit_id: int | None = None

    @property
    def measure(self) -> str:
        return self.amount.measure

    @property
    def words(self) -> str:
        return self.amount.words(self.number)

    @property
    def fraction(self) -> Fraction | None:
        """The exact number, for a share; None where the amount is a word."""
        return parse(self.number)

    @property
    def count(self) -> int | None:
        """The whole number, for days and people; None where there is none."""
        exact = self.fraction
        return int(exact) if exact is not None and exact.denominator == 1 else None

    @property
    def own_basis(self) -> str:
        """Where a value is written that is not the library's default; empty for the default."""
        return "" if self.why is Why.DEFAULT else self.basis

    @property
    def because(self) -> str:
        """Why it holds, as one sentence of the page."""
        day = f"{self.since:%Y年%-m月%-d日}起" if self.since else ""
        if self.why is Why.OVERRIDE:
            return f"{self.basis}，{day}执行"
        if self.why is Why.PROFILE:
            return f"{self.profile.name}，{day}施行" if day else self.profile.name
        return f"{self.profile.name}没有另行规定，按通用值"


@dataclass(frozen=True)
class Set:
    """What a unit has set: a confirmed override without its papers."""

    pk: int
    unit: int
    unit_label: str
    number: str
    from_on: date
    document: str


class Law:
    """The rules as they hold for one unit on one day. Asking it costs nothing more."""

    def __init__(self, unit: Any, on: date) -> None:
        self.unit, self.on = unit, on
        self.place, self.chosen, edition = _facts(unit, on)
        self._set = overrides(edition)

    @cached_property
    def texts(self) -> tuple[Profile, ...]:
        """The profiles that hold, the base profile first (CON-01)."""
        return texts_of(self.unit.legal_type, self.place, self.on, chosen=self.chosen)

    @property
    def profile(self) -> Profile:
        return self.texts[0]

    def value(self, key: str, *, matter: str = "") -> Value:
        """The amount in force, the strictest of all that binds the unit (CON-02, CON-03)."""
        amount = amounts()[key]
        best = self.floor(key, matter=matter)
        for own in self._in_force(key, self.unit.lineage):
            if is_looser(best.number, own.number, amount.stricter, amount.scale):
                best = self._own(best, own)
        return best

    def floor(self, key: str, *, matter: str = "") -> Value:
        """What the texts alone say: the strictest of them, or the library's default."""
        amount = amounts()[key]
        texts = self.texts
        if matter:
            texts = texts_of(self.unit.legal_type, self.place, self.on, chosen=self.chosen, matter=matter)
        said = said_of(key, texts, self.on)
        if not said:
            basis = entries()[amount.rule].basis
            return Value(amount, amount.number, Why.DEFAULT, self.profile, f"library-{VERSION}", None, basis)
        number = strictest([one.number for one in said], amount.stricter, amount.scale)
        chosen = next(one for one in said if one.number == number)
        text = next(text for text in texts if text.code == chosen.profile)
        since = chosen.valid_from or text.valid_from
        version = f"{text.code}@{since.isoformat()}" if since else text.code
        return Value(amount, number, Why.PROFILE, text, version, since, chosen.basis)

    def above(self, key: str) -> Value:
        """What binds the unit without its own override: the line that it may not fall short of (CON-03)."""
        amount = amounts()[key]
        best = self.floor(key)
        for own in self._in_force(key, self.unit.lineage[:-1]):
            if is_looser(best.number, own.number, amount.stricter, amount.scale):
                best = self._own(best, own)
        return best

    def _in_force(self, key: str, lineage: Iterable[int]) -> Iterable[Set]:
        """The latest override of each unit that has begun by the day, root first."""
        for unit in lineage:
            begun = [one for one in self._set.get((unit, key), ()) if one.from_on <= self.on]
            if begun:
                yield begun[-1]

    def _own(self, best: Value, own: Set) -> Value:
        return replace(
            best, number=own.number, why=Why.OVERRIDE, version=f"override-{own.pk}", since=own.from_on,
            basis=f"{own.unit_label}规定（{own.document}）", unit=own.unit_label, unit_id=own.unit,
        )  # fmt: skip


def law_of(unit: Any, on: date | datetime) -> Law:
    """The rules for `unit` on a day; an instant stands for its Shanghai day."""
    return Law(unit, timezone.localdate(on) if isinstance(on, datetime) else on)


@lru_cache(maxsize=64)
def _known(on: date) -> Any:
    """Place and own text on a day, and the edition of the overrides, from the unit upwards; built once, asked for each."""
    then = UnitStanding.objects.filter(unit=OuterRef("pk"), from_on__lte=on).order_by("-from_on")
    edition = Coalesce(Subquery(Edition.objects.order_by("-pk").values("word")[:1]), Literal(""))
    return (
        Unit.objects.order_by("-depth")
        .annotate(
            edition=edition,
            place_then=Coalesce(Subquery(then.values("place")[:1]), F("place")),
            text_then=Coalesce(Subquery(then.values("profile")[:1]), F("profile")),
        )
        .values_list("place_then", "text_then", "edition")
    )


def _facts(unit: Any, on: date) -> tuple[str, str, str]:
    """Place and own text of the unit on a day, of the nearest above that has one, and the edition of the overrides.

    One query.
    """
    rows = list(_known(on).filter(pk__in=unit.lineage))
    place = next((place for place, _text, _edition in rows if place), "")
    chosen = next((text for _place, text, _edition in rows if text), "")
    return place, chosen, rows[0][2] if rows else ""


@lru_cache(maxsize=4)
def overrides(edition: str) -> dict[tuple[int, str], tuple[Set, ...]]:
    """Every confirmed override by unit and amount, in the order in which they begin. Read once per edition and process."""
    found: dict[tuple[int, str], tuple[Set, ...]] = defaultdict(tuple)
    rows = Override.objects.confirmed().select_related("unit").order_by("from_on", "pk")
    for row in rows:
        own = Set(row.pk, row.unit_id, row.unit.short, row.number, row.from_on, row.document)
        found[row.unit_id, row.key] += (own,)
    return dict(found)
