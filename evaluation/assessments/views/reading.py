"""The page of one assessment: where it stands, what each group holds, who handed in and who signed."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ymdm.duties.models import Duty, lit
from ymdm.organization.access import signed_in
from ymdm.organization.models import Person
from ymdm.rulebook import Rule, in_force
from ymdm.ui.shapes import DONE, NOW, TODO, Station
from ymdm.workflow import steps_of

from ...figures.models import ClosedYear
from ...figures.reading import figures_of
from ...figures.sources import SOURCES
from .. import rules
from .. import scoring_rules as scoring
from ..forms import FORMS
from ..forms.scoring import lost_by
from ..lifting import lifts, share_of_items, together
from ..models import AppealedItem, Assessment, State
from ..prefill import claimed_sum, prefilled
from .groups import grouped

WORDS = ("单位自查", "负责人签字", "两人评分", "反馈单位", "申诉", "定案")
AT = {
    State.CHECKING: 0, State.HANDED_IN: 1, State.SIGNED: 2, State.SCORING: 2, State.DISPUTED: 2, State.SCORED: 3,
    State.SHOWN: 4, State.APPEALED: 4, State.DECIDED: 5, State.FINAL: 6,
}  # fmt: skip


def stations_of(assessment: Assessment) -> list[Station]:
    """The course as stations on a line; the one under way is the first that is not done."""
    at = AT[State(assessment.state)]
    return [Station(name, DONE if place < at else NOW if place == at else TODO, []) for place, name in enumerate(WORDS)]


def may(obj: Any, person: Person) -> dict[str, bool]:
    """Each act that has a form, and whether the person can do it now."""
    steps = steps_of(type(obj))
    return {verb: steps[verb].is_open(obj, person) for verb in FORMS[type(obj)]}


def _cited(found: Assessment) -> tuple[Rule, ...]:
    """The rules of the stage in which the assessment is."""
    if found.state in {State.CHECKING, State.HANDED_IN}:
        return (rules.SELF_CHECK, rules.DATED, rules.NOT_HERE)
    return (scoring.TWO, scoring.EVERY, scoring.FEEDBACK, scoring.APPEAL, scoring.FROZEN)


@require_safe
@signed_in
def assessment(request: HttpRequest, pk: int) -> HttpResponse:
    seen = Assessment.objects.visible_to(request.user)
    found = get_object_or_404(seen.select_related("unit", "scheme__unit", "handed_in_by", "signed_by"), pk=pk)
    person = request.user
    answers = list(found.answers.select_related("item").prefetch_related("evidence__attachment"))
    for answer in answers:
        answer.assessment = found
        for one in answer.evidence.all():
            one.answer = answer
    filled, asked_for = prefilled(answers)
    inspectors = list(found.inspectors.select_related("person"))
    own = next((one for one in inspectors if one.person_id == person.pk), None)
    runs = person.may("assessments.run", found.scheme.unit)
    vetoes = list(found.vetoes.select_related("item", "proposed_by", "assessment__unit", "assessment__scheme__unit"))
    appealed = AppealedItem.objects.filter(answer__assessment=found).select_related("answer__item", "decided_by")
    share = share_of_items(bool(found.result.get("checks")), found.result.get("survey") is not None)
    raised = lifts(answers, share)
    context = {
        "lifts": raised,
        "lifted": together(raised),
        "inspectors": inspectors,
        "own": own,
        "may_score": own is not None and steps_of(Assessment)["score"].is_open(found, person),
        # The unit reads its score once it was shown; who organises, once both have signed.
        "sees_score": found.has_score or (runs and found.state == State.SCORED),
        "vetoes": [(one, may(one, person)) for one in vetoes],
        "appealed": list(appealed),
        "outcome": found.result,
        "parts": [
            (name, float(Fraction(points)), float(Fraction(full)))
            for name, points, full in found.result.get("groups", [])
        ],
        "lost": [answer for answer in answers if lost_by(answer)],
        "assessment": found,
        "groups": grouped(answers),
        "stations": stations_of(found),
        "claimed": claimed_sum(answers) if found.claimed is None else found.claimed,
        "missing": [answer for answer in answers if answer.is_missing or answer.owes_reason],
        "filled": filled,
        "asked_for": asked_for,
        "labels": {key: source.label for key, source in SOURCES.items()},
        "may": may(found, person),
        "may_fill": steps_of(Assessment)["fill"].is_open(found, person),
        "duties": lit(Duty.objects.of(found).owed().select_related("unit", "person")),
        "rules": in_force(_cited(found), found.unit, timezone.localdate()),
    }
    return render(request, "evaluation/assessment.html", context)


@require_safe
@signed_in
def figures(request: HttpRequest, pk: int) -> HttpResponse:
    """The rows behind the suggestions, for whoever sees the assessment: an inspector holds no office in the unit (F97)."""
    found = get_object_or_404(Assessment.objects.visible_to(request.user).select_related("unit"), pk=pk)
    context = {
        "unit": found.unit,
        "year": found.year,
        "figures": list(figures_of(found.unit, found.year, timezone.localdate()).values()),
        "closed": ClosedYear.objects.filter(unit=found.unit, year=found.year).select_related("by").first(),
        "assessment": found,
    }
    return render(request, "evaluation/figures.html", context)
