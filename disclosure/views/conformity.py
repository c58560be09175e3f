"""F1 to F10 for the inspector: page, workbook and paper, with the figures of the year beside them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ymdm.organization.access import allowed
from ymdm.papers.export import export

from .. import measures, sheets
from ..conforming import ACT, asked, checks_of, summary, years_offered
from ..models import OWING_LEVELS


@require_safe
@allowed(ACT)
def checks(request: HttpRequest) -> HttpResponse:
    unit, year, seed = asked(request)
    today = timezone.localdate()
    told = checks_of(unit, year, seed, today)
    person: Any = request.user
    context = {
        "unit": unit,
        "year": year,
        "seed": seed,
        "may_oversee": True,
        "checks": told,
        "summary": summary(told),
        "figures": measures.all_of(unit, year, today),
        "years": years_offered(today),
        "units": person.units_for(ACT).open().filter(level__in=OWING_LEVELS).order_by("path")[:400],
    }
    return render(request, "disclosure/conformity.html", context)


@require_safe
@allowed(ACT)
def checks_export(request: HttpRequest) -> HttpResponseBase:
    unit, year, seed = asked(request)
    rows = checks_of(unit, year, seed, timezone.localdate())
    filters = f"{year}年，抽查种子 {seed}"
    return export(request, f"{unit.short}公开检查", sheets.CHECKS, rows, filters, about=unit, unit=unit)
