"""The page of one visit, with the list of earlier findings first (EVA-27), and the page of one sample."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ymdm.organization.access import signed_in
from ymdm.organization.models import Person
from ymdm.rulebook import in_force
from ymdm.ui.shapes import DONE, NOW, TODO, Station
from ymdm.workflow import steps_of

from .. import rules
from ..forms import FORMS
from ..models import Finding, Result, Sample, State, Visit, VisitSurvey
from ..workflow.visits import member_of

WORDS = ("计划", "组成检查组", "现场检查", "两人签名", "出报告")
AT = {State.PLANNED: 1, State.TEAMED: 2, State.UNDERWAY: 2, State.SIGNING: 3, State.REPORTED: 5, State.CALLED_OFF: 0}
BUTTONS = {
    "call_team": "users", "begin": "play", "mark": "pen", "draw": "search", "ask_representatives": "users", "add_finding": "flag", "conclude": "doc",
    "sign": "stamp", "reopen": "undo", "add_member": "user", "recuse": "out", "call_off": "x-c",
}  # fmt: skip


def stations_of(visit: Visit) -> list[Station]:
    at = AT[State(visit.state)]
    return [Station(name, DONE if place < at else NOW if place == at else TODO, []) for place, name in enumerate(WORDS)]


def open_acts(obj: Any, person: Person) -> list[tuple[str, str]]:
    """Each act that the person can do now, with its words."""
    steps = steps_of(type(obj))
    verbs = BUTTONS if isinstance(obj, Visit) else FORMS[type(obj)]
    return [(verb, steps[verb].says) for verb in verbs if steps[verb].is_open(obj, person)]


def _with_acts(rows: Any, person: Person) -> list[tuple[Finding, list[tuple[str, str]]]]:
    return [(one, open_acts(one, person)) for one in rows]


OF_FINDING = ("visit__unit", "visit__organiser", "noted_by")
BESIDE = ("visit__members", "rectifications__reported_by", "rectifications__checked_by", "rectifications__file")


@require_safe
@signed_in
def visit(request: HttpRequest, pk: int) -> HttpResponse:
    person = request.user
    seen = Visit.objects.visible_to(person).select_related(
        "unit", "organiser", "planned_by", "concluded_by", "signed_by"
    )
    found = get_object_or_404(seen.prefetch_related("members__person__unit"), pk=pk)
    own = member_of(found, person)
    findings = (
        Finding.objects.visible_to(person).for_next_team(person).select_related(*OF_FINDING).prefetch_related(*BESIDE)
    )
    earlier = findings.standing().filter(visit__in=Visit.objects.before(found))
    # What is noted on site is the team's until two have signed it.
    reads = found.is_reported or own is not None or person.may("inspections.read", found.organiser)
    items = list(found.items.select_related("noted_by")) if found.begun_at else []
    context = {
        "visit": found,
        "own": own,
        "reads": reads,
        "members": [one for one in found.members.all() if one.left_at is None],
        "left": [one for one in found.members.all() if one.left_at is not None],
        "stations": stations_of(found),
        "acts": [(verb, says, BUTTONS[verb]) for verb, says in open_acts(found, person)],
        "items": items,
        "looked": sum(bool(one.result) for one in items),
        "not_met": sum(one.result == Result.NOT_MET for one in items),
        "samples": list(found.samples.all()) if reads else [],
        "findings": _with_acts(
            findings.filter(visit=found).exclude(state=Finding.State.DROPPED), person
        ),
        "earlier": _with_acts(earlier, person),
        "survey": VisitSurvey.objects.filter(visit=found).first() if reads else None,
        "today": timezone.localdate(),
        "rules": in_force(
            (rules.KINDS, rules.TEAM, rules.STEPS, rules.EVERY, rules.RECTIFY), found.unit, timezone.localdate()
        ),
    }  # fmt: skip
    return render(request, "inspections/visit.html", context)


@require_safe
@signed_in
def sample(request: HttpRequest, pk: int) -> HttpResponse:
    seen = Sample.objects.visible_to(request.user)
    found = get_object_or_404(seen.select_related("visit__unit", "visit__organiser", "drawn_by"), pk=pk)
    context = {
        "sample": found,
        "rows": list(found.rows.select_related("noted_by")),
        "whole": len(found.population),
        "acts": open_acts(found, request.user),
        "rules": in_force((rules.STEPS,), found.visit.unit, timezone.localdate()),
    }
    return render(request, "inspections/sample.html", context)
