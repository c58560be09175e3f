"""Handing out a list as a workbook, the same rows as on the page, and noting in the ledger that it was done."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from django.db import models
from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from ymdm.ledger.record import record
from ymdm.limits.counting import count as count_export
from ymdm.securitylog.models import Kind as SecurityKind
from ymdm.securitylog.writing import write
from ymdm.workflow import Refused

from . import long_exports, texts, workbooks
from .kinds import Column

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
TYPES = {".xlsx": XLSX, ".csv": CSV, ".pdf": "application/pdf", ".zip": "application/zip"}
# What one request writes while somebody waits for it.
MOST_AT_ONCE = 20_000
IN_MEMORY = 2 * 1024 * 1024


def export(
    request: HttpRequest,
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Any],
    filters: str = "",
    *,
    about: models.Model | None = None,
    unit: Any = None,
    kind: str = "",
) -> HttpResponseBase:
    """The objects of `rows` as a download with a line saying who, when and by which filter: .xlsx, or `?as=csv`.

    `rows` may be a queryset, which is then read in portions. The ledger keeps title, filter and number of
    rows, with the object `about` which the list is, or else with the person. More than 20,000 rows are written
    by the worker where `kind` names them among `kinds.exports()`, and refused elsewhere.
    """
    count_export(request, "export")
    by: Any = request.user
    now = timezone.localtime()
    if isinstance(rows, models.QuerySet):
        total = rows.count()
        if kind and total > MOST_AT_ONCE:
            return redirect(long_exports.ask(request, kind, title, total))
        _check(total)
        rows = rows.iterator(chunk_size=2000)
    lines = ([column[1](obj) for column in columns] for obj in rows)
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  (the response closes it)
    suffix = "csv" if request.GET.get("as") == "csv" else "xlsx"
    fill = texts.write if suffix == "csv" else workbooks.write
    count = fill(file, title, [column[0] for column in columns], lines, workbooks.note(by, now, filters))
    _check(count)
    record(
        "papers.export", about or by, by, says="导出", unit=unit or getattr(by, "unit", None),
        payload={"title": title, "filters": filters, "rows": count},
    )  # fmt: skip
    write(SecurityKind.EXPORT, request, says=f"{title}，{count} 行")
    return download(file, f"{title}-{now:%Y%m%d-%H%M}.{suffix}")


def template(title: str, headings: Sequence[str], hint: str) -> FileResponse:
    """An empty table with the headings of an import, to be filled in."""
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  (the response closes it)
    workbooks.write(file, f"{title}导入模板", headings, [], f"说明：{hint}")
    return download(file, f"{title}导入模板.xlsx")


def _check(count: int) -> None:
    if count > MOST_AT_ONCE:
        raise Refused(
            f"这份清单有 {count:,} 行，一次最多导出 {MOST_AT_ONCE:,} 行。",
            remedy="请先按单位或日期筛选，再分几次导出。",
        )


def download(file: Any, name: str) -> FileResponse:
    """A list or a document as a download that no cache keeps."""
    file.seek(0)
    response = FileResponse(file, content_type=TYPES[PurePath(name).suffix])
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response.headers["Cache-Control"] = "private, no-store"
    return response
