"""The lists of campaigns, of the nominations of one, and of all titles that were given."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ymdm.organization.access import signed_in
from ymdm.papers.export import export

from .. import papers
from ..forms.filters import CampaignFilter, HonourFilter, NominationFilter
from ..models import Campaign, Nomination

PER_PAGE = 20


def _campaigns(request: HttpRequest) -> tuple[CampaignFilter, QuerySet[Campaign]]:
    form = CampaignFilter(request.GET)
    rows = Campaign.objects.visible_to(request.user).select_related("unit").prefetch_related("quotas")
    return form, form.apply(rows)


def nominations_of(request: HttpRequest, campaign: Campaign) -> tuple[NominationFilter, QuerySet[Nomination]]:
    """The names of a campaign that the person may see, filtered as the page was."""
    form = NominationFilter(request.GET)
    seen = Nomination.objects.visible_to(request.user).filter(campaign=campaign)
    return form, form.apply(seen.select_related("unit", "campaign__unit").prefetch_related("notices"))


def _honours(request: HttpRequest) -> tuple[HonourFilter, QuerySet[Nomination]]:
    form = HonourFilter(request.GET)
    rows = Nomination.objects.visible_to(request.user).honours()
    return form, form.apply(rows.select_related("unit", "campaign__unit"))


@require_safe
@signed_in
def campaigns(request: HttpRequest) -> HttpResponse:
    form, rows = _campaigns(request)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "may_open": request.user.may_anywhere("awards.run")}
    return render(request, "awards/campaigns.html", context)


@require_safe
@signed_in
def campaigns_export(request: HttpRequest) -> HttpResponseBase:
    form, rows = _campaigns(request)
    return export(request, "评优表彰", papers.CAMPAIGNS, rows, form.words, unit=request.user.unit)


@require_safe
@signed_in
def nominations_export(request: HttpRequest, pk: int) -> HttpResponseBase:
    campaign = get_object_or_404(Campaign.objects.visible_to(request.user).select_related("unit"), pk=pk)
    form, rows = nominations_of(request, campaign)
    return export(request, f"{campaign}名单", papers.NOMINATIONS, rows, form.words, about=campaign, unit=campaign.unit)


@require_safe
@signed_in
def honours(request: HttpRequest) -> HttpResponse:
    form, rows = _honours(request)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "awards/honours.html", {"form": form, "page": page})


@require_safe
@signed_in
def honours_export(request: HttpRequest) -> HttpResponseBase:
    form, rows = _honours(request)
    return export(request, "荣誉", papers.HONOURS, rows, form.words, unit=request.user.unit)
