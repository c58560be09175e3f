"""The list of what is owed: every cell of the map and every figure opens it."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ymdm.organization.access import signed_in
from ymdm.organization.models import Unit
from ymdm.papers.export import export

from .. import sheets
from ..forms.covering import ObligationFilter
from ..models import CatalogueItem, Obligation
from .coverage import may_oversee

PER_PAGE = 20


def obligations_of(request: HttpRequest) -> QuerySet[Obligation]:
    return Obligation.objects.visible_to(request.user).select_related("unit", "item")  # type: ignore[arg-type]


@require_safe
@signed_in
def obligations(request: HttpRequest) -> HttpResponse:
    """What the units of the house owe, and what became of it."""
    form = ObligationFilter(request.GET)
    asked = form.asked
    picked = asked.get("unit") or asked.get("under")
    context = {
        "form": form,
        "page": Paginator(form.apply(obligations_of(request)), PER_PAGE).get_page(request.GET.get("page")),
        "unit": Unit.objects.filter(pk=picked).first() if picked else None,
        "item": CatalogueItem.objects.filter(code=asked["item"]).first() if asked.get("item") else None,
        "may_oversee": may_oversee(request),
    }
    return render(request, "disclosure/obligations.html", context)


@require_safe
@signed_in
def obligations_export(request: HttpRequest) -> HttpResponseBase:
    form = ObligationFilter(request.GET)
    rows = form.apply(obligations_of(request))
    return export(request, "应公开清单", sheets.OBLIGATIONS, rows, form.words, unit=request.user.unit)  # type: ignore[union-attr]
