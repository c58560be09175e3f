"""F1 to F10 for the inspector: page, workbook and paper, with the figures of the year beside them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from ymdm.organization.access import allowed, signed_in
from ymdm.organization.models import Unit
from ymdm.papers.export import export
from ymdm.rulebook import act_page
from ymdm.workflow import NoAuthority, steps_of

from .. import measures, sheets
from ..conforming import ACT, asked, checks_of, summary, years_offered
from ..forms.inspecting import FindingForm
from ..models import OWING_LEVELS, Publication, SampleFinding, Survey
from ..places import found_by
from ..sampling import findings_of, sample_of
from ..workflow import inspecting

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@allowed(ACT)
def checks(request: HttpRequest) -> HttpResponse:
    unit, year, seed = asked(request)
    today = timezone.localdate()
    told = checks_of(unit, year, seed, today)
    person: Any = request.user
    name = request.GET.get("of", "").strip()[:40]
    owing = person.units_for(ACT).open().filter(level__in=OWING_LEVELS)
    meant, others = found_by(owing, name)
    context = {
        "unit": unit,
        "is_meant": meant is not None or not name,
        "year": year,
        "seed": seed,
        "may_oversee": True,
        "checks": told,
        "summary": summary(told),
        "sample": sample(unit, year, seed, today),
        "surveys": list(Survey.objects.filter(unit=unit, year=year).select_related("by")),
        "may_inspect": person.may("disclosure.inspect", unit),
        "figures": measures.all_of(unit, year, today),
        "years": years_offered(today),
        "asked_name": name,
        "others": others,
    }
    return render(request, "disclosure/conformity.html", context)


def sample(unit: Unit, year: int, seed: str, today: date) -> list[tuple[Publication, SampleFinding | None]]:
    """What the seed drew, each with what was found."""
    found = {one.publication_id: one for one in findings_of(unit, year, seed)}
    keys = sample_of(unit, year, seed, today)
    rows = Publication.objects.in_bulk(keys)
    return [(rows[key], found.get(key)) for key in keys if key in rows]


@get_or_post
@signed_in
def finding_new(request: HttpRequest, pk: int, seed: str) -> HttpResponse:
    """Write down what the comparison of one drawn publication with its papers showed."""
    seen = Publication.objects.visible_to(request.user).select_related("unit", "item")  # type: ignore[arg-type]
    publication = get_object_or_404(seen, pk=pk)
    step = steps_of(SampleFinding)["record_finding"]
    if why := step.authority(publication.unit, request.user):
        raise NoAuthority(why)
    form = FindingForm(request.POST if request.method == "POST" else None, obj=publication, person=request.user)  # type: ignore[arg-type]
    back = SampleFinding(unit=publication.unit, year=(publication.published_on or timezone.localdate()).year, seed=seed)
    return act_page.answer(
        request, form, step,
        lambda: inspecting.record_finding(
            publication.unit, request.user, publication=publication, seed=seed, **form.typed()
        ),
        publication.unit.name, back.get_absolute_url(), True,
    )  # fmt: skip


@require_safe
@allowed(ACT)
def checks_export(request: HttpRequest) -> HttpResponseBase:
    unit, year, seed = asked(request)
    rows = checks_of(unit, year, seed, timezone.localdate())
    filters = f"{year}年，抽查种子 {seed}"
    return export(request, f"{unit.short}公开检查", sheets.CHECKS, rows, filters, about=unit, unit=unit)
