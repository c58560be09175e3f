"""The sessions that one may see, the running one first."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Case, Count, IntegerField, Q, QuerySet, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ymdm.organization.access import signed_in
from ymdm.papers.export import export

from .. import papers
from ..forms.filters import SessionFilter
from ..models import CongressSession

PER_PAGE = 20


def _rows(request: HttpRequest) -> tuple[SessionFilter, QuerySet[CongressSession]]:
    form = SessionFilter(request.GET)
    running = Case(When(state=CongressSession.State.OPEN, then=0), default=1, output_field=IntegerField())
    rows = (
        CongressSession.objects.visible_to(request.user)  # type: ignore[arg-type]
        .select_related("term__unit")
        .annotate(
            running=running,
            adopted=Count("resolutions", distinct=True),
            came=Count(
                "attendees", filter=Q(attendees__is_qualified=True, attendees__arrived_at__isnull=False), distinct=True
            ),
        )
    )
    return form, form.apply(rows)


@require_safe
@signed_in
def sessions(request: HttpRequest) -> HttpResponse:
    form, rows = _rows(request)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {"filters": form, "page": page, "may_plan": request.user.may_anywhere("congress.convene")}  # type: ignore[union-attr]
    return render(request, "congress/sessions.html", context)


@require_safe
@signed_in
def sessions_export(request: HttpRequest) -> HttpResponse:
    form, rows = _rows(request)
    return export(request, "职代会会议", papers.SESSIONS, rows, form.words, unit=request.user.unit)  # type: ignore[union-attr]
