"""The coverage map: units by items, one unit, one item, and the downloads of each."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ymdm.organization.access import signed_in
from ymdm.organization.models import Unit
from ymdm.papers.export import export
from ymdm.rulebook import in_force

from .. import sheets
from ..covering import Coverage, Row, coverage, worst_first
from ..forms.covering import CoverageFilter
from ..models import OWING_LEVELS, CatalogueItem
from ..rules.covering import COVERAGE, DEAD, WORDS
from ..rules.legal import behind

PER_PAGE = 20


def may_oversee(request: HttpRequest) -> bool:
    return request.user.may_anywhere("disclosure.oversee")  # type: ignore[union-attr]


def asked(request: HttpRequest) -> tuple[CoverageFilter, Coverage]:
    form = CoverageFilter(request.GET, person=request.user)  # type: ignore[arg-type]
    return form, coverage(form.unit_asked, form.period_asked, timezone.localdate())


def chosen(form: CoverageFilter, told: Coverage) -> list[Row]:
    gaps = form.cleaned_data.get("gaps")
    if not gaps:
        return told.rows
    return worst_first(row for row in told.rows if gaps == "worst" or row.dead or row.is_silent)


@require_safe
@signed_in
def map_(request: HttpRequest) -> HttpResponse:
    """What each unit owed and opened. Every employee of the house sees it: the map hides nothing (DIS-40)."""
    form, told = asked(request)
    page = Paginator(chosen(form, told), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "told": told,
        "may_oversee": may_oversee(request),
        "page": page,
        "rows": [(row, list(zip(told.items, row.cells, strict=True))) for row in page],
        "period": form.period_asked,
        "period_words": dict(form.fields["period"].choices)[form.period_asked],  # type: ignore[attr-defined]
        "legend": [(tone, *words) for tone, words in WORDS.items()],
        "rules": in_force([COVERAGE, DEAD], form.unit_asked, timezone.localdate()),
    }
    return render(request, "disclosure/coverage.html", context)


@require_safe
@signed_in
def map_export(request: HttpRequest, pk: int | None = None, code: str = "") -> HttpResponseBase:
    """The cells as rows: all of them, or those of one unit or of one item."""
    form, told = asked(request)
    if pk is not None:
        told = coverage(_unit(form, pk), form.period_asked, timezone.localdate())
    rows = list(sheets.lines(told, unit=pk, item=code))
    return export(request, "公开情况", sheets.CELLS, rows, form.words, unit=form.unit_asked)


def _unit(form: CoverageFilter, pk: int) -> Unit:
    """A unit of one's own house that owes something."""
    return get_object_or_404(Unit.objects.within(form.root).open().filter(level__in=OWING_LEVELS), pk=pk)


@require_safe
@signed_in
def unit_row(request: HttpRequest, pk: int) -> HttpResponse:
    """What one unit owed and opened, item by item."""
    form = CoverageFilter(request.GET, person=request.user)  # type: ignore[arg-type]
    unit = _unit(form, pk)
    told = coverage(unit, form.period_asked, timezone.localdate())
    row = next(row for row in told.rows if row.unit.pk == unit.pk)
    lines = [line for line in zip(told.items, row.cells, strict=True) if line[1].is_adopted]
    context = {"form": form, "unit": unit, "row": row, "lines": lines, "period": form.period_asked}
    return render(request, "disclosure/coverage_unit.html", context)


@require_safe
@signed_in
def item_column(request: HttpRequest, code: str) -> HttpResponse:
    """How one item stands in every unit that owes it."""
    item = get_object_or_404(CatalogueItem.objects.filter(under=None), code=code)
    form, told = asked(request)
    at = [one.pk for one in told.items].index(item.pk)
    rows = [(row.unit, row.cells[at]) for row in chosen(form, told) if row.cells[at].is_adopted]
    _, total, dead = told.columns[at]
    context = {
        "form": form, "item": item, "texts": behind(item.code), "total": total, "dead": dead, "period": form.period_asked,
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
    }  # fmt: skip
    return render(request, "disclosure/coverage_item.html", context)
