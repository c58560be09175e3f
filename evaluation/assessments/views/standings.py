"""The results of a year and class: ranking inside the class only, group scores, deductions; and how they are published."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Avg, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from ymdm.organization.access import allowed, signed_in
from ymdm.papers.export import export
from ymdm.papers.kinds import Column
from ymdm.rulebook import act_page, in_force
from ymdm.ui.shapes import Bar, Point
from ymdm.workflow import NoAuthority, steps_of

from .. import papers, workflow
from .. import standing_rules as rules
from ..forms import FORMS
from ..forms.filters import PlaceFilter
from ..forms.publishing import ProposeStandingsForm
from ..models import Assessment, Place, Standings
from .reading import may

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


PER_PAGE = 20


def _beside(rows: QuerySet[Place]) -> QuerySet[Place]:
    return rows.select_related("standings", "assessment__unit", "assessment__scheme")


def places_of(found: Standings) -> list[Place]:
    return list(_beside(found.places.all()))


def _groups(places: list[Place]) -> list[tuple[Place, list[tuple[str, float, float]]]]:
    """Each unit with its points by group, and of how many."""
    return [
        (one, [(n, float(Fraction(points)), float(Fraction(full))) for n, points, full in one.assessment.result["groups"]])
        for one in places
    ]  # fmt: skip


def averages(places: list[Place]) -> list[Bar]:
    """Points reached of those that could be, by group over the class, weakest first; as the leaders' page counts them."""
    sums: dict[str, list[Fraction]] = {}
    for one in places:
        for name, points, full in one.assessment.result["groups"]:
            told = sums.setdefault(name, [Fraction(0), Fraction(0)])
            told[0] += Fraction(points)
            told[1] += Fraction(full)
    shares = {name: float(round(100 * points / full, 1)) for name, (points, full) in sums.items() if full}
    return [Bar(name, share, f"{share:g}%") for name, share in sorted(shares.items(), key=lambda pair: pair[1])]


def trend(found: Standings) -> list[Point]:
    """The mean score of the class in the years up to this one whose results are out, at most five."""
    means = (
        Standings.objects.filter(
            state=Standings.State.OUT, scheme__unit=found.scheme.unit_id, scheme__unit_class=found.scheme.unit_class,
            scheme__year__lte=found.scheme.year,
        )
        .values("pk", "scheme__year")
        .annotate(mean=Avg("places__assessment__score"))
        .exclude(mean=None)
        .order_by("-scheme__year")[:5]
    )  # fmt: skip
    address = reverse("assessments:standings")
    return [
        Point(str(row["scheme__year"]), float(round(row["mean"], 1)), f"{row['mean']:.2f} 分", f"{address}?of={row['pk']}")
        for row in reversed(means)
    ]  # fmt: skip


@require_safe
@signed_in
def standings(request: HttpRequest) -> HttpResponse:
    """`?of=` chooses one; the newest without it. Ranks never cross classes."""
    person = request.user
    every = list(Standings.objects.visible_to(person).select_related("scheme__unit", "proposed_by", "decided_by"))
    asked = request.GET.get("of", "")
    found = next((one for one in every if str(one.pk) == asked), None)
    if asked and found is None:
        raise Http404
    found = found or next((one for one in every if one.state == Standings.State.OUT), every[0] if every else None)
    if found is None:
        context: dict[str, Any] = {"found": None, "may_propose": person.may_anywhere("assessments.run")}
        return render(request, "evaluation/standings.html", context)
    places = places_of(found)
    form = PlaceFilter(request.GET, every=every, found=found)
    page = Paginator(form.apply(_beside(found.places.all())), PER_PAGE).get_page(request.GET.get("page"))
    mine = Assessment.objects.visible_to(person).filter(pk__in=[one.assessment_id for one in page])
    opens = {one.pk: one.get_absolute_url() for one in mine.select_related("unit")}
    bars = [
        Bar(one.assessment.unit.short, float(one.assessment.score or 0), str(one.assessment.score), f"#unit-{one.pk}")
        for one in page
    ]  # fmt: skip
    context = {
        "form": form,
        "found": found,
        "page": page,
        "rows": [(one, parts, opens.get(one.assessment_id, "")) for one, parts in _groups(list(page))],
        "bars": bars,
        "averages": averages(places),
        "trend": trend(found),
        "is_small": len(places) < rules.FEWEST,
        "may": may(found, person),
        "may_propose": person.may_anywhere("assessments.run"),
        "hands_on": found is not None
        and found.state == Standings.State.OUT
        and person.may("assessments.read", found.unit),
        "rules": in_force((rules.OUT, rules.USE, rules.POINTS), found.unit, timezone.localdate()),
    }
    return render(request, "evaluation/standings.html", context)


def _seen(request: HttpRequest, pk: int) -> Standings:
    return get_object_or_404(Standings.objects.visible_to(request.user).select_related("scheme__unit"), pk=pk)


@require_safe
@signed_in
def standings_export(request: HttpRequest, pk: int) -> HttpResponseBase:
    found = _seen(request, pk)
    form = PlaceFilter(request.GET, every=[found], found=found)
    rows = form.apply(_beside(found.places.all()))
    return export(
        request, str(found), papers.PLACES, rows, form.words or found.get_state_display(), about=found, unit=found.unit
    )


def _agreed(request: HttpRequest, pk: int, title: str, columns: Sequence[Column]) -> HttpResponseBase:
    """What is handed on once it is out, by those who read the assessments of the unit that organises."""
    found = _seen(request, pk)
    if not request.user.may("assessments.read", found.unit):
        raise NoAuthority("报送由组织考评的单位办理。")
    if found.state != Standings.State.OUT:
        raise Http404
    return export(request, f"{found}{title}", columns, places_of(found), title, about=found, unit=found.unit)


@require_safe
@signed_in
def standings_for_leaders(request: HttpRequest, pk: int) -> HttpResponseBase:
    """For the assessment of leading bodies: score, grade, and what it comes to by the weight that was set (EVA-29)."""
    return _agreed(request, pk, "（班子考核报送）", papers.LEADERS)


@require_safe
@signed_in
def standings_for_civilisation(request: HttpRequest, pk: int) -> HttpResponseBase:
    """For the spiritual-civilisation list (EVA-30)."""
    return _agreed(request, pk, "（文明创建报送）", papers.CIVILISATION)


@get_or_post
@signed_in
def standings_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    found = Standings.objects.visible_to(request.user).select_related("scheme__unit")
    return act_page.act(request, found, pk, verb, forms=FORMS, workflow=workflow)


@get_or_post
@allowed("assessments.run")
def standings_propose(request: HttpRequest) -> HttpResponse:
    unit = request.user.units_for("assessments.run").open().order_by("depth", "path").first()
    if unit is None:
        raise Http404
    form = ProposeStandingsForm(request.POST if request.method == "POST" else None, obj=unit, person=request.user)
    return act_page.answer(
        request, form, steps_of(Standings)["propose_standings"],
        lambda: workflow.propose_standings(unit, request.user, **form.typed()), unit.name,
        reverse("assessments:standings"), True,
    )  # fmt: skip
