"""The results of a year and class: ranking inside the class only, group scores, deductions; and how they are published."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.db.models import Avg
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from ymdm.organization.access import allowed, signed_in
from ymdm.papers.export import export
from ymdm.rulebook import act_page, in_force
from ymdm.rulebook.current import law_of
from ymdm.ui.shapes import Bar, Point
from ymdm.workflow import steps_of

from .. import papers, workflow
from .. import standing_rules as rules
from ..forms import FORMS
from ..forms.publishing import ProposeStandingsForm
from ..models import Assessment, Place, Standings
from .reading import may

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def places_of(found: Standings) -> list[Place]:
    return list(found.places.select_related("assessment__unit", "assessment__scheme"))


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
    places = places_of(found) if found else []
    mine = Assessment.objects.visible_to(person).filter(pk__in=[one.assessment_id for one in places])
    opens = {one.pk: one.get_absolute_url() for one in mine.select_related("unit")}
    bars = [
        Bar(one.assessment.unit.short, float(one.assessment.score or 0), str(one.assessment.score), f"#unit-{one.pk}")
        for one in places
    ]  # fmt: skip
    context: dict[str, Any] = {
        "every": every,
        "found": found,
        "rows": [(one, parts, opens.get(one.assessment_id, "")) for one, parts in _groups(places)],
        "bars": bars,
        "averages": averages(places),
        "trend": trend(found) if found else [],
        "is_small": len(places) < rules.FEWEST,
        "may": may(found, person) if found else {},
        "may_propose": person.may_anywhere("assessments.run"),
        "rules": in_force((rules.OUT, rules.USE), found.unit, timezone.localdate()) if found else (),
    }
    return render(request, "evaluation/standings.html", context)


@require_safe
@signed_in
def standings_export(request: HttpRequest, pk: int) -> HttpResponseBase:
    """For the leading body's assessment and the civilisation list: score, grade, rank, what it comes to (EVA-29, EVA-30)."""
    found = get_object_or_404(Standings.objects.visible_to(request.user).select_related("scheme__unit"), pk=pk)
    share = law_of(found.unit, timezone.localdate()).value(rules.USE.key).fraction or Fraction(0)
    rows = [(one, share) for one in places_of(found)]
    return export(request, str(found), papers.PLACES, rows, found.get_state_display(), about=found, unit=found.unit)


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
