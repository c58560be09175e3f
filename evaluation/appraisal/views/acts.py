"""One page for every act on an appraisal: the form of the step, and the step itself."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from ymdm.organization import pairing
from ymdm.organization.access import allowed, signed_in
from ymdm.organization.models import Unit
from ymdm.rulebook import act_page
from ymdm.rulebook.act_page import answer
from ymdm.workflow import NoAuthority, Refused, steps_of

from .. import results, workflow
from ..forms import FORMS
from ..forms.planning import PlanForm
from ..forms.telling import DiscloseForm, LookForm
from ..models import Appraisal, Appraisee, Flag, State
from ..pairs import DISCLOSE, PAIRED

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def _act(request: HttpRequest, found: QuerySet[Any], pk: int, verb: str) -> HttpResponse:
    return act_page.act(request, found, pk, verb, forms=FORMS, workflow=workflow)


def _seen(request: HttpRequest) -> QuerySet[Appraisal]:
    return Appraisal.objects.visible_to(request.user).select_related("unit", "superior", "term", "box", "ceremony")


@get_or_post
@signed_in
def appraisal_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    return _act(request, _seen(request), pk, verb)


@get_or_post
@signed_in
def appraisee_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    found = Appraisee.objects.visible_to(request.user).select_related("appraisal__unit", "person")
    return _act(request, found, pk, verb)


@get_or_post
@signed_in
def flag_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    found = Flag.objects.visible_to(request.user).select_related("appraisee__appraisal__superior", "appraisee__person")
    return _act(request, found, pk, verb)


@get_or_post
@allowed("appraisal.run")
def appraisal_new(request: HttpRequest) -> HttpResponse:
    """Plan one; `?unit=` names the unit, else the topmost in which the person may."""
    units = request.user.units_for("appraisal.run").open().order_by("depth", "path")
    asked = request.GET.get("unit", "")
    unit: Unit | None = None
    if asked.isascii() and asked.isdecimal() and len(asked) < 19:
        unit = units.filter(pk=int(asked)).first()
    unit = unit or units.first()
    if unit is None:
        raise Http404
    form = PlanForm(request.POST if request.method == "POST" else None, obj=unit, person=request.user)
    return answer(
        request, form, steps_of(Appraisal)["plan"], lambda: workflow.plan(unit, request.user, **form.typed()),
        unit.name, reverse("appraisal:appraisals"), True,
    )  # fmt: skip


@get_or_post
@signed_in
def disclose(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose to show the summary to everybody; a second union officer confirms on the page of acts for two."""
    found = get_object_or_404(_seen(request), pk=pk)
    _check_holds(request, found, DISCLOSE)
    if found.state != State.SENT_UP and request.method != "POST":
        raise Refused(f"现在的状态是“{found.get_state_display()}”，报上级以后才能公布摘要。", rule="EVA-39")
    form = DiscloseForm(request.POST if request.method == "POST" else None, obj=found, person=request.user)
    return answer(
        request, form, steps_of(Appraisal)["disclose"],
        lambda: pairing.ask(
            found.unit, request.user, kind=DISCLOSE, about=f"appraisal:{found.pk}", title=f"公布摘要：{found}",
            facts={"appraisal": found.pk, "summary": form.cleaned_data["summary"]},
            shown=[("民主评议", str(found)), ("摘要", form.cleaned_data["summary"])],
        ),
        str(found), found.get_absolute_url(), True,
    )  # fmt: skip


@get_or_post
@signed_in
def look(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask a second union officer to let one read the result of each leader for a day (security.md 5)."""
    found = get_object_or_404(_seen(request), pk=pk)
    _check_holds(request, found, results.LOOK)
    if found.appraisees.filter(person=request.user).exists():
        raise NoAuthority("您是这次民主评议的评议对象，只能看自己的结果。")
    if not found.has_result and request.method != "POST":
        raise Refused("还没有有效的结果。", rule="EVA-39")
    form = LookForm(request.POST if request.method == "POST" else None, obj=found, person=request.user)
    return answer(
        request, form, steps_of(Appraisal)["feed_back"],
        lambda: pairing.ask(
            found.unit, request.user, kind=results.LOOK, about=results.about(found, request.user),
            title=f"查看结果：{found}", facts={}, shown=[("民主评议", str(found))], reason=form.cleaned_data["reason"],
        ),
        str(found), found.get_absolute_url(), True,
    )  # fmt: skip


def _check_holds(request: HttpRequest, found: Appraisal, kind: str) -> None:
    if not request.user.may(PAIRED[kind].act, found.unit):
        raise NoAuthority(f"您在{found.unit}没有“{PAIRED[kind].says}”的权限。")
