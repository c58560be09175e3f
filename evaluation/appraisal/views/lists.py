"""The list of appraisals, and the results of one as a workbook."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ymdm.organization.access import signed_in
from ymdm.papers.export import export

from .. import papers, results
from ..forms.filters import AppraisalFilter
from ..models import Appraisal

PER_PAGE = 20


def _rows(request: HttpRequest) -> tuple[AppraisalFilter, QuerySet[Appraisal]]:
    form = AppraisalFilter(request.GET)
    rows = Appraisal.objects.visible_to(request.user).select_related("unit").annotate(lines_number=Count("appraisees"))
    return form, form.apply(rows)


@require_safe
@signed_in
def appraisals(request: HttpRequest) -> HttpResponse:
    form, rows = _rows(request)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "may_plan": request.user.may_anywhere("appraisal.run")}
    return render(request, "appraisal/appraisals.html", context)


@require_safe
@signed_in
def appraisals_export(request: HttpRequest) -> HttpResponseBase:
    form, rows = _rows(request)
    return export(request, "民主评议", papers.APPRAISALS, rows, form.words, unit=request.user.unit)


@require_safe
@signed_in
def results_export(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Every line, for whoever reads all of them."""
    found = get_object_or_404(Appraisal.objects.visible_to(request.user).select_related("unit", "box"), pk=pk)
    if not results.reads_all(found, request.user, timezone.now()):
        raise Http404
    rows = results.rows_of(found)
    return export(request, f"{found}结果", papers.result_columns(found), rows, str(found), about=found, unit=found.unit)
