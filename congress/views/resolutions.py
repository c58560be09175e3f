"""The register of resolutions: what was decided, who carries it out, and how far it is (F22)."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ymdm.duties.models import Duty, lit
from ymdm.organization.access import signed_in
from ymdm.papers.export import export
from ymdm.rulebook import in_force
from ymdm.workflow import steps_of

from .. import papers
from ..forms.filters import ResolutionFilter
from ..models import Resolution
from ..rules import catalogue as rule

PER_PAGE = 20


def _rows(request: HttpRequest) -> tuple[ResolutionFilter, QuerySet[Resolution]]:
    form = ResolutionFilter(request.GET)
    rows = Resolution.objects.visible_to(request.user).select_related("session__term__unit", "owner")  # type: ignore[arg-type]
    return form, form.apply(rows)


@require_safe
@signed_in
def resolutions(request: HttpRequest) -> HttpResponse:
    form, rows = _rows(request)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "congress/resolutions.html", {"filters": form, "page": page, "today": timezone.localdate()})


@require_safe
@signed_in
def export_all(request: HttpRequest) -> HttpResponse:
    form, rows = _rows(request)
    return export(request, "职代会决议", papers.RESOLUTIONS, rows, form.words, unit=request.user.unit)  # type: ignore[union-attr]


@require_safe
@signed_in
def resolution(request: HttpRequest, pk: int) -> HttpResponse:
    """One resolution: its words, its vote, its owner and what was done; defects of its item are printed with it (CON-88)."""
    this = get_object_or_404(
        Resolution.objects.visible_to(request.user).select_related("session__term__unit", "owner", "vote__item"),
        pk=pk,  # type: ignore[arg-type]
    )
    steps = steps_of(Resolution)
    duty = lit(Duty.objects.of(this).owed().select_related("unit", "person")[:1])
    context = {
        "resolution": this,
        "session": this.session,
        "vote": this.vote,
        "progress": list(this.progress.select_related("by")),
        "may": {
            verb: steps[verb].is_open(this, request.user)
            for verb in ("settle_resolution", "report_progress", "carried_out")
        },
        "duty": duty[0] if duty else None,
        "defects": list(this.session.defects.filter(item=this.vote.item))
        + list(this.session.defects.filter(item=None)),
        "rules": in_force((rule.ONLY_BY_VOTE, rule.FOLLOW_UP, rule.PUBLISH), this.unit, this.adopted_on),
    }
    return render(request, "congress/resolution.html", context)
