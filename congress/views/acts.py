"""One page for every act of the congress: the form of the step, and the step itself."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from ymdm.organization.access import allowed, signed_in
from ymdm.organization.models import Unit
from ymdm.rulebook import act_page
from ymdm.workflow import Refused, steps_of

from .. import workflow
from ..forms import FORMS
from ..forms.hall import close_form
from ..forms.planning import PlanForm
from ..models import (
    AgendaItem,
    Amendment,
    Attendee,
    CongressSession,
    Defect,
    Minutes,
    Paper,
    PlanStep,
    Resolution,
    Venue,
    Vote,
)

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
# Acts with nothing to type are done by their button, without a page in between.
AT_ONCE = {"begin_item", "sign_for_papers"}
# Acts of a session whose button stands on the page of its venues.
OF_SEATS = {"add_venue", "drop_venue", "seat_people"}


def _act(
    request: HttpRequest, found: QuerySet[Any], pk: int, verb: str, back: str = "", **options: Any
) -> HttpResponse:
    if verb in AT_ONCE and request.method == "POST":
        return _at_once(request, found, pk, verb, back)
    where = (lambda obj: back) if back else (lambda obj: obj.get_absolute_url())
    return act_page.act(request, found, pk, verb, forms=FORMS | options, workflow=workflow, back=where)


def _at_once(request: HttpRequest, found: QuerySet[Any], pk: int, verb: str, back: str) -> HttpResponse:
    obj = get_object_or_404(found, pk=pk)
    step = steps_of(type(obj))[verb]
    try:
        getattr(workflow, verb)(obj, request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"已办理：{step.says}。")
    return redirect(back or obj.get_absolute_url())


def _sessions(request: HttpRequest) -> QuerySet[CongressSession]:
    return CongressSession.objects.visible_to(request.user).select_related("term__unit")  # type: ignore[arg-type]


@get_or_post
@allowed("congress.convene")
def session_new(request: HttpRequest) -> HttpResponse:
    """Convene the next session of the own congress; `?unit=` for another one."""
    units = request.user.units_for("congress.convene").open().filter(congress_terms__isnull=False)  # type: ignore[union-attr]
    asked = request.GET.get("unit", "")
    unit: Unit | None = (
        units.filter(pk=asked).first() if asked.isascii() and asked.isdecimal() and len(asked) < 19 else None
    )
    unit = unit or units.order_by("depth", "path").first()
    if unit is None:
        raise Http404
    form = PlanForm(request.POST if request.method == "POST" else None, obj=unit, person=request.user)  # type: ignore[arg-type]
    step = steps_of(CongressSession)["plan"]
    return act_page.answer(
        request, form, step, lambda: workflow.plan(unit, request.user, **form.typed()), unit.name,
        reverse("congress:sessions"), True,
    )  # fmt: skip


@get_or_post
@signed_in
def session_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    back = reverse("congress:seats", args=[pk]) if verb in OF_SEATS else ""
    return _act(request, _sessions(request), pk, verb, back=back)


@get_or_post
@signed_in
def venue_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    found = Venue.objects.filter(session__in=_sessions(request)).select_related("session__term__unit")
    return _act(request, found, pk, verb)


@get_or_post
@signed_in
def step_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    found = PlanStep.objects.filter(session__in=_sessions(request)).select_related("session__term__unit")
    return _act(request, found, pk, verb)


@get_or_post
@signed_in
def item_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    found = AgendaItem.objects.filter(session__in=_sessions(request)).select_related("session__term__unit")
    item = get_object_or_404(found, pk=pk)
    return _act(request, found, pk, verb, back=item.session.get_absolute_url() if item.session.is_open else "")


@get_or_post
@signed_in
def paper_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    found = Paper.objects.visible_to(request.user).select_related("item__session__term__unit")  # type: ignore[arg-type]
    return _act(request, found, pk, verb)


@get_or_post
@signed_in
def amendment_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    seen = Paper.objects.visible_to(request.user)  # type: ignore[arg-type]
    found = Amendment.objects.filter(item__session__in=_sessions(request), base__paper__in=seen).select_related(
        "item__session__term__unit", "vote", "base__paper"
    )
    return _act(request, found, pk, verb)


@get_or_post
@signed_in
def attendee_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Back to the phone page of one's own call, or to the list of the desk."""
    found = Attendee.objects.visible_to(request.user).select_related(  # type: ignore[arg-type]
        "session__term__unit", "person", "mandate__appointment", "delegation__head"
    )
    row = get_object_or_404(found, pk=pk)
    own = row.person_id == request.user.pk
    return _act(
        request, found, pk, verb, back=reverse("congress:check-in" if own else "congress:people", args=[row.session_id])
    )


@get_or_post
@signed_in
def vote_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    found = Vote.objects.filter(session__in=_sessions(request)).select_related("session__term__unit", "item")
    vote = get_object_or_404(found, pk=pk)
    forms = {Vote: FORMS[Vote] | {"close_vote": close_form(vote)}}
    in_hall = vote.session.is_open and request.user.may("congress.convene", vote.unit)  # type: ignore[union-attr]
    return act_page.act(
        request, found, pk, verb, forms=FORMS | forms, workflow=workflow,
        back=lambda obj: obj.session.get_absolute_url() if in_hall else obj.get_absolute_url(),
    )  # fmt: skip


@get_or_post
@signed_in
def resolution_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    found = Resolution.objects.visible_to(request.user).select_related("session__term__unit", "owner")  # type: ignore[arg-type]
    return _act(request, found, pk, verb)


@get_or_post
@signed_in
def minutes_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    found = Minutes.objects.filter(session__in=_sessions(request)).select_related("session__term__unit")
    return _act(request, found, pk, verb)


@get_or_post
@signed_in
def defect_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    found = Defect.objects.filter(session__in=_sessions(request)).select_related("session__term__unit")
    defect = get_object_or_404(found, pk=pk)
    return _act(request, found, pk, verb, back=defect.session.get_absolute_url())
