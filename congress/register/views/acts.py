"""The pages of the acts."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from ymdm.organization.access import allowed, signed_in
from ymdm.rulebook import act_page
from ymdm.workflow import steps_of

from .. import workflow
from ..forms import FORMS
from ..forms.decisions import ProposeForm
from ..forms.documents import EnterForm
from ..models import Correction, Decision, RuleDocument, RuleVersion
from .asking import unit_asked

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@get_or_post
@signed_in
def document_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    found = RuleDocument.objects.visible_to(request.user).select_related("unit")
    return act_page.act(request, found, pk, verb, forms=FORMS, workflow=workflow)


@get_or_post
@signed_in
def version_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    found = RuleVersion.objects.visible_to(request.user).select_related("document__unit", "resolution")
    return act_page.act(request, found, pk, verb, forms=FORMS, workflow=workflow)


@get_or_post
@allowed("register.keep")
def document_new(request: HttpRequest) -> HttpResponse:
    """Enter a document of a unit."""
    unit, _ = unit_asked(request, "register.keep")
    typed = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = EnterForm(*typed, obj=unit, person=request.user)
    return act_page.answer(
        request, form, steps_of(RuleDocument)["enter"],
        lambda: workflow.enter(unit, request.user, **form.typed()), unit.name, reverse("register:documents"), True,
    )  # fmt: skip


@get_or_post
@signed_in
def decision_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    found = Decision.objects.visible_to(request.user).select_related("unit", "resolution", "item__session")
    return act_page.act(request, found, pk, verb, forms=FORMS, workflow=workflow)


@get_or_post
@signed_in
def correction_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    found = Correction.objects.visible_to(request.user).select_related("decision", "unit")
    return act_page.act(request, found, pk, verb, forms=FORMS, workflow=workflow)


@get_or_post
@allowed("register.decide")
def decision_new(request: HttpRequest) -> HttpResponse:
    """Enter a matter that is to be decided."""
    unit, _ = unit_asked(request, "register.decide")
    form = ProposeForm(request.POST if request.method == "POST" else None, obj=unit, person=request.user)
    return act_page.answer(
        request, form, steps_of(Decision)["propose"],
        lambda: workflow.propose(unit, request.user, **form.typed()), unit.name, reverse("register:decisions"), True,
    )  # fmt: skip
