"""How the ledger sorts its entries: honest order, what is owed and overdue first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, CharField, Q, Value, When

from ..listing.orders import Key, Stretch
from ..models.states import ENDED, State

AGAIN = (State.REHANDLING, State.REPLY_DRAFT, State.LEADER_REVIEW)


@dataclass(frozen=True)
class Standing:
    """One part of the ledger: its words, what belongs to it, and by which day its entries are ordered."""

    code: str
    words: str
    where: Q
    keys: tuple[Key, ...] = ()

    @property
    def stretch(self) -> Stretch:
        return Stretch(lambda rows: rows.filter(self.where), self.keys)


def _day(name: str, *, falls: bool = False) -> Key:
    return Key(name, falls=falls, read=date.fromisoformat)


_UNANSWERED = Q(replied_on=None) & ~Q(state__in=ENDED)
_AGAIN = Q(replied_on__isnull=False, state__in=AGAIN)

# The order of the page. Together they hold every published proposal, none twice.
STANDINGS: Sequence[Standing] = (
    Standing("owed", "尚未答复", _UNANSWERED & Q(reply_due_on__isnull=False), (_day("reply_due_on"),)),
    Standing("again", "答复后再办理", _AGAIN, (_day("replied_on"),)),
    Standing("waiting", "等待交办或上级答复", _UNANSWERED & Q(reply_due_on=None)),
    Standing(
        "answered", "已答复", Q(replied_on__isnull=False) & ~Q(state__in=AGAIN), (_day("replied_on", falls=True),)
    ),
    Standing("merged", "已并案", Q(state=State.MERGED)),
    Standing("not_filed", "不立案，已说明理由", Q(state=State.NOT_FILED)),
)
BY_CODE = {standing.code: standing for standing in STANDINGS}


def standing() -> Case:
    """The standing of a row as a column."""
    whens = [When(one.where, then=Value(one.code)) for one in STANDINGS]
    return Case(*whens, default=Value(""), output_field=CharField())
