"""Questions, opinions and objections: the list, and each with its answer."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ymdm.duties.models import Duty, lit
from ymdm.organization.access import signed_in
from ymdm.papers.export import export

from .. import papers
from ..forms.filters import RemarkFilter
from ..models import Remark
from .asking import buttons, page_of


def _rows(request: HttpRequest) -> tuple[RemarkFilter, QuerySet[Remark]]:
    form = RemarkFilter(request.GET)
    rows = Remark.objects.visible_to(request.user).select_related("publication__unit", "publication__item")
    return form, form.apply(rows)


@require_safe
@signed_in
def remarks(request: HttpRequest) -> HttpResponse:
    form, rows = _rows(request)
    return render(request, "disclosure/remarks.html", {"form": form, "page": page_of(request, rows)})


@require_safe
@signed_in
def remarks_export(request: HttpRequest) -> HttpResponseBase:
    form, rows = _rows(request)
    return export(request, "对公开事项的意见", papers.REMARKS, rows, form.words, unit=request.user.unit)


@require_safe
@signed_in
def remark(request: HttpRequest, pk: int) -> HttpResponse:
    seen = Remark.objects.visible_to(request.user).select_related("publication__unit", "by__unit", "answered_by__unit")
    found = get_object_or_404(seen, pk=pk)
    answers = request.user.may("disclosure.answer", found.unit)
    context = {
        "remark": found,
        "shows_writer": found.by_id is not None and (answers or found.by_id == request.user.pk),
        "buttons": buttons(found, request.user),
        "duties": lit(Duty.objects.of(found).owed().select_related("unit", "person")),
    }
    return render(request, "disclosure/remark.html", context)
