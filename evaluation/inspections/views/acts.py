"""One page for every act on a visit, a finding or a sample: the form of the step, and the step itself."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from ymdm.organization.access import allowed, signed_in
from ymdm.rulebook import act_page
from ymdm.rulebook.act_page import answer
from ymdm.workflow import steps_of

from .. import workflow
from ..forms import FORMS
from ..forms.visits import PlanForm
from ..models import Finding, Sample, SentSheet, Visit

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def _came_before(request: HttpRequest) -> bool:
    """Whether this very sheet was taken already and only the answer to it was lost on the way."""
    key = request.POST.get("key", "")
    return bool(key) and SentSheet.objects.filter(key=key[:32], person=request.user).exists()


@get_or_post
@signed_in
def visit_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    found = Visit.objects.visible_to(request.user).select_related("unit", "organiser")

    if _came_before(request):
        return redirect(get_object_or_404(found, pk=pk))

    def back(visit: Visit) -> str:
        # Who withdraws does not see the visit any more.
        return reverse("inspections:visits") if verb == "recuse" else visit.get_absolute_url()

    return act_page.act(request, found, pk, verb, forms=FORMS, workflow=workflow, back=back)


@get_or_post
@signed_in
def finding_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    found = Finding.objects.visible_to(request.user).select_related("visit__unit", "visit__organiser")
    return act_page.act(request, found, pk, verb, forms=FORMS, workflow=workflow)


@get_or_post
@signed_in
def sample_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    found = Sample.objects.visible_to(request.user).select_related("visit__unit", "visit__organiser")
    if _came_before(request):
        return redirect(get_object_or_404(found, pk=pk))
    return act_page.act(request, found, pk, verb, forms=FORMS, workflow=workflow)


@get_or_post
@allowed("inspections.run")
def visit_new(request: HttpRequest) -> HttpResponse:
    """Plan a visit in the name of the topmost unit in which the person may."""
    unit = request.user.units_for("inspections.run").open().order_by("depth", "path").first()
    if unit is None:
        raise Http404
    form = PlanForm(request.POST if request.method == "POST" else None, obj=unit, person=request.user)
    return answer(
        request, form, steps_of(Visit)["plan"], lambda: workflow.plan(unit, request.user, **form.typed()), unit.name,
        reverse("inspections:visits"), True,
    )  # fmt: skip
