"""Figures about regular meetings and reception days: planned for the year up to a day, and held."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from proposals.meetings.models import ReceptionDay, SeriesMeeting
from ymdm.organization.models import Unit

from ..shapes import Row, Source


def regular(unit: Unit, year: int, on: date) -> Iterator[Row]:
    """Meetings of the unit's series that were to be held by the day; those count that were."""
    planned = SeriesMeeting.objects.filter(series__unit__path__startswith=unit.path, on__year=year, on__lte=on)
    for one in planned.select_related("series__unit").order_by("pk"):
        yield Row(str(one), one.state == SeriesMeeting.State.HELD, one.get_absolute_url(), f"{one.on} {one.state}")


def receptions(unit: Unit, year: int, on: date) -> Iterator[Row]:
    """Days on which a leader was to receive; those count that are over and were not left out."""
    planned = ReceptionDay.objects.filter(schedule__unit__path__startswith=unit.path, on__year=year, on__lt=on)
    for one in planned.select_related("schedule__unit").order_by("pk"):
        yield Row(str(one), one.state == ReceptionDay.State.HELD, one.get_absolute_url(), f"{one.on} {one.state}")


SOURCES = (
    Source("meetings.regular", "例会按期召开", "年度内应当召开的民主管理例会中，已经召开的。", regular,
           lambda unit, year: reverse("meetings:days"), "", "次", ("例会与检查", "例会")),
    Source("meetings.receptions", "领导接待日", "年度内安排的领导接待日中，按安排接待的。", receptions,
           lambda unit, year: reverse("meetings:days"), "", "次", ("领导接待日",)),
)  # fmt: skip
