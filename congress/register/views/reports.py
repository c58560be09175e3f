"""The page of the file for the superior union: the figures of a unit's year, and the editions that were made."""

from __future__ import annotations

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from ymdm.ledger import signing
from ymdm.ledger.checkpoints import in_groups
from ymdm.limits.counting import count
from ymdm.organization.access import allowed
from ymdm.papers.export import download
from ymdm.securitylog.models import Kind as SecurityKind
from ymdm.securitylog.writing import write

from .. import workflow
from ..handing.parts import parts_of
from ..models import UnitReport
from .asking import unit_asked, unit_links

YEARS = 6


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("register.report")
def reports(request: HttpRequest) -> HttpResponse:
    """Figures of `?unit=` in `?year=`; posting makes the next edition of the file."""
    unit, _ = unit_asked(request, "register.report")
    today = timezone.localdate()
    years = range(today.year, today.year - YEARS, -1)
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdecimal() and int(asked[:4]) in years and len(asked) == 4 else 0
    year = year or today.year
    if request.method == "POST":
        count(request, "export")
        made = workflow.report(unit, request.user, year=year)
        messages.success(request, f"已生成：{made}。")
        return redirect(f"{reverse('register:reports')}?unit={unit.pk}&year={year}")
    context = {
        "unit": unit,
        "may_report": True,
        "others": unit_links(request, "register.report", unit),
        "year": year,
        "years": years,
        "parts": parts_of(unit, year, today),
        "editions": UnitReport.objects.visible_to(request.user).filter(unit=unit, year=year).select_related("by")[:20],
        "key": in_groups(signing.private_key().public_key().public_bytes_raw().hex()),
    }
    return render(request, "register/reports.html", context)


@require_safe
@allowed("register.report")
def report_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One edition, as it was made."""
    count(request, "file")
    found = get_object_or_404(UnitReport.objects.visible_to(request.user).select_related("unit"), pk=pk)
    if not default_storage.exists(found.stored_as):
        raise Http404
    write(SecurityKind.EXPORT, request, says=str(found))
    return download(default_storage.open(found.stored_as), found.file_name)
