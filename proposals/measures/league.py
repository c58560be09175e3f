"""Units beside each other, only like with like: by legal type and level (F102), with small numbers marked (F103).

league(Scope(year="2026"), on=today)   one class of units after the other, each ranked by its share of answers in time

The house never ranks units of different classes together (evaluation.md 3), nor a unit by less than five matters: one
letter more or less would make it first or last. Ties share a rank.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ymdm.measures import Measure
from ymdm.organization.models import LegalType, Level, Unit

from .groups import Group, by_unit
from .scope import NONE, Scope

# As with the groups of a ballot (CON-76): what stands for fewer than five tells of people, not of units.
FEWEST = 5
SMALL = "少于 5 件，不排名"
ALONE = "同类没有别的单位可比，不排名"
HIDDEN = f"少于 {FEWEST} 件，不显示"
DEFINITIONS = (
    ("同类", "单位类型和层级都相同的排在一起，各类之间不比较；合并成一张表也不排名。", "F102"),
    ("名次", "同类里按“按期答复率”从高到低，率相同的名次相同，后面的名次顺延。", "F102"),
    ("按期答复率", "期限之内答复的，占应答复的；逾期没有答复的算在应答复里（PRO-41）。", "PRO-41"),
    ("小样本", f"应答复少于 {FEWEST} 件的只列件数，不排名；有评价的少于 {FEWEST} 件的，不显示满意率，免得看出是谁评的。", "F103"),
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One unit of a class; `rank` is None where it is not ranked, and `why` says so."""

    group: Group
    rank: int | None
    why: str

    @property
    def name(self) -> str:
        return self.group.name

    @property
    def due(self) -> int:
        return self.group.counts["due"]

    @property
    def reply_rate(self) -> Measure:
        return self.group.reply_rate

    @property
    def satisfied(self) -> Measure | None:
        """The share that is at least basically satisfied; None where it would tell who graded."""
        return self.group.broad if self.group.counts["evaluated"] >= FEWEST else None


@dataclass(frozen=True)
class League:
    """One class of units."""

    words: str
    rows: Sequence[Row]


def league(scope: Scope, on: date) -> list[League]:
    """The classes in the order of the tree's words, each with all its units that lead anything. Three queries."""
    groups = {group.scope.lead: group for group in by_unit(scope, on).rows if group.scope.lead != NONE}
    units = Unit.objects.in_bulk([int(pk) for pk in groups])
    classes: dict[tuple[str, str], list[Group]] = {}
    for pk, group in groups.items():
        unit = units[int(pk)]
        classes.setdefault((unit.legal_type, unit.level), []).append(group)
    order = [(legal_type, level) for legal_type in LegalType.values for level in Level.values]
    return [
        League(f"{LegalType(key[0]).label}{Level(key[1]).label}", _ranked(classes[key]))
        for key in order
        if key in classes
    ]


def _ranked(groups: Sequence[Group]) -> list[Row]:
    """Those that can be ranked first, best first; the others after them by name."""
    big = [group for group in groups if group.counts["due"] >= FEWEST]
    big.sort(key=lambda group: (-(group.reply_rate.value or 0), group.name))
    rates = [group.reply_rate.value for group in big]
    comparable = len(big) > 1
    rows = [
        Row(group, rates.index(group.reply_rate.value) + 1 if comparable else None, "" if comparable else ALONE)
        for group in big
    ]
    small = sorted((group for group in groups if group.counts["due"] < FEWEST), key=lambda group: group.name)
    return [*rows, *(Row(group, None, SMALL) for group in small)]
