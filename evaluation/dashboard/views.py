"""The leaders' page of the year: five figures, the order of each class, the sides of one unit, five years, what is to be mended."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from ymdm.measures import Measure
from ymdm.organization.access import allowed
from ymdm.organization.models import Person, Unit
from ymdm.papers.export import export
from ymdm.rulebook import in_force

from ..assessments.standing_rules import OUT
from ..figures.reading import last_day
from ..inspections.models import Finding
from ..schemes.classes import UnitClass
from . import table
from .live import Live, live
from .results import Result, seen_by
from .scores import Scores, scores, years_of
from .shares import shares

PER_PAGE, PLACES, PLACES_OF_ONE, GAPS, FINDINGS = 20, 10, 40, 8, 6


def _asked(request: HttpRequest) -> tuple[int, str]:
    """The year and the class that the address asks for; this year and all classes without."""
    word, unit_class = request.GET.get("year", ""), request.GET.get("class", "")
    year = int(word) if word.isdecimal() and len(word) == 4 else timezone.localdate().year
    return year, unit_class if unit_class in UnitClass.values else ""


def _under(person: Person) -> Unit:
    """The widest unit over which the person watches the assessment."""
    return person.units_for("assessments.read").order_by("depth", "path").first() or person.unit


def _read(request: HttpRequest) -> tuple[Scores, Live, list[table.UnitRow]]:
    year, unit_class = _asked(request)
    scored = scores(request.user, year, unit_class)
    told = live(_under(request.user), year, last_day(year, timezone.localdate()), scored.results)
    return scored, told, table.rows_of(told, scored, unit_class, request.GET.get("sort") or table.DEFAULT)


def _looked_at(request: HttpRequest, scored: Scores) -> Result | None:
    """The unit of the radar: the one asked for, else the one that most needs a look."""
    asked = request.GET.get("unit", "")
    found = next((one for one in scored.results if str(one.unit) == asked), None)
    return found or min(scored.results, key=lambda one: (one.score, one.name), default=None)


def _mean(scored: Scores, address: str) -> Measure:
    return Measure(
        "平均得分", "已反馈和已定案的得分的平均，各类单位在一起；名次只在同类里排。",
        None if scored.mean is None else round(scored.mean, 2), "分", None, len(scored.results) or None, "个单位", address,
        "EVA-26",
    )  # fmt: skip


@require_safe
@allowed("assessments.read")
def dashboard(request: HttpRequest) -> HttpResponse:
    """`?year=`, `?class=`, `?unit=` (the radar), `?sort=` and `?page=` (the table). A fixed number of queries."""
    year, unit_class = _asked(request)
    scored, told, rows = _read(request)
    one = _looked_at(request, scored)
    parts = shares(seen_by(request.user), year, unit_class, one.pk if one else None)
    address = f"{reverse('dashboard:dashboard')}?class={unit_class}&year="
    points = scored.line(address)
    weakest = parts.weakest
    findings = (
        Finding.objects.visible_to(request.user).standing().select_related("visit__unit").order_by("due_on", "pk")
    )
    context: dict[str, Any] = {
        "year": year,
        "years": years_of(request.user, timezone.localdate()),
        "unit_class": unit_class,
        "classes": [("", "全部"), *UnitClass.choices],
        "scored": scored,
        "mean": _mean(scored, f"{reverse('assessments:assessments')}?year={year}&unit_class={unit_class}"),
        "headline": told.headline(),
        "orders": scored.orders(PLACES_OF_ONE if unit_class else PLACES),
        "one": one,
        "choices": sorted(scored.results, key=lambda found: found.path),
        "radar": parts.radar(one.unit_class, one.url) if one else [],
        "weakest": weakest,
        "points": points,
        "weakest_points": parts.line(weakest[0], [point.label for point in points]) if weakest else [],
        "gaps": scored.gaps(GAPS),
        "findings": findings[:FINDINGS],
        "before": str(year - 1),
        "today": timezone.localdate(),
        "line_words": "平均总分：" + "，".join(f"{point.label} 年 {point.value}" for point in points),
        "weakest_words": f"{weakest[0]}得分率" if weakest else "",
        "rules": in_force((OUT,), told.under, timezone.localdate()),
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "on": told.on,
        "under": told.under,
    }
    return render(request, "evaluation/dashboard.html", context)


@require_safe
@allowed("assessments.read")
def dashboard_export(request: HttpRequest) -> HttpResponseBase:
    """The table of units as it is filtered and sorted."""
    year, unit_class = _asked(request)
    _scored, told, rows = _read(request)
    words = f"{told.on:%Y-%m-%d} 止" + (f"，{UnitClass(unit_class).label}" if unit_class else "")
    return export(request, f"{year}年民主管理考评看板", table.COLUMNS, rows, words, unit=told.under)
