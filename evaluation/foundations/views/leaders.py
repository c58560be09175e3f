"""The leading group of a unit: its register as a list, and a page for each act."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from ymdm.organization.access import signed_in
from ymdm.organization.models import Unit
from ymdm.papers.export import export
from ymdm.papers.kinds import Column
from ymdm.rulebook import act_page, in_force
from ymdm.workflow import NoAuthority, steps_of

from .. import rules, workflow
from ..forms import FORMS
from ..forms.leaders import EnterForm, GroupFilter
from ..models.leaders import GroupMember, MemberState, Side
from .acts import get_or_post
from .board import PER_PAGE, units_seen

COLUMNS = (
    Column("姓名", lambda one: one.person.name),
    Column("哪一方面", lambda one: one.get_side_display()),
    Column("职务", lambda one: one.post),
    Column("负责什么", lambda one: one.duty),
    Column("任职日期", lambda one: one.from_on),
    Column("离任日期", lambda one: one.until_on),
    Column("状态", lambda one: one.get_state_display()),
)
_ORDER = Case(
    *(When(side=side, then=Value(at)) for at, side in enumerate(Side.values)), output_field=IntegerField()
)  # fmt: skip


def _unit(request: HttpRequest, pk: int) -> Unit:
    return get_object_or_404(units_seen(request.user), pk=pk)  # type: ignore[arg-type]


def _rows(request: HttpRequest, unit: Unit) -> tuple[GroupFilter, QuerySet[GroupMember]]:
    form = GroupFilter(request.GET)
    rows = GroupMember.objects.visible_to(request.user).of(unit).select_related("person", "unit")
    return form, form.apply(rows.annotate(side_order=_ORDER))


@require_safe
@signed_in
def group(request: HttpRequest, pk: int) -> HttpResponse:
    unit, today = _unit(request, pk), timezone.localdate()
    form, rows = _rows(request, unit)
    here = set(GroupMember.objects.of(unit).serving().values_list("side", flat=True))
    context = {
        "unit": unit,
        "year": today.year,
        "form": form,
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "missing": [side.label for side in Side if side not in here],
        "serving": MemberState.SERVING,
        "may_enter": request.user.may("foundations.lead", unit),
        "rules": in_force((rules.GROUP,), unit, today),
    }
    return render(request, "foundations/group.html", context)


@require_safe
@signed_in
def group_export(request: HttpRequest, pk: int) -> HttpResponseBase:
    unit = _unit(request, pk)
    form, rows = _rows(request, unit)
    return export(request, f"{unit.short}领导小组", COLUMNS, rows, form.words, about=unit, unit=unit)


@get_or_post
@signed_in
def group_enter(request: HttpRequest, pk: int) -> HttpResponse:
    unit, step = _unit(request, pk), steps_of(GroupMember)["enter_member"]
    if why := step.authority(unit, request.user):
        raise NoAuthority(why)
    form = EnterForm(request.POST if request.method == "POST" else None, obj=unit, person=request.user)
    return act_page.answer(
        request, form, step, lambda: workflow.enter_member(unit, request.user, **form.typed()),
        str(unit), reverse("foundations:group", args=[unit.pk]),
    )  # fmt: skip


@get_or_post
@signed_in
def member_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    found = GroupMember.objects.visible_to(request.user).select_related("unit", "person")
    return act_page.act(request, found, pk, verb, forms=FORMS, workflow=workflow)
