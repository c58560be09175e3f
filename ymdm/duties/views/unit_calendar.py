"""The calendar that a unit follows: one administrator proposes another one, a second confirms (CAL-02)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from ymdm.organization import pairing
from ymdm.organization.access import allowed
from ymdm.workflow import Refused

from ..forms import UnitCalendarForm

EDIT_UNITS = "organization.edit_units"


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(EDIT_UNITS)
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose that the unit, with what lies below it, counts its working days otherwise."""
    unit = get_object_or_404(request.user.units_for(EDIT_UNITS), pk=pk)
    form = UnitCalendarForm(request.POST if request.method == "POST" else None, initial={"code": unit.calendar})
    title, status = f"{unit}的工作日历", 422 if form.is_bound else 200
    if form.is_valid():
        try:
            asked = pairing.ask(
                unit, request.user, kind="calendar-unit", about=f"unit:{unit.pk}", title=title,
                facts={"code": form.cleaned_data["code"]}, shown=[("现在", form.words(unit.calendar)), ("改为", form.chosen)],
                reason=form.cleaned_data["reason"],
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            messages.success(request, "已提请复核，另一位系统管理员同意后生效，没有到期的期限随之重新计算，只会推后。")
            return redirect(asked)
    context = {
        "form": form, "title": title, "button": "提请复核", "back": reverse("organization:unit", args=[unit.pk]),
        "about": unit, "for_two": True, "seconds": list(pairing.seconds("calendar-unit", unit, request.user)[:5]),
    }  # fmt: skip
    return render(request, "organization/act.html", context, status=status)
