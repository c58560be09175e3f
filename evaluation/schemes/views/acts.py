"""One page for every act on a scheme or an item: the form of the step, and the step itself."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from ymdm.organization.access import allowed, signed_in
from ymdm.rulebook import act_page
from ymdm.rulebook.act_page import answer
from ymdm.workflow import steps_of

from .. import workflow
from ..forms import FORMS
from ..forms.schemes import DraftForm
from ..models import Scheme, SchemeItem

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@get_or_post
@signed_in
def scheme_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    found = Scheme.objects.visible_to(request.user).select_related("unit")
    return act_page.act(request, found, pk, verb, forms=FORMS, workflow=workflow)


@get_or_post
@signed_in
def item_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    found = SchemeItem.objects.filter(scheme__in=Scheme.objects.visible_to(request.user))
    return act_page.act(request, found.select_related("scheme__unit"), pk, verb, forms=FORMS, workflow=workflow)


@get_or_post
@allowed("schemes.draft")
def scheme_new(request: HttpRequest) -> HttpResponse:
    """Begin a scheme of the topmost unit in which the person may."""
    unit = request.user.units_for("schemes.draft").open().order_by("depth", "path").first()
    if unit is None:
        raise Http404
    form = DraftForm(request.POST if request.method == "POST" else None, obj=unit, person=request.user)
    return answer(
        request, form, steps_of(Scheme)["draft"], lambda: workflow.draft(unit, request.user, **form.typed()),
        unit.name, reverse("schemes:schemes"), True,
    )  # fmt: skip
