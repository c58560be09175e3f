"""Closing a year: every figure is taken once more, with its rows, and then stands."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from ymdm.organization.models import Unit
from ymdm.rulebook import Confidence, Rule
from ymdm.workflow import SYSTEM, Refused, step

from .models import ClosedYear, KeptFigure
from .reading import last_day
from .sources import SOURCES

KEPT = Rule("EVA-28", "结果定论后不再改动，年度数据封存以后不再重取", None, "", "《档案法》第21条", Confidence.READ)


@step(ClosedYear, creates=True, needs="figures.close", says="年度数据封存")
def close_year(unit: Unit, by: Any, *, at: datetime, year: int) -> ClosedYear:
    """Keep every figure of a unit's year with its rows. Raises Refused for a year that is closed or has not begun."""
    today = timezone.localdate(at)
    if not 2000 <= year <= today.year:
        raise Refused(f"{year}年还没有开始，没有数据可以封存。", rule=KEPT)
    if ClosedYear.objects.filter(unit=unit, year=year).exists():
        raise Refused(f"{unit}{year}年的数据已经封存。", rule=KEPT)
    on = last_day(year, today)
    made = ClosedYear.objects.create(unit=unit, year=year, on=on, by=None if by is SYSTEM else by, at=at)
    KeptFigure.objects.bulk_create(KeptFigure.of(made, source.figure(unit, year, on)) for source in SOURCES.values())
    return made
