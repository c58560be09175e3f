"""The list of assessments, and one self-check in the shape of the sheets that units send back."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ymdm.organization.access import signed_in
from ymdm.papers.export import export

from .. import papers
from ..forms.filters import AssessmentFilter
from ..models import Assessment

PER_PAGE = 20


def _rows(request: HttpRequest) -> tuple[AssessmentFilter, QuerySet[Assessment]]:
    form = AssessmentFilter(request.GET)
    return form, form.apply(Assessment.objects.visible_to(request.user).select_related("unit", "scheme"))


@require_safe
@signed_in
def assessments(request: HttpRequest) -> HttpResponse:
    form, rows = _rows(request)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "may_begin": request.user.may_anywhere("assessments.run"),
        "may_fill": request.user.may_anywhere("assessments.fill"),
    }
    return render(request, "evaluation/assessments.html", context)


@require_safe
@signed_in
def assessments_export(request: HttpRequest) -> HttpResponseBase:
    form, rows = _rows(request)
    return export(request, "年度考评", papers.ASSESSMENTS, rows, form.words, unit=request.user.unit)


@require_safe
@signed_in
def answers_export(request: HttpRequest, pk: int) -> HttpResponseBase:
    found = get_object_or_404(Assessment.objects.visible_to(request.user).select_related("unit"), pk=pk)
    rows = list(found.answers.select_related("item").prefetch_related("evidence__attachment"))
    title = f"{found.unit.short}{found.year}年度民主管理自评表"
    return export(request, title, papers.ANSWERS, rows, str(found), about=found, unit=found.unit)
