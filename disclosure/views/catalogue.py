"""The catalogue of each unit: what it has to open, since when and by which document, its boards; and the acts on them."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from ymdm.organization.access import signed_in
from ymdm.organization.models import Unit
from ymdm.papers.export import export
from ymdm.rulebook import act_page, in_force
from ymdm.workflow import NoAuthority, steps_of

from .. import sheets
from ..forms.catalogue import CatalogueFilter
from ..forms.settling import OF_UNIT, ROWS
from ..models import OWING_LEVELS, TEAM_LEVELS, Adoption, Board, CatalogueYear, Obligation, Survey
from ..rules import catalogue as rules
from ..workflow import eventing, inspecting, settling
from .coverage import may_oversee

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
PER_PAGE = 20
# What leads on to what it made, and where its step is.
ROOMS = {Obligation: eventing, Survey: inspecting}


def units_of(request: HttpRequest) -> QuerySet[Unit]:
    """The units of one's house that have a catalogue, with what stands in it and whether this year's is settled."""
    root = request.user.unit.lineage[0]  # type: ignore[union-attr]
    settled = CatalogueYear.objects.filter(unit=OuterRef("pk"), year=timezone.localdate().year)
    return (
        Unit.objects.filter(path__startswith=f"/{root}/", level__in=OWING_LEVELS)
        .open()
        .annotate(
            items=Count("adoptions", filter=~Q(adoptions__state=Adoption.State.REMOVED), distinct=True),
            boards_up=Count("boards", filter=Q(boards__until_on=None), distinct=True),
            asked=Count("adoptions", filter=Q(adoptions__state=Adoption.State.REMOVAL_ASKED), distinct=True),
            settled_on=Subquery(settled.values("adopted_on")[:1]),
            settled_by=Subquery(settled.values("document")[:1]),
        )
    )


@require_safe
@signed_in
def catalogues(request: HttpRequest) -> HttpResponse:
    """Which units have settled this year's catalogue, and which have no board."""
    form = CatalogueFilter(request.GET)
    page = Paginator(form.apply(units_of(request)), PER_PAGE).get_page(request.GET.get("page"))
    year = timezone.localdate().year
    context = {"form": form, "page": page, "year": year, "may_oversee": may_oversee(request)}
    return render(request, "disclosure/catalogues.html", context)


@require_safe
@signed_in
def catalogues_export(request: HttpRequest) -> HttpResponseBase:
    form = CatalogueFilter(request.GET)
    rows = form.apply(units_of(request))
    return export(request, "公开目录汇总", sheets.CATALOGUES, rows, form.words, unit=request.user.unit)  # type: ignore[union-attr]


def adoptions_of(request: HttpRequest, unit: Unit) -> QuerySet[Adoption]:
    rows = Adoption.objects.visible_to(request.user).filter(unit=unit)  # type: ignore[arg-type]
    return rows.select_related("unit__parent", "item", "asked_by", "consent_by").order_by("item__code")


@require_safe
@signed_in
def catalogue(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit's catalogue."""
    unit = get_object_or_404(units_of(request).select_related("parent"), pk=pk)
    person: Any = request.user
    steps = steps_of(Adoption)
    rows = list(adoptions_of(request, unit))
    told = [
        (row, [(verb, steps[verb].says) for verb in ROWS[Adoption] if steps[verb].is_open(row, person)]) for row in rows
    ]
    may_settle = person.may("disclosure.settle", unit)
    context = {
        "unit": unit,
        "standing": [one for one in told if one[0].state != Adoption.State.REMOVED],
        "removed": [row for row in rows if row.state == Adoption.State.REMOVED],
        "years": list(CatalogueYear.objects.filter(unit=unit).select_related("by")),
        "boards": list(Board.objects.filter(unit=unit)),
        "may_settle": may_settle,
        "is_team": unit.level in TEAM_LEVELS,
        "may_draft": person.may("disclosure.draft", unit),
        "year": timezone.localdate().year,
        "rules": in_force([rules.REMOVAL, rules.BY_TYPE], unit, timezone.localdate()),
    }
    return render(request, "disclosure/catalogue.html", context)


@require_safe
@signed_in
def catalogue_export(request: HttpRequest, pk: int) -> HttpResponseBase:
    unit = get_object_or_404(units_of(request), pk=pk)
    rows = adoptions_of(request, unit)
    return export(request, f"{unit.short}公开目录", sheets.ADOPTIONS, rows, about=unit, unit=unit)


@require_safe
@signed_in
def own_catalogue(request: HttpRequest) -> HttpResponse:
    """To the catalogue of one's own unit: the nearest that has one."""
    lineage = request.user.unit.lineage  # type: ignore[union-attr]
    nearest = units_of(request).filter(pk__in=lineage).order_by("-depth").first()
    if nearest is None:
        raise Http404
    return redirect("disclosure:catalogue", nearest.pk)


@get_or_post
@signed_in
def unit_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Settle the year, take an item over, set a board up, register what is to be opened at once."""
    if verb not in OF_UNIT:
        raise Http404
    unit = get_object_or_404(units_of(request), pk=pk)
    model, form_class = OF_UNIT[verb]
    step = steps_of(model)[verb]
    if why := step.authority(unit, request.user):
        raise NoAuthority(why)
    form = form_class(request.POST if request.method == "POST" else None, obj=unit, person=request.user)  # type: ignore[arg-type]
    do = getattr(ROOMS.get(model, settling), verb)
    return act_page.answer(
        request, form, step, lambda: do(unit, request.user, **form.typed()), unit.name,
        Adoption(unit=unit).get_absolute_url(), model in ROOMS,
    )  # fmt: skip


@get_or_post
@signed_in
def adoption_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    found = Adoption.objects.visible_to(request.user).select_related("unit__parent", "item", "asked_by")  # type: ignore[arg-type]
    return act_page.act(request, found, pk, verb, forms=ROWS, workflow=settling)


@get_or_post
@signed_in
def board_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    root = request.user.unit.lineage[0]  # type: ignore[union-attr]
    found = Board.objects.filter(unit__path__startswith=f"/{root}/").select_related("unit")
    return act_page.act(request, found, pk, verb, forms=ROWS, workflow=settling)
