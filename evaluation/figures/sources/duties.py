"""Figures about what a unit owed: done by its day, of all that fell due in the year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from proposals import kinds as proposals
from proposals.letterbox import kinds as letterbox
from ymdm.duties.models import Duty
from ymdm.organization.models import Unit

from ..shapes import Row, Source


def owed(*kinds: str):
    """Duties of these kinds that fell due in the year; those count that were met by their day."""

    def read(unit: Unit, year: int, on: date) -> Iterator[Row]:
        due = Duty.objects.filter(
            kind__in=kinds, unit__path__startswith=unit.path, due_on__year=year, cancelled_at=None
        ).order_by("pk")
        for one in due:
            met = one.met_on if one.met_on and one.met_on <= on else None
            # What is neither done nor late yet says nothing.
            if met or one.due_on < on:
                yield Row(
                    one.subject_label, met is not None and met <= one.due_on, one.url, f"{one.due_on} {met or ''}"
                )

    return read


def _none(unit: Unit, year: int) -> str:
    return ""


SOURCES = (
    Source("duties.assign", "按期立案交办", "年度内到期的审查立案和交办，在期限内办的占全部的比例。",
           owed(proposals.REVIEW, proposals.ASSIGN), _none, "PRO-20", "件", ("立案与交办",)),
    Source("duties.letters", "意见箱按期答复", "年度内到期的来信，在期限内答复的占全部的比例。", owed(letterbox.ANSWER), _none, "",
           "封", ("意见箱", "意见箱按期答复")),
)  # fmt: skip
