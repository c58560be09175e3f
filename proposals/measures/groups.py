"""Figures per responsible unit, category, delegation and session; those that have none stand in a row too (PRO-46)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, F, Q, Value, When

from congress.models import CongressSession, Delegation
from ymdm.measures import Measure
from ymdm.organization.models import Unit

from ..channels import Channel
from ..models.states import State
from .cuts import CUTS
from .scope import NONE, Scope

NAMES = (
    "received", "fit", "assigned", "replied", "due", "in_time", "late", "open_overdue", "evaluated", "satisfied", "content",
)  # fmt: skip


@dataclass(frozen=True)
class Group:
    """One row of a table: its counts and shares, each opening its rows."""

    name: str
    scope: Scope
    counts: dict[str, int]

    def _count(self, name: str) -> Measure:
        cut = CUTS[name]
        return Measure.count(cut.words, self.counts[name], definition=cut.definition, rows=self.scope.rows(name))

    def _share(self, label: str, part: str, whole: str) -> Measure:
        words = f"{CUTS[part].words}，占{CUTS[whole].words}。"
        return Measure.share(label, self.counts[part], self.counts[whole], definition=words, rows=self.scope.rows(part))

    @property
    def received(self) -> Measure:
        return self._count("received")

    @property
    def assigned(self) -> Measure:
        return self._count("assigned")

    @property
    def replied(self) -> Measure:
        return self._count("replied")

    @property
    def late(self) -> Measure:
        return self._count("late")

    @property
    def open_overdue(self) -> Measure:
        return self._count("open_overdue")

    @property
    def filing_rate(self) -> Measure:
        return self._share("立案率（并案前）", "fit", "received")

    @property
    def reply_rate(self) -> Measure:
        return self._share("按期答复率", "in_time", "due")

    @property
    def strict(self) -> Measure:
        return self._share("满意率", "satisfied", "evaluated")

    @property
    def broad(self) -> Measure:
        return self._share("满意率（含基本满意）", "content", "evaluated")

    @property
    def cells(self) -> list[tuple[str, Measure]]:
        """The measures with the heads of their columns."""
        return list(zip(COLUMNS, self.measures, strict=True))

    @property
    def measures(self) -> list[Measure]:
        """The columns of a row, in the order of the table's head."""
        return [
            self.received, self.filing_rate, self.assigned, self.replied, self.reply_rate, self.late,
            self.open_overdue, self.strict, self.broad,
        ]  # fmt: skip


@dataclass(frozen=True)
class Table:
    """Figures of one kind of group. `head` names the first column."""

    code: str
    title: str
    head: str
    rows: Sequence[Group]
    note: str = ""


COLUMNS = ("收到", "立案率", "已交办", "已答复", "按期答复率", "逾期答复", "逾期未答复", "满意率", "含基本满意")


def by_unit(scope: Scope, on: date) -> Table:
    """One row for each unit that leads. Two queries."""

    def names(keys: list[Any]) -> dict[Any, str]:
        return {pk: unit.short for pk, unit in Unit.objects.in_bulk(keys).items()}

    return Table("lead", "各承办单位", "承办单位", _grouped(scope, on, "lead_unit", names, "lead", "没有交办"))


def by_category(scope: Scope, on: date) -> Table:
    """One row for each category. One query."""

    def names(keys: list[Any]) -> dict[Any, str]:
        return {name: name for name in keys}

    return Table("category", "各类别", "类别", _grouped(scope, on, "category__name", names, "category", "没有归类"))


def by_channel(scope: Scope, on: date) -> Table:
    """One row for each channel by which something came. One query.

    A converted proposal is counted once, where it came in, though it is among the suggestions as well (PRO-40).
    """
    came = Case(When(outcome=State.CONVERTED, then=Value(str(Channel.PROPOSAL))), default=F("channel"))
    numbers = _numbers(scope, on, "came", came=came)
    rows = [
        Group(label, scope.within(channel=word), numbers[word]) for word, label in Channel.choices if word in numbers
    ]
    return Table("channel", "各渠道", "渠道", rows, "提案转为意见建议的，按来时的渠道只计一次（PRO-40）。")


def groups(scope: Scope, on: date) -> list[Table]:
    """The four tables. One query each, and one for the names where they are kept elsewhere."""
    return [
        by_unit(scope, on),
        by_category(scope, on),
        Table("delegation", "各代表团", "代表团", _grouped(
            scope, on, "delegation", _delegation_names, "delegation", "没有代表团")),
        Table("session", "各次会议", "届次", _sessions(scope, on)),
    ]  # fmt: skip


def _delegation_names(keys: list[Any]) -> dict[Any, str]:
    return {pk: str(delegation) for pk, delegation in Delegation.objects.in_bulk(keys).items()}


def _numbers(scope: Scope, on: date, column: str, **made: Case) -> dict[Any, dict[str, int]]:
    counts = {f"n_{name}": Count("pk", CUTS[name].where(on)) for name in NAMES}
    # Drafts and withdrawn ones make no group of their own.
    rows = (
        scope.proposals()
        .annotate(**made)
        .filter(CUTS["received"].where(on))
        .values(column)
        .annotate(**counts)
        .order_by(column)
    )
    return {row[column]: {name: row[f"n_{name}"] for name in NAMES} for row in rows}


def _grouped(
    scope: Scope, on: date, column: str, names_of: Callable[[list[Any]], dict[Any, str]], word: str, nothing: str
) -> list[Group]:
    """Groups with most rows first; those without the thing come last, and are always there."""
    numbers = _numbers(scope, on, column)
    names = names_of([key for key in numbers if key is not None])
    rows = [
        Group(names[key], scope.within(**{word: str(key)}), counts)
        for key, counts in numbers.items()
        if key is not None
    ]
    rows.sort(key=lambda row: (-row.counts["received"], row.name))
    empty = dict.fromkeys(NAMES, 0)
    return [*rows, Group(nothing, scope.within(**{word: NONE}), numbers.get(None, empty))]


def _sessions(scope: Scope, on: date) -> list[Group]:
    """Every session that has proposals, oldest first, whichever one is chosen."""
    wide = scope.within(session="")
    numbers = _numbers(wide, on, "session")
    sessions = CongressSession.objects.select_related("term__unit").filter(Q(pk__in=list(numbers))).order_by("held_on")
    several = len({session.term.unit_id for session in sessions}) > 1
    return [
        Group(f"{session.term.unit.short} {session.short}" if several else session.short,
              wide.within(session=str(session.pk)), numbers[session.pk])
        for session in sessions
    ]  # fmt: skip
