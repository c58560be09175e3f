"""The security log, for the audit administrator."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ymdm.organization.access import allowed
from ymdm.papers.export import export
from ymdm.papers.kinds import Column
from ymdm.securitylog.models import SecurityEvent

from ..forms.log import LogFilter

READ = "accounts.read_security_log"


@require_safe
@allowed(READ)
def log(request: HttpRequest) -> HttpResponse:
    """What happened at the doors, newest first."""
    form = LogFilter(request.GET)
    page = Paginator(form.apply(SecurityEvent.objects.all()), 30).get_page(request.GET.get("page"))
    return render(request, "accounts/log.html", {"page": page, "form": form})


@require_safe
@allowed(READ)
def log_export(request: HttpRequest) -> HttpResponseBase:
    """The same rows as a workbook."""
    form = LogFilter(request.GET)
    columns = [
        Column("时间", lambda row: timezone.localtime(row.at).strftime("%Y-%m-%d %H:%M:%S")),
        Column("事件", lambda row: row.get_kind_display()),
        Column("人员", lambda row: row.who),
        Column("来源地址", lambda row: row.address),
        Column("说明", lambda row: row.says),
        Column("页面", lambda row: row.path),
    ]
    return export(request, "安全日志", columns, form.apply(SecurityEvent.objects.all()), form.words)
