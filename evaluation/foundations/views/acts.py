"""Entering evidence for one light, and one page for every act on it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from ymdm.organization.access import signed_in
from ymdm.rulebook import act_page
from ymdm.workflow import NoAuthority, steps_of

from .. import workflow
from ..forms import FORMS
from ..forms.evidence import ENTER
from ..models import Evidence
from .board import unit_of

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@get_or_post
@signed_in
def enter(request: HttpRequest, pk: int, year: int, light: str) -> HttpResponse:
    unit, step = unit_of(request, pk, year), steps_of(Evidence)["enter"]
    if light not in ENTER:
        raise Http404
    if why := step.authority(unit, request.user):
        raise NoAuthority(why)
    typed = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ENTER[light](*typed, obj=unit, person=request.user)
    return act_page.answer(
        request, form, step, lambda: workflow.enter(unit, request.user, year=year, light=light, **form.typed()),
        f"{unit}{year}年", reverse("foundations:unit", args=[unit.pk, year]),
    )  # fmt: skip


@get_or_post
@signed_in
def evidence_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    found = Evidence.objects.visible_to(request.user).select_related("unit", "entered_by")
    return act_page.act(request, found, pk, verb, forms=FORMS, workflow=workflow)
