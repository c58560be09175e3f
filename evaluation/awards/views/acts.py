"""One page for every act on a campaign, a nomination or an objection: the form of the step, and the step itself."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from ymdm.organization.access import allowed, signed_in
from ymdm.rulebook import act_page
from ymdm.rulebook.act_page import answer
from ymdm.workflow import SYSTEM, NoAuthority, steps_of

from .. import workflow
from ..forms import FORMS
from ..forms.campaigns import OpenForm
from ..forms.nominating import NominateForm
from ..models import Campaign, Nomination, Objection

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@get_or_post
@allowed("awards.run")
def campaign_new(request: HttpRequest) -> HttpResponse:
    """Open a campaign in the name of the topmost unit in which the person may."""
    unit = request.user.units_for("awards.run").open().order_by("depth", "path").first()
    if unit is None:
        raise Http404
    form = OpenForm(request.POST if request.method == "POST" else None, obj=unit, person=request.user)
    return answer(
        request, form, steps_of(Campaign)["open_campaign"],
        lambda: workflow.open_campaign(unit, request.user, **form.typed()), unit.name, reverse("awards:campaigns"), True,
    )  # fmt: skip


@get_or_post
@signed_in
def campaign_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    found = Campaign.objects.visible_to(request.user).select_related("unit")
    return act_page.act(request, found, pk, verb, forms=FORMS, workflow=workflow)


@get_or_post
@signed_in
def nominate(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a name forward in the name of the topmost unit in which the person may, inside the campaign's unit."""
    campaign = get_object_or_404(Campaign.objects.visible_to(request.user).select_related("unit"), pk=pk)
    mine = request.user.units_for("awards.nominate").open()
    unit = mine.filter(path__startswith=campaign.unit.path).order_by("depth", "path").first()
    if unit is None:
        raise NoAuthority("提名由参加评选的单位的工会办理，您现在的任职里没有“提名表彰对象”的权限。")
    kind = type("CampaignNominateForm", (NominateForm,), {"campaign": campaign})
    form = kind(request.POST if request.method == "POST" else None, obj=unit, person=request.user)
    return answer(
        request, form, steps_of(Nomination)["nominate"],
        lambda: workflow.nominate(unit, request.user, campaign=campaign, **form.typed()), f"{campaign} · {unit.name}",
        campaign.get_absolute_url(), True,
    )  # fmt: skip


class _Objecting:
    """The workflow as the page of a nomination calls it: an objection without a name is the system's, not the writer's."""

    def __getattr__(self, verb: str) -> Any:
        return getattr(workflow, verb)

    def raise_objection(self, nomination: Nomination, by: Any, *, text: str, without_name: bool) -> Any:
        if without_name:
            return workflow.object_without_name(nomination, SYSTEM, text=text)
        return workflow.raise_objection(nomination, by, text=text)


@get_or_post
@signed_in
def nomination_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    found = Nomination.objects.visible_to(request.user).select_related("unit", "campaign__unit")

    def back(one: Nomination) -> str:
        # Whose name a step took out of sight is not read any more by everybody.
        seen = Nomination.objects.visible_to(request.user).filter(pk=one.pk).exists()
        return one.get_absolute_url() if seen else one.campaign.get_absolute_url()

    return act_page.act(request, found, pk, verb, forms=FORMS, workflow=_Objecting(), back=back)  # type: ignore[arg-type]


@get_or_post
@signed_in
def objection_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    found = Objection.objects.visible_to(request.user).select_related(
        "notice__nomination__unit", "notice__nomination__campaign__unit"
    )
    return act_page.act(request, found, pk, verb, forms=FORMS, workflow=workflow)
