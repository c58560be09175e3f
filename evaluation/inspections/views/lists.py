"""The lists of visits and of what they found, and one sample with every row that it was drawn from."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ymdm.organization.access import signed_in
from ymdm.papers.export import export

from .. import papers
from ..forms.filters import FindingFilter, VisitFilter
from ..models import Finding, FindingState, Sample, Visit

PER_PAGE = 20
STANDING = Q(findings__state__in=[FindingState.OWED, FindingState.PUT_RIGHT])


def _visits(request: HttpRequest) -> tuple[VisitFilter, QuerySet[Visit]]:
    form = VisitFilter(request.GET)
    rows = Visit.objects.visible_to(request.user).select_related("unit", "organiser")
    return form, form.apply(rows.annotate(standing_number=Count("findings", filter=STANDING)))


def _findings(request: HttpRequest) -> tuple[FindingFilter, QuerySet[Finding]]:
    form = FindingFilter(request.GET)
    rows = Finding.objects.visible_to(request.user).issued().select_related("visit__unit")
    return form, form.apply(rows.prefetch_related("rectifications"))


@require_safe
@signed_in
def visits(request: HttpRequest) -> HttpResponse:
    form, rows = _visits(request)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "may_plan": request.user.may_anywhere("inspections.run")}
    return render(request, "inspections/visits.html", context)


@require_safe
@signed_in
def visits_export(request: HttpRequest) -> HttpResponseBase:
    form, rows = _visits(request)
    return export(request, "检查", papers.VISITS, rows, form.words, unit=request.user.unit)


@require_safe
@signed_in
def findings(request: HttpRequest) -> HttpResponse:
    form, rows = _findings(request)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "inspections/findings.html", {"form": form, "page": page, "today": timezone.localdate()})


@require_safe
@signed_in
def findings_export(request: HttpRequest) -> HttpResponseBase:
    form, rows = _findings(request)
    return export(request, "整改清单", papers.FINDINGS, rows, form.words, unit=request.user.unit)


@require_safe
@signed_in
def sample_export(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Every row that could be drawn, so that whoever has the seed draws again."""
    found = get_object_or_404(
        Sample.objects.visible_to(request.user).select_related("visit__unit", "visit__organiser"), pk=pk
    )
    words = f"种子 {found.seed}，按 SHA-256 排序取前 {found.size} 行"
    columns = papers.population_columns(found.seed)
    return export(request, str(found), columns, found.ordered, words, about=found, unit=found.visit.unit)
