"""The books of a review: the grid of vouchers, their list as a workbook, the files."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ymdm.attachments.models import Attachment
from ymdm.organization.access import signed_in
from ymdm.papers.export import export
from ymdm.rulebook import in_force
from ymdm.workflow import NoAuthority, Refused, steps_of

from .. import papers, rules, workflow
from ..forms.grid import PER_PAGE, Grid
from ..models import ReviewPeriod
from ..workflow.vouchers import check_files, is_member


def _open(request: HttpRequest, pk: int) -> ReviewPeriod:
    """A review whose books the person may open; otherwise as if there were none."""
    found = ReviewPeriod.objects.open_to(request.user).select_related("unit", "group__keeper", "accounts")
    return get_object_or_404(found, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def vouchers(request: HttpRequest, pk: int) -> HttpResponse:
    """Type vouchers, change them, judge them: 25 rows and ten empty ones at a time. A mistake loses nothing typed."""
    period = _open(request, pk)
    step = steps_of(ReviewPeriod)["keep_vouchers"]
    if why := step.authority(period, request.user):
        raise NoAuthority(why)
    if request.method != "POST":
        step.check(period, request.user, timezone.now())
    page = Paginator(period.vouchers.all(), PER_PAGE).get_page(request.GET.get("page"))
    data = request.POST if request.method == "POST" else None
    grid = Grid(data, vouchers=page.object_list, period=period, may_judge=is_member(period, request.user))
    status = 200
    if data is not None:
        status = 422
        if grid.is_valid():
            try:
                number = workflow.keep_vouchers(period, request.user, rows=grid.rows())
            except Refused as refusal:
                grid.refusal, status = str(refusal), 409
            else:
                messages.success(request, f"已登记 {number} 张凭证。" if number else "没有改动。")
                return redirect(request.get_full_path())
    context = {
        "period": period,
        "grid": grid,
        "page": page,
        "rules": in_force((rules.VOUCHERS,), period.unit, timezone.localdate()),
        "may_import": request.user.may("finance.keep", period.group.keeper),
    }
    return render(request, "finance/vouchers.html", context, status=status)


@require_safe
@signed_in
def vouchers_export(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The vouchers with what came of them, with the headings under which they are imported."""
    period = _open(request, pk)
    rows = period.vouchers.select_related("period")
    return export(request, f"{period.label}凭证", papers.VOUCHERS, rows, period.label, about=period, unit=period.unit)


@require_POST
@signed_in
def attach(request: HttpRequest, pk: int) -> HttpResponse:
    """Put files to the accounts; each that is not fit is named, the others are kept."""
    period = _open(request, pk)
    check_files(period, request.user)
    for upload in request.FILES.getlist("files"):
        try:
            workflow.attach(period.accounts, request.user, upload)
        except ValidationError as why:
            for sentence in why.messages:
                messages.error(request, sentence)
    return redirect(f"{period.get_absolute_url()}#files")


@require_POST
@signed_in
def detach(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """Take a file back that was handed in by mistake."""
    period = _open(request, pk)
    held: Any = Attachment.objects.of(period.accounts)
    workflow.detach(period.accounts, request.user, get_object_or_404(held, pk=file))
    return redirect(f"{period.get_absolute_url()}#files")
