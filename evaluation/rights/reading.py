"""The four rights and what one person has under each, asked of the rooms below through their measures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from congress import measures as congress
from disclosure import measures as disclosure
from proposals import measures as proposals
from ymdm.measures import Measure, OwnRows
from ymdm.organization.models import Person

from ..publicity import measures as publicity


@dataclass(frozen=True)
class Way:
    """Where one uses the right now."""

    label: str
    url: str
    icon: str


@dataclass(frozen=True)
class Right:
    """One of the four: its counters in the order in which they are read, and where to begin."""

    code: str
    name: str
    says: str
    own: Sequence[OwnRows]
    ways: Sequence[Way]


def rights_of(person: Person) -> list[Right]:
    """知情权, 参与权, 表达权, 监督权. Asks the database nothing until the rows are counted or read."""
    return [
        Right("know", "知情权", "单位的事，应当让您知道的", [*disclosure.known(person), *congress.known(person)], [
            Way("看局务公开", reverse("disclosure:home"), "window"),
            Way("看回复台账", reverse("proposals:ledger"), "ledger"),
        ]),
        Right("take_part", "参与权", "您到场参加的", [
            *congress.joined(person), *proposals.joined(person), *publicity.joined(person),
        ], [
            Way("看职代会", reverse("congress:sessions"), "hall"),
            Way("约领导接待日", reverse("meetings:reception"), "cal"),
        ]),
        Right("speak", "表达权", "您提出来的", [*proposals.spoken(person), *disclosure.spoken(person)], [
            Way("提一条建议", reverse("proposals:suggestion-new"), "chat"),
        ]),
        Right("oversee", "监督权", "您评价、质询和提异议的", [*proposals.overseen(person), *disclosure.overseen(person)], [
            Way("看公开事项，提异议", reverse("disclosure:opened"), "flag"),
        ]),
    ]  # fmt: skip


def measures_of(right: Right) -> list[Measure]:
    """Its counters, each opening the very rows that it counts. One query each."""
    return [
        Measure.count(
            own.label, own.rows.count(), definition=own.definition, counted=own.counted,
            rows=f"{reverse('rights:own')}?what={own.key}",
        )
        for own in right.own
    ]  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One row as the list shows it."""

    words: str
    url: str
    on: date
