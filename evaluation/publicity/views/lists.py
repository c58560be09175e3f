"""The list of publicity sessions, with how many came to each, and how many of one's unit they reached."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ymdm.organization.access import signed_in
from ymdm.papers.export import export
from ymdm.papers.kinds import Column

from ..forms.filters import SessionFilter
from ..models import PublicitySession
from ..reading import reach

PER_PAGE = 20
COLUMNS = (
    Column("单位", lambda one: one.unit.name),
    Column("主题", lambda one: one.topic),
    Column("主讲人", lambda one: one.speaker),
    Column("去向", lambda one: one.get_kind_display()),
    Column("地点", lambda one: one.place),
    Column("日期", lambda one: one.on),
    Column("时间", lambda one: f"{one.starts:%H:%M}"),
    Column("签到人数", lambda one: one.came),
    Column("状态", lambda one: one.get_state_display()),
    Column("取消原因", lambda one: one.because),
)


def _sessions(request: HttpRequest) -> tuple[SessionFilter, QuerySet[PublicitySession]]:
    form = SessionFilter(request.GET)
    rows = PublicitySession.objects.visible_to(request.user).select_related("unit")  # type: ignore[arg-type]
    return form, form.apply(rows.annotate(came=Count("sign_ins")))


@require_safe
@signed_in
def sessions(request: HttpRequest) -> HttpResponse:
    form, rows = _sessions(request)
    today = timezone.localdate()
    context = {
        "form": form,
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "reach": reach(request.user.unit, form.asked.get("year") or today.year, today),
        "may_plan": request.user.may_anywhere("publicity.plan"),
    }
    return render(request, "publicity/sessions.html", context)


@require_safe
@signed_in
def sessions_export(request: HttpRequest) -> HttpResponseBase:
    form, rows = _sessions(request)
    return export(request, "宣讲", COLUMNS, rows, form.words, unit=request.user.unit)
