"""One page for every act on an assessment or an answer: the form of the step, and the step itself."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from ymdm.organization.access import allowed, signed_in
from ymdm.rulebook import act_page
from ymdm.workflow import Refused

from .. import workflow
from ..forms import FORMS
from ..forms.checking import BeginForm
from ..models import Answer, Assessment, Veto

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@get_or_post
@signed_in
def assessment_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    found = Assessment.objects.visible_to(request.user).select_related("unit", "scheme__unit")
    return act_page.act(request, found, pk, verb, forms=FORMS, workflow=workflow)


@get_or_post
@signed_in
def answer_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    found = Answer.objects.visible_to(request.user).select_related("item", "assessment__unit", "assessment__scheme")
    return act_page.act(request, found, pk, verb, forms=FORMS, workflow=workflow)


@get_or_post
@signed_in
def veto_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    found = Veto.objects.visible_to(request.user).select_related(
        "item", "proposed_by", "assessment__unit", "assessment__scheme__unit"
    )
    return act_page.act(request, found, pk, verb, forms=FORMS, workflow=workflow)


@get_or_post
@allowed("assessments.run")
def begin(request: HttpRequest) -> HttpResponse:
    """Open the self-checks of the units of a class, all or none."""
    unit = request.user.units_for("assessments.run").open().order_by("depth", "path").first()
    if unit is None:
        raise Http404
    form = BeginForm(request.POST if request.method == "POST" else None, obj=unit, person=request.user)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                with transaction.atomic():
                    for one in form.cleaned_data["chosen"]:
                        workflow.begin(one, request.user, scheme=form.cleaned_data["scheme"])
            except Refused as refusal:
                form.add_error(None, str(refusal))
                status = 409
            else:
                messages.success(request, f"已开始 {len(form.cleaned_data['chosen'])} 个单位的自查。")
                return redirect("assessments:assessments")
    back = reverse("assessments:assessments")
    context = {"form": form, "above": unit.name, "back": back, "says": "开始自查", "action": request.get_full_path()}
    return render(request, "components/act.html", context, status=status)
