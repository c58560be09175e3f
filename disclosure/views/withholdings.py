"""What is not opened: the list, and each with its ground."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ymdm.duties.models import Duty, lit
from ymdm.organization.access import signed_in
from ymdm.papers.export import export
from ymdm.rulebook import in_force

from .. import papers
from ..forms.filters import WithholdingFilter
from ..models import Withholding
from ..rules import publishing as rules
from .asking import buttons, page_of


def _rows(request: HttpRequest) -> tuple[WithholdingFilter, QuerySet[Withholding]]:
    form = WithholdingFilter(request.GET)
    rows = Withholding.objects.visible_to(request.user).select_related("unit", "obligation__item")
    return form, form.apply(rows)


@require_safe
@signed_in
def withholdings(request: HttpRequest) -> HttpResponse:
    form, rows = _rows(request)
    return render(request, "disclosure/withholdings.html", {"form": form, "page": page_of(request, rows)})


@require_safe
@signed_in
def withholdings_export(request: HttpRequest) -> HttpResponseBase:
    form, rows = _rows(request)
    return export(request, "不公开事项", papers.WITHHOLDINGS, rows, form.words, unit=request.user.unit)


@require_safe
@signed_in
def withholding(request: HttpRequest, pk: int) -> HttpResponse:
    seen = Withholding.objects.visible_to(request.user).select_related(
        "unit", "obligation__item", "asked_by", "decided_by"
    )
    found = get_object_or_404(seen, pk=pk)
    context = {
        "withholding": found,
        "buttons": buttons(found, request.user),
        "duties": lit(Duty.objects.of(found).owed().select_related("unit", "person")),
        "rules": in_force((rules.NO_HIDING, rules.REEXAMINE, rules.IN_PART), found.unit, timezone.localdate()),
    }
    return render(request, "disclosure/withholding.html", context)
