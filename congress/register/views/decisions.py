"""The register of major decisions: the list with its gaps, and one decision with what the congress has to do with it."""

from __future__ import annotations

from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from congress.rules.matters import BESIDE, MATTERS, needs_vote
from ymdm.duties.models import Duty, lit
from ymdm.organization.access import signed_in
from ymdm.papers.export import export
from ymdm.rulebook import in_force
from ymdm.workflow import steps_of

from .. import papers, rules
from ..forms import FORMS
from ..forms.filters import DecisionFilter
from ..law import place_of
from ..models import Correction, Decision
from .asking import page_of


def decisions_of(request: HttpRequest) -> QuerySet[Decision]:
    return (
        Decision.objects.visible_to(request.user)
        .select_related("unit", "resolution")
        .annotate(correction_number=F("correction__number"), correction_state=F("correction__state"))
    )


@require_safe
@signed_in
def decisions(request: HttpRequest) -> HttpResponse:
    """Decisions of the units that one watches over; everybody's are those that were disclosed to them."""
    form = DecisionFilter(request.GET)
    seen = Decision.objects.visible_to(request.user)
    may_read = request.user.may_anywhere("register.read")
    context = {
        "form": form,
        "page": page_of(request, form.apply(decisions_of(request))),
        "unlinked": seen.unlinked().count() if may_read else 0,
        "wrong": seen.wrong().count() if may_read else 0,
        "may_decide": request.user.may_anywhere("register.decide"),
        "may_read": may_read,
        "may_report": request.user.may_anywhere("register.report"),
    }
    return render(request, "register/decisions.html", context)


@require_safe
@signed_in
def decisions_export(request: HttpRequest) -> HttpResponse:
    form = DecisionFilter(request.GET)
    rows = form.apply(decisions_of(request))
    return export(request, "三重一大决策登记", papers.DECISIONS, rows, form.words, unit=request.user.unit)


@require_safe
@signed_in
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """One decision: whether the congress is needed and with which right, how it was decided, and what was demanded."""
    found = get_object_or_404(
        Decision.objects.visible_to(request.user).select_related(
            "unit", "resolution__session__term__unit", "item__session__term__unit"
        ),
        pk=pk,
    )
    correction = Correction.objects.filter(decision=found).select_related("answered_by").first()
    duty = lit(Duty.objects.of(correction).owed().select_related("unit", "person")[:1]) if correction else []
    steps, answers = steps_of(Decision), steps_of(Correction)
    need = place_of(found.unit, found.decided_on or timezone.localdate()).need(found.matter)
    is_asset = found.matter == rules.LAND
    cited = [rules.NOT_SUBMITTED, rules.LINKED, *([rules.ASSET_FIRST] if is_asset else [])]
    context = {
        "decision": found,
        "need": need,
        "is_voted": needs_vote(need.right),
        "is_needed": need.right.strength > 0,
        "is_asset": is_asset,
        "basis": (MATTERS.get(found.matter) or BESIDE[found.matter]).basis,
        "correction": correction,
        "duty": duty[0] if duty else None,
        "may": {verb: steps[verb].is_open(found, request.user) for verb in FORMS[Decision]},
        "may_answer": correction is not None and answers["answer"].is_open(correction, request.user),
        "rules": in_force(cited, found.unit, timezone.localdate()),
    }
    return render(request, "register/decision.html", context)
