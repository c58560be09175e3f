"""The figures of one unit and year, each opening to its rows; and the act that closes the year."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from ymdm.organization.access import signed_in
from ymdm.organization.models import Unit
from ymdm.papers.export import export
from ymdm.papers.kinds import Column
from ymdm.rulebook.act_page import answer
from ymdm.rulebook.acting import ActForm
from ymdm.workflow import NoAuthority, steps_of

from . import workflow
from .models import ClosedYear
from .reading import figures_of

COLUMNS = (
    Column("取数", lambda row: row[0].label),
    Column("口径", lambda row: row[0].definition),
    Column("明细", lambda row: row[1].label),
    Column("计入", lambda row: "是" if row[1].is_met else "否"),
    Column("依据的数据", lambda row: row[1].mark),
    Column("行摘要", lambda row: row[1].fingerprint),
)


class CloseForm(ActForm):
    title = "封存这一年的数据？"
    tells = "每个数连同明细一起保存，以后规则、日历、人员怎么变，这一年的数都不变。"
    button = "封存"
    cites = (workflow.KEPT,)


def _unit(request: HttpRequest, pk: int, year: int) -> Unit:
    if not 2000 <= year <= timezone.localdate().year:
        raise Http404
    return get_object_or_404(request.user.units_for("figures.read"), pk=pk)


@require_safe
@signed_in
def figures(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    unit, today = _unit(request, pk, year), timezone.localdate()
    closed = ClosedYear.objects.filter(unit=unit, year=year).select_related("by").first()
    found = list(figures_of(unit, year, today).values())
    context = {
        "unit": unit,
        "year": year,
        "years": [year - 1, *([year + 1] if year < today.year else [])],
        "figures": found,
        "closed": closed,
        "may_close": closed is None and request.user.may("figures.close", unit),
    }
    return render(request, "evaluation/figures.html", context)


@require_safe
@signed_in
def figures_export(request: HttpRequest, pk: int, year: int) -> HttpResponseBase:
    """Every row behind every figure."""
    unit = _unit(request, pk, year)
    found = figures_of(unit, year, timezone.localdate()).values()
    rows = [(figure, row) for figure in found for row in figure.rows]
    return export(request, f"{unit.short}{year}年考评取数", COLUMNS, rows, f"{year}年", unit=unit)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def close_year(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    unit = _unit(request, pk, year)
    step = steps_of(ClosedYear)["close_year"]
    if why := step.authority(unit, request.user):
        raise NoAuthority(why)
    form = CloseForm(request.POST if request.method == "POST" else None, obj=unit, person=request.user)
    back = ClosedYear(unit=unit, year=year).get_absolute_url()
    return answer(
        request, form, step, lambda: workflow.close_year(unit, request.user, year=year), f"{unit}{year}年", back
    )
