"""Acts for two people: what waits for whom, one of them with what it would change, and the decision."""

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

from .. import pairing
from ..access import allowed, fresh, signed_in
from ..forms.grants import DecisionForm
from ..models import PairedAct
from ..paired import kinds
from ..papers.pairs import ACTS, WHICH, rows_of

DONE = {
    "look": "已同意，申请人可以查看十分钟。",
    "import-people": "已同意，合格的行正在写入名册。",
    "import-units": "已同意，合格的行正在写入组织机构。",
}


@require_safe
@allowed(*ACTS)
def pairs(request: HttpRequest) -> HttpResponse:
    """What two people do together in one's units, newest first; what waits stands in the first tab."""
    which, rows = rows_of(request)
    page = Paginator(rows, 20).get_page(request.GET.get("page"))
    return render(request, "organization/pairs.html", {"page": page, "which": which, "whichs": WHICH})


@require_safe
@signed_in
def pair(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them: what it would change, who proposed it, who can confirm it, what has been done."""
    return render(request, "organization/pair.html", _shown(request, _pair(request, pk), DecisionForm()))


@require_POST
@signed_in
@fresh
def pair_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm it; it is done with that."""
    found = _pair(request, pk)
    try:
        pairing.confirm(found, request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(found)
    messages.success(request, DONE.get(found.kind, f"已同意并办理：{found}。"))
    return redirect(found)


@require_POST
@signed_in
def pair_decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Refuse it, with the reason."""
    found = _pair(request, pk)
    pairing.decline.step.check(found, request.user, timezone.now())
    form = DecisionForm(request.POST)
    if form.is_valid():
        try:
            pairing.decline(found, request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "已经退回，提出的人会看到理由。")
            return redirect("organization:pairs")
    return render(request, "organization/pair.html", _shown(request, found, form), status=422)


@require_POST
@signed_in
def pair_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's own proposal back."""
    pairing.withdraw(_pair(request, pk), request.user)
    messages.success(request, "已撤回，什么也没有改动。")
    return redirect("organization:pairs")


def _pair(request: HttpRequest, pk: int) -> PairedAct:
    rows = PairedAct.objects.visible_to(request.user).select_related("unit", "proposed_by", "decided_by")
    return get_object_or_404(rows, pk=pk)


def _shown(request: HttpRequest, found: PairedAct, form: DecisionForm) -> dict[str, Any]:
    by, now = request.user, timezone.now()
    waits = found.is_undecided and not found.is_over(now)
    return {
        "pair": found,
        "form": form,
        "kind": kinds()[found.kind],
        "is_over": found.is_over(now),
        "is_mine": found.proposed_by_id == by.pk,
        "waits": waits,
        "run_pk": found.facts.get("run"),
        "seconds": list(pairing.seconds(found.kind, found.unit, found.proposed_by)[:5]) if waits else [],
        "may_confirm": pairing.confirm.step.is_open(found, by, now),
        "may_withdraw": pairing.withdraw.step.is_open(found, by, now),
        "events": Event.objects.of(found),
    }
