"""The acts on terms and their people: one page for each, by the form of its step."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from ymdm.organization.access import allowed, signed_in
from ymdm.organization.models import Unit
from ymdm.rulebook import act_page
from ymdm.workflow import steps_of

from ...forms.roll import FORMS
from ...forms.roll.people import JointForm
from ...forms.roll.terms import TermForm
from ...models import (
    CongressTerm,
    Constituency,
    Delegation,
    Election,
    JointMatter,
    JointMeeting,
    Mandate,
    Organ,
    YearReport,
)
from ...workflow import roll as workflow

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
KEEP = "congress.keep_roll"


def _act(request: HttpRequest, found: Any, pk: int, verb: str, back: Any = None) -> HttpResponse:
    where = back or (lambda obj: obj.get_absolute_url())
    return act_page.act(request, found, pk, verb, forms=FORMS, workflow=workflow, back=where)


def unit_asked(request: HttpRequest) -> Unit:
    """The unit in which something is set up: `?unit=`, or the topmost in which the person may."""
    units = request.user.units_for(KEEP).open().order_by("depth", "path")
    asked = request.GET.get("unit", "")
    unit = units.filter(pk=int(asked)).first() if asked.isascii() and asked.isdecimal() and len(asked) < 19 else None
    unit = unit or units.first()
    if unit is None:
        raise Http404
    return unit


@get_or_post
@allowed(KEEP)
def term_new(request: HttpRequest) -> HttpResponse:
    """Open a term of the own unit; `?unit=` for one below it."""
    unit = unit_asked(request)
    form = TermForm(request.POST if request.method == "POST" else None, obj=unit, person=request.user)
    return act_page.answer(
        request, form, steps_of(CongressTerm)["open_term"],
        lambda: workflow.open_term(unit, request.user, **form.typed()), unit.name, reverse("congress:terms"), True,
    )  # fmt: skip


@get_or_post
@allowed(KEEP)
def joint_new(request: HttpRequest) -> HttpResponse:
    """Call a joint meeting of the own congress; `?unit=` for one below it."""
    unit = unit_asked(request)
    form = JointForm(request.POST if request.method == "POST" else None, obj=unit, person=request.user)
    return act_page.answer(
        request, form, steps_of(JointMeeting)["call_joint"],
        lambda: workflow.call_joint(unit, request.user, **form.typed()), unit.name, reverse("congress:terms"), True,
    )  # fmt: skip


@get_or_post
@signed_in
def term_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    return _act(request, CongressTerm.objects.visible_to(request.user).select_related("unit"), pk, verb)


@get_or_post
@signed_in
def constituency_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    found = Constituency.objects.visible_to(request.user).select_related("term__unit")
    return _act(request, found, pk, verb)


@get_or_post
@signed_in
def delegation_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    found = Delegation.objects.visible_to(request.user).select_related("term__unit")
    return _act(request, found, pk, verb, lambda obj: obj.term.get_absolute_url())


@get_or_post
@signed_in
def election_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    found = Election.objects.visible_to(request.user)
    return _act(request, found.select_related("constituency__term__unit", "mandate__person"), pk, verb)


@get_or_post
@signed_in
def seat_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    found = Mandate.objects.visible_to(request.user)
    return _act(request, found.select_related("term__unit", "person", "appointment__office", "constituency"), pk, verb)


@get_or_post
@signed_in
def committee_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    found = Organ.objects.visible_to(request.user).committees()
    return _act(request, found.select_related("term__unit"), pk, verb)


@get_or_post
@signed_in
def joint_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    return _act(request, JointMeeting.objects.visible_to(request.user).select_related("term__unit"), pk, verb)


@get_or_post
@signed_in
def joint_matter_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    found = JointMatter.objects.visible_to(request.user)
    return _act(request, found.select_related("meeting__term__unit"), pk, verb)


@get_or_post
@signed_in
def report_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    found = YearReport.objects.visible_to(request.user)
    return _act(request, found.select_related("mandate__term__unit", "mandate__person__unit"), pk, verb)
