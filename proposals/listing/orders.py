"""Orders of the list and its pages by key: page 5,000 costs what page 1 costs, and nothing is counted.

An order is one or two stretches of rows, each with keys that an index holds. A page starts after the keys of the
last row of the page before, so that rows that come or go meanwhile neither repeat nor hide one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Length

from ymdm.duties.models import Duty

from ..models import Proposal
from ..models.proposal import STAGE
from ..models.querysets import ProposalQuerySet

PER_PAGE = 20
DEFAULT = "due"
_APART = "~"


@dataclass(frozen=True)
class Key:
    """A column that rows are ordered by; `read` takes its value out of an address."""

    name: str
    falls: bool = False
    read: Callable[[str], Any] = int


NEWEST = Key("pk", falls=True)


@dataclass(frozen=True)
class Stretch:
    """Rows that stand together in an order, and their keys; the newest first among equals."""

    rows: Callable[[ProposalQuerySet], ProposalQuerySet]
    keys: tuple[Key, ...] = ()

    @property
    def all_keys(self) -> tuple[Key, ...]:
        return (*self.keys, NEWEST)

    def turned(self) -> Stretch:
        return replace(self, keys=tuple(replace(key, falls=not key.falls) for key in self.keys))


def proposals_kind() -> int:
    """The key under which duties know proposals."""
    return int(ContentType.objects.get_for_model(Proposal).pk)


def owed_duties(kind: int) -> Any:
    """What is owed about a proposal, for use inside a query on proposals; `kind` is `proposals_kind()`."""
    return Duty.objects.owed().filter(subject_type=kind, subject_id=OuterRef("pk")).order_by()


@lru_cache(maxsize=4)
def _earliest(kind: int) -> Any:
    """That a joined duty is the one of its proposal whose clock runs out first. The same in every query, made once."""
    earlier = (
        owed_duties(kind)
        .filter(paused_on=None)
        .filter(
            Q(due_on__lt=OuterRef("duties__due_on"))
            | Q(due_on=OuterRef("duties__due_on"), pk__lt=OuterRef("duties__pk"))
        )
    )
    running = Q(duties__pk__isnull=False, duties__met_at=None, duties__cancelled_at=None, duties__paused_on=None)
    return running & ~Exists(earlier)


def _with_clock(rows: ProposalQuerySet) -> ProposalQuerySet:
    """Those that owe something, each once, with its earliest due day. Joined, so that the index of due days is walked."""
    # One filter and one only: each further one would join the duties once more.
    return rows.filter(_earliest(proposals_kind())).annotate(key_day=F("duties__due_on"))


def _without_clock(rows: ProposalQuerySet) -> ProposalQuerySet:
    return rows.filter(~Exists(owed_duties(proposals_kind()).filter(paused_on=None)))


def _numbered(rows: ProposalQuerySet) -> ProposalQuerySet:
    """By session, then as numbers: 1000 comes after 999."""
    return rows.filter(number__isnull=False, session__isnull=False).annotate(key_digits=Length("number"))


def _without_session(rows: ProposalQuerySet) -> ProposalQuerySet:
    """What was raised where no congress is."""
    return rows.filter(number__isnull=False, session=None).annotate(key_digits=Length("number"))


DAY, SESSION, DIGITS, NUMBER, LIFE = (
    Key("key_day", read=date.fromisoformat),
    Key("session_id"),
    Key("key_digits"),
    Key("number", read=str),
    Key("key_stage"),
)
_DUE = Stretch(_with_clock, (DAY,))
_NUMBER = Stretch(_numbered, (SESSION, DIGITS, NUMBER))
_ELSEWHERE = Stretch(_without_session, (DIGITS, NUMBER))
_STATE = Stretch(lambda rows: rows.annotate(key_stage=STAGE), (LIFE,))
_REST = Stretch(_without_clock)
_UNNUMBERED = Stretch(lambda rows: rows.filter(number=None))

ORDERS: dict[str, tuple[str, tuple[Stretch, ...]]] = {
    "due": ("期限由近到远", (_DUE, _REST)),
    "-due": ("期限由远到近", (_DUE.turned(), _REST)),
    "number": ("编号由小到大", (_NUMBER, _ELSEWHERE, _UNNUMBERED)),
    "-number": ("编号由大到小", (_NUMBER.turned(), _ELSEWHERE.turned(), _UNNUMBERED)),
    "state": ("按办理进程", (_STATE,)),
    "-state": ("按办理进程，由后到前", (_STATE.turned(),)),
    "new": ("最新的在前", (Stretch(lambda rows: rows),)),
}


@dataclass(frozen=True)
class Cursor:
    """The row beside which a page begins: its stretch and its keys."""

    stretch: int
    values: tuple[Any, ...]

    def __str__(self) -> str:
        return _APART.join([str(self.stretch), *(str(value) for value in self.values)])

    @classmethod
    def read(cls, text: str, stretches: Sequence[Stretch]) -> Cursor | None:
        """The cursor that an address holds; whatever we did not write there counts as nothing."""
        first, *rest = text[:200].split(_APART)
        if not (first.isdecimal() and int(first) < len(stretches)):
            return None
        keys = stretches[int(first)].all_keys
        if len(rest) != len(keys):
            return None
        try:
            values = tuple(key.read(value) for key, value in zip(keys, rest, strict=True))
        except ValueError:
            return None
        return cls(int(first), values) if all(not isinstance(v, int) or abs(v) < 2**63 for v in values) else None

    @classmethod
    def of(cls, number: int, stretch: Stretch, row: dict[str, Any]) -> Cursor:
        return cls(number, tuple(row[key.name] for key in stretch.all_keys))


@dataclass(frozen=True)
class Page:
    """One page of rows as dictionaries; `previous` and `next` are what ?before= and ?after= take, None at an end."""

    rows: list[dict[str, Any]]
    previous: str | None
    next: str | None
    words: str = ""


def page_of(
    rows: ProposalQuerySet, fields: Sequence[str], *, order: str = DEFAULT, after: str = "", before: str = "",
    size: int = PER_PAGE,
) -> Page:  # fmt: skip
    """The page of `rows` after or before a row in one of the ORDERS, with the values of `fields`."""
    stretches = ORDERS[order if order in ORDERS else DEFAULT][1]
    return page_along(stretches, rows, fields, after=after, before=before, size=size)


def page_along(
    stretches: Sequence[Stretch], rows: ProposalQuerySet, fields: Sequence[str], *, after: str = "",
    before: str = "", size: int = PER_PAGE,
) -> Page:  # fmt: skip
    """The page of `rows`, stretch after stretch, after or before a row, with the values of `fields`."""
    backwards = bool(before and not after)
    start = Cursor.read(before if backwards else after, stretches)
    backwards = backwards and start is not None
    found = _walk(rows, tuple(fields), stretches, start, backwards, size + 1)
    more = len(found) > size
    found = found[:size]
    if backwards:
        found.reverse()
    if not found:
        return Page([], None, None)
    first, last = (str(Cursor.of(number, stretches[number], row)) for number, row in (found[0], found[-1]))
    has_previous, has_next = (more, True) if backwards else (start is not None, more)
    return Page([row for _, row in found], first if has_previous else None, last if has_next else None)


def _walk(
    rows: ProposalQuerySet,
    fields: tuple[str, ...],
    stretches: Sequence[Stretch],
    start: Cursor | None,
    backwards: bool,
    size: int,
) -> list[tuple[int, dict[str, Any]]]:
    """Up to `size` rows from the start on, each with the number of its stretch."""
    numbers = range(len(stretches))
    found: list[tuple[int, dict[str, Any]]] = []
    for number in reversed(numbers) if backwards else numbers:
        if start and (number > start.stretch if backwards else number < start.stretch):
            continue
        begins = start.values if start and number == start.stretch else ()
        found += [(number, row) for row in _part(rows, fields, stretches[number], begins, backwards, size - len(found))]
        if len(found) >= size:
            break
    return found


def _part(
    rows: ProposalQuerySet,
    fields: tuple[str, ...],
    stretch: Stretch,
    begins: tuple[Any, ...],
    backwards: bool,
    limit: int,
) -> list[dict[str, Any]]:
    """Rows of one stretch from the row with the keys `begins` on."""
    keys = stretch.all_keys

    part = stretch.rows(rows)
    if begins:
        part = part.filter(_beyond(keys, begins, backwards))
    part = part.order_by(*(f"{'-' if key.falls != backwards else ''}{key.name}" for key in keys))
    return list(part.values(*dict.fromkeys([*fields, *(key.name for key in keys)]))[:limit])


def _beyond(keys: Sequence[Key], values: Sequence[Any], backwards: bool) -> Q:
    """Rows that come after the given keys. The bound on the first key, said apart, lets the index start there."""
    condition = Q()
    equal = Q()
    for key, value in zip(keys, values, strict=True):
        way = "lt" if key.falls != backwards else "gt"
        condition |= equal & Q(**{f"{key.name}__{way}": value})
        equal &= Q(**{key.name: value})
    first = f"{keys[0].name}__{'lte' if keys[0].falls != backwards else 'gte'}"
    return Q(**{first: values[0]}) & condition
