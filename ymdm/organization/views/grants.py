"""Requests for grants: one administrator asks, another confirms, the third reads along (security.md 5)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from ymdm.ledger.models import Event
from ymdm.workflow import Refused

from .. import granting
from ..access import allowed, fresh
from ..forms.grants import DecisionForm
from ..models import GrantRequest

ASKS, CONFIRMS, READS = "organization.appoint", "organization.confirm_grants", "organization.read_grants"
WHICH = {"waiting": "待确认", "decided": "已办", "": "全部"}


@require_safe
@allowed(ASKS, CONFIRMS, READS)
def grants(request: HttpRequest) -> HttpResponse:
    """Every request of one's units, newest first; what waits stands in the first tab."""
    which = request.GET.get("which", "waiting")
    which = which if which in WHICH else "waiting"
    rows = GrantRequest.objects.visible_to(request.user)
    if which == "waiting":
        rows = rows.waiting(timezone.now())
    elif which == "decided":
        rows = rows.exclude(pk__in=rows.waiting(timezone.now()).values("pk"))
    rows = rows.select_related("unit", "person", "proposed_by", "decided_by").order_by("-pk")
    page = Paginator(rows, 20).get_page(request.GET.get("page"))
    context = {"page": page, "which": which, "whichs": WHICH, "asks": request.user.may_anywhere(ASKS)}
    return render(request, "organization/grants.html", context)


@require_safe
@allowed(ASKS, CONFIRMS, READS)
def grant(request: HttpRequest, pk: int) -> HttpResponse:
    """One request with what has been done about it, and what the reader can do."""
    found = _grant(request, pk)
    return render(request, "organization/grant.html", _shown(request, found, DecisionForm()))


@require_POST
@allowed(CONFIRMS)
@fresh
def grant_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm it."""
    found = _grant(request, pk)
    granting.confirm(found, request.user)
    messages.success(request, f"已确认：{found}。")
    return redirect("organization:grants")


@require_POST
@allowed(CONFIRMS)
def grant_decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Refuse it, with the reason."""
    found = _grant(request, pk)
    form = DecisionForm(request.POST)
    if form.is_valid():
        try:
            granting.decline(found, request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "已经退回，申请人会看到理由。")
            return redirect("organization:grants")
    return render(request, "organization/grant.html", _shown(request, found, form), status=422)


@require_POST
@allowed(ASKS)
def grant_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's own request back."""
    found = _grant(request, pk)
    granting.withdraw(found, request.user)
    messages.success(request, "已撤回。")
    return redirect("organization:grants")


def _grant(request: HttpRequest, pk: int) -> GrantRequest:
    rows = GrantRequest.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("unit", "person", "proposed_by", "decided_by", "appointment"), pk=pk)


def _shown(request: HttpRequest, found: GrantRequest, form: DecisionForm) -> dict[str, Any]:
    by, now = request.user, timezone.now()
    return {
        "grant": found,
        "form": form,
        "is_over": found.is_over(now),
        "may_confirm": granting.confirm.step.is_open(found, by, now),
        "may_decline": granting.decline.step.is_open(found, by, now),
        "may_withdraw": granting.withdraw.step.is_open(found, by, now),
        "prints": found.proposed_by_id == by.pk and found.kind in GrantRequest.BY_HAND and found.used_at is None
        and found.state == GrantRequest.State.CONFIRMED,
        "events": Event.objects.of(found),
    }  # fmt: skip
