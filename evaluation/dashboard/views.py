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
from ymdm.papers.export import export
from ymdm.rulebook import in_force

from ..assessments.standing_rules import OUT
from ..inspections.models import Finding
from ..schemes.classes import UnitClass
from ..targets.models import YearTargets
from . import table
from .live import Live
from .reading import board, units_of
from .scores import Scores, years_of

PER_PAGE, PLACES, PLACES_OF_ONE, GAPS, FINDINGS, CHOICES = 20, 10, 40, 8, 6, 40


def _asked(request: HttpRequest) -> tuple[int, str]:
    """The year and the class that the address asks for; this year and all classes without."""
    word, unit_class = request.GET.get("year", ""), request.GET.get("class", "")
    year = int(word) if word.isdecimal() and len(word) == 4 else timezone.localdate().year
    return year, unit_class if unit_class in UnitClass.values else ""


def _mean(scored: Scores, address: str) -> Measure:
    return Measure(
        "平均得分", "已反馈和已定案的得分的平均，各类单位在一起；名次只在同类里排。",
        None if scored.mean is None else round(scored.mean, 2), "分", None, len(scored.results) or None, "个单位", address,
        "EVA-26",
    )  # fmt: skip


def _figures(request: HttpRequest, scored: Scores, told: Live, headline: list[Any]) -> list[tuple[Measure, Any, str]]:
    """The five on top: each with its change and, where one was settled for the year, its target."""
    aims = YearTargets.objects.settled_values(told.under, told.year)
    address = f"{reverse('assessments:assessments')}?year={scored.year}&unit_class={_asked(request)[1]}"
    rows = [("score", _mean(scored, address), scored.change), *headline]
    return [
        (measure, change, f"目标 {aims[name].normalize():f}{measure.unit if measure.unit == '%' else ' 分'}" if name in aims else "")
        for name, measure, change in rows
    ]  # fmt: skip


@require_safe
@allowed("assessments.read")
def dashboard(request: HttpRequest) -> HttpResponse:
    """`?year=`, `?class=`, `?unit=` (the radar), `?sort=` and `?page=` (the table). A fixed number of queries."""
    year, unit_class = _asked(request)
    today = timezone.localdate()
    read = board(request.user, year, unit_class, request.GET.get("sort", ""), today, request.GET.get("unit", ""))
    scored, told, one, parts = read.scored, read.told, read.one, read.parts
    address = f"{reverse('dashboard:dashboard')}?class={unit_class}&year="
    points = scored.line(address)
    weakest = parts.weakest
    findings = (
        Finding.objects.visible_to(request.user).standing().select_related("visit__unit").order_by("due_on", "pk")
    )
    page = Paginator(read.units, PER_PAGE).get_page(request.GET.get("page"))
    headline = told.headline()
    context: dict[str, Any] = {
        "year": year,
        "years": years_of(request.user, today),
        "unit_class": unit_class,
        "classes": [("", "全部"), *UnitClass.choices],
        "scored": scored,
        "headline": headline,
        "figures": _figures(request, scored, told, headline),
        "orders": scored.orders(PLACES_OF_ONE if unit_class else PLACES),
        "one": one,
        # With more units than a list can hold, the name is typed.
        "choices": sorted(scored.results, key=lambda found: found.path) if len(scored.results) <= CHOICES else (),
        "radar": parts.radar(one.unit_class, one.url) if one else [],
        "weakest": weakest,
        "points": points,
        "weakest_points": parts.line(weakest[0], [point.label for point in points]) if weakest else [],
        "gaps": scored.gaps(GAPS),
        "findings": findings[:FINDINGS],
        "before": str(year - 1),
        "today": today,
        "line_words": "平均总分：" + "，".join(f"{point.label} 年 {point.value}" for point in points),
        "weakest_words": f"{weakest[0]}得分率" if weakest else "",
        "rules": in_force((OUT,), told.under, today),
        "page": page,
        "rows": [told.row(listed.pk, listed.name, listed.result) for listed in page],
        "on": told.on,
        "under": told.under,
    }
    return render(request, "evaluation/dashboard.html", context)


@require_safe
@allowed("assessments.read")
def dashboard_export(request: HttpRequest) -> HttpResponseBase:
    """The table of units as it is filtered and sorted."""
    year, unit_class = _asked(request)
    read = units_of(request.user, year, unit_class, request.GET.get("sort", ""), timezone.localdate())
    told = read.told
    rows = (told.row(one.pk, one.name, one.result) for one in read.units)
    words = f"{told.on:%Y-%m-%d} 止" + (f"，{UnitClass(unit_class).label}" if unit_class else "")
    return export(request, f"{year}年民主管理考评看板", table.COLUMNS, rows, words, unit=told.under)
