"""What is open to society, without signing in: only behind YMDM_PUBLIC_DISCLOSURE, and only what a slip marked open (DIS-01)."""

from __future__ import annotations

import tempfile
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ymdm.attachments.models import Attachment
from ymdm.limits.counting import count
from ymdm.organization.access import public
from ymdm.papers import texts, workbooks
from ymdm.papers.export import download
from ymdm.ui.errors import refuse

from .. import papers
from ..forms.filters import OutsideFilter
from ..models import Publication, Version
from ..models.publications import ReviewSlip
from .asking import page_of

# Anybody may ask for it, so that one answer stays small work.
MOST_ROWS = 5_000


def _open() -> QuerySet[Publication]:
    """Two locks: the scope that the clerk chose, and the attribute that the reviewer gave the text that is read now."""
    if not settings.PUBLIC_DISCLOSURE:
        raise Http404
    reads = Version.objects.filter(state=Version.State.PUBLISHED, slip__attribute=ReviewSlip.Attribute.OPEN)
    return (
        Publication.objects.opened()
        .filter(scope=Publication.Scope.PUBLIC, pk__in=reads.values("publication"))
        .select_related("unit", "item", "obligation")
    )


def _rows(request: HttpRequest) -> tuple[OutsideFilter, QuerySet[Publication]]:
    rows = _open()
    form = OutsideFilter(request.GET)
    return form, form.apply(rows)


@require_safe
@public
def outside(request: HttpRequest) -> HttpResponse:
    """The list, newest first."""
    form, rows = _rows(request)
    return render(request, "disclosure/outside.html", {"form": form, "page": page_of(request, rows)})


@require_safe
@public
def outside_item(request: HttpRequest, pk: int) -> HttpResponse:
    """One text as it is read now, with what is left out and why; nobody who worked on it is named."""
    found = get_object_or_404(_open(), pk=pk)
    version = found.versions.get(state=Version.State.PUBLISHED)
    context: dict[str, Any] = {
        "publication": found,
        "version": version,
        "files": list(Attachment.objects.of(version)),
        "withheld": list(version.withheld_parts.all()),
    }
    return render(request, "disclosure/outside_item.html", context)


@require_safe
@public
def outside_export(request: HttpRequest) -> HttpResponseBase:
    """The list as it is filtered. Nobody is noted as having asked."""
    count(request, "export")
    form, rows = _rows(request)
    if (number := rows.count()) > MOST_ROWS:
        return refuse(
            request, 409, f"符合条件的有 {number:,} 项，一次最多导出 {MOST_ROWS:,} 项。请先按词或年份筛选，再导出。"
        )
    at = timezone.localtime()
    file: Any = tempfile.SpooledTemporaryFile(max_size=2 * 1024 * 1024)  # noqa: SIM115  (the response closes it)
    suffix, fill = ("csv", texts.write) if request.GET.get("as") == "csv" else ("xlsx", workbooks.write)
    lines = ([column[1](row) for column in papers.OUTSIDE] for row in rows)
    note = f"导出时间：{at:%Y-%m-%d %H:%M}　筛选：{form.words or '全部'}"
    fill(file, "向社会公开事项", [column[0] for column in papers.OUTSIDE], lines, note)
    return download(file, f"向社会公开事项-{at:%Y%m%d}.{suffix}")
