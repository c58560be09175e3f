"""The page of one's four rights, and the rows behind each counter. Everybody reads her own, nobody another's."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ymdm.measures import OwnRows
from ymdm.organization.access import signed_in
from ymdm.papers.export import export
from ymdm.papers.kinds import Column

from .forms import OwnFilter
from .reading import Line, measures_of, rights_of

PER_PAGE = 20


def _line(own: OwnRows, row: Any) -> Line:
    words, url = own.tells(row)
    on: date = getattr(row, own.day)
    return Line(words, url, timezone.localdate(on) if isinstance(on, datetime) else on)


@require_safe
@signed_in
def rights(request: HttpRequest) -> HttpResponse:
    return render(
        request, "rights/rights.html", {"rights": [(one, measures_of(one)) for one in rights_of(request.user)]}
    )


@require_safe
@signed_in
def own(request: HttpRequest) -> HttpResponse:
    """`?what=` chooses the counter, `?year=` the year, `?sort=on` the oldest first."""
    form = OwnFilter(request.GET, rights_of(request.user))
    page = Paginator(form.rows, PER_PAGE).get_page(request.GET.get("page"))
    lines = [_line(form.chosen, row) for row in page]
    return render(request, "rights/own.html", {"form": form, "page": page, "lines": lines, "chosen": form.chosen})


@require_safe
@signed_in
def own_export(request: HttpRequest) -> HttpResponseBase:
    form = OwnFilter(request.GET, rights_of(request.user))
    chosen = form.chosen
    columns = (
        Column("日期", lambda row: _line(chosen, row).on),
        Column("内容", lambda row: _line(chosen, row).words),
    )
    return export(request, f"我的四权：{chosen.label}", columns, form.rows, form.words)
