"""Acts on units and on the roll: each a form on its own page, and one step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ymdm.workflow import Refused

from .. import roll, workflow
from ..access import allowed
from ..forms.rolls import (
    NOT_OPENED,
    AppointForm,
    CloseForm,
    EntryForm,
    LastDayForm,
    LeaveForm,
    MoveForm,
    RenameForm,
    UnitForm,
)
from ..models import Appointment, Person, Unit

EDIT_UNITS, EDIT_PEOPLE = "organization.edit_units", "organization.edit_people"
APPOINT, ISSUE = "organization.appoint", "organization.issue_codes"

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def _asked(
    request: HttpRequest,
    form: forms.Form,
    title: str,
    button: str,
    about: Unit | Person,
    says: str,
    act: Callable[[], Any],
) -> HttpResponse:
    """The form on a page of its own until it is well filled in; then the act, and back.

    A refusal keeps what was typed beside the sentence.
    """
    status = 422 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            messages.success(request, says)
            return redirect(_page_of(about))
    context = {"form": form, "title": title, "button": button, "back": _page_of(about), "about": about}
    return render(request, "organization/act.html", context, status=status)


def _page_of(about: Unit | Person) -> str:
    """Where to go back to."""
    if isinstance(about, Person):
        return about.get_absolute_url()
    return reverse("organization:unit", args=[about.pk])


def _typed(request: HttpRequest) -> Any:
    """What was posted, if only a token; None when the form is only looked at."""
    return request.POST if request.method == "POST" else None


def _unit(request: HttpRequest, pk: int, act: str) -> Unit:
    return get_object_or_404(request.user.units_for(act), pk=pk)


def _person(request: HttpRequest, pk: int, act: str) -> Person:
    people: QuerySet[Person] = Person.objects.filter(unit__in=request.user.units_for(act)).select_related("unit")
    return get_object_or_404(people, pk=pk)


@get_or_post
@allowed(EDIT_UNITS)
def unit_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Set up a unit below this one."""
    parent = _unit(request, pk, EDIT_UNITS)
    form = UnitForm(_typed(request), initial={"legal_type": parent.legal_type})

    def act() -> None:
        workflow.open_unit(request.user, parent=parent, **form.cleaned_data)

    return _asked(request, form, f"在{parent}下面新增单位", "新增单位", parent, "单位已经设立。", act)


@get_or_post
@allowed(EDIT_UNITS)
def unit_rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the unit a new name."""
    unit = _unit(request, pk, EDIT_UNITS)
    form = RenameForm(_typed(request))
    return _asked(
        request, form, f"{unit}更名", "更名", unit, "名称已经更改，原名留在沿革里。",
        lambda: workflow.rename_unit(unit, request.user, **form.cleaned_data),
    )  # fmt: skip


@get_or_post
@allowed(EDIT_UNITS)
def unit_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move the unit with everything below it."""
    unit = _unit(request, pk, EDIT_UNITS)
    form = MoveForm(_typed(request), units=request.user.units_for(EDIT_UNITS))
    return _asked(
        request, form, f"划转{unit}", "划转", unit, "单位已经划转，下面的部门和人员一同划转。",
        lambda: workflow.move_unit(unit, request.user, **form.cleaned_data),
    )  # fmt: skip


@get_or_post
@allowed(EDIT_UNITS)
def unit_close(request: HttpRequest, pk: int) -> HttpResponse:
    """End a unit that is empty."""
    unit = _unit(request, pk, EDIT_UNITS)
    form = CloseForm(_typed(request), unit=unit, units=request.user.units_for(EDIT_UNITS))
    return _asked(
        request, form, f"撤销{unit}", "撤销单位", unit.parent or unit, f"{unit}已经撤销，没有办完的事已经移交。",
        lambda: workflow.close_unit(unit, request.user, **form.cleaned_data),
    )  # fmt: skip


@get_or_post
@allowed(APPOINT)
def appoint(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the person an office."""
    person = _person(request, pk, APPOINT)
    form = AppointForm(_typed(request), units=request.user.units_for(APPOINT))

    def act() -> None:
        typed = dict(form.cleaned_data)
        workflow.appoint(typed.pop("unit"), request.user, person=person, **typed)

    return _asked(request, form, f"给{person}登记任职", "登记任职", person, "任职已经登记。", act)


@get_or_post
@allowed(APPOINT)
def appointment_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End an appointment after a last day."""
    offices = Appointment.objects.filter(office__unit__in=request.user.units_for(APPOINT))
    appointment = get_object_or_404(offices.select_related("person", "office__unit"), pk=pk)
    form = LastDayForm(_typed(request))
    return _asked(
        request, form, f"结束{appointment.person}的任职：{appointment.office}", "结束任职",
        appointment.person, "任职的最后一天已经登记，第二天起不再有这项权限。",
        lambda: workflow.end_appointment(appointment, request.user, **form.cleaned_data),
    )  # fmt: skip


@get_or_post
@allowed(EDIT_PEOPLE)
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what the roll says of the person, or transfer within one's units."""
    person = _person(request, pk, EDIT_PEOPLE)
    form = EntryForm(_typed(request), instance=person, units=request.user.units_for(EDIT_PEOPLE))

    def act() -> None:
        if form.changes:
            roll.amend(Person.objects.select_related("unit").get(pk=person.pk), request.user, **form.changes)

    title = f"更新名册：{person}（{person.staff_number}）"
    return _asked(request, form, title, "保存", person, "名册已经更新。", act)


@get_or_post
@allowed(EDIT_PEOPLE)
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody leaves the bureau: offices end, the account is closed, duties are handed on."""
    person = _person(request, pk, EDIT_PEOPLE)
    form = LeaveForm(_typed(request))
    return _asked(
        request, form, f"{person}离开单位", "登记离开", person, "已经登记离开：任职结束，账号停用，没有办完的事移交。",
        lambda: workflow.leave(person, request.user, **form.cleaned_data),
    )  # fmt: skip


@get_or_post
@allowed(ISSUE)
@never_cache
def codes(request: HttpRequest, pk: int) -> HttpResponse:
    """Issue new activation codes for everybody of the unit who has none used yet; the slips are shown this once."""
    unit = _unit(request, pk, ISSUE)
    waiting = Person.objects.filter(NOT_OPENED, unit__path__startswith=unit.path, is_active=True, left_on=None)
    slips = roll.issue_codes(unit, request.user) if request.method == "POST" else []
    context = {"unit": unit, "waiting": waiting.count(), "slips": slips, "issued": request.method == "POST"}
    return render(request, "organization/codes.html", context)


@get_or_post
@allowed(ISSUE)
@never_cache
def code(request: HttpRequest, pk: int) -> HttpResponse:
    """Issue one person's activation code anew; the slip is shown this once."""
    person = _person(request, pk, ISSUE)
    issued = request.method == "POST"
    slips = roll.issue_code(person, request.user) if issued else []
    context = {
        "unit": person.unit,
        "person": person,
        "waiting": int(not person.is_opened),
        "slips": slips,
        "issued": issued,
    }
    return render(request, "organization/codes.html", context)
