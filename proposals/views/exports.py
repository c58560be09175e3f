"""The public ledger as a workbook or as CSV, by the same question as the page."""

from __future__ import annotations

import tempfile
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from ymdm.limits.counting import count
from ymdm.organization.access import public
from ymdm.papers import texts, workbooks
from ymdm.papers.export import download
from ymdm.ui.errors import refuse
from ymdm.workdays import calendar

from ..publishing.asked import Asked
from ..publishing.posting import chosen_words
from ..publishing.sheet import HEADINGS, lines
from ..publishing.summary import summary

# Anybody may ask for it, so that one answer must stay small work; more is had by session or unit.
MOST_ROWS = 5_000


@require_safe
@public
def ledger_export(request: HttpRequest) -> HttpResponseBase:
    """What the ledger shows for these filters, without any name that it does not show. Nobody is noted as having asked."""
    count(request, "export")
    asked, today = Asked.read(request.GET), timezone.localdate()
    rows = asked.narrow(today)
    if (number := rows.count()) > MOST_ROWS:
        return refuse(
            request,
            409,
            f"符合条件的有 {number:,} 件，一次最多导出 {MOST_ROWS:,} 件。请先按届次或承办单位筛选，再导出。",
        )
    at = timezone.localtime()
    note = f"导出时间：{at:%Y-%m-%d %H:%M}　筛选：{chosen_words(asked, summary(asked, today))}"
    file: Any = tempfile.SpooledTemporaryFile(max_size=2 * 1024 * 1024)  # noqa: SIM115  (the response closes it)
    suffix, fill = ("csv", texts.write) if request.GET.get("as") == "csv" else ("xlsx", workbooks.write)
    fill(file, "回复台账", HEADINGS, lines(rows, today, calendar()), note)
    return download(file, f"回复台账-{at:%Y%m%d}.{suffix}")
