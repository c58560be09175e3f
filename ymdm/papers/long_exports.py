"""Lists too long for one request, and PDF: asked for on the page, written by a worker, kept for a day (security.md 7)."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from django.core.files.storage import default_storage
from django.db import transaction
from django.http import Http404, QueryDict
from django.utils import timezone

from ymdm.ledger.record import record
from ymdm.organization.models import Person
from ymdm.workflow import NoAuthority, Refused

from . import kinds, pdf, workbooks
from .models import ExportRun

# What a sheet holds, less its heading.
MOST_ROWS = 1_000_000
MOST_WAITING = 3
NOTED_EVERY = 1000
LEASE = timedelta(minutes=10)
KEPT = timedelta(hours=24)
GONE = "这份文件现在已经不在您能看到的范围内。"


@dataclass(frozen=True)
class Asker:
    """Stands in for the request of the page: who asks, and what the address said."""

    user: Person
    GET: QueryDict


def ask(request: Any, kind: str, title: str, rows: int = 0) -> ExportRun:
    """Put a list or a document on the worker's table. Raises Refused for too long a list, or when three wait already."""
    if rows > MOST_ROWS:
        raise Refused(
            f"这份清单有 {rows:,} 行，一份表格最多放 {MOST_ROWS:,} 行。", remedy="请先按单位或日期筛选，再分几次导出。"
        )
    if ExportRun.objects.visible_to(request.user).filter(ended_at=None).count() >= MOST_WAITING:
        raise Refused(f"您已有 {MOST_WAITING} 份文件正在生成。", remedy="请等其中一份完成后再导出。")
    run = ExportRun.objects.create(
        kind=kind,
        query=request.GET.urlencode(),
        person=request.user,
        title=title[:60],
        rows=rows,
        made_at=timezone.now(),
    )
    from .tasks import ask_for_export  # cycle: the task calls back into this module

    transaction.on_commit(partial(ask_for_export, run.pk))
    return run


def make(pk: int) -> bool:
    """Write the list of a run; returns whether this call did it. Safe to run again and side by side."""
    now = timezone.now()
    # One conditional UPDATE claims the row; whoever comes second changes none and goes on.
    if not ExportRun.objects.to_make(now).filter(pk=pk).update(lease_until=now + LEASE, done=0):
        return False
    run = ExportRun.objects.select_related("person").get(pk=pk)
    place = f"exports/{secrets.token_hex(16)}"
    try:
        rows, told = _write(run, Path(default_storage.path(place)), now)
    except (Refused, NoAuthority, Http404) as why:  # an office that ended since it was asked for
        ExportRun.objects.filter(pk=pk).update(ended_at=timezone.now(), sentence=str(why)[:200] or GONE)
        return True
    with transaction.atomic():
        ExportRun.objects.filter(pk=pk).update(
            ended_at=timezone.now(), stored_as=place, size=default_storage.size(place), rows=rows, done=rows
        )
        record(
            "papers.export", run.person, run.person, says="导出", unit=run.person.unit,
            payload={"title": run.title, **told, "pages" if run.is_paper else "rows": rows},
        )  # fmt: skip
    return True


def _write(run: ExportRun, path: Path, now: datetime) -> tuple[int, dict[str, str]]:
    """Write the file beside its place and move it there whole; returns the rows or pages, and what the ledger keeps."""
    asker = Asker(run.person, QueryDict(run.query))
    if not run.person.is_active:
        raise NoAuthority("导出人的账号已停用。")
    fill, told = (_paper if run.is_paper else _list)(run, asker, now)
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".new")
    try:
        with open(unfinished, "wb") as file:
            rows = fill(file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)
    return rows, told


def _list(run: ExportRun, asker: Asker, now: datetime) -> tuple[Callable[[BinaryIO], int], dict[str, str]]:
    """What writes the workbook, and the filters in words."""
    title, columns, found, filters = kinds.exports()[run.kind](asker)
    note = workbooks.note(run.person, timezone.localtime(now), filters)
    lines = ([column[1](one) for column in columns] for one in _counted(run, found.iterator(chunk_size=2000)))
    return lambda file: workbooks.write(file, title, [column[0] for column in columns], lines, note), {
        "filters": filters
    }


def _paper(run: ExportRun, asker: Asker, now: datetime) -> tuple[Callable[[BinaryIO], int], dict[str, str]]:
    """What writes the PDF, page by page, and what was chosen; with the number of a posting."""
    paper = kinds.papers()[run.kind](asker)
    done = 0

    def laid_out(page: int) -> None:
        nonlocal done
        if page > done:
            done = page
            ExportRun.objects.filter(pk=run.pk).update(done=done, lease_until=timezone.now() + LEASE)

    def fill(file: BinaryIO) -> int:
        file.write(pdf.make(paper.template, paper.context, paper.title, archive=paper.is_archived, pages=laid_out))
        return done

    told = {"filters": paper.filters} | ({"number": paper.number} if paper.number else {})
    return fill, told


def _counted(run: ExportRun, rows: Iterable[Any]) -> Iterator[Any]:
    """The rows, noting how far it is and holding on to the run."""
    for number, row in enumerate(rows, start=1):
        if number % NOTED_EVERY == 0:
            ExportRun.objects.filter(pk=run.pk).update(done=number, lease_until=timezone.now() + LEASE)
        yield row


def tend(at: datetime | None = None) -> int:
    """Make what a killed worker left, and take away what is a day old; returns how many were made."""
    at = at or timezone.now()
    for old in ExportRun.objects.filter(made_at__lt=at - KEPT):
        if old.stored_as:
            default_storage.delete(old.stored_as)
        old.delete()
    return sum(make(pk) for pk in list(ExportRun.objects.to_make(at).order_by("pk").values_list("pk", flat=True)))
