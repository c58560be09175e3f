"""What several pages ask of the address."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from ymdm.organization.models import Unit

PER_PAGE = 20


def page_of(request: HttpRequest, rows: QuerySet[Any]) -> Any:
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))


def unit_asked(request: HttpRequest, act: str) -> tuple[Unit, QuerySet[Unit]]:
    """The unit of `?unit=`, or the topmost in which the person may do `act`; and all of them."""
    units = request.user.units_for(act).open().order_by("depth", "path")
    asked = request.GET.get("unit", "")
    unit = units.filter(pk=int(asked)).first() if asked.isascii() and asked.isdecimal() and len(asked) < 19 else None
    unit = unit or units.first()
    if unit is None:
        raise Http404
    return unit, units


def unit_links(request: HttpRequest, act: str, here: Unit) -> list[Unit]:
    """The other units with a house of their own for which the same page can be opened."""
    _, units = unit_asked(request, act)
    return [unit for unit in units.filter(level__in=["bureau", "unit"])[:40] if unit.pk != here.pk]
