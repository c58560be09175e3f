"""The work report to the congress (PRO-52): as a page that prints, as a workbook, and as a Word document to edit."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ymdm.ledger.record import record
from ymdm.limits.counting import count
from ymdm.organization.access import allowed
from ymdm.papers import workbooks
from ymdm.papers.export import IN_MEMORY, XLSX
from ymdm.securitylog.models import Kind as SecurityKind
from ymdm.securitylog.writing import write

from ..forms.scopes import ScopeForm
from ..measures import Scope
from ..papers import report_document, report_workbook
from ..papers.report import Report, report
from ..papers.report_rows import MOST_LISTED

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
@allowed("proposals.read")
def work_report(request: HttpRequest) -> HttpResponse:
    """The report of a session, a year, a channel or a unit, as the figures page was narrowed."""
    told, form = _report(request)
    return render(request, "proposals/report.html", {"report": told, "form": form, "scope": told.figures.scope})


@require_safe
@allowed("proposals.read")
def report_xlsx(request: HttpRequest) -> HttpResponse:
    """The year's statistics: every grid a sheet, its lists whole."""
    return _file(request, report_workbook.write, "xlsx", XLSX, is_whole=True)


@require_safe
@allowed("proposals.read")
def report_docx(request: HttpRequest) -> HttpResponse:
    """The report for WPS and Word."""
    return _file(request, report_document.write, "docx", DOCX)


def _report(request: HttpRequest, *, is_whole: bool = False) -> tuple[Report, ScopeForm]:
    scope = Scope.read(request.GET)
    form = ScopeForm(scope)
    return report(scope, timezone.localdate(), form.words(scope), most=None if is_whole else MOST_LISTED), form


def _file(
    request: HttpRequest,
    fill: Callable[[Any, Report, str], Any],
    suffix: str,
    content_type: str,
    *,
    is_whole: bool = False,
) -> HttpResponse:
    """A download that no cache keeps; ledger and security log know who took it, as with every list (security.md 7)."""
    count(request, "export")
    told, _form = _report(request, is_whole=is_whole)
    by, at = request.user, timezone.localtime()
    file: Any = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  (the response closes it)
    fill(file, told, workbooks.note(by, at, told.scope_words))
    record(
        "papers.export", by, by, says="导出", unit=by.unit,
        payload={"title": told.title, "filters": told.scope_words, "rows": sum(len(grid.rows) for grid in told.grids)},
    )  # fmt: skip
    write(SecurityKind.EXPORT, request, says=f"{told.title}，{suffix}")
    file.seek(0)
    response = FileResponse(file, content_type=content_type)
    response.headers["Content-Disposition"] = (
        f"attachment; filename*=UTF-8''{quote(f'{told.title}-{at:%Y%m%d-%H%M}.{suffix}')}"
    )
    response.headers["Cache-Control"] = "private, no-store"
    return response
