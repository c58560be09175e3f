"""The list of schemes, and one scheme as the table that unions publish."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ymdm.organization.access import signed_in
from ymdm.papers.export import export

from .. import papers
from ..forms.filters import SchemeFilter
from ..models import Scheme

PER_PAGE = 20


def _rows(request: HttpRequest) -> tuple[SchemeFilter, QuerySet[Scheme]]:
    form = SchemeFilter(request.GET)
    rows = Scheme.objects.visible_to(request.user).select_related("unit").annotate(items_number=Count("items"))
    return form, form.apply(rows)


@require_safe
@signed_in
def schemes(request: HttpRequest) -> HttpResponse:
    form, rows = _rows(request)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "may_draft": request.user.may_anywhere("schemes.draft")}
    return render(request, "evaluation/schemes.html", context)


@require_safe
@signed_in
def schemes_export(request: HttpRequest) -> HttpResponseBase:
    form, rows = _rows(request)
    return export(request, "考评方案", papers.SCHEMES, rows, form.words, unit=request.user.unit)


@require_safe
@signed_in
def table_export(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The indicators in the shape in which they come in, so that a changed table can come in again."""
    found = get_object_or_404(Scheme.objects.visible_to(request.user).select_related("unit"), pk=pk)
    title = f"{found.year}年{found.get_unit_class_display()}考评表"
    return export(request, title, papers.ITEMS, found.items.all(), str(found), about=found, unit=found.unit)
