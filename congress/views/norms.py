"""三个规范 of a session as page and list, and the file of an archived session."""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ymdm.ledger.record import record
from ymdm.limits.counting import count
from ymdm.organization.access import allowed, signed_in
from ymdm.papers.export import export
from ymdm.securitylog.models import Kind as SecurityKind
from ymdm.securitylog.writing import write

from .. import papers
from ..models import SessionArchive
from ..reading.norms import has_norms, norms_of, summary
from ..reading.survey import told_of
from .sessions import found, frame, open_verbs


@require_safe
@signed_in
def norms(request: HttpRequest, pk: int) -> HttpResponse:
    """The 24 checks with numbers, rule and remedy; a failed one can be explained."""
    this = found(request, pk)
    context = frame(request, this, "norms") | {"may": open_verbs(this, request.user, "explain"), "norms": []}
    if has_norms(this):
        context["norms"] = norms_of(this, timezone.localdate(), watches=context["watches"])
        context["summary"] = summary(context["norms"])
    context["told"] = told_of(this) if this.is_over else None
    return render(request, "congress/norms.html", context)


@require_safe
@signed_in
def norms_export(request: HttpRequest, pk: int) -> HttpResponse:
    this = found(request, pk)
    rows = [one for norm in norms_of(this, timezone.localdate()) for one in norm.checks] if has_norms(this) else []
    return export(request, f"{this.short}三个规范", papers.NORM_CHECKS, rows, about=this, unit=this.unit)


@require_safe
@allowed("congress.read")
def archive_state(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the file is; the page of the session asks this by itself until it can be fetched."""
    this = found(request, pk)
    file = get_object_or_404(SessionArchive.objects.visible_to(request.user), session=this)  # type: ignore[arg-type]
    return render(request, "congress/_archive.html", {"session": this, "file": file})


@require_safe
@allowed("congress.read")
def archive_file(request: HttpRequest, pk: int) -> FileResponse:
    """The file as it was written, the same bytes each time."""
    this = found(request, pk)
    file = get_object_or_404(SessionArchive.objects.visible_to(request.user), session=this)  # type: ignore[arg-type]
    if not file.sha256:
        raise Http404
    count(request, "export")
    by = request.user
    record(
        "papers.export", this, by, says="导出", unit=this.unit, payload={"title": file.file_name, "sha256": file.sha256}
    )
    write(SecurityKind.EXPORT, request, says=file.file_name)
    response = FileResponse(
        default_storage.open(file.stored_as), as_attachment=True, filename=file.file_name,
        content_type="application/zip",
    )  # fmt: skip
    response.headers["Cache-Control"] = "private, no-store"
    return response
