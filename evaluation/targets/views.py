"""The years with their targets, one year beside what came of it, and the acts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from ymdm.organization.access import allowed, signed_in
from ymdm.papers.export import export
from ymdm.papers.kinds import Column
from ymdm.rulebook import act_page, in_force
from ymdm.ui.lists import ListFilter
from ymdm.workflow import steps_of

from . import rules, workflow
from .forms import FORMS, DraftForm
from .models import YearTargets
from .reading import rows_of, total

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
PER_PAGE = 20
YEARS = (
    Column("年度", lambda one: one.year),
    Column("单位", lambda one: one.unit.name),
    Column("状态", lambda one: one.get_state_display()),
    Column(
        "目标", lambda one: "；".join(f"{rules.FIGURES[aim.code]} {aim.value}（权重 {aim.weight}）" for aim in one.aims)
    ),
)
ROWS = (
    Column("指标", lambda row: row.label),
    Column("目标", lambda row: float(row.aim.value)),
    Column("权重", lambda row: row.aim.weight),
    Column("结果", lambda row: None if row.figure.value is None else float(row.figure.value)),
    Column("结果的件数", lambda row: row.figure.of),
    Column("达到", lambda row: {True: "是", False: "否", None: ""}[row.is_met]),
)


class TargetsFilter(ListFilter):
    SORTS = {"year": ("year", "unit__path"), "unit": ("unit__path", "-year"), "state": ("state", "-year")}
    DEFAULT = "-year"

    state = forms.ChoiceField(label="状态", choices=[("", "全部"), *YearTargets.State.choices], required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].label = "单位"
        self.fields["q"].widget.attrs["placeholder"] = "单位名称"

    def apply(self, rows: QuerySet[YearTargets]) -> QuerySet[YearTargets]:
        if state := self.asked.get("state"):
            rows = rows.filter(state=state)
        for word in self.asked.get("q", "").split()[:4]:
            rows = rows.filter(unit__name__contains=word)
        return self.ordered(rows)


def _seen(request: HttpRequest) -> tuple[TargetsFilter, QuerySet[YearTargets]]:
    form = TargetsFilter(request.GET)
    seen = YearTargets.objects.visible_to(request.user).select_related("unit").prefetch_related("rows")
    return form, form.apply(seen)


@require_safe
@signed_in
def every(request: HttpRequest) -> HttpResponse:
    form, rows = _seen(request)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "may_draft": request.user.may_anywhere("targets.draft")}
    return render(request, "evaluation/targets_list.html", context)


@require_safe
@signed_in
def every_export(request: HttpRequest) -> HttpResponseBase:
    form, rows = _seen(request)
    return export(request, "年度目标", YEARS, list(rows), form.words, unit=request.user.unit)


def _one(request: HttpRequest, pk: int) -> YearTargets:
    seen = YearTargets.objects.visible_to(request.user).select_related("unit", "drafted_by", "settled_by")
    return get_object_or_404(seen.prefetch_related("rows"), pk=pk)


@require_safe
@signed_in
def targets(request: HttpRequest, pk: int) -> HttpResponse:
    found = _one(request, pk)
    rows = rows_of(found, request.user, timezone.localdate())
    steps = steps_of(YearTargets)
    context = {
        "targets": found,
        "rows": rows,
        "total": total(rows),
        "acts": [(verb, steps[verb].says) for verb in FORMS[YearTargets] if steps[verb].is_open(found, request.user)],
        "rules": in_force((rules.FROZEN,), found.unit, timezone.localdate()),
    }
    return render(request, "evaluation/targets.html", context)


@require_safe
@signed_in
def targets_export(request: HttpRequest, pk: int) -> HttpResponseBase:
    found = _one(request, pk)
    rows = rows_of(found, request.user, timezone.localdate())
    return export(request, str(found), ROWS, rows, found.get_state_display(), about=found, unit=found.unit)


@get_or_post
@allowed("targets.draft")
def targets_new(request: HttpRequest) -> HttpResponse:
    person: Any = request.user
    unit = person.units_for("targets.draft").open().order_by("depth", "path").first()
    if unit is None:
        raise Http404
    form = DraftForm(request.POST if request.method == "POST" else None, obj=unit, person=person)
    return act_page.answer(
        request, form, steps_of(YearTargets)["draft"], lambda: workflow.draft(unit, person, **form.typed()), unit.name,
        reverse("targets:every"), True,
    )  # fmt: skip


@get_or_post
@signed_in
def targets_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    found = YearTargets.objects.visible_to(request.user).select_related("unit")
    return act_page.act(request, found, pk, verb, forms=FORMS, workflow=workflow)
