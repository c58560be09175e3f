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
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ymdm.ui.words import full_day as day
from ymdm.workflow import Refused

from .. import granting, pairing, roll, workflow
from ..access import allowed
from ..forms.grants import AskAppointmentForm, AskEndForm, ReasonForm, reason_field
from ..forms.rolls import NOT_OPENED, CloseForm, EntryForm, LeaveForm, MoveForm, RenameForm, UnitForm
from ..models import Appointment, GrantRequest, LegalType, Level, PairedAct, Person, Unit

EDIT_UNITS, EDIT_PEOPLE = "organization.edit_units", "organization.edit_people"
APPOINT, ISSUE = "organization.appoint", "organization.issue_codes"
ASKED = "的申请已提交，安全管理员确认后生效。"

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def _asked(
    request: HttpRequest,
    form: forms.Form,
    title: str,
    button: str,
    about: Unit | Person,
    says: str,
    act: Callable[[], Any],
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    """The form on a page of its own until it is well filled in; then the act, and back.

    A refusal keeps what was typed beside the sentence.
    """
    status = 422 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        try:
            made = act()
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            messages.success(request, says)
            return redirect(made if isinstance(made, PairedAct) else _page_of(about))
    context = {"form": form, "title": title, "button": button, "back": _page_of(about), "about": about} | (more or {})
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


# --- the tree: one administrator proposes, another confirms ---------------------------------------------------


def _for_two(
    request: HttpRequest, form: forms.Form, title: str, kind: str, unit: Unit, shown: Callable[[], list[tuple[str, Any]]],
    about: str = "",
) -> HttpResponse:  # fmt: skip
    """The form with the reason; well filled in, it waits for the second person, on a page of its own."""
    form.fields["reason"] = reason_field()
    second = list(pairing.seconds(kind, unit, request.user)[:5])

    def act() -> PairedAct:
        typed = dict(form.cleaned_data)
        reason, facts = typed.pop("reason"), typed
        asked: PairedAct = pairing.ask(
            unit, request.user, kind=kind, about=f"unit:{about or unit.pk}", title=title, shown=shown(), facts=facts,
            reason=reason,
        )  # fmt: skip
        return asked

    says = "已提请复核，另一位系统管理员同意后生效。"
    return _asked(request, form, title, "提请复核", unit, says, act, {"for_two": True, "seconds": second})


@get_or_post
@allowed(EDIT_UNITS)
def unit_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose a unit below this one."""
    parent = _unit(request, pk, EDIT_UNITS)
    form = UnitForm(_typed(request), initial={"legal_type": parent.legal_type})

    def shown() -> list[tuple[str, Any]]:
        words = {"legal_type": LegalType, "level": Level}
        typed = [(name, value) for name, value in form.cleaned_data.items() if name != "reason" and value]
        rows = [
            (form.fields[name].label, words[name](value).label if name in words else value) for name, value in typed
        ]
        return [("上级", parent), *rows]

    code = str(form.data.get("code", "")).strip().upper()[:20]
    return _for_two(request, form, f"在{parent}下面新增单位", "unit-open", parent, shown, about=f"new:{code}")


@get_or_post
@allowed(EDIT_UNITS)
def unit_rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose a new name."""
    unit = _unit(request, pk, EDIT_UNITS)
    form = RenameForm(_typed(request))
    return _for_two(
        request, form, f"{unit}更名", "unit-rename", unit,
        lambda: [("原名", unit), ("新名称", form.cleaned_data["name"]), ("启用日期", day(form.cleaned_data["on"]))],
    )  # fmt: skip


@get_or_post
@allowed(EDIT_UNITS)
def unit_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose to move the unit with everything below it."""
    unit = _unit(request, pk, EDIT_UNITS)
    form = MoveForm(_typed(request), units=request.user.units_for(EDIT_UNITS))
    return _for_two(
        request, form, f"划转{unit}", "unit-move", unit,
        lambda: [
            ("现在的上级", unit.parent or "没有"), ("划转到", form.cleaned_data["parent"]),
            ("划转日期", day(form.cleaned_data["on"])),
            ("一同划转", f"下面的部门和班组，名册上的 {_people_of(unit):,} 人"),
        ],
    )  # fmt: skip


@get_or_post
@allowed(EDIT_UNITS)
def unit_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose to end a unit that is empty."""
    unit = _unit(request, pk, EDIT_UNITS)
    form = CloseForm(_typed(request), unit=unit, units=request.user.units_for(EDIT_UNITS))
    return _for_two(
        request, form, f"撤销{unit}", "unit-close", unit,
        lambda: [
            ("撤销日期", day(form.cleaned_data["on"])),
            ("没有办完的事", f"由{form.cleaned_data['successor'] or unit.parent}接办"),
        ],
    )  # fmt: skip


def _people_of(unit: Unit) -> int:
    return Person.objects.filter(unit__path__startswith=unit.path, left_on=None).count()


@get_or_post
@allowed(APPOINT)
def appoint(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for an office for the person; another administrator confirms."""
    person = _person(request, pk, APPOINT)
    form = AskAppointmentForm(_typed(request), units=request.user.units_for(APPOINT))

    def act() -> None:
        typed = dict(form.cleaned_data)
        granting.ask_appointment(typed.pop("unit"), request.user, person=person, **typed)

    return _asked(request, form, f"给{person}申请任职", "提交申请", person, f"任职{ASKED}", act)


@get_or_post
@allowed(APPOINT)
def appointment_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask that an appointment ends after a last day; another administrator confirms."""
    offices = Appointment.objects.filter(office__unit__in=request.user.units_for(APPOINT))
    appointment = get_object_or_404(offices.select_related("person", "office__unit"), pk=pk)
    form = AskEndForm(_typed(request))
    return _asked(
        request, form, f"结束{appointment.person}的任职：{appointment.office}", "提交申请",
        appointment.person, f"结束任职{ASKED}最后一天的第二天起不再有这项权限。",
        lambda: granting.ask_end(
            appointment.office.unit, request.user, appointment=appointment, **form.cleaned_data
        ),
    )  # fmt: skip


@get_or_post
@allowed(APPOINT)
def factor(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask that the person's second factor is forgotten; another administrator confirms."""
    person = _person(request, pk, APPOINT)
    form = ReasonForm(_typed(request))
    return _asked(
        request, form, f"重置{person}的第二重验证", "提交申请", person, f"重置第二重验证{ASKED}",
        lambda: granting.ask_factor_reset(person.unit, request.user, person=person, **form.cleaned_data),
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
    """Ask for activation codes for everybody of the unit who has none used yet; once confirmed, print them here."""
    unit = _unit(request, pk, ISSUE)
    waiting = Person.objects.filter(NOT_OPENED, unit__path__startswith=unit.path, is_active=True, left_on=None)
    return _codes(request, unit, None, waiting.count())


@get_or_post
@allowed(ISSUE)
@never_cache
def code(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for one person's activation code; once confirmed, print it here."""
    person = _person(request, pk, ISSUE)
    return _codes(request, person.unit, person, int(not person.is_opened))


def _codes(request: HttpRequest, unit: Unit, person: Person | None, waiting: int) -> HttpResponse:
    """Nothing asked yet: the button asks. Confirmed: it prints the slips, which are shown this once."""
    mine = GrantRequest.objects.filter(kind=GrantRequest.Kind.CODES, proposed_by=request.user, unit=unit, person=person)
    is_confirmed = mine.usable().exists()
    slips, issued = [], False
    if request.method == "POST" and is_confirmed:
        slips = roll.issue_code(person, request.user) if person else roll.issue_codes(unit, request.user)
        issued = True
    elif request.method == "POST":
        granting.ask_codes(unit, request.user, person=person)
        messages.success(request, "发放激活码的申请已提交，安全管理员确认后回到这里打印。")
        return redirect(_page_of(person or unit))
    context = {
        "unit": unit, "person": person, "waiting": waiting, "slips": slips, "issued": issued,
        "is_confirmed": is_confirmed, "is_asked": mine.waiting(timezone.now()).exists(),
    }  # fmt: skip
    return render(request, "organization/codes.html", context)
