"""What nobody can act on, and handing it to somebody who may (F105)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from ymdm.organization.access import allowed
from ymdm.organization.models import within_paths
from ymdm.workflow import Refused

from .. import succession
from ..forms import TakerForm
from ..models import Duty, lit
from ..ownership import OVERSEE as LEADS
from ..ownership import Holders, gap, ownerless, takers

HAND_OVER = "duties.hand_over"


@require_safe
@allowed(HAND_OVER)
def index(request: HttpRequest) -> HttpResponse:
    """The duties of one's units on which nobody can act, first the most urgent."""
    today = timezone.localdate()
    here = ownerless(_within(request), today).select_related("unit", "person", "leader").order_by("due_on", "pk")
    page = Paginator(here, 20).get_page(request.GET.get("page"))
    page.object_list = lit(page.object_list, today)
    holders = Holders({LEADS, *(duty.act for duty in page.object_list)}, today)
    for duty in page.object_list:
        duty.lacks = _words(duty, holders)
    return render(request, "duties/ownerless.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(HAND_OVER)
def hand(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose who takes the duty over."""
    duty = get_object_or_404(_within(request).owed().select_related("unit", "person", "leader"), pk=pk)
    lack = gap(duty)
    form = TakerForm(request.POST if request.method == "POST" else None, takers=takers(duty, lack))
    status = 200
    if form.is_bound and form.is_valid():
        try:
            succession.hand(duty, request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            messages.success(request, f"已移交给{form.cleaned_data['person']}，并已通知。")
            return redirect("duties:ownerless")
    elif form.is_bound:
        status = 422
    duty = lit([duty])[0]
    return render(request, "duties/hand.html", {"duty": duty, "lack": lack, "form": form}, status=status)


def _within(request: HttpRequest) -> Any:
    return Duty.objects.filter(within_paths(request.user.scope(HAND_OVER), "unit__path"))


def _words(duty: Duty, holders: Holders) -> str:
    path = duty.unit.path
    if duty.person is None:
        if not holders.anybody(duty.act, path):
            return f"{duty.unit}没有人能办，请系统管理员登记任职"
    elif duty.is_own:
        if not duty.person.is_active or duty.person.left_on:
            return f"{duty.person}已经离开；只能由本人办，到期后系统按规定处理"
    elif not holders.can(duty.person.pk, duty.act, path):
        return f"{duty.person}不再任职，没有接任的人"
    return f"分管领导{duty.leader}不再分管，没有接任的人"
