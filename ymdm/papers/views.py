"""Pages of imports, and the one address for exports of lists."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.files.storage import default_storage
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ymdm.limits.counting import count
from ymdm.organization import paired, pairing
from ymdm.organization.access import demand_fresh, signed_in
from ymdm.organization.models import PairedAct, Unit
from ymdm.securitylog.models import Kind as SecurityKind
from ymdm.securitylog.writing import write
from ymdm.workflow import NoAuthority, Refused

from . import kinds, long_exports, pdf, progress, tasks, workflow
from .export import download, export, template
from .forms import UploadForm
from .models import ExportRun, ImportReport, ImportRun

SHOWN = 200


def _kind(request: HttpRequest, word: str) -> kinds.Kind:
    """The kind of import of this address, for whoever may run it somewhere. 404 and 403 otherwise."""
    kind = kinds.imports().get(word)
    if kind is None:
        raise Http404
    if not request.user.may_anywhere(kind.act):
        raise NoAuthority(f"您现在的任职里没有导入{kind.title}的权限。如工作需要，请联系工会登记任职。")
    return kind


def _run(request: HttpRequest, pk: int) -> ImportRun:
    return get_object_or_404(ImportRun.objects.visible_to(request.user).select_related("uploaded_by", "unit"), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def import_new(request: HttpRequest, kind: str) -> HttpResponse:
    """Upload a file; earlier imports of the same kind stand below."""
    what = _kind(request, kind)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        unit = Unit.objects.filter(path__in=request.user.scope(what.act)).order_by("depth", "path").first()
        file = form.cleaned_data["file"]
        run = workflow.upload(unit, request.user, kind=kind, file=file, file_name=file.name)
        transaction.on_commit(partial(tasks.ask_for, run.pk))
        return redirect(run)
    runs = ImportRun.objects.visible_to(request.user).filter(kind=kind).select_related("uploaded_by")[:10]
    context = {"form": form, "kind": kind, "what": what, "runs": runs}
    return render(request, "papers/import_new.html", context, status=422 if form.is_bound else 200)


@require_safe
@signed_in
def import_template(request: HttpRequest, kind: str) -> HttpResponse:
    """An empty table with the right headings."""
    what = _kind(request, kind)
    return template(what.title, what.columns, what.hint)


@require_safe
@signed_in
def import_run(request: HttpRequest, pk: int) -> HttpResponse:
    """One import: how far it is, what it found, what to decide. While it works, the page asks for itself again."""
    run = _run(request, pk)
    context = _shown(run) | {"may": not workflow.only_importers(run, request.user)} | _for_two(request, run)
    part = "#run" if getattr(request, "htmx", False) else ""
    return render(request, f"papers/import_run.html{part}", context)


def _for_two(request: HttpRequest, run: ImportRun) -> dict[str, Any]:
    """What waits for the second person, who that can be, and whether it is this one."""
    pair = kinds.pair_of(run.kind)
    if not pair or not run.is_undecided or run.unit is None:
        return {}
    asked = PairedAct.objects.about(pair, f"run:{run.pk}").waiting(timezone.now()).first()
    return {
        "for_two": True,
        "asked": asked,
        "is_mine": run.uploaded_by_id == request.user.pk,
        "seconds": [] if run.uploaded_by is None else list(pairing.seconds(pair, run.unit, run.uploaded_by)[:5]),
        "who": paired.kinds()[pair].who,
    }


def _shown(run: ImportRun) -> dict[str, Any]:
    report = ImportReport.objects.filter(run=run).first()
    found = report.content if report else {}
    return {
        "run": run,
        "what": run.kind_of,
        "found": found,
        "counts": report.counts if report else {},
        "lists": {name: found.get(name, [])[:SHOWN] for name in ("rejected", "warnings", "changes")},
        "progress": progress.of(run),
    }


@require_POST
@signed_in
def import_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide for the good rows, or ask the second person to."""
    run = _run(request, pk)
    if kinds.pair_of(run.kind):
        workflow.ask_second(run, request.user)
        messages.success(request, "已提请复核，另一个人同意后写入。")
        return redirect(run)
    workflow.confirm(run, request.user)
    transaction.on_commit(partial(tasks.ask_for, run.pk))
    return redirect(run)


@require_POST
@signed_in
def import_decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide for none of the rows."""
    run = _run(request, pk)
    workflow.decline(run, request.user)
    return redirect(run)


@require_POST
@signed_in
def import_continue(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the worker again for a run that stands still; it does nothing twice."""
    run = _run(request, pk)
    tasks.ask_for(run.pk)
    return redirect(run)


@require_safe
@signed_in
def import_rejected(request: HttpRequest, pk: int) -> HttpResponse:
    """The rows that did not come in, with reasons and remedies, as a workbook to work through."""
    run = _run(request, pk)
    columns = (
        kinds.Column("工作表", lambda bad: bad["sheet"]),
        kinds.Column("行号", lambda bad: bad["row"]),
        kinds.Column("姓名或名称", lambda bad: bad["name"]),
        kinds.Column("哪里不对", lambda bad: "；".join(bad["says"])),
        kinds.Column("怎么改", lambda bad: "；".join(bad["remedies"])),
    )
    rows = run.found.get("rejected", [])
    return export(
        request, f"{run.kind_of.title}待改的行", columns, rows, f"文件 {run.file_name}", about=run, unit=run.unit
    )


@require_safe
@signed_in
def export_list(request: HttpRequest, kind: str) -> HttpResponse:
    """A list of a floor below, with the filters of its page, as a workbook."""
    make = kinds.exports().get(kind)
    if make is None:
        raise Http404
    if kind == "people":
        demand_fresh(request)
    return export(request, *make(request), kind=kind)


@require_safe
@signed_in
def export_run(request: HttpRequest, pk: int) -> HttpResponse:
    """One long list: how far it is, and then the file. While it works, the page asks for itself again."""
    run = get_object_or_404(ExportRun.objects.visible_to(request.user), pk=pk)
    part = "#run" if getattr(request, "htmx", False) else ""
    return render(request, f"papers/export_run.html{part}", {"run": run})


@require_safe
@signed_in
def export_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The file of a long list, for whoever asked for it, for a day."""
    count(request, "file")
    run = get_object_or_404(ExportRun.objects.visible_to(request.user).exclude(stored_as=""), pk=pk)
    write(SecurityKind.EXPORT, request, says=run.title)
    return download(default_storage.open(run.stored_as), run.file_name)


def _paper(request: HttpRequest, kind: str) -> kinds.Paper:
    made = kinds.papers().get(kind)
    if made is None:
        raise Http404
    return made(request)


@require_safe
@signed_in
def paper(request: HttpRequest, kind: str) -> HttpResponse:
    """A document as it will be printed: to look at, to print from the browser, and to ask for as PDF."""
    told = _paper(request, kind)
    context = {"title": told.title, "on_screen": True, "paper": told, "kind": kind, "lacks": pdf.why_not()}
    return render(request, told.template, {**told.context, **context})


@require_POST
@signed_in
def paper_pdf(request: HttpRequest, kind: str) -> HttpResponse:
    """Have the document made by the worker; leads to the page that shows how far it is, and then holds the file."""
    told = _paper(request, kind)
    count(request, "export")
    if lacks := pdf.why_not():
        raise Refused(lacks, remedy="可以先用浏览器的“打印”，内容相同。")
    write(SecurityKind.EXPORT, request, says=f"{told.title}，pdf")
    return redirect(long_exports.ask(request, kind, told.title))
