"""The board of units with their five lights, and the page of one unit with the rows behind each and what would raise it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ymdm.organization.access import signed_in
from ymdm.organization.models import Person, Unit, within_paths
from ymdm.papers.export import export
from ymdm.papers.kinds import Column
from ymdm.rulebook import in_force
from ymdm.workflow import steps_of

from ...assessments.scoring_rules import PARTS
from ...figures.reading import last_day
from .. import rules
from ..counting import Board, boards
from ..forms import FORMS
from ..forms.filters import BoardFilter
from ..models import EVIDENCED, Evidence, Light
from ..models.books import signed_of_issued

PER_PAGE = 20


def units_seen(person: Person) -> QuerySet[Unit]:
    """Units of their own whose lights a person may see: the one she belongs to, those above it, those she watches over."""
    seen = Q(pk__in=person.unit.lineage) | within_paths(person.scope("foundations.read"), "path")
    return Unit.objects.open().filter(seen).exclude(level__in=PARTS)


def _lamp(at: int) -> Any:
    return lambda one: one.lamps[at].words


COLUMNS = (
    Column("单位", lambda one: one.unit.name),
    *(Column(light.label, _lamp(at)) for at, light in enumerate(Light)),
    Column("到位几项", lambda one: one.green),
    Column("还差什么", lambda one: "；".join(row.label for lamp in one.lamps for row in lamp.missing)),
)


def _asked(request: HttpRequest) -> tuple[BoardFilter, int, list[Board]]:
    form, today = BoardFilter(request.GET), timezone.localdate()
    year = min(form.asked.get("year") or today.year, today.year)
    found = list(form.named(units_seen(request.user)))  # type: ignore[arg-type]
    return form, year, form.chosen(boards(found, year, last_day(year, today)))


@require_safe
@signed_in
def units(request: HttpRequest) -> HttpResponse:
    form, year, rows = _asked(request)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "foundations/units.html", {"form": form, "page": page, "year": year, "lights": Light.labels})


@require_safe
@signed_in
def units_export(request: HttpRequest) -> HttpResponseBase:
    form, year, rows = _asked(request)
    return export(request, f"{year}年五个到位", COLUMNS, rows, form.words, unit=request.user.unit)


def unit_of(request: HttpRequest, pk: int, year: int) -> Unit:
    if not 2000 <= year <= timezone.localdate().year:
        raise Http404
    return get_object_or_404(units_seen(request.user), pk=pk)  # type: ignore[arg-type]


@require_safe
@signed_in
def unit(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    found, today = unit_of(request, pk, year), timezone.localdate()
    on: date = last_day(year, today)
    (board,) = boards([found], year, on)
    person, steps = request.user, steps_of(Evidence)
    # Without a superior nobody could confirm; nobody of the unit may (EVA-07).
    may_enter = found.parent_id is not None and person.may("foundations.enter", found)
    may_confirm = person.may("foundations.confirm", found) and not person.unit.is_within(found)
    seen = Evidence.objects.visible_to(person).filter(unit=found, year=year)
    given = []
    for one in seen.select_related("unit", "worker", "entered_by", "checked_by", "file"):
        verbs = FORMS[Evidence] if one.state == Evidence.State.ENTERED else ()
        mine = [verb for verb in verbs if (may_enter if verb == "withdraw" else may_confirm)]
        given.append((one, [(verb, steps[verb].says) for verb in mine]))
    signed, issued = signed_of_issued(found, year)
    context = {
        "signed": signed,
        "issued": issued,
        "unit": found,
        "year": year,
        "years": [year - 1, *([year + 1] if year < today.year else [])],
        "board": board,
        "given": given,
        "enters": EVIDENCED if may_enter else (),
        "rules": in_force((rules.LIGHTS, rules.EVIDENCE, rules.CONFIRM), found, today),
    }
    return render(request, "foundations/unit.html", context)
