"""The items of an assessment by group, with what each group holds and how far it is filled."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from ..models import Answer


@dataclass
class Group:
    """A first-level indicator of one unit. `number` names it in addresses, from 1."""

    number: int
    name: str
    answers: list[Answer] = field(default_factory=list)

    @property
    def full(self) -> Decimal:
        return sum((answer.item.full for answer in self.answers), Decimal(0))

    @property
    def suggested(self) -> Decimal:
        return sum((answer.suggested or Decimal(0) for answer in self.answers), Decimal(0))

    @property
    def claimed(self) -> Decimal:
        return sum((a.claimed for a in self.answers if a.is_applicable and a.claimed is not None), Decimal(0))

    @property
    def is_outside(self) -> bool:
        return all(answer.item.is_outside for answer in self.answers)

    @property
    def filled(self) -> int:
        """Percent of the items that are answered."""
        missing = sum(answer.is_missing for answer in self.answers)
        return 100 - 100 * missing // len(self.answers)

    @property
    def is_filled(self) -> bool:
        return not any(answer.is_missing or answer.owes_reason for answer in self.answers)


def grouped(answers: Iterable[Answer]) -> list[Group]:
    """In the order of the table."""
    groups: dict[str, Group] = {}
    for answer in answers:
        name = answer.item.group
        groups.setdefault(name, Group(len(groups) + 1, name)).answers.append(answer)
    return list(groups.values())
