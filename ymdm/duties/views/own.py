"""My duties and my unit's, one duty with the reading of its date, and pressing for it."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from ymdm.organization.access import signed_in
from ymdm.workdays import calendar

from .. import workflow
from ..models import Counting, Duty, lit

SCOPES = {"mine": "我要办的", "watched": "我督办的"}
WHEN = {"": "全部", "overdue": "已逾期", "week": "一周内到期"}


@require_safe
@signed_in
def mine(request: HttpRequest) -> HttpResponse:
    """What one owes, or watches over, by due day; `?scope=watched`, `?when=overdue|week`, `?unit=` narrow it."""
    scope = request.GET.get("scope") if request.GET.get("scope") in SCOPES else "mine"
    when = request.GET.get("when") if request.GET.get("when") in WHEN else ""
    today = timezone.localdate()
    duties = Duty.objects.owed_by(request.user) if scope == "mine" else Duty.objects.visible_to(request.user).owed()
    if when == "overdue":
        duties = duties.overdue(today)
    elif when == "week":
        duties = duties.filter(due_on__gte=today, due_on__lte=today + timedelta(days=7))
    if unit := request.GET.get("unit", ""):
        duties = duties.filter(unit__code=unit)
    duties = duties.select_related("unit", "person").order_by("due_on", "pk")
    page = Paginator(duties, 20).get_page(request.GET.get("page"))
    page.object_list = lit(page.object_list, today)
    context = {"page": page, "scope": scope, "when": when, "scopes": SCOPES, "whens": WHEN, "unit": unit}
    return render(request, "duties/mine.html", context)


@require_safe
@signed_in
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One duty: who owes it, its ladder, and how its date was computed, day by day (F61)."""
    visible = Duty.objects.visible_to(request.user).select_related("unit", "person", "leader", "extended_by")
    duty = get_object_or_404(visible.prefetch_related("slips", "shifts"), pk=pk)
    workdays = calendar(duty.unit)
    lit([duty], workdays=workdays)
    counts = duty.counting == Counting.WORKDAYS and not duty.is_fixed and duty.follows_id is None
    days = workdays.explain(duty.opened_on, duty.days) if counts else []
    may_press = workflow.press.step.is_open(duty, request.user) and duty.is_owed
    return render(request, "duties/detail.html", {"duty": duty, "days": days, "counts": counts, "may_press": may_press})


@require_POST
@signed_in
def press(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a slip by hand."""
    duty = get_object_or_404(Duty.objects.visible_to(request.user), pk=pk)
    workflow.press(duty, request.user, text=request.POST.get("text", ""))
    messages.success(request, f"已向{duty.owner}发出催办。")
    back = request.POST.get("back", "")
    return redirect(back if back.startswith("/w/") and url_has_allowed_host_and_scheme(back, None) else duty.url)
