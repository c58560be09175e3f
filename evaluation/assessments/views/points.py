"""Weak items as next year's union points: the list, its downloads, and one page for what is done about them."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from ymdm.organization.access import signed_in
from ymdm.papers.export import export
from ymdm.rulebook import act_page, in_force
from ymdm.workflow import steps_of

from .. import papers, workflow
from .. import standing_rules as rules
from ..forms import FORMS
from ..forms.filters import PointFilter
from ..models import UnionPoint

PER_PAGE = 20
BESIDE = ("unit", "person", "done_by", "answer__item", "answer__assessment__scheme__unit")


def _rows(request: HttpRequest) -> tuple[PointFilter, QuerySet[UnionPoint]]:
    form = PointFilter(request.GET)
    return form, form.apply(UnionPoint.objects.visible_to(request.user).select_related(*BESIDE))


@require_safe
@signed_in
def points(request: HttpRequest) -> HttpResponse:
    person = request.user
    form, rows = _rows(request)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    steps, verbs = steps_of(UnionPoint), FORMS[UnionPoint]
    context = {
        "form": form,
        "page": page,
        "rows": [
            (one, [(verb, steps[verb].says) for verb in verbs if steps[verb].is_open(one, person)]) for one in page
        ],
        "today": timezone.localdate(),
        "rules": in_force((rules.POINTS,), person.unit, timezone.localdate()),
    }
    return render(request, "evaluation/points.html", context)


@require_safe
@signed_in
def points_export(request: HttpRequest) -> HttpResponseBase:
    form, rows = _rows(request)
    return export(request, "薄弱项任务", papers.POINTS, rows, form.words, unit=request.user.unit)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def point_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    found = UnionPoint.objects.visible_to(request.user).select_related(*BESIDE)
    return act_page.act(request, found, pk, verb, forms=FORMS, workflow=workflow)
